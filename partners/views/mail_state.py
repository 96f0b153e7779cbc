"""Does mail leave? For the managers of one library."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partners.choices import LibraryRole
from partners.domain.condition import MOST_COUNTED, last_runs, library_mail
from partners.domain.holds import held_since
from partners.models import Person
from partners.templatetags.ui import status_tag
from partners.views.moments import shown_moment
from partners.views.pages import LibraryPage
from partners.views.settings import settings_tabs
from partners.views.webhooks import hears_of_bounces

BOUNCING_SHOWN = 50


class MailStateView(LibraryPage, TemplateView):
    template_name = "partners/settings/mail.html"
    staff_role = LibraryRole.MANAGER

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, zone = timezone.now(), ZoneInfo(self.library.time_zone)
        midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        bouncing = self.visible(Person).exclude(bouncing_email="").order_by("name_key", "pk")
        return super().get_context_data(
            **kwargs,
            tabs=settings_tabs(self, "settings_mail"),
            held_since=held_since(),
            columns=[{"label": label} for label in (_("Work"), _("Last run"), _("State"))],
            rows=tick_rows(now=now),
            facts=self.facts(midnight, zone),
            bouncing=[
                {"name": person.name, "email": person.email, "url": self.to("person_mail_reasons", person.pk)}
                for person in bouncing[:BOUNCING_SHOWN]
                if person.is_bouncing
            ],
            hears_of_bounces=hears_of_bounces(),
        )

    def facts(self, midnight: datetime, zone: ZoneInfo) -> list[dict[str, Any]]:
        mail = library_mail(self.library, since=midnight)
        pairs = [
            (_("Waiting to be sent"), counted(mail.waiting)),
            (_("The oldest has waited since"), shown_moment(mail.oldest_at, zone)),
            (_("Failed today"), counted(mail.failed)),
        ]
        return [{"label": label, "value": value} for label, value in pairs]


def tick_rows(*, now: datetime) -> list[list[Any]]:
    """Planner and sender with the age of their last run, in words and with a sign."""
    runs = last_runs()
    words = {"plan": _("Planning reminders"), "send": _("Sending mail")}
    return [
        [label, ran_ago(runs.get(name), now=now), run_state(runs.get(name), now=now)]
        for name, label in words.items()
    ]


def ran_ago(ran_at: datetime | None, *, now: datetime) -> str:
    if ran_at is None:
        return _("Never")
    age = now - ran_at
    if age < timedelta(minutes=1):
        return _("Less than a minute ago")
    return _("%(age)s ago") % {"age": timesince(ran_at, now, depth=1)}


def run_state(ran_at: datetime | None, *, now: datetime) -> str:
    is_late = ran_at is None or (now - ran_at).total_seconds() > settings.READY_TICK_SECONDS
    return (
        status_tag("late", label=_("Late"), tone="off")
        if is_late
        else status_tag("ok", label=_("Runs"), tone="ok")
    )


def counted(number: int) -> str:
    return f"{MOST_COUNTED:,}+" if number > MOST_COUNTED else str(number)
