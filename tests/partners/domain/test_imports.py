"""Imports are written whole or not at all, and can be taken back whole for a day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from partners.domain.imports import RowChange, start_import, undo_import, write_import
from partners.domain.organizations import change_organization
from partners.domain.versions import Stale
from partners.models import AuditEvent, Category, ImportRun, Organization, Person
from tests import make

NOW = datetime(2027, 3, 1, 18, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def given(**values):
    category = Category.objects.first()
    return {"values": values, "categories": [category], "primary": category}


def written(cast, *changes, now=NOW):
    run = make.make_import(cast.riverton.library, by=cast.mara.user)
    return write_import(run, by=cast.mara.user, now=now, version=run.version, changes=changes)


def undone(cast, run, *, now=NOW):
    return undo_import(run, by=cast.mara.user, now=now, version=run.version)


def names(cast):
    return set(
        Organization.objects.filter(library=cast.riverton.library).active().values_list("name", flat=True)
    )


def test_rows_are_written_and_the_run_says_how_many(cast):
    maple = cast.riverton.maple

    run = written(
        cast, RowChange(given(name="Pine")), RowChange(given(name=maple.name, phone="626"), target=maple)
    )

    maple.refresh_from_db()
    assert (run.state, run.added_count, run.changed_count, run.rows) == ("written", 1, 1, [])
    assert (maple.phone, "Pine" in names(cast)) == ("626", True)


def test_one_bad_row_takes_all_back(cast):
    before = names(cast)

    with pytest.raises(ValidationError):
        written(cast, RowChange(given(name="Pine")), RowChange(given(name="")))

    assert names(cast) == before
    assert ImportRun.objects.get().state == "draft"


def test_row_that_somebody_changed_meanwhile_takes_all_back(cast):
    maple = cast.riverton.maple
    old = Organization.objects.get(pk=maple.pk)
    change_organization(maple, by=cast.cole.user, version=maple.version, **given(name=maple.name, phone="1"))

    with pytest.raises(Stale):
        written(cast, RowChange(given(name="Pine")), RowChange(given(name=old.name, phone="2"), target=old))

    assert "Pine" not in names(cast)


def test_rows_are_not_written_twice(cast):
    run = written(cast, RowChange(given(name="Pine")))

    with pytest.raises(ValidationError, match="written already"):
        write_import(run, by=cast.mara.user, now=NOW, version=run.version, changes=[])


def test_undo_brings_back_what_was(cast):
    maple, before = cast.riverton.maple, names(cast)
    codes = [link.category.code for link in maple.category_links.all()]
    run = written(
        cast, RowChange(given(name="Pine")), RowChange(given(name="Maple", phone="626"), target=maple)
    )

    undone(cast, run)

    maple.refresh_from_db()
    assert names(cast) == before
    assert (maple.name, maple.phone) == ("Maple Homework Club", "")
    assert [link.category.code for link in maple.category_links.all()] == codes
    assert AuditEvent.objects.filter(action="import.undone").count() == 1


def test_undo_removes_people_that_were_added(cast):
    values = {"name": "Ana Ruiz", "email": "ana@example.org", "language": "es"}
    run = make.make_import(cast.riverton.library, by=cast.mara.user, kind="people")
    change = RowChange({"values": values}, organization=cast.riverton.maple)
    run = write_import(run, by=cast.mara.user, now=NOW, version=1, changes=[change])
    assert Person.objects.filter(name="Ana Ruiz").count() == 1

    undone(cast, run)

    assert Person.objects.filter(name="Ana Ruiz").count() == 0


def test_undo_refuses_whole_where_somebody_went_on(cast):
    maple = cast.riverton.maple
    run = written(
        cast, RowChange(given(name="Pine")), RowChange(given(name=maple.name, phone="626"), target=maple)
    )
    maple.refresh_from_db()
    change_organization(maple, by=cast.cole.user, version=maple.version, **given(name=maple.name, phone="1"))

    with pytest.raises(ValidationError, match="Maple Homework Club was changed since"):
        undone(cast, run)

    assert "Pine" in names(cast)


def test_undo_refuses_where_something_has_grown_on_a_row(cast):
    run = written(cast, RowChange(given(name="Pine")))
    make.make_person(Organization.objects.get(name="Pine"))

    with pytest.raises(ValidationError, match="Pine is in use"):
        undone(cast, run)


def test_undo_ends_after_a_day(cast):
    run = written(cast, RowChange(given(name="Pine")))

    with pytest.raises(ValidationError, match="any more"):
        undone(cast, run, now=NOW + timedelta(days=1))

    assert "Pine" in names(cast)


def test_old_drafts_and_old_values_are_not_kept(cast):
    library, by = cast.riverton.library, cast.mara.user
    old = make.make_import(library, by=by)
    theirs = make.make_import(cast.twin.library, by=cast.otto.user)
    run = written(cast, RowChange(given(name="Pine")))

    start_import(
        library,
        by=by,
        now=NOW + timedelta(days=2),
        kind="organizations",
        file_name="",
        headers=["Name"],
        rows=[(2, ["Fir"])],
        matching={"name": 0},
    )

    run.refresh_from_db()
    assert run.results == []
    assert list(ImportRun.objects.filter(pk__in=[old.pk, theirs.pk])) == [theirs]


HEADERS = ["Agency", "What they do", "Mail"]
MATCHED = {"name": 0, "categories": 1, "email": 2}


def _again(cast, headers, **changed):
    given = {
        "kind": "organizations",
        "file_name": "",
        "rows": [(2, ["a"])],
        "matching": {"name": 0},
    } | changed
    return start_import(cast.riverton.library, by=cast.cole.user, now=NOW, headers=headers, **given)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (HEADERS, MATCHED),
        (["AGENCY ", "what they do", "mail"], MATCHED),
        (["Mail", "Agency", "What they do"], {"name": 1, "categories": 2, "email": 0}),
        (["Agency", "What they do"], {"name": 0}),
    ],
    ids=["same", "same in other letters", "same in another order", "others"],
)
def test_same_headings_are_understood_as_last_time(cast, headers, expected):
    fields = {"headers": HEADERS, "matching": MATCHED, "category": "youth", "state": "written"}
    make.make_import(cast.riverton.library, by=cast.mara.user, written_at=NOW, **fields)

    run = _again(cast, headers)

    assert run.matching == expected
    assert run.category == ("youth" if len(expected) > 1 else "")


@pytest.mark.parametrize(
    "changed",
    [{"state": "draft"}, {"state": "undone"}, {"kind": "people"}, {"library": "twin"}],
    ids=["not written", "taken back", "of people", "of another library"],
)
def test_other_imports_teach_nothing(cast, changed):
    library = cast.twin.library if changed.pop("library", "") else cast.riverton.library
    fields = {"headers": HEADERS, "matching": MATCHED, "state": "written", "written_at": NOW} | changed
    make.make_import(library, by=cast.mara.user, **fields)

    assert _again(cast, HEADERS).matching == {"name": 0}


def test_newest_meaning_of_headings_counts(cast):
    for days, matching in ((2, {"name": 2}), (1, MATCHED), (3, {"name": 1})):
        fields = {"headers": HEADERS, "matching": matching, "state": "written"}
        make.make_import(
            cast.riverton.library, by=cast.mara.user, written_at=NOW - timedelta(days=days), **fields
        )

    assert _again(cast, HEADERS).matching == MATCHED
