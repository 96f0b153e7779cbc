"""What a partnership says of the nine collaboration strategies."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.choices import CollaborationState
from partners.collaboration import label_of, strategy_codes
from partners.constraints import SameLibrary
from partners.models.base import TenantModel, VersionedModel
from partners.models.partnerships import Partnership


class CollaborationLineQuerySet(ScopedQuerySet):
    """Members read how their partnership works; funders do not."""

    def partner_rows(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.partnership_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)


class CollaborationLine(TenantModel, VersionedModel):
    """One strategy of one partnership, once somebody has said something of it."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="collaboration_lines")
    strategy = models.CharField(_("strategy"), max_length=20, choices=strategy_codes())
    # Empty: the records speak for themselves.
    state = models.CharField(
        _("how far it is"), max_length=20, choices=CollaborationState.choices, blank=True
    )
    note = models.TextField(_("note"), blank=True)
    said_by = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(_("said"))

    objects = CollaborationLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("word on a strategy")
        verbose_name_plural = _("words on strategies")
        constraints = [
            SameLibrary(field="partnership", name="collaboration_library"),
            models.UniqueConstraint(fields=["partnership", "strategy"], name="collaboration_once"),
        ]

    def __str__(self) -> str:
        return label_of(self.strategy, get_language() or "en")

    @property
    def is_said(self) -> bool:
        return bool(self.state or self.note)
