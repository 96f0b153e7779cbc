"""A mail as the bytes that leave: the same that Django writes, in a fraction of the time. Pure."""

import re
from email.policy import compat32
from email.utils import formatdate
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import (
    RFC5322_EMAIL_LINE_LENGTH_LIMIT,
    forbid_multi_line_headers,
    sanitize_address,
)

CRLF = "\r\n"
LONGEST_HEADER = 78
_POLICY = compat32.clone(linesep=CRLF)
_BREAK = re.compile(r"\r\n|\r|\n")
_PLAIN_WORDS = re.compile(r"[!-~]+(?: [!-~]+)*")
_ATOM = r"[\w!#$%&'*+/=?^`{|}~-]+"
_PLAIN_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@[a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}})*", re.ASCII)
_PART = '--{mark}\r\nContent-Type: text/{kind}; charset="utf-8"\r\nMIME-Version: 1.0\r\n'


class SealedMail(EmailMultiAlternatives):
    """A text and an HTML part, divided by a mark made from the Message-ID, which it always has.

    Python's own mark, a pattern that searches the text, takes as long as all the headers together.
    """

    @property
    def mark(self) -> str:
        return f"=_{self.extra_headers['Message-ID'].strip('<>').partition('@')[0]}"

    def message(self, *args: Any, **kwargs: Any) -> Any:
        built = super().message(*args, **kwargs)
        if built.is_multipart():
            built.set_boundary(self.mark)
        return built

    def envelope(self) -> tuple[str, list[str]]:
        """Sender and recipients as the mail server is told. Raises ValueError."""
        return _sender(self.from_email), [_address(one) for one in self.recipients()]

    def as_bytes(self) -> bytes:
        """The whole mail as it goes over the wire. Raises ValueError for a line break in a header."""
        bodies = self._bodies()
        return self.message().as_bytes(linesep=CRLF) if bodies is None else self._headers() + bodies

    def _headers(self) -> bytes:
        named = {
            "Subject": self.subject,
            "From": self.from_email,
            "To": ", ".join(self.to),
            "Reply-To": ", ".join(self.reply_to),
            "Date": formatdate(localtime=settings.EMAIL_USE_LOCALTIME),
            **self.extra_headers,
        }
        frame = f'Content-Type: multipart/alternative;\r\n boundary="{self.mark}"\r\nMIME-Version: 1.0\r\n'
        lines = [_header(name, str(value)) for name, value in named.items() if value or name == "Subject"]
        return b"".join([frame.encode(), *lines, b"\r\n"])

    def _bodies(self) -> bytes | None:
        """Both parts; None when they are not just a text and its HTML in lines of the usual length."""
        html = [str(content) for content, kind in self.alternatives if kind == "text/html"]
        if self.attachments or not self.body or len(html) != len(self.alternatives) or len(html) != 1:
            return None
        text, page = _part("plain", str(self.body), self.mark), _part("html", html[0], self.mark)
        if text is None or page is None:
            return None
        return b"".join([text, b"\r\n", page, f"\r\n--{self.mark}--\r\n".encode()])


def _part(kind: str, body: str, mark: str) -> bytes | None:
    lines = _BREAK.split(body)
    try:
        content = CRLF.join(lines).encode()
    except UnicodeEncodeError:
        return None
    # Django measures other ends of lines as well, which only makes its lines shorter.
    if max(map(len, content.split(b"\r\n"))) > RFC5322_EMAIL_LINE_LENGTH_LIMIT:
        return None
    encoding = "7bit" if body.isascii() else "8bit"
    frame = f"{_PART.format(mark=mark, kind=kind)}Content-Transfer-Encoding: {encoding}\r\n\r\n"
    return frame.encode() + content


def _header(name: str, value: str) -> bytes:
    if len(name) + 2 + len(value) <= LONGEST_HEADER and _PLAIN_WORDS.fullmatch(value):
        return f"{name}: {value}\r\n".encode()
    return _folded(name, value)


# Those of one library are the same in all its mails.
@lru_cache(maxsize=1000)
def _folded(name: str, value: str) -> bytes:
    return _POLICY.fold_binary(*forbid_multi_line_headers(name, value, settings.DEFAULT_CHARSET))


@lru_cache(maxsize=1000)
def _sender(address: str) -> str:
    return sanitize_address(address, settings.DEFAULT_CHARSET)


def _address(address: str) -> str:
    is_plain = _PLAIN_ADDRESS.fullmatch(address)
    return address if is_plain else sanitize_address(address, settings.DEFAULT_CHARSET)
