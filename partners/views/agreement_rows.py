"""How an agreement is told in one line, wherever a list has it."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.choices import AgreementStatus
from partners.models import Agreement, AgreementParty
from partners.terms import days_left, status_of
from partners.views.pages import LibraryPage


def agreement_row(page: LibraryPage, agreement: Agreement) -> dict[str, Any]:
    """A line of a register; the agreement is read with its term, its parties and their signers."""
    term, parties = agreement.term, list(agreement.parties.all())
    signed = sum(party.signed_on is not None for party in parties)
    read: Any = agreement
    return {
        "agreement": agreement,
        "url": page.to("agreement", agreement.pk),
        "status": (status := status_of(term, on=page.today)),
        "state": state_of(status),
        "parties": ", ".join(party.organization.name for party in parties if not party.organization.is_own),
        "term": term_words(agreement),
        "left": days_words(days_left(term, on=page.today)) if term.is_signed else "",
        "signatures": signatures_words(signed, len(parties)) if status == AgreementStatus.SENT else "",
        "follows": follows_words(read),
        "has_lost_signer": any(map(has_left, parties)),
    }


def state_of(status: AgreementStatus) -> str:
    """How it looks: what was sent waits, unlike a mail."""
    return "pending" if status == AgreementStatus.SENT else status.value


def has_left(party: AgreementParty) -> bool:
    """Whether who signed is not at the organization any more."""
    return party.signer is not None and party.signer.left_on is not None


def term_words(agreement: Agreement) -> str:
    days = {"first": date_format(agreement.starts_on)}
    if agreement.ended_on is not None:
        return _("%(first)s to %(last)s") % (days | {"last": date_format(agreement.ended_on)})
    if agreement.ends_on is None:
        return _("from %(first)s, without an end") % days
    days["last"] = date_format(agreement.ends_on)
    if agreement.goes_on:
        return _("%(first)s to %(last)s, then on by itself") % days
    return _("%(first)s to %(last)s") % days


def days_words(count: int | None) -> str:
    if count is None:
        return ""
    if count == 0:
        return _("today is the last day")
    return ngettext("%(count)s day left", "%(count)s days left", count) % {"count": count}


def signatures_words(signed: int, asked: int) -> str:
    return _("%(signed)s of %(asked)s have signed") % {"signed": signed, "asked": asked}


def follows_words(agreement: Any) -> str:
    """What comes after it, if that is signed."""
    if agreement.renewed_from is not None:
        return _("renewed from %(day)s") % {"day": date_format(agreement.renewed_from)}
    return _("extended by an amendment") if agreement.is_extended else ""


def register_tabs(page: LibraryPage, current: str) -> list[dict[str, Any]]:
    words = {"agreements": _("Register"), "agreement_gaps": _("Without an agreement")}
    return [
        {"label": label, "url": page.to(name), "is_current": name == current} for name, label in words.items()
    ]
