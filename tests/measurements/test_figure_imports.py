"""Figures of earlier periods from a sheet: every cell is looked at, all are written or none, one undo."""

import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from measurements.domain.figure_imports import undo_figure_import
from measurements.forms.figure_imports import SheetChecker, read_figure
from measurements.models import Assignment, Observation, Report
from measurements.series import read_figures
from partners.exchange.tables import read_text
from partners.models import ImportRun, Member
from tests import make
from tests.measurements.conftest import NOW

HEAD = "Measure\tMember\t2017 Q1\n"
MAPLE, OAK = "Maple Homework Club", "Oak Hill Adult School"
NAME = "Learners in tutoring groups"


def _checked(desk, text):
    members = Member.objects.filter(partnership=desk.goal.partnership).select_related("organization")
    return SheetChecker(read_figures([desk.measure]), list(members)).check(read_text(text))


def _states(desk, text):
    return [
        [(cell.state, cell.note) for cell in cells if cell.state] for _row, cells in _checked(desk, text).rows
    ]


def _bring(desk, text, **more):
    client = Client()
    client.force_login(desk.cole)
    path = f"/libraries/riverton/partnerships/{desk.goal.partnership_id}/figures/bring/"
    return client.post(path, {"pasted": text} | more)


def _kept():
    rows = Observation.objects.order_by("organization__name_key")
    return [(row.organization.name, row.period.label, row.value, row.state) for row in rows]


def test_new_figures_are_marked_as_new(desk):
    checked = _checked(desk, f"{HEAD}{NAME.upper()}\t{MAPLE}\t1,250\n")

    assert [(one.member, one.period.label, one.numbers) for one in checked.figures] == [
        (desk.maple, "2017 Q1", {"value": Decimal(1250)})
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (f"Lerners\t{MAPLE}\t5", "No measure has this name."),
        (f"{NAME}\tMapel\t5", "No member has this name."),
        (f"{NAME}\t{MAPLE}\tmany", "is not a number"),
        (f"{NAME}\tCedar Valley Fund\t5", "The member was not asked for it"),
        (f"{NAME}\t{MAPLE}\t24,5", "can be read in two ways"),
    ],
    ids=["measure", "member", "words", "not asked", "two readings"],
)
def test_bad_cell_is_named(desk, row, words):
    ((found,),) = _states(desk, f"{HEAD}{row}\n")

    assert found[0] == "error"
    assert words in found[1]


def test_period_may_be_named_by_its_first_day_and_an_unknown_one_is_refused(desk):
    text = f"Measure\tMember\t2017-01-01\t2015 Q1\n{NAME}\t{MAPLE}\t5\t6\n"

    assert _states(desk, text) == [[("new", ""), ("error", "No period of this measure has this name.")]]


def test_figure_that_is_in_is_same_or_refused(desk):
    make.make_observation(desk.report, desk.measure, by=desk.pia, value=Decimal(130))
    make.make_observation(desk.oak_report, desk.measure, by=desk.mara, value=Decimal(20), state="draft")
    text = f"{HEAD}{NAME}\t{MAPLE}\t130\n{NAME}\t{MAPLE}\t131\n{NAME}\t{OAK}\t20\n"

    same, other, draft = _states(desk, text)

    assert same == [("same", "")]
    assert other == [("error", "The sheet has this figure twice.")]
    assert draft == [("error", "The member is filling this in.")]


def test_nothing_is_written_while_a_cell_is_bad(desk, april):
    text = f"{HEAD}{NAME}\t{MAPLE}\t130\n{NAME}\t{OAK}\tmany\n"

    shown = _bring(desk, text, write="1")

    assert (shown.context["checked"].errors, _kept()) == (1, [])


def test_bad_cells_can_be_left_out(desk, april):
    _bring(desk, f"{HEAD}{NAME}\t{MAPLE}\t130\n{NAME}\t{OAK}\tmany\n", leave="1")

    assert _kept() == [(MAPLE, "2017 Q1", Decimal(130), "submitted")]


