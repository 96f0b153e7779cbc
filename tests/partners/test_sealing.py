"""Our way of writing a mail gives the very bytes that Django's gives."""

from email import message_from_bytes, policy
from email.utils import formatdate

import pytest
from django.core.mail.message import sanitize_address
from hypothesis import given
from hypothesis import strategies as st

from partners.sealing import SealedMail

TEXTS = st.text(max_size=300) | st.text("aé \r\n.\x0b\x85\u2028", max_size=1200)
LINES = st.text(st.characters(blacklist_characters="\r\n"), max_size=120)
WORDS = st.text('ab: =?_é<>,"', max_size=120)
NAMES = st.text('abé .,"<>@', max_size=12)


def write(subject="Report", text="Hello", html="<p>Hello</p>", **fields):
    fields.setdefault("from_email", "Riverton City Library <partnerships@example.org>")
    fields.setdefault("to", ["pia@example.org"])
    headers = {
        "Date": formatdate(0),
        "Message-ID": "<123e4567-e89b-12d3-a456-426614174000@example.org>",
        **fields.pop("headers", {}),
    }
    mail = SealedMail(subject, text, headers=headers, **fields)
    mail.attach_alternative(html, "text/html")
    return mail


def outcome(work):
    """What it returns, or the kind of error it ends with."""
    try:
        return work()
    except Exception as error:
        # Python's own reader of addresses stumbles over some in ways of its own.
        return type(error)


def djangos(mail):
    return mail.message().as_bytes(linesep="\r\n")


@given(TEXTS, TEXTS)
def test_bodies_are_djangos(text, html):
    mail = write(text=text, html=html)

    assert outcome(mail.as_bytes) == outcome(lambda: djangos(mail))


@given(LINES | WORDS, LINES | WORDS)
def test_headers_are_djangos(subject, name):
    mail = write(
        subject=subject,
        from_email=f'"{name}" <a@example.org>',
        reply_to=["mara@example.org", f"{name}@example.org"],
        headers={"List-Unsubscribe": f"<https://example.org/{name}/>"},
    )

    ours = outcome(mail.as_bytes)

    assert ours == outcome(lambda: djangos(mail))


@given(NAMES, NAMES)
def test_recipients_are_djangos(local, domain):
    address = f"{local}@{domain}.org"
    mail = write(to=[address])

    assert outcome(mail.envelope) == outcome(
        lambda: (sanitize_address(mail.from_email, "utf-8"), [sanitize_address(address, "utf-8")])
    )


def test_a_header_with_a_line_break_is_refused():
    with pytest.raises(ValueError, match="newlines"):
        write(subject="Report\nBcc: everybody@example.org").as_bytes()


def test_without_a_text_it_is_still_a_mail():
    mail = write(text="")

    assert mail.as_bytes() == djangos(mail)


def test_whoever_reads_it_finds_both_parts():
    mail = write(subject="Cifras del año", text="Hola ñ\n.\nFrom here\n", html="<p>Hola ñ</p>")

    read = message_from_bytes(mail.as_bytes(), policy=policy.default)

    assert read["Subject"] == "Cifras del año"
    assert read.get_body(("plain",)).get_content() == "Hola ñ\r\n.\r\nFrom here\r\n"
    assert read.get_body(("html",)).get_content() == "<p>Hola ñ</p>"
