from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from partners.domain.email_changes import (
    answer_email_change,
    ask_email_change,
    find_email_change,
    open_email_change,
    stop_email_change,
)
from partners.models import AuditEvent
from tests import make

NOW = datetime(2027, 3, 14, 9, tzinfo=UTC)
OLD, NEW = "pia@example.org", "pia.new@example.org"


@pytest.fixture
def pia(cast):
    return cast.pia.user


def _answer(asked, side):
    return answer_email_change(asked.change, side=side, now=NOW)


@pytest.mark.parametrize("sides", [("old", "new"), ("new", "old")])
def test_address_changes_once_both_have_answered(pia, sides):
    asked = ask_email_change(pia, email="Pia.New@Example.org", now=NOW)
    _answer(asked, sides[0])
    pia.refresh_from_db()
    assert pia.email == OLD

    _answer(asked, sides[1])

    pia.refresh_from_db()
    assert pia.email == NEW
    # The library writes to the new address from now on.
    assert pia.people.get().email == NEW
    assert open_email_change(pia, now=NOW) is None
    actions = AuditEvent.objects.filter(subject_type="partners.user").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == ["user.email_change_asked", "user.email_changed"]


def test_one_address_answering_twice_is_not_two_answers(pia):
    asked = ask_email_change(pia, email=NEW, now=NOW)

    _answer(asked, "new")
    _answer(asked, "new")

    pia.refresh_from_db()
    assert pia.email == OLD


def test_each_link_speaks_for_its_own_address_and_is_not_stored(pia):
    asked = ask_email_change(pia, email=NEW, now=NOW)

    assert find_email_change(asked.old_secret, now=NOW) == (asked.change, "old")
    assert find_email_change(asked.new_secret, now=NOW) == (asked.change, "new")
    stored = [str(getattr(asked.change, field.name)) for field in asked.change._meta.fields]
    assert not {asked.old_secret, asked.new_secret} & set(stored)


def test_links_end_after_two_days_with_a_stop_or_with_a_later_wish(pia):
    first = ask_email_change(pia, email=NEW, now=NOW)
    assert find_email_change(first.old_secret, now=NOW + timedelta(days=2)) is None

    second = ask_email_change(pia, email="other@example.org", now=NOW)
    assert find_email_change(first.old_secret, now=NOW) is None

    stop_email_change(second.change, now=NOW)
    assert find_email_change(second.new_secret, now=NOW) is None
    with pytest.raises(ValidationError):
        _answer(second, "old")


def test_closed_account_cannot_be_moved(pia):
    asked = ask_email_change(pia, email=NEW, now=NOW)
    pia.is_active = False
    pia.save()

    assert find_email_change(asked.new_secret, now=NOW) is None


def test_address_of_another_account_is_never_taken_over(pia):
    asked = ask_email_change(pia, email="cole@example.org", now=NOW)
    assert asked.is_taken
    _answer(asked, "old")

    with pytest.raises(ValidationError, match="another account"):
        _answer(asked, "new")
    pia.refresh_from_db()
    assert pia.email == OLD


def test_address_that_is_taken_meanwhile_is_refused(pia):
    asked = ask_email_change(pia, email=NEW, now=NOW)
    _answer(asked, "old")
    make.make_user(NEW)

    with pytest.raises(ValidationError, match="another account"):
        _answer(asked, "new")


def test_own_address_is_no_change(pia):
    with pytest.raises(ValidationError, match="already"):
        ask_email_change(pia, email="PIA@example.org", now=NOW)


def test_address_on_a_record_that_the_library_chose_stays(pia):
    person = pia.people.get()
    type(person).objects.filter(pk=person.pk).update(email="office@maple.example.org")
    asked = ask_email_change(pia, email=NEW, now=NOW)

    _answer(asked, "old")
    _answer(asked, "new")

    person.refresh_from_db()
    assert person.email == "office@maple.example.org"
