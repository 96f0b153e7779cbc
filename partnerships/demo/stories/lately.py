"""The reports that are due now: what came of each of them so far, told by the domain's own functions."""

from collections.abc import Mapping

from measurements.choices import Content, ObservationState
from measurements.domain.behalf import enter_on_behalf
from measurements.domain.observations import Answer, approve_report, fill_in_report, return_observation
from measurements.models import Measure
from measurements.parts import Part
from partnerships.demo.stories.beginning import Told
from partnerships.demo.stories.reports import Sheet, sheets_of

WHY_RETURNED = "This is the figure of the quarter before. Please look again."


def report_lately(told: Told) -> None:
    """Hand in what the story says has come, and decide about it."""
    sheets = {sheet.report.organization_id: sheet for sheet in sheets_of(told, told.days.last)}
    for neighbor, state in told.story.lately:
        sheet = sheets[told.cast.organization(neighbor).pk]
        hand_in(sheet)
        if state == ObservationState.APPROVED:
            approve(sheet, told)
        elif state == ObservationState.RETURNED:
            _return_first(sheet, told)


def hand_in(
    sheet: Sheet, *, without: str = "", parts: Mapping[Measure, Mapping[int, Part]] | None = None
) -> None:
    """Type the sheet in, for somebody else if they told it on the phone."""
    answers = [
        Answer(measure, Content.NUMBER, value, parts=(parts or {}).get(measure, {}))
        for measure, value in sheet.figures.items()
        if measure.name != without
    ]
    if sheet.giver is not None:
        enter_on_behalf(sheet.report, by=sheet.by, now=sheet.at, giver=sheet.giver, answers=answers)
    else:
        fill_in_report(sheet.report, by=sheet.by, now=sheet.at, answers=answers, submit=True)


def approve(sheet: Sheet, told: Told) -> None:
    versions = {line.pk: line.version for line in sheet.report.observations.all()}
    approve_report(sheet.report, by=told.cast.manager, now=told.days.now, versions=versions)


def _return_first(sheet: Sheet, told: Told) -> None:
    line = sheet.report.observations.order_by("pk")[0]
    return_observation(
        line, by=told.cast.manager, now=told.days.now, version=line.version, reason=WHY_RETURNED
    )
