"""The mail that tells somebody what staff typed in as their figures."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from measurements.answers import answer_text
from measurements.choices import ObservationState
from measurements.domain.claims import CONTEST_DAYS
from measurements.models import Observation
from partners.choices import SkipReason
from partners.domain.letters import Draft, Letter, on_this_site, render_letter
from partners.models import Delivery

LETTER = "figures_entered"


def compose_behalf_letters(deliveries: Sequence[Delivery], now: datetime) -> dict[int, Draft]:
    """Write what was entered in one person's name, as it stands when the mail leaves."""
    # The moment of entering is that of the mail's row: it needs no other key to its figures.
    lines = defaultdict(list)
    rows = Observation.objects.filter(
        giver_id__in={delivery.person_id for delivery in deliveries},
        submitted_at__in={delivery.created_at for delivery in deliveries},
        state__in=[ObservationState.SUBMITTED, ObservationState.APPROVED],
    )
    for row in rows.select_related("measure", "period", "organization", "partnership", "given_by", "library"):
        lines[row.giver_id, row.submitted_at].append(row)
    return {
        delivery.pk: _draft(delivery, lines[delivery.person_id, delivery.created_at])
        for delivery in deliveries
    }


def _draft(delivery: Delivery, lines: list[Observation]) -> Draft:
    if not lines:
        return Draft(None, SkipReason.NOT_EXPECTED)
    with translation.override(delivery.language):
        return Draft(_letter(delivery, lines))


def _letter(delivery: Delivery, lines: list[Observation]) -> Letter:
    first = lines[0]
    entered_on = delivery.created_at.astimezone(ZoneInfo(first.library.time_zone)).date()
    context = {
        "library": first.library,
        "person": delivery.person,
        "typist": first.given_by.get_full_name(),
        "organization": first.organization,
        "partnership": first.partnership,
        "period": first.period.shown_label,
        "lines": [{"measure": line.measure, "answer": answer_text(line, line.measure)} for line in lines],
        "contest_until": entered_on + timedelta(days=CONTEST_DAYS),
        "action_url": on_this_site(reverse("report", args=[first.library.slug, first.report_id])),
        "action_label": _("Look at the figures"),
    }
    typist = first.given_by
    return render_letter("figures_entered", context, reply_to=(typist.email,) if typist.is_active else ())
