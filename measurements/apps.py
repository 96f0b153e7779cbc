from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeasurementsConfig(AppConfig):
    """What a partnership wants and how far it is."""

    name = "measurements"
    verbose_name = _("Measurements")