def test_whole_import_is_taken_back_at_once(desk, april):
    Report.objects.filter(pk=desk.oak_report.pk).delete()
    before = set(Report.objects.values_list("pk", flat=True))
    _bring(desk, f"{HEAD}{NAME}\t{MAPLE}\t130\n{NAME}\t{OAK}\t20\n", write="1")
    run = ImportRun.objects.get()
    written = _kept()

    undone = undo_figure_import(run, by=desk.cole, now=timezone.now(), version=run.version)

    assert [row[2] for row in written] == [Decimal(130), Decimal(20)]
    assert (undone.state, _kept()) == ("undone", [])
    assert set(Report.objects.values_list("pk", flat=True)) == before


def test_import_stays_whole_when_somebody_went_on(desk, april):
    _bring(desk, f"{HEAD}{NAME}\t{MAPLE}\t130\n{NAME}\t{OAK}\t20\n", write="1")
    run = ImportRun.objects.get()
    line = Observation.objects.get(organization=desk.oak.organization)
    line.state, line.decided_by, line.decided_at = "approved", desk.mara, NOW
    line.save(update_fields=["state", "decided_by", "decided_at"])

    with pytest.raises(ValidationError, match="Somebody went on"):
        undo_figure_import(run, by=desk.cole, now=timezone.now(), version=run.version)

    assert len(_kept()) == 2


def test_share_is_brought_as_part_and_whole(desk):
    share = make.make_measure(
        desk.goal, calendar=desk.calendar, name="Stayed", aggregation="percent", target=None
    )
    Assignment.objects.filter(member=desk.maple).update(measure=share)
    desk.measure = share

    checked = _checked(desk, f"{HEAD}Stayed\t{MAPLE}\t9 / 10\n")

    assert checked.figures[0].numbers == {"numerator": Decimal(9), "denominator": Decimal(10)}


def test_directory_does_not_list_figures(desk, april):
    run = make.make_figure_import(desk.goal.partnership, by=desk.cole)
    client = Client()
    client.force_login(desk.cole)

    assert list(client.get("/libraries/riverton/imports/").context["runs"] or []) == []
    assert client.get(f"/libraries/riverton/figures-brought/{run.pk}/").status_code == 200


@pytest.fixture
def kinds(desk):
    """Maple is asked for a share, an average and words too."""
    made = {
        way: make.make_measure(desk.goal, calendar=desk.calendar, name=way, aggregation=way, target=None)
        for way in ("percent", "mean", "none")
    }
    for measure in made.values():
        make.make_assignment(measure, desk.maple)
    return made


@pytest.mark.parametrize(
    ("way", "text", "expected"),
    [
        ("percent", "9/10", {"numerator": 9, "denominator": 10}),
        ("mean", "4.2 (130)", {"value": Decimal("4.2"), "n": 130}),
        ("mean", "-0.5 (n = 1,250)", {"value": Decimal("-0.5"), "n": 1250}),
        ("none", "Yes", {"text": "Yes"}),
    ],
)
def test_every_kind_of_figure_is_brought_and_is_the_same_the_second_time(desk, kinds, way, text, expected):
    sheet = f"{HEAD}{way}\t{MAPLE}\t{text}\n"

    _bring(desk, sheet, write="1")

    line = Observation.objects.get()
    assert {name: getattr(line, name) for name in expected} == expected
    assert line.state == "submitted"
    page = _bring(desk, sheet)
    assert [cell.state for _row, cells in page.context["checked"].rows for cell in cells] == ["", "", "same"]


@pytest.mark.parametrize(
    ("way", "text", "words"),
    [
        ("percent", "11/10", "The part is more than the whole."),
        ("percent", "90", "Write part and whole"),
        ("mean", "4.2", "in brackets"),
        ("mean", "4.2 (0)", "at least 1 person"),
        ("mean", "4,2 (13)", "can be read in two ways"),
        ("none", "x" * 5001, "at most 5000 letters"),
        ("none", "Yes\ud800", "cannot be stored"),
    ],
)
def test_cell_that_is_no_figure_of_its_measure_says_so(desk, kinds, way, text, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        read_figure(kinds[way], text)


def test_other_words_are_not_written_over(desk, kinds):
    _bring(desk, f"{HEAD}none\t{MAPLE}\tYes\n", write="1")

    page = _bring(desk, f"{HEAD}none\t{MAPLE}\tNo\n", leave="1")

    assert "There is no new figure to write" in page.content.decode()
    assert Observation.objects.get().text == "Yes"
