"""What a file is by what stands in it, whatever its name says; and names that are safe to keep."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence

MAX_BYTES = 10_000_000
LONGEST_NAME = 150
# What an office file may unpack to.
_MAX_UNPACKED, _MAX_ENTRIES, _MAX_RATIO = 100_000_000, 3_000, 200
_SNIFFED = 1_024

_BEGINNINGS: Sequence[tuple[bytes, str]] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OFFICE_PARTS = {
    "word/document.xml": f"{_OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OFFICE}presentationml.presentation",
}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
SUFFIXES: dict[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    f"{_OFFICE}wordprocessingml.document": (".docx",),
    f"{_OFFICE}spreadsheetml.sheet": (".xlsx",),
    f"{_OFFICE}presentationml.presentation": (".pptx",),
    f"{_OPEN_DOCUMENT}text": (".odt",),
    f"{_OPEN_DOCUMENT}spreadsheet": (".ods",),
    "text/csv": (".csv",),
    "text/plain": (".txt",),
}
_MARKUP = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|\?xml|\?php|iframe|math)", re.IGNORECASE)
_SPOILS_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Controls, lone surrogates, and marks that turn the reading direction or hide.
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_RESERVED = re.compile(r"[<>:\"|?*]")


class FileRefusedError(ValueError):
    """A file that is not kept; `code` is empty, too_big, kind, bomb or macros."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def type_of(data: bytes, *, name: str) -> str:
    """The content type, by what is in the file; the name only tells a CSV from other text.

    Raises FileRefusedError for what is not on the list: markup and drawings that browsers would run included.
    """
    if not data.strip():
        raise FileRefusedError("empty")
    if len(data) > MAX_BYTES:
        raise FileRefusedError("too_big")
    for beginning, content_type in _BEGINNINGS:
        if data.startswith(beginning):
            return content_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(b"PK\x03\x04"):
        return _office_type(data)
    return _text_type(data, name)


def safe_name(name: str, *, content_type: str) -> str:
    """The name without folders and hidden characters, short, and with an ending that fits the content."""
    last = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    shown = "".join(char for char in last if unicodedata.category(char) not in _HIDDEN)
    plain = " ".join(_RESERVED.sub(" ", shown).split()).lstrip(".").strip()
    endings = SUFFIXES[content_type]
    ending = next((suffix for suffix in endings if plain.lower().endswith(suffix)), "")
    stem = plain[: len(plain) - len(ending)] if ending else plain
    return f"{stem[: LONGEST_NAME - 10].rstrip('. ') or 'file'}{ending or endings[0]}"


def _office_type(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries, packed=len(data))
            names = {entry.filename for entry in entries}
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise FileRefusedError("macros")
            if "mimetype" in names and archive.getinfo("mimetype").file_size < _SNIFFED:
                return _open_document_type(archive.read("mimetype"))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise FileRefusedError("kind") from error
    found = [content_type for part, content_type in _OFFICE_PARTS.items() if part in names]
    if "[Content_Types].xml" not in names or len(found) != 1:
        raise FileRefusedError("kind")
    return found[0]


def _open_document_type(said: bytes) -> str:
    for content_type in (f"{_OPEN_DOCUMENT}text", f"{_OPEN_DOCUMENT}spreadsheet"):
        if said == content_type.encode():
            return content_type
    raise FileRefusedError("kind")


def _refuse_bomb(entries: list[zipfile.ZipInfo], *, packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    is_bomb = unpacked > _MAX_UNPACKED or unpacked > packed * _MAX_RATIO or len(entries) > _MAX_ENTRIES
    if is_bomb:
        raise FileRefusedError("bomb")


def _text_type(data: bytes, name: str) -> str:
    if _SPOILS_TEXT.search(data) or _MARKUP.search(data[:_SNIFFED]):
        raise FileRefusedError("kind")
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Old programs of Windows; its letters are all of one byte.
        try:
            data.decode("cp1252")
        except UnicodeDecodeError as error:
            raise FileRefusedError("kind") from error
    return "text/csv" if name.lower().endswith(".csv") else "text/plain"
