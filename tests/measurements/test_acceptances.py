"""Parts that do not add up to their figure: staff may take them, for a reason that stays beside it."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from measurements.domain.acceptances import accept_parts, stop_accepting_parts
from measurements.domain.behalf import enter_on_behalf
from measurements.domain.claims import reopen_figure
from measurements.domain.observations import (
    Answer,
    approve,
    fill_in_report,
    return_observation,
    save_draft,
    submit_report,
)
from measurements.models import Observation, Revision, SliceCategory
from measurements.parts import Part
from partners.models import AuditEvent, Notice, Person
from tests import make
from tests.measurements.conftest import NOW

pytestmark = pytest.mark.usefixtures("april")
WHY = "Two learners would not say."


@pytest.fixture
def asked(desk):
    """Maple's sheet asks for learners by age."""
    age = make.make_dimension(desk.cast.riverton.library)
    make.make_breakdown(desk.measure, age)
    child, adult, rest = SliceCategory.objects.filter(category_list__dimension=age)
    return SimpleNamespace(child=child, adult=adult, rest=rest)


def _answer(desk, asked, *, version=0, value=130, adult=88, **more):
    parts = {asked.child.pk: Part(Decimal(40)), asked.adult.pk: Part(Decimal(adult))}
    return Answer(desk.measure, "number", Decimal(value), version=version, parts=parts, **more)


def _draft(desk, asked, **more):
    return save_draft(desk.report, by=desk.pia, now=NOW, answer=_answer(desk, asked, **more))


def _accept(desk):
    return accept_parts(desk.report, desk.measure, by=desk.cole, now=NOW, reason=WHY)


def test_parts_that_staff_accepted_are_handed_in_and_keep_the_reason(desk, asked):
    _draft(desk, asked)
    with pytest.raises(ValidationError, match="Age: 2 missing"):
        submit_report(desk.report, by=desk.pia, now=NOW)

    _accept(desk)
    submit_report(desk.report, by=desk.pia, now=NOW)

    line = Observation.objects.get()
    assert (line.state, line.parts_reason, line.parts_accepted_by) == ("submitted", WHY, desk.cole)
    event = AuditEvent.objects.get(action="observation.parts_accepted")
    assert (event.actor, event.changes) == (desk.cole, {"parts_reason": ["", WHY]})
    assert Notice.objects.filter(user=desk.pia, kind="parts_accepted").exists()


def test_accepting_does_not_disturb_whoever_is_typing(desk, asked):
    version = _draft(desk, asked).version
    _accept(desk)

    assert _draft(desk, asked, version=version, adult=87).version == version + 1


def test_only_adding_up_is_left_aside(desk, asked):
    _draft(desk, asked)
    _accept(desk)
    share = make.make_measure(desk.goal, calendar=desk.calendar, name="Passed", aggregation="percent")
    make.make_assignment(share, desk.maple)
    half = Answer(share, "number", numerator=Decimal(3))

    with pytest.raises(ValidationError, match="Give both numbers"):
        fill_in_report(desk.report, by=desk.pia, now=NOW, answers=[half], submit=True)


def test_parts_that_fit_after_all_carry_no_mark(desk, asked):
    version = _draft(desk, asked).version
    _accept(desk)
    fill_in_report(
        desk.report,
        by=desk.pia,
        now=NOW,
        answers=[_answer(desk, asked, version=version, adult=90)],
        submit=True,
    )

    line = Observation.objects.get()
    assert (line.state, line.parts_reason, line.parts_accepted_by) == ("submitted", "", None)


def test_taken_back_they_have_to_add_up_again(desk, asked):
    _draft(desk, asked)
    _accept(desk)
    with pytest.raises(ValidationError, match="accepted already"):
        _accept(desk)

    stop_accepting_parts(desk.report, desk.measure, by=desk.cole)

    with pytest.raises(ValidationError, match="Age: 2 missing"):
        submit_report(desk.report, by=desk.pia, now=NOW)


def test_nothing_is_accepted_before_it_is_begun_nor_after_it_is_handed_in(desk, asked):
    with pytest.raises(ValidationError, match="not begun"):
        _accept(desk)
    _draft(desk, asked, adult=90)
    submit_report(desk.report, by=desk.pia, now=NOW)
    with pytest.raises(ValidationError, match="handed in"):
        _accept(desk)


