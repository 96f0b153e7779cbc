"""Instruments: versioned lists of factors. Reference data that every library shares."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class InstrumentVersion(models.Model):
    """One edition of an instrument; frozen once an evaluation uses it."""

    code = models.SlugField(_("instrument"), max_length=60)
    number = models.PositiveSmallIntegerField(_("version"))
    edition = models.CharField(_("edition"), max_length=120)
    credit = models.CharField(_("credit line"), max_length=200)
    higher_is_better = models.BooleanField(_("higher is better"), default=True)

    class Meta:
        verbose_name = _("instrument version")
        verbose_name_plural = _("instrument versions")
        ordering = ["code", "-number"]
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="instrument_version_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"


class InstrumentFactor(models.Model):
    """One factor: its group, its letter within the group, and its wording in both languages."""

    instrument_version = models.ForeignKey(
        InstrumentVersion, on_delete=models.PROTECT, related_name="factors"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    code = models.CharField(_("code"), max_length=4)
    group_no = models.PositiveSmallIntegerField(_("group"))
    group_title_en = models.CharField(_("group title in English"), max_length=120)
    group_title_es = models.CharField(_("group title in Spanish"), max_length=120)
    letter = models.CharField(_("letter"), max_length=1)
    label_en = models.CharField(_("label in English"), max_length=200)
    label_es = models.CharField(_("label in Spanish"), max_length=200)
    help_en = models.TextField(_("help in English"), blank=True)
    help_es = models.TextField(_("help in Spanish"), blank=True)

    class Meta:
        verbose_name = _("factor")
        verbose_name_plural = _("factors")
        ordering = ["instrument_version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["instrument_version", "code"], name="factor_code_once"),
            models.UniqueConstraint(fields=["instrument_version", "position"], name="factor_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def label(self) -> str:
        return self.label_es if get_language() == "es" else self.label_en

    @property
    def group_title(self) -> str:
        return self.group_title_es if get_language() == "es" else self.group_title_en

    @property
    def help(self) -> str:
        return self.help_es if get_language() == "es" else self.help_en
