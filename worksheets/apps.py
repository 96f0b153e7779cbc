from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorksheetsConfig(AppConfig):
    """Judging together."""

    name = "worksheets"
    verbose_name = _("Worksheets")
