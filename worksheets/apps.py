from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from partners.exporting import registry as exports
from partners.merging import registry


class WorksheetsConfig(AppConfig):
    """Judging together."""

    name = "worksheets"
    verbose_name = _("Worksheets")

    def ready(self) -> None:
        # Movers read models, which exist only now.
        for mover in import_module("worksheets.domain.movers").MOVERS:
            registry.register(mover)
        exports.register(import_module("worksheets.tables").TABLES)
