"""Which organizations rest on a day: the one door by which every reminder asks whether a member pauses."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from partners.models import Member
from partners.spells import Spell


class Resting:
    """The memberships of many organizations, read in one query."""

    def __init__(self, organization_ids: Iterable[int]) -> None:
        self._spells: dict[int, list[tuple[int, Spell]]] = defaultdict(list)
        for member in Member.objects.filter(organization_id__in=set(organization_ids)):
            self._spells[member.organization_id].append((member.partnership_id, member.spell))

    def is_resting(self, organization_id: int, partnership_id: int | None, *, on: date) -> bool:
        """Whether every membership that holds on the day pauses: in one partnership, else in all of them.

        An organization that is a member nowhere does not rest: what it is asked has another ground.
        """
        held = [
            spell
            for partnership, spell in self._spells[organization_id]
            if partnership_id in (None, partnership) and spell.holds_on(on)
        ]
        return bool(held) and all(spell.pause_on(on) for spell in held)
