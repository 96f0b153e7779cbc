"""The private link by which somebody's calendar program asks for their days."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel
from partners.models.partnerships import Partnership
from partners.models.tokens import Token


class CalendarFeed(TenantModel):
    """One person's calendar of one library. A new link is a new token; the old one is void."""

    user = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="calendar_feeds")
    token = models.OneToOneField(Token, on_delete=models.PROTECT, related_name="calendar_feed")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar link")
        verbose_name_plural = _("calendar links")
        constraints = [
            parent_key("calendar_feed_key"),
            SameLibrary(field="token", name="calendar_feed_token_library"),
            models.UniqueConstraint(fields=["user", "library"], name="calendar_feed_once"),
        ]

    def __str__(self) -> str:
        return str(self.user)


class CalendarFeedPartnership(TenantModel):
    """A partnership that somebody of the staff chose for their calendar; without any it has all."""

    feed = models.ForeignKey(CalendarFeed, on_delete=models.CASCADE, related_name="chosen")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnership in a calendar")
        verbose_name_plural = _("partnerships in calendars")
        constraints = [
            SameLibrary(field="feed", name="calendar_chosen_feed_library"),
            SameLibrary(field="partnership", name="calendar_chosen_pship_library"),
            models.UniqueConstraint(fields=["feed", "partnership"], name="calendar_chosen_once"),
        ]

    def __str__(self) -> str:
        return f"{self.feed}: {self.partnership}"
