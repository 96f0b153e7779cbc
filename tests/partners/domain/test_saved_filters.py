"""Filters under a name: whose they are, and what becomes of them."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from partners.domain.saved_filters import MOST, change_filter, remove_filter, restore_filter, save_filter
from partners.domain.tags import merge_tags
from partners.domain.versions import Stale
from partners.models import AuditEvent, SavedFilter
from tests import make

CHOSEN = {"owner": "none"}


def _save(cast, name="Nobody looks after", *, by=None, given=CHOSEN, is_shared=False):
    by = by or cast.cole.user
    library = cast.riverton.library
    return save_filter(library, by=by, page="organizations", name=name, given=given, is_shared=is_shared)


def test_saved_filter_is_written_down(cast):
    saved = _save(cast)

    assert (saved.given, saved.query, saved.made_by) == (CHOSEN, "owner=none", cast.cole.user)
    assert AuditEvent.objects.get(action="saved_filter.added").actor == cast.cole.user


def test_nothing_chosen_is_no_filter(cast):
    with pytest.raises(ValidationError, match="Choose something in the list first"):
        _save(cast, given={})


def test_one_name_is_one_filter_of_one_person(cast):
    _save(cast, "Sin dueño")

    with pytest.raises(ValidationError, match="You have a saved filter of this name"):
        _save(cast, "sin  dueno")
    assert _save(cast, "Sin dueño", by=cast.mara.user).made_by == cast.mara.user


def test_there_is_an_end_to_filters(cast):
    for number in range(MOST):
        make.make_saved_filter(cast.riverton.library, by=cast.cole.user, name=f"Filter {number}")

    with pytest.raises(ValidationError, match="You have 30 saved filters"):
        _save(cast)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mara", ["Everybody's"]),
        ("cole", ["Everybody's", "Own"]),
        ("vera", ["Everybody's"]),
        ("otto", []),
        ("pia", []),
    ],
)
def test_filters_are_ones_own_or_the_staffs(cast, name, expected):
    _save(cast, "Own")
    _save(cast, "Everybody's", is_shared=True)

    rows = SavedFilter.objects.visible_to(getattr(cast, name).scope, library=cast.riverton.library)

    assert [row.name for row in rows] == expected


@pytest.mark.parametrize(("name", "count"), [("mara", 1), ("cole", 2), ("vera", 0)])
def test_shared_filters_are_changed_by_coordinators(cast, name, count):
    _save(cast, "Own")
    _save(cast, "Everybody's", is_shared=True)

    rows = SavedFilter.objects.editable_by(getattr(cast, name).scope, library=cast.riverton.library)

    assert rows.count() == count


def test_second_change_of_one_page_is_told(cast):
    saved = _save(cast)
    changed = change_filter(saved, by=cast.mara.user, version=1, name="New", is_shared=True)

    assert (changed.name, changed.is_shared) == ("New", True)
    with pytest.raises(Stale):
        change_filter(saved, by=cast.cole.user, version=1, name="Newer")


def test_removed_filter_comes_back(cast):
    saved = _save(cast)
    removed = remove_filter(saved, by=cast.cole.user, now=timezone.now(), version=1)

    assert not SavedFilter.objects.kept().exists()
    assert restore_filter(removed, by=cast.cole.user) == SavedFilter.objects.kept().get()


def test_removed_filter_stays_away_while_another_has_its_name(cast):
    removed = remove_filter(_save(cast), by=cast.cole.user, now=timezone.now(), version=1)
    _save(cast)

    with pytest.raises(ValidationError, match="Another saved filter has this name"):
        restore_filter(removed, by=cast.cole.user)


def test_filter_by_a_merged_tag_chooses_by_the_one_that_stays(cast):
    gone = make.make_tag(cast.riverton.library, cast.riverton.maple, name="rooms")
    into = make.make_tag(cast.riverton.library, cast.riverton.oak, name="lends rooms")
    saved = _save(cast, given={"tag": str(gone.pk), "status": "possible"})

    merge_tags(gone, by=cast.cole.user, into=into)

    saved.refresh_from_db()
    assert saved.given == {"tag": str(into.pk), "status": "possible"}
