from datetime import date

import pytest
from django.core.exceptions import ValidationError

from measurements.choices import RoleKind
from measurements.domain.roles import RolesMoved, roles_of, set_roles
from measurements.letters import LettersError, read_letters, shown_letters
from measurements.models import Role
from tests import make

ON = date(2017, 4, 10)
LEAD, DELIVER, FUND = (
    frozenset({letter.value}) for letter in (RoleKind.LEAD, RoleKind.DELIVER, RoleKind.FUND)
)


def _set(desk, cells, seen=None, by=None):
    return set_roles(desk.goal.partnership, by=by or desk.cole, cells=cells, seen=seen or {}, on=ON)


def test_letters_are_read_in_any_order_and_case():
    assert (read_letters("d, L"), read_letters(" "), shown_letters(LEAD | DELIVER)) == (
        LEAD | DELIVER,
        frozenset(),
        "L D",
    )


def test_letters_that_are_no_role_are_refused_with_the_key():
    with pytest.raises(LettersError, match="Use L, D, S, F, A"):
        read_letters("LX")


def test_set_roles_writes_and_takes_back(desk):
    maple, oak = (desk.goal.pk, desk.maple.organization_id), (desk.goal.pk, desk.oak.organization_id)

    _set(desk, {maple: LEAD | DELIVER, oak: FUND})
    _set(desk, {maple: LEAD, oak: frozenset()}, seen={maple: LEAD | DELIVER, oak: FUND})

    assert roles_of(desk.goal.partnership) == {maple: LEAD}


def test_two_people_may_fill_different_cells(desk):
    maple, oak = (desk.goal.pk, desk.maple.organization_id), (desk.goal.pk, desk.oak.organization_id)

    _set(desk, {maple: LEAD, oak: frozenset()})
    _set(desk, {maple: frozenset(), oak: DELIVER}, by=desk.mara)

    assert roles_of(desk.goal.partnership) == {maple: LEAD, oak: DELIVER}


def test_cell_that_somebody_else_changed_is_not_overwritten(desk):
    maple = (desk.goal.pk, desk.maple.organization_id)
    _set(desk, {maple: LEAD})

    with pytest.raises(RolesMoved) as moved:
        _set(desk, {maple: DELIVER}, by=desk.mara)

    assert (moved.value.current, roles_of(desk.goal.partnership)) == ({maple: LEAD}, {maple: LEAD})


def test_only_members_take_on_roles(desk):
    elm = desk.cast.elm

    with pytest.raises(ValidationError, match="Only members"):
        _set(desk, {(desk.goal.pk, elm.pk): LEAD})

    assert not Role.objects.exists()


def test_matrix_names_what_is_missing(desk, client_of):
    make.make_population(desk.goal.library, desk.goal)

    page = client_of("pia").get(f"/libraries/riverton/partnerships/{desk.goal.partnership_id}/roles/")

    for words in ("Nobody leads", "Nobody delivers", "Nothing yet for Adults learning English"):
        assert words in page.content.decode()


def test_matrix_form_keeps_what_cannot_be_read(desk, client_of):
    url = f"/libraries/riverton/partnerships/{desk.goal.partnership_id}/roles/change/"
    cell = f"c-{desk.goal.pk}-{desk.maple.organization_id}"

    page = client_of("cole").post(url, {cell: "LX", "seen": ""}).content.decode()

    assert ('value="LX"' in page, "There is a problem" in page, Role.objects.exists()) == (True, True, False)


def test_matrix_form_shows_both_texts(desk, client_of):
    url = f"/libraries/riverton/partnerships/{desk.goal.partnership_id}/roles/change/"
    maple = (desk.goal.pk, desk.maple.organization_id)
    _set(desk, {maple: LEAD})

    page = client_of("mara").post(url, {f"c-{maple[0]}-{maple[1]}": "D", "seen": ""})

    assert (page.status_code, page.context["conflicts"][0]["theirs"]) == (409, "L")
