from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Who works with whom, and how they keep in touch."""

    name = "partners"
    verbose_name = _("Partners")
