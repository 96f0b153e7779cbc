from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.collaboration import registry as evidence
from partners.erasing import registry as erasers
from partners.exporting import registry as exports
from partners.feeds import registry as calendars
from partners.handing_over import registry as handing_over
from partners.merging import registry
from partners.notices import KINDS
from partners.notices import registry as notices
from partners.reminders.sources import registry as sources
from partners.sections import SECTIONS
from partners.sections import registry as sections
from partners.work import registry as work


class PartnersConfig(AppConfig):
    """Who works with whom, and how they keep in touch."""

    name = "partners"
    verbose_name = _("Partners")

    def ready(self) -> None:
        # Movers read models, which exist only now.
        for mover in import_module("partners.domain.movers").MOVERS:
            registry.register(mover)
        for passes in import_module("partners.domain.passes").PASSES:
            handing_over.register(passes)
        for eraser in import_module("partners.domain.erasers").ERASERS:
            erasers.register(eraser)
        for name in (
            "organizations",
            "people",
            "together",
            "agreements",
            "records",
            "occurrences",
            "groups",
            "meetings",
            "action_items",
        ):
            exports.register(import_module(f"partners.tables.{name}").TABLES)
        feeds = import_module("partners.sources.feeds")
        calendars.register(feeds.MeetingsInCalendar())
        calendars.register(feeds.ActionsInCalendar())
        evidence.register(import_module("partners.sources.evidence").EVIDENCE)
        imports = import_module("partners.forms.import_work")
        work.register(imports.ImportCheckWork())
        work.register(imports.ImportWork())
        work.register(imports.ImportUndoWork())
        work.register(import_module("partners.tables.work").ExportWork())
        work.register(import_module("partners.tables.archive").ArchiveWork())
        sources.register(import_module("partners.sources.touch").StayInTouch())
        sources.register(import_module("partners.sources.invitations").InvitationUnanswered())
        sources.register(import_module("partners.sources.records").RecordToConfirm())
        sections.register(SECTIONS)
        agreements = import_module("partners.sources.agreements")
        sources.register(agreements.AgreementEnding())
        sources.register(agreements.AgreementEndingForPartner())
        sources.register(agreements.AgreementToReview())
        sources.register(import_module("partners.sources.actions").ActionDue())
        sources.register(import_module("partners.sources.minutes").MinutesUnread())
        decisions = import_module("partners.sources.decisions")
        sources.register(decisions.DecisionToReview())
        sources.register(decisions.DecisionToReviewByBackbone())
        meetings = import_module("partners.sources.meetings")
        sources.register(meetings.MeetingComing())
        sources.register(meetings.MeetingUnanswered())
        for kind in KINDS:
            notices.register(kind)
        import_module("partners.views.webhooks").listen()
        post_migrate.connect(_complete_libraries, sender=self)


def _complete_libraries(**kwargs: Any) -> None:
    # On the way to an older version, or to a part of this one, the tables are not what the models say.
    if not import_module("partners.domain.condition").missing_migrations():
        import_module("partners.domain.presets").complete_libraries(now=timezone.now())
