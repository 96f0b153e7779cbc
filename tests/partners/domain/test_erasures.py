"""A person is erased: no text anywhere tells who it was, and counts and history stay."""

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import connection

from partners.choices import AccessRole, DeliveryState, ReminderState
from partners.domain.erasures import erase_person, tell_all
from partners.domain.invitations import invite_person
from partners.domain.leaving import bring_people_back, mark_left
from partners.domain.people import change_person
from partners.models import (
    Access,
    AuditEvent,
    ContactEntry,
    Delivery,
    Invitation,
    Person,
    Reminder,
    ReminderStop,
    Task,
    User,
)
from tests import make

pytestmark = pytest.mark.django_db

NOW = datetime(2017, 6, 1, 18, tzinfo=UTC)
NAME, FORMER = "Zoë Quintanilla-Öster", "Zoe Formerly"
ADDRESS, PHONE = "zoe.q@example.org", "+1 555 867 5309"
SECRETS = [NAME, "quintanilla", FORMER, ADDRESS, "old.zoe@example.org", PHONE]


@pytest.fixture
def zoe(cast):
    """Somebody whose words stand wherever they can stand."""
    setting, by = cast.riverton, cast.cole.user
    user = make.make_user(ADDRESS, name=NAME)
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    person = make.make_person(setting.maple, name=FORMER, email="old.zoe@example.org", phone=PHONE)
    make.make_access(person)
    Person.objects.filter(pk=person.pk).update(user=user)
    person.refresh_from_db()
    values = {"name": NAME, "email": ADDRESS, "job_title": "Head of things"}
    person = change_person(person, by=by, version=1, values=values, now=NOW)
    invite_person(person, by=by, role=AccessRole.CONTACT, now=NOW)
    stop = make.make_stop(person, by=by)
    ReminderStop.objects.filter(pk=stop.pk).update(reason=f"{NAME} asked")
    task = make.make_task(setting.maple, owner=by, person=person)
    Task.objects.filter(pk=task.pk).update(data={"title": f"Call {NAME}"})
    make.make_import(setting.library, by=by, rows=[(NAME, ADDRESS), ("Rosa", PHONE)])
    rule = make.make_rule(setting.partnership, owner=by)
    _planned(rule, person)
    entry = make.make_contact(setting.maple, by=by, note=f"Talked with {NAME} ({PHONE}).")
    entry.person_links.create(library=setting.library, organization=setting.maple, person=person, entry=entry)
    return person


def _planned(rule, person):
    Reminder.objects.create(
        library=rule.library,
        partnership=rule.partnership,
        organization=person.organization,
        rule=rule,
        subject_id=1,
        recipient=person,
        anchor_on=date(2017, 7, 1),
        offset_days=-2,
        send_at=NOW + timedelta(days=20),
        state=ReminderState.PLANNED,
    )


def _dump():
    """Every text of every table, whatever model it is of."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {quote(table)}")  # noqa: S608 - the database's own names
            for row in cursor.fetchall():
                for value in row:
                    if isinstance(value, (str, dict, list, bytes)):
                        yield table, str(value).casefold()


def _found():
    return {(table, secret) for table, text in _dump() for secret in SECRETS if secret.casefold() in text}


def test_no_table_tells_who_it_was(cast, zoe):
    before = {table for table, _secret in _found()}

    erase_person(zoe, by=cast.mara.user, version=zoe.version, now=NOW)

    assert {"partners_person", "partners_user", "partners_auditevent", "partners_importrun"} <= before
    assert {"partners_delivery", "partners_invitation", "partners_task", "partners_contactentry"} <= before
    assert _found() == set()


def test_counts_and_history_stay(cast, zoe):
    kept = {model: model.objects.count() for model in (ContactEntry, Reminder, Delivery, Invitation, Access)}
    events = AuditEvent.objects.count()

    erased = erase_person(zoe, by=cast.mara.user, version=zoe.version, now=NOW)

    assert {model: model.objects.count() for model in kept} == kept
    assert AuditEvent.objects.count() > events
    assert erased.name == "A former contact of Maple Homework Club"
    assert ContactEntry.objects.get().note.startswith("Talked with a former contact of Maple Homework Club")


def test_links_mails_sessions_and_access_end_at_once(cast, zoe, client):
    client.force_login(zoe.user)

    erase_person(zoe, by=cast.mara.user, version=zoe.version, now=NOW)

    assert set(Reminder.objects.values_list("state", flat=True)) == {ReminderState.SKIPPED}
    assert not Delivery.objects.filter(state=DeliveryState.QUEUED).exists()
    assert not Invitation.objects.filter(token__revoked_at=None).exists()
    assert not User.objects.filter(pk=zoe.user_id, is_active=True).exists()
    assert client.get("/libraries/riverton/").status_code == 302


def test_account_that_serves_another_library_stays_as_it_is(cast, zoe):
    elsewhere = make.make_person(cast.twin.maple, name=NAME, email=ADDRESS, user=zoe.user)

    erase_person(zoe, by=cast.mara.user, version=zoe.version, now=NOW)

    user = User.objects.get(pk=zoe.user_id)
    assert (user.name, user.email, user.is_active) == (NAME, ADDRESS, True)
    assert list(user.people.all()) == [elsewhere]
    assert Person.objects.get(pk=elsewhere.pk).name == NAME


def test_same_name_in_another_library_stays(cast, zoe):
    other = make.make_person(cast.twin.maple, name=NAME, email="other@example.org")

    erase_person(zoe, by=cast.mara.user, version=zoe.version, now=NOW)

    assert Person.objects.get(pk=other.pk).name == NAME


@pytest.mark.parametrize("go", ["erase", "leave"])
def test_sole_approver_does_not_go_before_a_successor_is_there(cast, zoe, go):
    make.make_access(zoe, role=AccessRole.APPROVER)
    today = NOW.date()

    def leave():
        if go == "erase":
            return erase_person(zoe, by=cast.mara.user, version=zoe.version, now=NOW)
        return mark_left([zoe], by=cast.mara.user, on=today, today=today, now=NOW)

    with pytest.raises(ValidationError) as refused:
        leave()
    assert "only one who approves" in refused.value.messages[0]
    make.make_access(make.make_person(cast.riverton.maple), role=AccessRole.APPROVER)
    leave()


def test_staff_are_not_erased_and_nobody_twice(cast, zoe):
    erased = erase_person(zoe, by=cast.mara.user, version=zoe.version, now=NOW)

    with pytest.raises(ValidationError):
        erase_person(erased, by=cast.mara.user, version=erased.version, now=NOW)
    assert bring_people_back([erased], by=cast.mara.user) == []


def test_file_for_the_person_holds_what_is_kept_of_them(zoe):
    text = tell_all(zoe)

    assert all(word in text for word in (NAME, ADDRESS, PHONE, "partners.access", "partners.reminder"))
