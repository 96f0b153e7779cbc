from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from partners.merging import registry


class PartnersConfig(AppConfig):
    """Who works with whom, and how they keep in touch."""

    name = "partners"
    verbose_name = _("Partners")

    def ready(self) -> None:
        # Movers read models, which exist only now.
        for mover in import_module("partners.domain.movers").MOVERS:
            registry.register(mover)
