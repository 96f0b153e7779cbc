"""The library's own words in its reminders: before what is due, and after it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from partners.choices import Language
from partners.domain.letters import Letter, about_library, fill_letter, on_this_site
from partners.domain.versions import change_row
from partners.domain.wording import lead_of, when_in_words
from partners.models import Library, User
from partners.placeholders import fill, first_name
from partners.reminders.digest import DigestLine, subject_line

# What may stand in braces: a reminder is about whatever is due, so no partnership and no writer.
USABLE = ("first_name", "name", "organization", "library")
FIELDS = tuple(f"{part}_{language}" for language in Language.values for part in ("opening", "closing"))


@transaction.atomic
def set_reminder_words(library: Library, *, by: User, version: int, values: dict[str, str]) -> Library:
    """Keep the words; empty ones bring ours back. Raises `Stale` and `ValidationError`."""
    return change_row(library, by=by, action="library.words_changed", version=version, values=values)


def words_around(library: Library, *, name: str, organization: str) -> dict[str, list[str]]:
    """Both texts in the active language for one reader, in paragraphs; none where ours stand."""
    language = (translation.get_language() or "en").partition("-")[0]
    known = {
        "first_name": first_name(name),
        "name": name,
        "organization": organization,
        "library": library.name,
    }
    texts = {part: getattr(library, f"{part}_{language}", "") for part in ("opening", "closing")}
    return {part: _paragraphs(text, known) for part, text in texts.items()}


def _paragraphs(text: str, known: Mapping[str, str]) -> list[str]:
    return [line for line in fill(text, known).splitlines() if line.strip()]


def preview_words(library: Library, *, reader: User, organization: str, today: date) -> list[dict[str, Any]]:
    """A reminder with these words in each language, about an example, as one reader would get it."""
    found = []
    for language in Language:
        with translation.override(language):
            letter = _example(library, reader.get_full_name(), organization, today)
        found.append({"language": language.label, "letter": letter})
    return found


def _example(library: Library, name: str, organization: str, today: date) -> Letter:
    due_on = today + timedelta(days=2)
    line = DigestLine(
        what=_("Report due"),
        title=_("Figures of the last quarter"),
        due_on=due_on,
        url=library.get_absolute_url(),
        action=_("Fill in the report"),
        reminder_ids=(),
    )
    thing = {
        "copied_for": "",
        "what": line.what,
        "title": line.title,
        "when": when_in_words(due_on, today),
        "url": on_this_site(line.url),
        "action": line.action,
    }
    context = {
        "library": about_library(library),
        "organization": {"name": organization, "is_own": False},
        "things": [thing],
        "lead": lead_of([thing], organization),
        "owner": name,
        "action_url": thing["url"],
        "action_label": thing["action"],
        **words_around(library, name=name, organization=organization),
    }
    return fill_letter("digest", context, subject=subject_line([line]))
