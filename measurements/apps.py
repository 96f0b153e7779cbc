from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from partners.merging import registry as movers
from partners.reminders.sources import registry


class MeasurementsConfig(AppConfig):
    """What a partnership wants and how far it is."""

    name = "measurements"
    verbose_name = _("Measurements")

    def ready(self) -> None:
        # The source reads models, which exist only now.
        registry.register(import_module("measurements.reminders").ReportDue())
        for mover in import_module("measurements.domain.movers").MOVERS:
            movers.register(mover)
