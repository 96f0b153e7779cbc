"""Members that have not signed the latest version of their partnership's agenda."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from measurements.models import AgendaVersion, Signature
from measurements.signing import SIGN_WITHIN
from partners.access import Scope
from partners.choices import AccessRole, MemberRole
from partners.models import Member

SIGNING_ROLES = (AccessRole.CONTACT, AccessRole.APPROVER)


def unsigned(members: QuerySet[Member]) -> QuerySet[Member]:
    """Those of `members` that the latest version still asks, with its id, number and day; funders read along.

    Whether the spell holds on a day is for the caller, who knows the library's day.
    """
    latest = AgendaVersion.objects.filter(partnership=OuterRef("partnership")).order_by("-number")
    signed = Signature.objects.filter(
        organization=OuterRef("organization"), agenda_version=OuterRef("agenda_id")
    )
    return (
        members.exclude(role=MemberRole.FUNDER)
        .annotate(
            agenda_id=Subquery(latest.values("pk")[:1]),
            agenda_number=Subquery(latest.values("number")[:1]),
            agenda_on=Subquery(latest.values("published_on")[:1]),
        )
        .filter(~Exists(signed), agenda_id__isnull=False)
        .select_related("library", "partnership", "organization")
    )


def waiting_for(scope: Scope) -> QuerySet[Member]:
    """Memberships for which this person may sign, in whatever library."""
    return unsigned(Member.objects.filter(organization_id__in=scope.organizations_as(*SIGNING_ROLES)))


def sign_by(member: Any) -> date:
    """The day by which one of `unsigned` should have signed; never one of a pause."""
    return member.spell.after_pause(max(member.agenda_on, member.joined_on) + SIGN_WITHIN)
