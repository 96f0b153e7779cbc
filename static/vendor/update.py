"""Fetch the front-end files other people wrote and record their checksums.

Run by a maintainer after changing a version below: `python static/vendor/update.py`.
The files are committed, so nobody who uses the project needs node or a network.
"""

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).resolve().parent
MANIFEST = VENDOR / "SHA256SUMS"

# package with its exact version, then: path inside the package -> path in this folder
PACKAGES = {
    "bootstrap@5.3.9": {
        "dist/css/bootstrap.min.css": "bootstrap/bootstrap.min.css",
        "LICENSE": "bootstrap/LICENSE",
    },
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for package, files in PACKAGES.items():
            copy_files(unpack(package, Path(folder)), files)
    MANIFEST.write_text(checksums())


def unpack(package: str, folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to fetch vendored files.")
    answer = subprocess.run(
        [npm, "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
    )  # noqa: S603
    with tarfile.open(folder / answer.stdout.split()[-1]) as archive:
        archive.extractall(folder / package, filter="data")
    return folder / package / "package"


def copy_files(source: Path, files: dict[str, str]) -> None:
    for origin, target in files.items():
        path = VENDOR / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(without_source_map((source / origin).read_text()))


def without_source_map(text: str) -> str:
    """Drop the comment naming a map that is not shipped: the manifest storage would look for the file and fail."""
    lines = [line for line in text.splitlines() if "sourceMappingURL=" not in line]
    return "\n".join(lines) + "\n"


def checksums() -> str:
    targets = sorted(target for files in PACKAGES.values() for target in files.values())
    return "".join(
        f"{hashlib.sha256((VENDOR / name).read_bytes()).hexdigest()}  {name}\n" for name in targets
    )


if __name__ == "__main__":
    main()
