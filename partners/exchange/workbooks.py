"""XLSX files of strangers: looked at as an archive before anything in them is unpacked."""

import io
import zipfile

from defusedxml.common import DefusedXmlException
from openpyxl import DEFUSEDXML, load_workbook

from partners.exchange.tables import MAX_RAW_ROWS, Refused, Table, build_table

MAX_ENTRIES = 200
MAX_UNPACKED = 60_000_000
MAX_RATIO = 150
WORKBOOK = "xl/workbook.xml"


def read_workbook(data: bytes) -> Table:
    """Read the sheet that was open when the file was saved. Raises Refused.

    A damaged file may raise anything that openpyxl raises: only the child process calls this.
    """
    if not DEFUSEDXML:
        raise RuntimeError("defusedxml is missing: workbooks of strangers are not opened without it")
    _check_archive(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.active or book.worksheets[0]
        # The size that a file claims for its sheet is not believed.
        sheet.reset_dimensions()
        return build_table(sheet.iter_rows(max_row=MAX_RAW_ROWS + 1, values_only=True))
    except ValueError as error:
        # openpyxl wraps what its parser refuses.
        if isinstance(error, DefusedXmlException) or isinstance(error.__cause__, DefusedXmlException):
            raise Refused("entities") from error
        raise


def _check_archive(data: bytes) -> None:
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile as error:
        raise Refused("not_a_workbook") from error
    if WORKBOOK not in {entry.filename for entry in entries}:
        raise Refused("not_a_workbook")
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > min(MAX_UNPACKED, MAX_RATIO * len(data)):
        raise Refused("bomb")
