"""Agreements: what organizations signed, for how long, and what it speaks about."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.choices import AgreementStatus, AgreementTopic, TopicState
from partners.constraints import SameLibrary, parent_key
from partners.models.base import NamedModel, TenantModel, VersionedModel
from partners.models.files import StoredFile
from partners.models.organizations import Organization
from partners.models.partnerships import Partnership
from partners.models.people import Person
from partners.terms import ENDS_SOON, Term

LONGEST_NOTICE = 1000
LONGEST_REVIEW = 120


class AgreementQuerySet(ScopedQuerySet):
    """Staff and the backbone see all of a partnership; an organization those it is a party of, once sent."""

    def partner_rows(self, scope: Scope) -> Q:
        own = AgreementParty.objects.filter(organization_id__in=scope.organization_ids).order_by()
        sent = Q(pk__in=own.values("agreement"), sent_on__isnull=False, archived_at=None)
        return sent | self.partner_edits(scope)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)

    def kept(self) -> "AgreementQuerySet":
        return self.filter(archived_at=None)

    def signed(self) -> "AgreementQuerySet":
        """Those under which no signature is missing."""
        return self.filter(~Exists(_parties(signed_on=None)))

    def with_term(self) -> "AgreementQuerySet":
        """With what its status depends on besides its own dates: signatures, and what follows it."""
        followers = Agreement.objects.kept().signed().order_by()
        later = Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on"))
        last = _parties().order_by().values("agreement").annotate(day=Max("signed_on"))
        return self.annotate(
            is_signed=~Exists(_parties(signed_on=None)),
            last_signed_on=Subquery(last.values("day")),
            renewed_from=Subquery(followers.filter(renews=OuterRef("pk")).values("starts_on")[:1]),
            is_extended=Exists(followers.filter(later, amends=OuterRef("pk"), ended_on=None)),
            decided_by=Coalesce("ended_on", "ends_on"),
            sorted_by=Coalesce("ended_on", "ends_on", Value(date.max), output_field=models.DateField()),
        )

    def with_status(self, *, on: date) -> "AgreementQuerySet":
        """With `status_now`, as `partners.terms.status_of` would say; after `with_term`."""
        is_over = (
            Q(ended_on__lt=on)
            | Q(ended_on=None, goes_on=False, ends_on__lt=on)
            | Q(ended_on=None, goes_on=True, renewed_from__lte=on)
        )
        status = Case(
            When(is_signed=False, sent_on=None, then=Value(AgreementStatus.DRAFT)),
            When(is_signed=False, then=Value(AgreementStatus.SENT)),
            When(is_over & Q(ended_on=None), then=Value(AgreementStatus.EXPIRED)),
            When(is_over, then=Value(AgreementStatus.ENDED)),
            When(starts_on__gt=on, then=Value(AgreementStatus.SIGNED)),
            When(decided_by__range=(on, on + ENDS_SOON), then=Value(AgreementStatus.EXPIRING)),
            default=Value(AgreementStatus.ACTIVE),
            output_field=models.CharField(),
        )
        return self.annotate(status_now=status)

    def ending_within(self, days: int, *, on: date) -> "AgreementQuerySet":
        """Signed ones whose term ends in so many days, the last included; after `with_term`."""
        return self.filter(is_signed=True, decided_by__range=(on, on + timedelta(days=days)))

    def undecided(self) -> "AgreementQuerySet":
        """Those whose end is news: nothing signed follows, nobody has ended them; after `with_term`.

        An amendment that ends with what it amends has no end of its own.
        """
        own_end = Q(amends=None) | Q(amends__ends_on__lt=F("ends_on"))
        return self.filter(own_end, renewed_from=None, is_extended=False, ended_on=None)


class Agreement(TenantModel, NamedModel, VersionedModel):
    """A memorandum of understanding between two or more organizations of a partnership.

    What it is today (draft, sent, signed, active, expiring, expired, ended) follows from its dates.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("partnership")
    )
    summary = models.TextField(_("what it is about"), blank=True)
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    goes_on = models.BooleanField(_("goes on by itself"), default=False)
    notice_days = models.PositiveSmallIntegerField(_("days of notice"), null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(_("months between reviews"), null=True, blank=True)
    # Who of the staff looks after it; without one, the managers do.
    owner = models.ForeignKey(
        "partners.User",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("owner"),
    )
    sent_on = models.DateField(_("sent for signature"), null=True, blank=True)
    reviewed_on = models.DateField(_("last review"), null=True, blank=True)
    review_note = models.TextField(_("what the review found"), blank=True)
    ended_on = models.DateField(_("ended early on"), null=True, blank=True)
    end_reason = models.TextField(_("why it ended early"), blank=True)
    renews = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="renewals",
        null=True,
        blank=True,
        verbose_name=_("renews"),
    )
    amends = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="amendments",
        null=True,
        blank=True,
        verbose_name=_("amends"),
    )
    archived_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["starts_on", "pk"]
        indexes = [
            models.Index(fields=["library", "ends_on", "id"], name="agreement_by_end"),
            models.Index(fields=["partnership", "ends_on", "id"], name="agreement_by_partnership"),
        ]
        constraints = [
            parent_key("agreement_key"),
            parent_key("agreement_partnership_key", "partnership"),
            SameLibrary(field="partnership", name="agreement_library"),
            SameLibrary(field="renews", also=("partnership",), name="agreement_renews_library"),
            SameLibrary(field="amends", also=("partnership",), name="agreement_amends_library"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="agreement_dates",
                violation_error_message=_("An agreement cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(goes_on=False) | Q(ends_on__isnull=False),
                name="agreement_goes_on_from",
                violation_error_message=_(
                    "Say when the first term ends, or that it does not go on by itself."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(goes_on=True)
                | Q(ended_on__lte=F("ends_on")),
                name="agreement_ended_early",
                violation_error_message=_("It ends before that day anyway. Choose an earlier day."),
            ),
            models.CheckConstraint(
                condition=Q(renews__isnull=True) | Q(amends__isnull=True),
                name="agreement_follows_once",
                violation_error_message=_("An agreement renews another or amends it, not both."),
            ),
            models.UniqueConstraint(
                fields=["renews"],
                condition=Q(archived_at__isnull=True),
                name="agreement_renewed_once",
                violation_error_message=_("This agreement has already been renewed."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("agreement", args=[self.library.slug, self.pk])

    def clean(self) -> None:
        super().clean()
        if self.ended_on is not None and not self.end_reason:
            raise ValidationError({"end_reason": _("Say why it ended early.")})

    @property
    def term(self) -> Term:
        """Its dates; of a row read with `with_term`."""
        read: Any = self
        return Term(
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            sent_on=self.sent_on,
            is_signed=read.is_signed,
            goes_on=self.goes_on,
            ended_on=self.ended_on,
            renewed_from=read.renewed_from,
        )


class AgreementRowsQuerySet(ScopedQuerySet):
    """Rows of an agreement are seen with it."""

    def partner_rows(self, scope: Scope) -> Q:
        own = AgreementParty.objects.filter(organization_id__in=scope.organization_ids).order_by()
        sent = Q(agreement__in=own.values("agreement"), agreement__sent_on__isnull=False)
        return (sent | self.partner_edits(scope)) & Q(agreement__archived_at=None)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(agreement__partnership_id__in=scope.backbone_ids)


class AgreementParty(TenantModel, VersionedModel):
    """One organization that signs, the library's own like any other."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("organization")
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signer = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("person")
    )
    # As it stands under the paper; who signs need not be in the directory.
    signer_name = models.CharField(_("who signed"), max_length=200, blank=True)

    objects = AgreementRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("party of an agreement")
        verbose_name_plural = _("parties of agreements")
        ordering = ["organization__name_key", "pk"]
        indexes = [models.Index(fields=["organization", "agreement"], name="agreement_party_by_org")]
        constraints = [
            SameLibrary(field="agreement", name="agreement_party_library"),
            SameLibrary(field="organization", name="agreement_party_org_library"),
            SameLibrary(field="signer", also=("organization",), name="agreement_party_signer_library"),
            models.UniqueConstraint(
                fields=["agreement", "organization"],
                name="agreement_party_once",
                violation_error_message=_("This organization is a party already."),
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True, signer_name="", signer__isnull=True)
                | Q(signed_on__isnull=False) & ~Q(signer_name=""),
                name="agreement_party_signature",
                violation_error_message=_("A signature has a day and a name."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} – {self.agreement}"


class AgreementPointQuerySet(AgreementRowsQuerySet):
    """What the library and the backbone think of it; the other parties do not see it."""

    def partner_rows(self, scope: Scope) -> Q:
        return self.partner_edits(scope)


class AgreementPoint(TenantModel):
    """What an agreement says, or leaves out, about one topic of the checklist."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="points")
    topic = models.CharField(_("topic"), max_length=20, choices=AgreementTopic.choices)
    state = models.CharField(_("state"), max_length=20, choices=TopicState.choices)

    objects = AgreementPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("point of an agreement")
        verbose_name_plural = _("points of agreements")
        ordering = ["agreement_id", "pk"]
        constraints = [
            SameLibrary(field="agreement", name="agreement_point_library"),
            models.UniqueConstraint(fields=["agreement", "topic"], name="agreement_point_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.get_topic_display()}"


class AgreementFile(StoredFile):
    """The signed paper; whoever may open the agreement may have it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="files")

    class Meta(StoredFile.Meta):
        verbose_name = _("file of an agreement")
        verbose_name_plural = _("files of agreements")
        constraints = [SameLibrary(field="agreement", name="agreement_file_library")]
        indexes = [
            models.Index(
                fields=["removed_at"], condition=Q(removed_at__isnull=False), name="agreement_file_removed"
            )
        ]


def _parties(**wanted: Any) -> models.QuerySet:
    """The parties of the agreement of the outer query."""
    return AgreementParty.objects.filter(agreement=OuterRef("pk"), **wanted)
