"""The way to the mail server: one connection for many mails, and faults sorted by what to do about them."""

import smtplib
from collections.abc import Callable
from typing import Any

from django.core.mail import EmailMessage, get_connection

from partners.sealing import SealedMail

PERMANENT = 500
LONGEST_ERROR = 500


class PostError(Exception):
    """The mail did not leave. `text` is for staff; `code` holds no address and may be logged."""

    def __init__(self, text: str, code: str) -> None:
        super().__init__(code)
        # NUL cannot be stored, and a mail server may answer anything.
        self.text = text.replace("\0", "")[:LONGEST_ERROR]
        self.code = code


class Deferred(PostError):  # noqa: N818 - the server's answer, not a fault of ours
    """It may leave later: the server is busy, slow or away."""


class Refused(PostError):  # noqa: N818 - the server's answer, not a fault of ours
    """It will never leave like this."""


class Post:
    """An open connection, made at the first mail and made again after an error.

    A server that cannot be reached is not asked again: every later mail is deferred at once.
    """

    def __init__(self, connect: Callable[[], Any] = get_connection) -> None:
        self._connect = connect
        self._connection: Any = None
        self._unreachable: Deferred | None = None

    @property
    def is_reachable(self) -> bool:
        return self._unreachable is None

    def send(self, message: EmailMessage) -> None:
        """Hand over one mail; return once the server has accepted it. Raises Deferred and Refused."""
        connection = self._open()
        try:
            _hand_over(connection, message)
        except (OSError, ValueError) as error:
            self.close()
            raise _sorted(error) from error

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            _close_quietly(connection)

    def __enter__(self) -> "Post":
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def _open(self) -> Any:
        if self._unreachable is not None:
            raise self._unreachable
        if self._connection is None:
            connection = self._connect()
            try:
                connection.open()
            except OSError as error:
                _close_quietly(connection)
                # Even "wrong password" is no fault of this mail: it waits until somebody mends the settings.
                self._unreachable = Deferred(_text(error), _code(error))
                raise self._unreachable from error
            self._connection = connection
        return self._connection


def _hand_over(connection: Any, message: EmailMessage) -> None:
    wire = getattr(connection, "connection", None)
    if isinstance(wire, smtplib.SMTP) and isinstance(message, SealedMail):
        wire.sendmail(*message.envelope(), message.as_bytes())
    else:
        connection.send_messages([message])


def _close_quietly(connection: Any) -> None:
    try:
        connection.close()
    except OSError:
        # The server is gone already, and with it the connection.
        return


def _sorted(error: Exception) -> PostError:
    codes = _status_codes(error)
    is_refused = bool(codes) and min(codes) >= PERMANENT
    if is_refused or isinstance(error, ValueError | smtplib.SMTPNotSupportedError):
        return Refused(_text(error), _code(error))
    return Deferred(_text(error), _code(error))


def _status_codes(error: Exception) -> list[int]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _answer in error.recipients.values()]
    if isinstance(error, smtplib.SMTPResponseException):
        return [error.smtp_code]
    return []


def _code(error: Exception) -> str:
    codes = _status_codes(error)
    return f"SMTP {min(codes)}" if codes else type(error).__name__


def _text(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {_decoded(answer)}" for code, answer in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_decoded(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def _decoded(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)
