"""Common agendas: drafts, versions, and who has signed them."""

from datetime import date, timedelta

from measurements.domain.agendas import publish_agenda, sign_agenda
from measurements.domain.drafts import start_agenda
from measurements.models import AgendaVersion
from measurements.signing import is_asked
from partners.models import User
from partnerships.demo.stories.beginning import Told
from partnerships.demo.stories.days import told_at
from partnerships.demo.stories.people import Neighbor

_SIGNED_AFTER = timedelta(days=6)


def agree(told: Told, *, on: date | None = None) -> AgendaVersion | None:
    """Write the story's agenda; send and sign it, if it was sent."""
    agenda, cast, days = told.story.agenda, told.cast, told.days
    if agenda is None:
        return None
    sent_on = on or days.today - timedelta(days=agenda.sent or 0)
    with told_at(days.at(sent_on)):
        draft = start_agenda(told.partnership, by=cast.manager, values=agenda.texts)
        if agenda.sent is None:
            return None
        version = publish_agenda(draft, by=cast.manager, version=draft.version, on=sent_on)
    sign(told, version, by=cast.manager, on=sent_on + _SIGNED_AFTER, unsigned=agenda.unsigned)
    return version


def sign(
    told: Told, version: AgendaVersion, *, by: User, on: date, unsigned: tuple[Neighbor | None, ...] = ()
) -> None:
    """Everybody who is asked signs on paper, but those."""
    cast = told.cast
    missing = {cast.organization(neighbor).pk for neighbor in unsigned}
    with told_at(told.days.at(on)):
        for member in told.members.values():
            if not is_asked(member, on=on) or member.organization_id in missing:
                continue
            person = cast.people.get(member.organization_id)
            sign_agenda(
                version,
                by=by,
                organization=member.organization,
                name=person.name if person else cast.manager.get_full_name(),
                on=on,
                is_on_paper=True,
            )