def _handed_in(desk, asked):
    _draft(desk, asked)
    _accept(desk)
    return submit_report(desk.report, by=desk.pia, now=NOW)[0]


def _withdraw(desk, asked, line):
    _draft(desk, asked, version=line.version, value=140)


def _send_back(desk, asked, line):
    return_observation(line, by=desk.mara, now=NOW, version=line.version, reason="Look again.")


def _open_again(desk, asked, line):
    line = approve(line, by=desk.mara, now=NOW, version=line.version)
    reopen_figure(line, by=desk.mara, now=NOW + timedelta(1), version=line.version, reason="Look again.")


@pytest.mark.parametrize("change", [_withdraw, _send_back, _open_again])
def test_another_figure_has_to_be_accepted_anew_and_the_old_one_keeps_its_reason(desk, asked, change):
    line = _handed_in(desk, asked)

    change(desk, asked, line)

    line.refresh_from_db()
    kept = Revision.objects.get()
    assert (line.parts_reason, line.parts_accepted_by) == ("", None)
    assert (kept.value, kept.parts_reason, kept.parts_accepted_by) == (130, WHY, desk.cole)


def test_staff_who_type_say_why_themselves(desk, asked):
    giver = Person.objects.get(user=desk.pia)
    with pytest.raises(ValidationError, match="Age: 2 missing"):
        enter_on_behalf(desk.report, by=desk.cole, now=NOW, giver=giver, answers=[_answer(desk, asked)])

    answer = _answer(desk, asked, parts_reason=WHY)
    (line,) = enter_on_behalf(desk.report, by=desk.cole, now=NOW, giver=giver, answers=[answer])

    assert (line.state, line.parts_reason, line.parts_accepted_by) == ("submitted", WHY, desk.cole)
    assert AuditEvent.objects.filter(action="observation.parts_accepted").count() == 1


def _typed(desk, asked, **more):
    prefix = f"line-{desk.measure.pk}"
    numbers = {"value": "130", f"part-{asked.child.pk}-value": "40", f"part-{asked.adult.pk}-value": "88"}
    typed = {"content": "number", "version": "0", "reason": ""} | numbers | more
    return {f"{prefix}-{name}": value for name, value in typed.items()} | {"do": "submit"}


def test_partner_cannot_accept_its_own_parts(desk, asked, client_of):
    url = reverse("report", args=["riverton", desk.report.pk])

    answer = client_of("pia").post(url, _typed(desk, asked, parts_reason=WHY))

    assert "ask the library to accept it" in answer.content.decode()
    assert not Observation.objects.exists()


def test_reason_is_read_by_partner_staff_and_in_the_history_of_the_figure(desk, asked, client_of):
    _draft(desk, asked)
    review = reverse("report_review", args=["riverton", desk.report.pk])
    accept = reverse("parts_accept", args=["riverton", desk.report.pk, desk.measure.pk])
    assert accept in client_of("cole").get(review).content.decode()

    client_of("cole").post(accept, {"reason": WHY})
    sheet = reverse("report", args=["riverton", desk.report.pk])
    before = client_of("pia").get(sheet).content.decode()
    typed = _typed(desk, asked, version="1")
    client_of("pia").post(sheet, typed)
    line = Observation.objects.get()
    figure = reverse("figure", args=["riverton", line.pk])

    assert line.state == "submitted"
    pages = [
        before,
        *(client_of(name).get(url).content.decode() for name in ("pia", "cole") for url in (sheet, figure)),
        client_of("bea").get(review).content.decode(),
    ]
    assert [WHY in page for page in pages] == [True] * 6
    assert "Cole of the library accepted" in before


def test_staff_type_the_reason_in_the_form(desk, asked, client_of):
    url = reverse("report_behalf", args=["riverton", desk.report.pk])
    giver = {"giver": Person.objects.get(user=desk.pia).pk}
    refused = client_of("cole").post(url, _typed(desk, asked) | giver)

    client_of("cole").post(url, _typed(desk, asked, parts_reason=WHY) | giver)

    assert "say below why" in refused.content.decode()
    assert Observation.objects.get().parts_reason == WHY
