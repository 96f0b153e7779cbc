"""Links in mails that need no sign-in: what each one opens, and for whom."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet
from partners.constraints import SameLibrary
from partners.models.base import TenantModel
from partners.models.deliveries import Delivery
from partners.models.people import Person
from partners.models.tokens import Token


class MailLink(TenantModel):
    """Either one thing that a mail asks of a person, or, with neither source nor mail, the mails they get."""

    token = models.OneToOneField(Token, on_delete=models.PROTECT, related_name="mail_link")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mail_links")
    delivery = models.ForeignKey(
        Delivery, on_delete=models.PROTECT, related_name="mail_links", null=True, blank=True
    )
    source = models.CharField(_("what is due"), max_length=40, blank=True)
    subject_id = models.BigIntegerField(_("record"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("link in a mail")
        verbose_name_plural = _("links in mails")
        constraints = [
            SameLibrary(field="token", name="mail_link_token_library"),
            SameLibrary(field="person", name="mail_link_person_library"),
            SameLibrary(field="delivery", name="mail_link_delivery_library"),
            models.CheckConstraint(
                condition=Q(source="", subject_id__isnull=True, delivery__isnull=True)
                | (~Q(source="") & Q(subject_id__isnull=False, delivery__isnull=False)),
                name="mail_link_opens_one_thing",
                violation_error_message=_("A link opens one thing, or the mails of a person."),
            ),
            models.UniqueConstraint(
                fields=["delivery", "source", "subject_id"],
                condition=~Q(source=""),
                name="mail_link_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
