from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from measurements.notices import KINDS
from measurements.sections import SECTIONS
from partners.collaboration import registry as evidence
from partners.erasing import registry as erasers
from partners.exporting import registry as exports
from partners.feeds import registry as calendars
from partners.merging import registry as movers
from partners.notices import registry as notices
from partners.reminders.sources import registry
from partners.sections import registry as sections


class MeasurementsConfig(AppConfig):
    """What a partnership wants and how far it is."""

    name = "measurements"
    verbose_name = _("Measurements")

    def ready(self) -> None:
        # The sources read models, which exist only now.
        registry.register(import_module("measurements.reminders").ReportDue())
        registry.register(import_module("measurements.session_reminders").SessionsDue())
        agendas = import_module("measurements.agenda_reminders")
        registry.register(agendas.AgendaUnsigned())
        registry.register(agendas.GoalToReview())
        reviews = import_module("measurements.review_reminders")
        registry.register(reviews.ReportToApprove())
        registry.register(reviews.ReportToApproveByBackbone())
        letters = import_module("measurements.domain.behalf_letters")
        composing = import_module("partners.domain.composing")
        composing.COMPOSERS[letters.LETTER] = letters.compose_behalf_letters
        composing.NAMES[letters.LETTER] = _("Figures entered for a partner")
        for mover in import_module("measurements.domain.movers").MOVERS:
            movers.register(mover)
        for eraser in import_module("measurements.domain.erasers").ERASERS:
            erasers.register(eraser)
        exports.register(import_module("measurements.tables").TABLES)
        sections.register(SECTIONS)
        calendars.register(import_module("measurements.feed_days").ReportsInCalendar())
        evidence.register(import_module("measurements.evidence").EVIDENCE)
        for kind in KINDS:
            notices.register(kind)
