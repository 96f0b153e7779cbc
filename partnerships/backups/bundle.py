"""A backup is one tar: the database as its own programs write it, and the files that people added."""

import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from partnerships.backups.faults import BackupError

DATABASE = "database"
_FILE = re.compile(r"files/(?P<folder>[0-9a-f]{2})/(?P<key>[0-9a-f]{32})")


def pack(target: Path, *, database: Path, folder: Path) -> None:
    """Write the tar. Files never change, so that those of the database's moment are all there."""
    with tarfile.open(target, "w") as bundle:
        bundle.add(database, DATABASE)
        for path in sorted(folder.glob("??/*")):
            name = f"files/{path.parent.name}/{path.name}"
            if _FILE.fullmatch(name):
                bundle.add(path, name)


@contextmanager
def unpacked(source: Path) -> Iterator[tuple[Path, Path | None]]:
    """Yield the database's file, and the tar it came in; an older backup is the database's file itself."""
    if not source.is_file() or not tarfile.is_tarfile(source):
        yield source, None
        return
    with TemporaryDirectory() as folder:
        draft = Path(folder) / DATABASE
        with _opened(source) as bundle:
            held = bundle.extractfile(DATABASE) if DATABASE in bundle.getnames() else None
            if held is None:
                raise BackupError(f"{source} is not a backup that manage.py backup made.")
            with draft.open("wb") as copy:
                while block := held.read(1 << 20):
                    copy.write(block)
        yield draft, source


def bring_files(source: Path | None, folder: Path) -> int:
    """Put back the files that are missing; those that are there stay. Returns how many came."""
    if source is None:
        return 0
    count = 0
    with _opened(source) as bundle:
        for member in bundle:
            match = _FILE.fullmatch(member.name)
            held = bundle.extractfile(member) if match and member.isfile() else None
            if match is None or held is None:
                continue
            target = folder / match["folder"] / match["key"]
            if target.exists():
                continue
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = target.with_suffix(".part")
            draft.write_bytes(held.read())
            draft.chmod(0o600)
            draft.replace(target)
            count += 1
    return count


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(source) as bundle:
            yield bundle
    except (tarfile.TarError, EOFError) as error:
        raise BackupError("The backup is damaged; nothing was restored.") from error
