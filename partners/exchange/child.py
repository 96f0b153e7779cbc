"""Reads one file from its standard input, under limits that end the process rather than the server."""

import json
import resource
import sys

from partners.exchange.tables import Refused, Table, read_text
from partners.exchange.workbooks import read_workbook

MEMORY_BYTES = 600_000_000
CPU_SECONDS = 20
ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_bytes(data: bytes) -> Table:
    """Read a file by what is in it, whatever its name says. Raises Refused."""
    if data.startswith(ZIP):
        return read_workbook(data)
    if data.startswith(OLD_EXCEL):
        raise Refused("old_excel")
    return read_text(_decoded(data))


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith(UTF16) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("encoding")


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        table = read_bytes(sys.stdin.buffer.read())
    except Refused as refused:
        answer: dict = {"refused": refused.code}
    else:
        answer = {"headers": table.headers, "rows": table.rows}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main()
