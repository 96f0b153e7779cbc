"""The wire to a mail server, answering as a test wants."""

import smtplib
from datetime import timedelta


class Wire:
    """A mail connection; `answers` maps an address to the error that its mail meets."""

    def __init__(self, *, answers=None, open_error=None):
        self.answers = answers or {}
        self.open_error = open_error
        self.accepted = []
        self.openings = 0

    def __call__(self):
        return self

    def open(self):
        self.openings += 1
        if self.open_error is not None:
            raise self.open_error

    def close(self):
        pass

    def send_messages(self, messages):
        for message in messages:
            error = self.answers.get(message.to[0])
            if error is not None:
                raise error
            self.accepted.append(message)
        return len(messages)


def refused(address, code, answer=b"no such mailbox"):
    return smtplib.SMTPRecipientsRefused({address: (code, answer)})


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now

    def go_on(self, **delta):
        self.now += timedelta(**delta)
