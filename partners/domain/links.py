"""Links in mails that need no sign-in: made when the mail is written, found when somebody follows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from partners.choices import AccessRole, TokenKind
from partners.days import today_in
from partners.domain.tokens import can_be_made_again, find_past_token, find_token, new_token, secret_of
from partners.models import Access, Delivery, MailLink, Person, Token
from partners.reminders.sources import UnknownSourceError, registry

OPEN_FOR = timedelta(days=14)
RELATED = ("library", "token", "person__organization__owner", "person__user", "delivery")


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a mail asks of its person, by the source's key and the record's id."""

    delivery: Delivery
    source: str
    subject_id: int
    # Until when the link opens it; without one, for two weeks.
    until: datetime | None = None

    @property
    def key(self) -> tuple[int, str, int]:
        return self.delivery.pk, self.source, self.subject_id


@transaction.atomic
def choice_secrets(people: Iterable[Person], *, now: datetime) -> dict[int, str]:
    """Return by person's id the secret of the link to the mails they get, made where there is none yet."""
    wanted = {person.pk: person for person in people}
    found = _choice_secrets(wanted)
    new = [
        MailLink(
            library_id=person.library_id, person=person, token=_token(TokenKind.UNSUBSCRIBE, person, now)
        )
        for pk, person in wanted.items()
        if pk not in found
    ]
    return found | {link.person_id: secret_of(link.token) for link in _store(new)}


@transaction.atomic
def action_secrets(things: Iterable[Asked], *, now: datetime) -> dict[tuple[int, str, int], str]:
    """Return the secret of the link to each thing; a mail that is written again has the same link again."""
    wanted = {thing.key: thing for thing in things}
    links = MailLink.objects.filter(delivery__in={thing.delivery.pk for thing in wanted.values()})
    found = {
        (link.delivery_id, link.source, link.subject_id): secret_of(link.token)
        for link in links.select_related("token")
    }
    new = [action_link(thing, now=now) for key, thing in wanted.items() if key not in found]
    made = {(link.delivery_id, link.source, link.subject_id): secret_of(link.token) for link in _store(new)}
    return {key: secret for key, secret in (found | made).items() if key in wanted}


def action_link(thing: Asked, *, now: datetime) -> MailLink:
    """A link that is not stored yet, to one thing, for two weeks or until the thing is over."""
    person = thing.delivery.person
    if person is None:
        raise ValueError("a link needs a person")
    return MailLink(
        library_id=thing.delivery.library_id,
        person=person,
        delivery=thing.delivery,
        source=thing.source,
        subject_id=thing.subject_id,
        token=_token(TokenKind.ACTION, person, now, expires_at=thing.until or now + OPEN_FOR),
    )


def find_choices(secret: str, *, now: datetime) -> MailLink | None:
    """The link to the mails of a person. It never ends, and can switch off only."""
    return _link_of(find_token(TokenKind.UNSUBSCRIBE, secret, now=now))


def find_action(secret: str, *, now: datetime) -> MailLink | None:
    """The link to one thing, while its person may still act. Unknown, old and withdrawn look alike: None."""
    found = find_acting(secret, now=now)
    return found[0] if found is not None else None


def find_open_link(secret: str, *, now: datetime) -> MailLink | None:
    """The link to one thing, whatever its person may still do: whoever asks has to look."""
    return _link_of(find_token(TokenKind.ACTION, secret, now=now))


def find_acting(secret: str, *, now: datetime) -> tuple[MailLink, frozenset[str]] | None:
    """The link to one thing, and in which roles its person acts; None when there are none."""
    link = find_open_link(secret, now=now)
    roles = roles_by(link, now=now) if link is not None else frozenset()
    return (link, roles) if link is not None and roles else None


def find_past_action(secret: str, *, now: datetime) -> MailLink | None:
    """The link to one thing, also when its two weeks are over, as long as its person may act."""
    link = _link_of(find_past_token(TokenKind.ACTION, secret))
    return link if link is not None and roles_by(link, now=now) else None


def roles_by(link: MailLink, *, now: datetime) -> frozenset[str]:
    """In which roles its person answers for the organization today; none when they have ended."""
    try:
        source = registry.get(link.source)
    except UnknownSourceError:
        return frozenset()
    user = link.person.user
    if user is not None and not user.is_active:
        return frozenset()
    today = today_in(link.library.time_zone, now=now)
    held = Access.objects.filter(person=link.person).current(on=today)
    return frozenset(held.values_list("role", flat=True)) & (source.audience | {AccessRole.BACKUP})


def drop_old_links(*, now: datetime) -> int:
    """Delete links that opened something half a year ago; returns how many."""
    old = MailLink.objects.filter(token__expires_at__lt=now - timedelta(days=180))
    tokens = list(old.values_list("token_id", flat=True)[:1000])
    MailLink.objects.filter(token__in=tokens).delete()
    return Token.objects.filter(pk__in=tokens).delete()[0]


def _choice_secrets(people: Mapping[int, Person]) -> dict[int, str]:
    links = MailLink.objects.filter(person__in=people.keys(), source="", token__revoked_at=None)
    usable = [link for link in links.select_related("token").order_by("pk") if can_be_made_again(link.token)]
    return {link.person_id: secret_of(link.token) for link in usable}


def _token(kind: str, person: Person, now: datetime, *, expires_at: datetime | None = None) -> Token:
    return new_token(kind, library_id=person.library_id, now=now, expires_at=expires_at)


def _store(links: list[MailLink]) -> list[MailLink]:
    tokens = Token.objects.bulk_create([link.token for link in links])
    for link, token in zip(links, tokens, strict=True):
        link.token = token
    return MailLink.objects.bulk_create(links)


def _link_of(token: Token | None) -> MailLink | None:
    if token is None:
        return None
    return MailLink.objects.select_related(*RELATED).filter(token=token).first()
