from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from partners.domain.confirmations import PersonAnswer, confirm_record
from partners.domain.tasks import task_words
from partners.domain.versions import Stale
from partners.models import AuditEvent, Notice, Organization, Person, Task
from tests import make

NOW = datetime(2017, 4, 12, 16, tzinfo=UTC)


@pytest.fixture
def maple(cast):
    Organization.objects.filter(pk=cast.riverton.maple.pk).update(owner=cast.cole.user)
    cast.riverton.maple.refresh_from_db()
    return cast.riverton.maple


def confirm(cast, maple, **given):
    return confirm_record(maple, by=cast.pia.user, version=maple.version, now=NOW, **given)


def test_right_record_is_remembered_and_the_owner_hears_it(cast, maple):
    confirm(cast, maple)

    maple.refresh_from_db()
    assert (maple.confirmed_at, maple.confirmed_by, maple.version) == (NOW, cast.pia.user, 1)
    event = AuditEvent.objects.get(action="organization.confirmed")
    assert (event.actor, event.acting_for) == (cast.pia.user, maple)
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (cast.cole.user, "record_confirmed")
    assert not Task.objects.exists()


def test_change_is_kept_with_before_and_after(cast, maple):
    pia = cast.pia.user.people.get()

    confirm(
        cast,
        maple,
        values={"name": maple.name, "phone": "555 0100"},
        people=[PersonAnswer(pia, version=pia.version, values={"phone": "555 0199", "job_title": ""})],
    )

    maple.refresh_from_db()
    assert (maple.phone, Person.objects.get(pk=pia.pk).phone) == ("555 0100", "555 0199")
    changed = AuditEvent.objects.get(action="organization.changed")
    assert (changed.changes, changed.acting_for) == ({"phone": ["", "555 0100"]}, maple)
    assert Notice.objects.get().kind == "record_changed"


def test_what_only_staff_can_do_becomes_their_task(cast, maple):
    ana = make.make_person(maple, name="Ana Ruiz")

    confirm(cast, maple, people=[PersonAnswer(ana, ana.version, {}, is_gone=True)], words="Ben is new.")
    confirm_record(maple, by=cast.pia.user, version=1, now=NOW.replace(day=13), words="Ben has left.")

    words = [task_words(task) for task in Task.objects.order_by("pk")]
    assert words == [
        "Correct the record of Maple Homework Club. Pia says: “Ana Ruiz is no longer there. Ben is new.”",
        "Correct the record of Maple Homework Club. Pia says: “Ben has left.”",
    ]
    assert set(Task.objects.values_list("owner", flat=True)) == {cast.cole.user.pk}


def test_older_page_changes_nothing(cast, maple):
    Organization.objects.filter(pk=maple.pk).update(version=2)

    with pytest.raises(Stale):
        confirm(cast, maple, values={"phone": "555 0100"})

    assert Organization.objects.get(pk=maple.pk).confirmed_at is None


def test_one_wrong_value_keeps_everything_as_it_was(cast, maple):
    pia = cast.pia.user.people.get()

    with pytest.raises(ValidationError):
        confirm(
            cast,
            maple,
            values={"phone": "555 0100"},
            people=[PersonAnswer(pia, pia.version, {"phone": "5" * 41})],
        )

    assert Organization.objects.get(pk=maple.pk).phone == ""
