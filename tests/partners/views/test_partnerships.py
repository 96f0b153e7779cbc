from datetime import date

import pytest
from django.utils import timezone

from partners.choices import MemberRole
from partners.models import Member, Partnership
from tests import make
from tests.partners.views.pages import at

READING = {"name": "Reading Buddies", "purpose": "Every child\nhas a reader.", "started_on": "2026-09-01"}


@pytest.mark.parametrize(
    ("persona", "expected"),
    [
        ("vera", ["Neighbors Learning English", "Ready for Work"]),
        ("pia", ["Neighbors Learning English"]),
        ("fay", ["Neighbors Learning English"]),
        ("nick", ["Ready for Work"]),
    ],
)
def test_partners_see_their_own_partnerships(cast, client_of, persona, expected):
    response = client_of(persona).get(at(cast.riverton, "partnerships"))

    assert [partnership.name for partnership in response.context["page"].rows] == expected


def test_list_counts_current_members(cast, client_of):
    make.make_member(cast.other_partnership, cast.riverton.oak, left_on=date(2016, 1, 1))

    rows = client_of("vera").get(at(cast.riverton, "partnerships")).context["page"].rows

    assert [(row.name, row.member_count) for row in rows] == [
        ("Neighbors Learning English", 4),
        ("Ready for Work", 1),
    ]


def test_list_stays_small_when_there_are_many(cast, client_of):
    for number in range(30):
        make.make_partnership(cast.riverton.library, name=f"Project {number:02}")

    response = client_of("vera").get(at(cast.riverton, "partnerships"))

    assert len(response.context["page"].rows) == 25
    assert response.context["count"] == "32"


def test_started_partnership_has_the_library_as_convenor(cast, client_of):
    response = client_of("cole").post(at(cast.riverton, "partnership_add"), READING)

    started = Partnership.objects.get(name="Reading Buddies")
    assert response.url == at(cast.riverton, "partnership", started.pk)
    assert started.purpose == "Every child\nhas a reader."
    assert [(m.organization.is_own, m.role, m.joined_on) for m in started.members.all()] == [
        (True, MemberRole.CONVENOR, date(2026, 9, 1))
    ]


def test_second_writer_sees_both_texts_of_a_partnership(cast, client_of):
    url = at(cast.riverton, "partnership_change", cast.riverton.partnership.pk)
    given = {"name": "Neighbors Learning English", "started_on": "2015-01-01", "version": 1}
    client_of("bea").post(url, given | {"purpose": "Bea's text"})

    response = client_of("mara").post(url, given | {"purpose": "Mara's text", "ended_on": "2027-06-30"})

    assert response.status_code == 409
    assert response.context["conflict"]["rows"] == [
        {"label": "Purpose", "theirs": "Bea's text", "yours": "Mara's text"},
        {"label": "Ended", "theirs": "", "yours": "June 30, 2027"},
    ]


def test_partnership_cannot_end_before_it_starts(cast, client_of):
    url = at(cast.riverton, "partnership_change", cast.riverton.partnership.pk)
    given = READING | {"ended_on": "2026-08-31", "version": 1}

    response = client_of("mara").post(url, given)

    assert response.context["form"].non_field_errors() == ["A partnership cannot end before it starts."]


def test_only_organizations_outside_may_join(cast, client_of):
    url = at(cast.riverton, "member_add", cast.other_partnership.pk)

    choices = dict(client_of("cole").get(url).context["form"].fields["organization"].choices)

    assert list(choices.values())[1:] == [
        "Cedar Valley Fund",
        "Maple Homework Club",
        "Oak Hill Adult School",
        "Riverton City Library",
        "Valley Learning Network",
    ]


def test_member_joins(cast, client_of):
    url = at(cast.riverton, "member_add", cast.other_partnership.pk)
    given = {"organization": cast.riverton.maple.pk, "role": "steering", "joined_on": "2026-10-01"}

    response = client_of("cole").post(url, given)

    member = Member.objects.get(partnership=cast.other_partnership, organization=cast.riverton.maple)
    assert response.url == at(cast.riverton, "partnership", cast.other_partnership.pk)
    assert (member.role, member.joined_on) == ("steering", date(2026, 10, 1))


def test_organization_of_another_library_cannot_join(cast, client_of):
    url = at(cast.riverton, "member_add", cast.other_partnership.pk)
    given = {"organization": cast.twin.maple.pk, "role": "partner", "joined_on": "2026-10-01"}

    response = client_of("cole").post(url, given)

    assert list(response.context["form"].errors) == ["organization"]
    assert cast.twin.maple.members.count() == 1


def test_former_member_may_come_back_but_not_twice_at_once(cast, client_of):
    spell = cast.riverton.maple.members.get()
    Member.objects.filter(pk=spell.pk).update(left_on=date(2026, 6, 30))
    again = make.make_member(cast.riverton.partnership, cast.riverton.maple, joined_on=date(2026, 9, 1))

    response = client_of("cole").post(
        at(cast.riverton, "member_change", spell.pk),
        {"role": "partner", "left_on": "2026-09-01", "version": 1},
    )

    assert response.context["form"].errors == {
        "left_on": ["The organization has joined again since; end it before that."]
    }
    assert again.left_on is None


def test_member_leaves(cast, client_of):
    spell = cast.riverton.maple.members.get()

    client_of("bea").post(
        at(cast.riverton, "member_change", spell.pk),
        {"role": "partner", "left_on": "2026-06-30", "version": 1},
    )

    assert not Member.objects.current(on=timezone.now().date()).filter(pk=spell.pk).exists()
