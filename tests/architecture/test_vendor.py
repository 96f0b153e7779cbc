"""Files of other projects are the ones that were fetched, and name nothing that is not shipped."""

import hashlib
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[2] / "static" / "vendor"
OWN = {"SHA256SUMS", "update.py"}


def test_vendored_files_match_their_checksums():
    recorded = dict(line.split("  ")[::-1] for line in (VENDOR / "SHA256SUMS").read_text().splitlines())

    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name not in OWN and "__pycache__" not in path.parts
    }

    assert found == recorded


def test_vendored_files_point_to_no_source_map():
    style = VENDOR / "bootstrap" / "bootstrap.min.css"

    assert "sourceMappingURL" not in style.read_text()
