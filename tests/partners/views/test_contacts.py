from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from partners.choices import ContactDirection
from partners.models import ContactEntry, KeepInTouch
from tests import make
from tests.partners.views.pages import at, queries_of

TYPED = {
    "kind": "visit",
    "direction": "two_way",
    "note": "Two rooms on Tuesdays.",
    "at": "2017-04-10T09:30",
    "visibility": "staff",
}


def log_page(cast):
    return at(cast.riverton, "contact_add", cast.riverton.maple.pk)


@pytest.fixture
def entry(cast):
    return make.make_contact(cast.riverton.maple, by=cast.mara.user, note="A room on Tuesdays.")


def test_form_is_ready_for_a_call_just_now(cast, client_of):
    form = client_of("cole").get(log_page(cast)).context["form"]

    initial = {name: form[name].value() for name in ("kind", "direction", "visibility", "staff")}
    assert initial == {
        "kind": "call",
        "direction": "two_way",
        "visibility": "staff",
        "staff": [str(cast.cole.user.pk)],
    }
    assert timezone.now() - form["at"].initial < timedelta(minutes=2)


def test_contact_is_logged_in_the_librarys_time(cast, client_of):
    pia = cast.pia.user.people.get()

    answer = client_of("cole").post(log_page(cast), TYPED | {"people": [pia.pk]}, follow=True)

    entry = ContactEntry.objects.get()
    assert entry.at == datetime(2017, 4, 10, 16, 30, tzinfo=UTC)
    assert (list(entry.people.all()), entry.created_by) == ([pia], cast.cole.user)
    assert "Two rooms on Tuesdays." in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"at": "2999-01-01T00:00"}, "at"),
        ({"at": "0001-01-01T00:00"}, "at"),
        ({"at": "9999-12-31T23:59"}, "at"),
        ({"at": "2017-03-12T02:30"}, "at"),
        ({"note": "x" * 100_000}, "note"),
        ({"note": "\0"}, "note"),
        ({"people": ["999999999999999999999999"]}, "people"),
        ({"staff": ["\0"]}, "staff"),
        ({"visibility": "partners"}, "partnership"),
        ({"partnership": "999"}, "partnership"),
        ({"kind": "\0"}, "kind"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(cast, client_of, changed, field):
    answer = client_of("cole").post(log_page(cast), TYPED | changed)

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not ContactEntry.objects.exists()


def test_people_and_staff_of_others_are_no_choice(cast, client_of):
    theirs = make.make_person(cast.twin.maple)
    typed = TYPED | {"people": [theirs.pk], "staff": [cast.otto.user.pk]}

    answer = client_of("cole").post(log_page(cast), typed)

    assert set(answer.context["form"].errors) == {"people", "staff"}


def test_change_keeps_what_was_typed_when_somebody_was_faster(cast, client_of, entry):
    client, url = client_of("cole"), at(cast.riverton, "contact_change", entry.pk)
    client.post(url, TYPED | {"version": 1, "note": "Theirs."})

    answer = client.post(url, TYPED | {"version": 1, "note": "Mine.", "at": "2017-04-10T08:00"})

    assert answer.status_code == 409
    rows = {row["label"]: (row["theirs"], row["yours"]) for row in answer.context["conflict"]["rows"]}
    assert rows["Note"] == ("Theirs.", "Mine.")
    assert rows["When"] == ("April 10, 2017, 9:30 a.m.", "April 10, 2017, 8 a.m.")
    entry.refresh_from_db()
    assert (entry.note, entry.version) == ("Theirs.", 2)


def test_colleague_who_left_the_staff_stays_on_the_line(cast, client_of, entry):
    former = make.make_user(name="Former Colleague")
    entry.staff_links.create(library=entry.library, user=former)
    url = at(cast.riverton, "contact_change", entry.pk)

    form = client_of("cole").get(url).context["form"]

    assert form["staff"].value() == [str(former.pk)]
    assert str(former.pk) in dict(form.fields["staff"].choices)


def test_removed_line_can_be_put_back_from_the_next_page(cast, client_of, entry):
    client, log = client_of("cole"), at(cast.riverton, "organization_contacts", cast.riverton.maple.pk)

    answer = client.post(at(cast.riverton, "contact_remove", entry.pk), {"version": 1}, follow=True)
    assert (answer.context["removed"], answer.context["page"].rows) == (entry, [])
    client.post(at(cast.riverton, "contact_restore", entry.pk), {"version": 2})

    assert client.get(log).context["page"].rows == [entry]


@pytest.mark.parametrize("asked", ["x", "9" * 30, "-1", "²"])
def test_garbled_way_back_is_no_way_back(cast, client_of, entry, asked):
    log = at(cast.riverton, "organization_contacts", cast.riverton.maple.pk)

    assert client_of("cole").get(log, {"removed": asked}).context["removed"] is None


def test_log_is_chosen_by_kind_direction_and_writer(cast, client_of, entry):
    make.make_contact(cast.riverton.maple, by=cast.mara.user, kind="mail")
    make.make_contact(cast.riverton.maple, by=cast.mara.user, direction="out")
    make.make_contact(cast.riverton.maple, by=cast.cole.user)
    make.make_contact(cast.twin.maple, by=cast.otto.user)
    asked = {"kind": "call", "direction": "two_way", "by": cast.mara.user.pk}

    answer = client_of("vera").get(at(cast.riverton, "contacts"), asked)

    assert answer.context["page"].rows == [entry]


def test_partner_reads_only_what_was_opened(cast, client_of, entry):
    opened = make.make_contact(cast.riverton.maple, by=cast.mara.user, visibility="partner", note="Thanks.")

    answer = client_of("pia").get(at(cast.riverton, "contacts"))

    assert answer.context["page"].rows == [opened]
    assert "A room on Tuesdays." not in answer.content.decode()
    assert "by" not in answer.context["filter_form"].fields


def test_log_is_paged_by_moment(cast, client_of):
    for number in range(30):
        moment = datetime(2017, 4, 1, tzinfo=UTC) + timedelta(hours=number // 2)
        make.make_contact(cast.riverton.maple, by=cast.mara.user, at=moment)
    client, log = client_of("vera"), at(cast.riverton, "organization_contacts", cast.riverton.maple.pk)

    first = client.get(log).context["page"]
    second = client.get(log + first.next_url).context["page"]

    assert (len(first.rows), len(second.rows)) == (25, 5)
    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}


def test_calls_show_the_most_urgent_first_and_a_logged_call_clears_it(cast, client_of):
    now, maple, oak = timezone.now(), cast.riverton.maple, cast.riverton.oak
    make.make_interval(maple, owner=cast.cole.user)
    make.make_interval(oak, owner=cast.cole.user)
    make.make_contact(maple, by=cast.cole.user, at=now - timedelta(days=45))
    make.make_contact(oak, by=cast.cole.user, at=now - timedelta(days=90))
    make.make_contact(oak, by=cast.cole.user, at=now, direction=ContactDirection.OUT)
    client, calls = client_of("cole"), at(cast.riverton, "calls")

    urgent = client.get(calls).context["urgent"]
    assert [(c["interval"].organization, c["touch"].state) for c in urgent] == [
        (oak, "call_now"),
        (maple, "call_soon"),
    ]
    earlier = now.astimezone(ZoneInfo("America/Los_Angeles")) - timedelta(hours=2)
    typed = TYPED | {"at": earlier.strftime("%Y-%m-%dT%H:%M")}
    answer = client.post(f"{at(cast.riverton, 'contact_add', oak.pk)}?from=calls", typed, follow=True)

    assert [c["interval"].organization for c in answer.context["urgent"]] == [maple]


def test_calls_are_mine_unless_asked_for_everybodys(cast, client_of):
    make.make_interval(cast.riverton.maple, owner=cast.mara.user)
    client, calls = client_of("cole"), at(cast.riverton, "calls")

    assert client.get(calls).context["urgent"] == []
    assert len(client.get(calls, {"who": "all"}).context["urgent"]) == 1


def test_interval_is_set_changed_and_ended(cast, client_of):
    client, maple = client_of("cole"), cast.riverton.maple
    url = at(cast.riverton, "keep_in_touch", maple.pk)
    typed = {"ideal_days": 14, "maximum_days": 30, "version": 0}

    client.post(url, typed)
    assert client.post(url, typed | {"ideal_days": 7}).status_code == 409
    client.post(url, typed | {"ideal_days": 7, "version": 1})

    assert KeepInTouch.objects.get().ideal_days == 7
    client.post(at(cast.riverton, "keep_in_touch_stop", maple.pk), {"version": 2})
    assert not KeepInTouch.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [{"ideal_days": 40}, {"ideal_days": 0}, {"maximum_days": "9" * 40}],
)
def test_impossible_interval_is_refused(cast, client_of, changed):
    url = at(cast.riverton, "keep_in_touch", cast.riverton.maple.pk)
    typed = {"ideal_days": 14, "maximum_days": 30, "version": 0}

    answer = client_of("cole").post(url, typed | changed)

    assert answer.status_code == 200
    assert not KeepInTouch.objects.exists()


def test_directory_and_organization_say_how_it_stands(cast, client_of):
    make.make_interval(cast.riverton.maple, owner=cast.cole.user, set_on=date(2017, 1, 1))
    client = client_of("vera")

    directory = client.get(at(cast.riverton, "organizations")).content.decode()
    page = client.get(at(cast.riverton, "organization", cast.riverton.maple.pk)).content.decode()

    assert "Call now" in directory
    assert "Call now" in page
    assert "Never talked so far" in page
    assert "Talk every 30 days, at the latest after 60. Cole calls." in page


@pytest.mark.parametrize("name", ["organizations", "calls", "contacts"])
def test_lists_are_constant_in_queries(cast, client_of, name):
    client, url = client_of("mara"), at(cast.riverton, name)
    _many(cast, 1)
    with_one = queries_of(client, url)
    _many(cast, 3)

    assert queries_of(client, url) == with_one <= 9


def _many(cast, count):
    for _ in range(count):
        organization = make.make_organization(cast.riverton.library, name="Group")
        make.make_contact(organization, by=cast.mara.user)
        make.make_interval(organization, owner=cast.mara.user)
