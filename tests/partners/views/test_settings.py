from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from partners.days import today_in
from partners.domain.deliveries import claim_deliveries, send_deliveries
from partners.domain.invitations import invite_staff
from partners.domain.post import Post
from partners.domain.thresholds import thresholds_of
from partners.models import AuditEvent, ClosureDay, Library, Threshold, User
from partners.thresholds import DEFAULTS, LIMITS
from partners.views.settings import BANDS, SMALL_COUNTS
from tests import make
from tests.partners.views.pages import at, body, queries_of

GIVEN = {
    "name": "Riverton City Library",
    "sender_name": "Riverton partnerships",
    "reply_to": "partners@example.org",
    "time_zone": "America/Denver",
    "language": "es",
    "note_notice": "Ask before you write down anything about health.",
    "version": 1,
}


@pytest.fixture
def today(cast):
    return today_in(cast.riverton.library.time_zone, now=timezone.now())


def test_settings_are_saved_and_written_down(cast, client_of):
    page = client_of("mara").post(at(cast.riverton, "settings"), GIVEN, follow=True)

    library = Library.objects.get(slug="riverton")
    event = AuditEvent.objects.get(action="library.changed")
    assert "The settings of Riverton City Library are saved." in body(page)
    assert (library.time_zone, library.language, library.reply_to) == (
        "America/Denver",
        "es",
        "partners@example.org",
    )
    assert event.changes["sender_name"] == ["", "Riverton partnerships"]


def test_settings_changed_twice_at_once_show_both(cast, client_of):
    client_of("mara").post(at(cast.riverton, "settings"), GIVEN)

    response = client_of("mara").post(at(cast.riverton, "settings"), GIVEN | {"sender_name": "Other"})

    rows = response.context["conflict"]["rows"]
    assert response.status_code == 409
    assert rows == [{"label": "Name on mails", "theirs": "Riverton partnerships", "yours": "Other"}]


def test_name_and_reply_address_stand_on_mails(cast, client_of):
    client_of("mara").post(at(cast.riverton, "settings"), GIVEN)
    library = Library.objects.get(slug="riverton")
    User.objects.filter(pk=cast.mara.user.pk).update(is_active=False)
    invite_staff(library, by=cast.mara.user, email="new@example.org", role="viewer", now=timezone.now())

    with Post() as post:
        send_deliveries(claim_deliveries(now=timezone.now()), post=post, clock=timezone.now)

    (sent,) = mail.outbox
    assert sent.from_email.startswith("Riverton partnerships <")
    assert sent.reply_to == ["partners@example.org"]


def test_notice_stands_under_notes(cast, client_of):
    url = at(cast.riverton, "organization_add")
    before = body(client_of("mara").get(url))
    client_of("mara").post(at(cast.riverton, "settings"), GIVEN)

    after = body(client_of("mara").get(url))

    assert "Staff only. Notes may be public records on request." in before
    assert "Ask before you write down anything about health." in after


def test_bands_hold_from_their_day(cast, client_of, today):
    tomorrow = today + timedelta(days=1)
    given = {"strength": "4.5", "borderline": "3.5", "valid_from": tomorrow.isoformat()}

    page = client_of("mara").post(at(cast.riverton, "settings_bands"), given, follow=True)

    library = cast.riverton.library
    assert "The bands are saved." in body(page)
    assert [row[2] for row in page.context["rows"]] == ["4.5", "3.5"]
    assert thresholds_of(library, on=today)["band_strength"] == Decimal("4.0")
    assert thresholds_of(library, on=tomorrow)["band_strength"] == Decimal("4.5")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"strength": "3.0", "borderline": "3.5"}, "borderline"),
        ({"strength": "5.1"}, "strength"),
        ({"valid_from": "2017-01-01"}, "valid_from"),
        ({"strength": "9" * 400}, "strength"),
    ],
)
def test_impossible_bands_are_refused(cast, client_of, today, given, field):
    given = {"strength": "4.0", "borderline": "3.0", "valid_from": today.isoformat()} | given

    response = client_of("mara").post(at(cast.riverton, "settings_bands"), given)

    assert list(response.context["form"].errors) == [field]
    assert not Threshold.objects.exists()


def test_small_count_holds_from_its_day(cast, client_of, today):
    tomorrow, library = today + timedelta(days=1), cast.riverton.library
    before = body(client_of("mara").get(at(cast.riverton, "settings_small_counts")))

    given = {"value": "10", "valid_from": tomorrow.isoformat()}
    page = client_of("mara").post(at(cast.riverton, "settings_small_counts"), given, follow=True)

    assert "It was never changed: counts from 1 to 4 are hidden." in before
    assert "counts below 10 are hidden." in body(page)
    assert [row[2] for row in page.context["rows"]] == ["10"]
    assert thresholds_of(library, on=today)["small_count"] == Decimal(5)
    assert thresholds_of(library, on=tomorrow)["small_count"] == Decimal(10)
    assert thresholds_of(cast.twin.library, on=tomorrow)["small_count"] == Decimal(5)
    assert AuditEvent.objects.filter(library=library, action="threshold.set").count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"value": "2"}, "value"),
        ({"value": "51"}, "value"),
        ({"value": "4.5"}, "value"),
        ({"value": "9" * 400}, "value"),
        ({"value": "NaN"}, "value"),
        ({"valid_from": "2017-01-01"}, "valid_from"),
    ],
    ids=str,
)
def test_impossible_small_counts_are_refused(cast, client_of, today, given, field):
    given = {"value": "5", "valid_from": today.isoformat()} | given

    response = client_of("mara").post(at(cast.riverton, "settings_small_counts"), given)

    assert list(response.context["form"].errors) == [field]
    assert not Threshold.objects.exists()


def test_settings_offer_every_threshold_there_is():
    assert {*BANDS, *SMALL_COUNTS} == set(DEFAULTS) == set(LIMITS)


def test_closure_days_are_added_and_removed(cast, client_of, today):
    mara, first = client_of("mara"), today + timedelta(days=10)
    given = {
        "first_on": first.isoformat(),
        "last_on": (first + timedelta(days=2)).isoformat(),
        "reason": "Move",
    }

    page = mara.post(at(cast.riverton, "closures"), given, follow=True)
    assert "3 closure days are added." in body(page)

    mara.post(at(cast.riverton, "closure_remove", page.context["days"][0].pk))
    days = ClosureDay.objects.values_list("on", flat=True)
    assert list(days) == [first + timedelta(days=1), first + timedelta(days=2)]


def test_one_day_needs_no_last_day(cast, client_of, today):
    client_of("mara").post(at(cast.riverton, "closures"), {"first_on": today.isoformat()})

    assert ClosureDay.objects.get().on == today


@pytest.mark.parametrize("typed", ["", "9999-12-31", "0001-01-01", "tomorrow", "\ud800"])
def test_hostile_closure_days_are_refused(cast, client_of, typed):
    data = {"first_on": typed.encode("utf-8", "surrogatepass"), "reason": "x" * 100_000}

    assert client_of("mara").post(at(cast.riverton, "closures"), data).status_code == 200
    assert not ClosureDay.objects.exists()


def test_list_of_closure_days_costs_the_same_for_more(cast, client_of):
    mara, url = client_of("mara"), at(cast.riverton, "closures")
    make.make_closure(cast.riverton.library)
    before = queries_of(mara, url)
    for number in range(3):
        make.make_closure(cast.riverton.library, on=date(2037, 1, number + 1))

    assert before == queries_of(mara, url) == 6
