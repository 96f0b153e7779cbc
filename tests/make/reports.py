"""What members report: reports, figures and what is asked about them."""

from datetime import UTC, datetime
from decimal import Decimal

from measurements.choices import (
    Content,
    ObservationState,
)
from measurements.models import (
    Claim,
    Extension,
    Observation,
    Report,
    Slice,
)
from tests.make.rows import saved


def make_report(member, period):
    return saved(
        Report(
            library=member.library,
            partnership=member.partnership,
            organization=member.organization,
            member=member,
            period=period,
        )
    )


def make_observation(report, measure, *, by, value=Decimal(130), state=ObservationState.SUBMITTED, **fields):
    fields.setdefault("content", Content.NUMBER)
    if state != ObservationState.DRAFT:
        fields.setdefault("first_submitted_at", datetime(2017, 4, 10, 18, tzinfo=UTC))
        fields.setdefault("submitted_at", datetime(2017, 4, 10, 18, tzinfo=UTC))
    return saved(
        Observation(
            library=report.library,
            partnership=report.partnership,
            organization=report.organization,
            report=report,
            measure=measure,
            period=report.period,
            state=state,
            value=value,
            given_by=by,
            **fields,
        )
    )


def make_slice(observation, category, *, value=Decimal(1), **fields):
    return saved(
        Slice(
            library=observation.library,
            partnership=observation.partnership,
            organization=observation.organization,
            observation=observation,
            category=category,
            value=value,
            **fields,
        )
    )


def make_extension(report, *, asked_by, reason="Our server was down."):
    """More time that somebody asked for and nobody has answered."""
    return saved(
        Extension(
            library=report.library,
            partnership=report.partnership,
            organization=report.organization,
            report=report,
            reason=reason,
            asked_by=asked_by,
            asked_at=datetime(2017, 5, 2, 18, tzinfo=UTC),
        )
    )


def make_claim(observation, *, by, kind="correction", reason="We counted twice."):
    return saved(
        Claim(
            library=observation.library,
            partnership=observation.partnership,
            organization=observation.organization,
            observation=observation,
            kind=kind,
            reason=reason,
            made_by=by,
            made_at=datetime(2017, 5, 2, 18, tzinfo=UTC),
        )
    )
