"""Caught mail: in the demo every message becomes a file on this machine and leaves it never."""

import os
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as ParsedMail
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

# The moment in nanoseconds first, so that names sort by age.
_ID = re.compile(r"(\d{19})-[0-9a-f]{8}", re.ASCII)
NANOSECONDS = 1_000_000_000


@dataclass(frozen=True)
class CaughtMail:
    """One message, read from its file."""

    id: str
    mail: ParsedMail

    @property
    def sent_at(self) -> datetime:
        return datetime.fromtimestamp(int(self.id.partition("-")[0]) / NANOSECONDS, tz=UTC)

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    def header(self, name: str) -> str:
        return str(self.mail.get(name, ""))

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.mail.items()]

    def _part(self, kind: str) -> str:
        part = self.mail.get_body(preferencelist=(kind,))
        return part.get_content() if part is not None else ""


class OutboxBackend(BaseEmailBackend):
    """Writes each message to a file of its own instead of sending it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            mail_id = f"{time.time_ns():019d}-{uuid4().hex[:8]}"
            # Moved into place whole: the page that lists them never reads half a message.
            draft = folder / f"{mail_id}.part"
            draft.write_bytes(message.message().as_bytes())
            os.replace(draft, folder / f"{mail_id}.eml")
        return len(email_messages)


def newest_mails(limit: int) -> list[CaughtMail]:
    """Read the newest messages, newest first."""
    names = sorted((path.stem for path in _folder().glob("*.eml")), reverse=True)
    return [mail for name in names[:limit] if (mail := find_mail(name)) is not None]


def find_mail(mail_id: str) -> CaughtMail | None:
    """Read one message; None when there is none of this name."""
    if not _ID.fullmatch(mail_id):
        return None
    try:
        content = (_folder() / f"{mail_id}.eml").read_bytes()
    except FileNotFoundError:
        return None
    return CaughtMail(mail_id, message_from_bytes(content, policy=policy.default))


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "outbox"
