"""Who has signed a version of the agenda and who is still asked. Pure: it reads rows it is given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from partners.choices import MemberRole

# How long a member has to sign, from the day it was asked.
SIGN_WITHIN = timedelta(days=14)
SIGNED, UNSIGNED, LEFT = "signed", "unsigned", "left"


@dataclass(frozen=True, slots=True)
class Signer:
    """One organization that signed or is asked to; `member` is its latest spell."""

    organization_id: int
    name: str
    member: Any
    signature: Any
    asked_on: date
    has_left: bool
    joined_later: bool

    @property
    def state(self) -> str:
        if self.signature is not None:
            return SIGNED
        return LEFT if self.has_left else UNSIGNED

    @property
    def due_on(self) -> date:
        return self.member.spell.after_pause(self.asked_on + SIGN_WITHIN)


def is_asked(member: Any, *, on: date) -> bool:
    """Members on that day sign; funders read along."""
    is_current = member.joined_on <= on and (member.left_on is None or member.left_on >= on)
    return is_current and member.role != MemberRole.FUNDER


def signers_of(version: Any, members: Iterable[Any], signatures: Iterable[Any], *, on: date) -> list[Signer]:
    """All who are asked on this day, and all who have signed, members or not any more; by name."""
    signed = {signature.organization_id: signature for signature in signatures}
    spells: dict[int, Any] = {}
    for member in sorted(members, key=lambda row: row.joined_on):
        if is_asked(member, on=on) or member.organization_id in signed:
            spells[member.organization_id] = member
    found = [
        Signer(
            organization_id=member.organization_id,
            name=member.organization.name,
            member=member,
            signature=signed.get(member.organization_id),
            asked_on=version.asked_on(member.joined_on),
            has_left=not is_asked(member, on=on),
            joined_later=member.joined_on > version.published_on,
        )
        for member in spells.values()
    ]
    return sorted(found, key=lambda signer: (signer.has_left, signer.name.casefold()))


def counts(signers: Iterable[Signer]) -> tuple[int, int]:
    """How many of today's members have signed, and how many are asked."""
    asked = [signer for signer in signers if not signer.has_left]
    return sum(signer.state == SIGNED for signer in asked), len(asked)
