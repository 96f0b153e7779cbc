import os
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from partners import storage
from partners.domain.files import (
    MOST_FILES,
    NewFile,
    add_contact_files,
    drop_removed_files,
    remove_contact_file,
    restore_contact_file,
    sweep_files,
)
from partners.history import told
from partners.models import AuditEvent, ContactFile
from tests import make

NOW = datetime(2017, 4, 12, 18, tzinfo=UTC)


@pytest.fixture
def entry(cast, settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    return make.make_contact(cast.riverton.maple, by=cast.mara.user)


@pytest.fixture
def file(entry, cast):
    return make.make_contact_file(entry, by=cast.mara.user, name="Rooms.txt", data=b"Two rooms")


def test_file_is_kept_as_it_came_for_its_owner_only(file):
    path = storage.path_of(file.key)

    assert path.read_bytes() == b"Two rooms"
    assert path.stat().st_mode & 0o777 == 0o600
    assert (file.name, file.size, len(file.sha256)) == ("Rooms.txt", 9, 64)


@pytest.mark.parametrize("key", ["../secret_key", "", "A" * 32, "0" * 31, "0" * 32 + "/x"])
def test_what_is_no_key_names_no_path(key):
    with pytest.raises(ValueError, match="not a key"):
        storage.path_of(key)


def test_sixth_file_is_refused_and_none_is_added(entry, cast):
    several = [NewFile(f"{number}.txt", b"a", "text/plain") for number in range(MOST_FILES - 1)]
    add_contact_files(entry, by=cast.mara.user, now=NOW, files=several)

    with pytest.raises(ValidationError, match="at most 5 files"):
        add_contact_files(entry, by=cast.mara.user, now=NOW, files=several[:2])

    assert entry.files.count() == MOST_FILES - 1


def test_removed_file_is_put_back_and_history_tells_it(file, cast):
    remove_contact_file(file, by=cast.mara.user, now=NOW)
    assert list(ContactFile.objects.kept()) == []
    restore_contact_file(file, by=cast.mara.user)

    assert list(ContactFile.objects.kept()) == [file]
    events = AuditEvent.objects.filter(action__startswith="contact.file").order_by("pk")
    assert [event["changes"][0]["after"] for event in told(events)] == ["Rooms.txt", None, "Rooms.txt"]


def test_file_is_not_put_back_where_five_others_are(file, cast, entry):
    remove_contact_file(file, by=cast.mara.user, now=NOW)
    several = [NewFile(f"{number}.txt", b"a", "text/plain") for number in range(MOST_FILES)]
    add_contact_files(entry, by=cast.mara.user, now=NOW, files=several)

    with pytest.raises(ValidationError, match="at most 5 files"):
        restore_contact_file(file, by=cast.mara.user)


def test_removed_file_goes_for_good_after_a_month(file, cast):
    remove_contact_file(file, by=cast.mara.user, now=NOW)

    assert drop_removed_files(now=NOW + timedelta(days=30)) == 0
    assert drop_removed_files(now=NOW + timedelta(days=30, seconds=1)) == 1


def test_sweep_takes_what_no_row_names_and_leaves_what_just_came(file):
    orphan, young = "0" * 32, "1" * 32
    storage.write(orphan, b"left over")
    storage.write(young, b"being added")
    long_ago = (NOW - timedelta(days=2)).timestamp()
    for key in (orphan, file.key):
        os.utime(storage.path_of(key), (long_ago, long_ago))

    assert sweep_files(now=NOW) == 1
    assert {key for key, _path in storage.stored_keys()} == {file.key, young}
