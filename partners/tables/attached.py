"""The files on a library's records, as they lie in its archive."""

import hashlib
from typing import NamedTuple
from zipfile import ZipFile

from django.utils.translation import gettext as _

from partners import storage
from partners.domain.files import stored_models
from partners.exporting import Ask
from partners.filetypes import safe_name
from partners.models.files import StoredFile

CHUNK = 500


class Attached(NamedTuple):
    """One file in the archive; without a checksum where the disk has lost it."""

    path: str
    name: str
    size: int
    checksum: str


def write_files(archive: ZipFile, ask: Ask) -> list[Attached]:
    """Put every file that was not removed into the archive, under a name that any system can take."""
    return [
        _write(archive, file)
        for model in stored_models()
        for file in ask.visible(model).kept().order_by("pk").iterator(chunk_size=CHUNK)
    ]


def path_in_archive(file: StoredFile) -> str:
    """Where a file lies: the number of its row makes it the only one of its name."""
    return f"files/{file._meta.model_name}/{file.pk}-{safe_name(file.name, content_type=file.content_type)}"


def _write(archive: ZipFile, file: StoredFile) -> Attached:
    path = path_in_archive(file)
    try:
        data = storage.path_of(file.key).read_bytes()
    except FileNotFoundError:
        return Attached(path, _("%(name)s (missing on the server)") % {"name": file.name}, file.size, "")
    archive.writestr(path, data)
    return Attached(path, file.name, file.size, hashlib.sha256(data).hexdigest())
