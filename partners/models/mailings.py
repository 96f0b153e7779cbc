"""Mails that somebody of the staff writes by hand, to one person or to many."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet
from partners.choices import Language
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel
from partners.models.organizations import Organization
from partners.models.partnerships import Partnership


class Mailing(TenantModel):
    """One text and who wrote it; each mail that leaves with it is a delivery of its own."""

    partnership = models.ForeignKey(
        Partnership,
        on_delete=models.PROTECT,
        related_name="mailings",
        null=True,
        blank=True,
        verbose_name=_("partnership"),
    )
    # Written from an organization's page, to its people.
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="mailings",
        null=True,
        blank=True,
        verbose_name=_("organization"),
    )
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("text"))
    # For those who read another language than that; left empty, they get the same text.
    other_subject = models.CharField(_("subject in the other language"), max_length=150, blank=True)
    other_body = models.TextField(_("text in the other language"), blank=True)
    written_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"))
    # Made with the page: the same page sent twice is one mailing.
    key = models.UUIDField(editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail by hand")
        verbose_name_plural = _("mails by hand")
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["library", "-written_at", "-id"], name="mailing_newest")]
        constraints = [
            parent_key("mailing_key"),
            SameLibrary(field="partnership", name="mailing_partnership_library"),
            SameLibrary(field="organization", name="mailing_organization_library"),
            models.UniqueConstraint(fields=["library", "key"], name="mailing_once"),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("mailing", args=[self.library.slug, self.pk])

    def text_in(self, language: str) -> tuple[str, str]:
        """Subject and body for somebody who reads this language, with their placeholders."""
        if language != self.language and self.other_body:
            return self.other_subject or self.subject, self.other_body
        return self.subject, self.body
