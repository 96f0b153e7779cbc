"""What the launcher says."""

import sys
from contextlib import suppress

from partnerships.demo.preparation import Account


def say(text: str) -> None:
    """Print at once; a terminal that is gone is no reason to stop in disorder."""
    with suppress(OSError):
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def welcome(address: str, accounts: list[Account]) -> str:
    """Return where the demo is, who may sign in, and how to stop it or start over."""
    return "\n".join(
        [
            "",
            f"The demo is ready:  {address}/",
            f"Mail it has sent:   {address}/outbox/",
            "",
            "Sign in as",
            *_table(accounts),
            "",
            "Stop with Ctrl-C; what you entered stays for the next start.",
            "Start over with:    python3 manage.py demo --reset",
            "",
        ]
    )


def _table(accounts: list[Account]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*accounts, strict=True)]
    return [
        "  " + "  ".join(field.ljust(width) for field, width in zip(row, widths, strict=True)).rstrip()
        for row in accounts
    ]
