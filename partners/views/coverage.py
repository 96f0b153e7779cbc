"""Days of memberships that no signed agreement covers."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from partners.coverage import Days, OpenDays, day_count, uncovered
from partners.models import Agreement, AgreementParty, Member, Organization
from partners.numbers import format_number
from partners.views.agreement_rows import agreement_row, register_tabs
from partners.views.pages import LibraryPage
from partners.views.touch import organization_tabs

MOST_MEMBERS = 500


def read_gaps(page: LibraryPage, members: Iterable[Member]) -> list[dict[str, Any]]:
    """A line for each organization and partnership with days that are not covered, in the members' order.

    The library's own membership needs no agreement with itself. The viewer must see all agreements of
    these members, or gaps would be shown that are none.
    """
    spells: dict[tuple[int, int], list[Member]] = defaultdict(list)
    for member in members:
        if not member.organization.is_own:
            spells[member.partnership_id, member.organization_id].append(member)
    held = _days_held(page, {pk for pk, _organization in spells})
    lines = []
    for key, rows in spells.items():
        active = [(row.joined_on, row.left_on) for row in rows]
        # While a member rests there is nothing to agree on.
        rests = [days for row in rows for days in row.spell.pauses if days[0] <= page.today]
        if gaps := uncovered(active, [*held.get(key, ()), *rests], today=page.today):
            is_member = any(last is None or last >= page.today for _first, last in active)
            line = _line(rows[0], gaps, today=page.today, has_any=key in held, is_member=is_member)
            lines.append(line)
    return lines


def _days_held(page: LibraryPage, partnerships: set[int]) -> dict[tuple[int, int], list[OpenDays]]:
    """By partnership and organization, the days of its signed agreements."""
    signed = page.visible(Agreement).kept().with_term().filter(partnership__in=partnerships, is_signed=True)
    agreements = {row.pk: row for row in signed}
    parties = page.visible(AgreementParty).filter(agreement__partnership__in=partnerships).order_by("pk")
    found: dict[tuple[int, int], list[OpenDays]] = defaultdict(list)
    for agreement_id, organization_id in parties.values_list("agreement_id", "organization_id"):
        agreement = agreements.get(agreement_id)
        if agreement is not None and (days := agreement.term.days_held):
            found[agreement.partnership_id, organization_id].append(days)
    return found


def _line(member: Member, gaps: list[Days], *, today: date, has_any: bool, is_member: bool) -> dict[str, Any]:
    count = day_count(gaps)
    return {
        "organization": member.organization,
        "partnership": member.partnership,
        "gaps": [_words(gap, today=today) for gap in gaps],
        "days": ngettext("%(count)s day", "%(count)s days", count) % {"count": format_number(count)},
        "is_now": any(first <= today <= last for first, last in gaps),
        "is_member": is_member,
        "has_any": has_any,
    }


def _words(gap: Days, *, today: date) -> str:
    first, last = gap
    names = {"first": date_format(first), "last": date_format(last)}
    if last == today:
        return _("since %(first)s") % names
    return _("on %(first)s") % names if first == last else _("%(first)s to %(last)s") % names


class AgreementGapsView(LibraryPage, TemplateView):
    """All memberships of the library with days that no agreement covers."""

    template_name = "partners/agreements/gaps.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.visible(Member).filter(partnership__ended_on=None)
        rows = rows.select_related("organization", "partnership")
        members = list(
            rows.order_by(
                "partnership__name_key", "partnership_id", "organization__name_key", "joined_on", "pk"
            )[:MOST_MEMBERS]
        )
        crumbs = [
            {"label": _("Agreements"), "url": self.to("agreements")},
            {"label": _("Without an agreement")},
        ]
        return super().get_context_data(
            **kwargs,
            gaps=read_gaps(self, members),
            has_members=bool(members),
            is_cut=len(members) == MOST_MEMBERS,
            tabs=register_tabs(self, "agreement_gaps"),
            crumbs=crumbs,
        )


class OrganizationAgreementsView(LibraryPage, TemplateView):
    """What an organization has signed, and which of its days nothing covers."""

    template_name = "partners/agreements/of_organization.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        organization = self.find(Organization)
        parties = self.visible(AgreementParty).filter(organization=organization).order_by()
        rows = self.visible(Agreement).kept().with_term().filter(pk__in=parties.values("agreement"))
        rows = rows.select_related("partnership").prefetch_related("parties__organization", "parties__signer")
        members = self.visible(Member).filter(organization=organization)
        members = members.select_related("organization", "partnership")
        return super().get_context_data(
            **kwargs,
            organization=organization,
            rows=[agreement_row(self, row) for row in rows.order_by("-sorted_by", "-pk")[:MOST_MEMBERS]],
            gaps=read_gaps(self, members.order_by("partnership__name_key", "joined_on")),
            tabs=organization_tabs(self, organization, "organization_agreements"),
            crumbs=[
                {"label": _("Directory"), "url": self.to("organizations")},
                {"label": organization.name, "url": self.to("organization", organization.pk)},
                {"label": _("Agreements")},
            ],
        )
