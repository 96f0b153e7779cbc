"""The mail connection against a server on a socket, which answers as a test wants."""

import socketserver
import threading
from contextlib import contextmanager

import pytest
from django.core.mail import EmailMessage, get_connection

from partners.domain.post import Deferred, Post, Refused


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.connection_count += 1
        self.say(b"220 ready")
        while line := self.rfile.readline().strip():
            verb = line.upper().split(b" ")[0].split(b":")[0]
            answer = self.server.answers.get(verb, b"250 fine")
            if answer is None:
                # Says nothing until the client gives up.
                self.server.is_over.wait(5)
                return
            self.say(b"354 go on" if verb == b"DATA" else answer)
            if verb == b"DATA":
                self.take(answer)
            if verb == b"QUIT":
                return

    def take(self, answer):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if answer.startswith(b"250"):
            self.server.accepted.append(b"".join(lines))
        self.say(answer)

    def say(self, line):
        self.wfile.write(line + b"\r\n")


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, answers):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.answers, self.accepted, self.connection_count = answers, [], 0
        self.is_over = threading.Event()


@contextmanager
def serving(**answers):
    server = Server({verb.encode(): answer for verb, answer in answers.items()})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.is_over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def post_to(port):
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return Post(lambda: get_connection(backend, host="127.0.0.1", port=port, timeout=0.3))


def message():
    return EmailMessage("Report due", "Good morning", "lib@example.org", ["pia@example.org"])


def test_many_mails_share_a_connection():
    with serving() as server, post_to(server.server_address[1]) as post:
        for _number in range(3):
            post.send(message())

    assert (server.connection_count, len(server.accepted)) == (1, 3)


@pytest.mark.parametrize(
    ("verb", "answer", "kind", "code"),
    [
        ("RCPT", b"450 try later", Deferred, "SMTP 450"),
        ("RCPT", b"550 no such mailbox", Refused, "SMTP 550"),
        ("MAIL", b"421 too many", Deferred, "SMTP 421"),
        ("DATA", b"451 greylisted", Deferred, "SMTP 451"),
        ("DATA", b"554 spam", Refused, "SMTP 554"),
        ("MAIL", None, Deferred, "SMTPServerDisconnected"),
    ],
    ids=["rcpt-4", "rcpt-5", "mail-4", "data-4", "data-5", "hangs"],
)
def test_answers_are_sorted_and_the_next_mail_has_a_fresh_connection(verb, answer, kind, code):
    with serving(**{verb: answer}) as server, post_to(server.server_address[1]) as post:
        with pytest.raises(kind) as caught:
            post.send(message())
        server.answers.clear()
        post.send(message())

    assert caught.value.code == code
    assert (server.connection_count, len(server.accepted)) == (2, 1)


def test_server_that_is_away_is_asked_once():
    with serving() as server:
        port = server.server_address[1]
    post = post_to(port)

    for _number in range(2):
        with pytest.raises(Deferred) as caught:
            post.send(message())

    assert caught.value.code == "ConnectionRefusedError"
    assert not post.is_reachable


def test_address_that_no_server_would_take_is_refused():
    with serving() as server, post_to(server.server_address[1]) as post, pytest.raises(Refused):
        post.send(EmailMessage("Two\nlines", "x", "lib@example.org", ["pia@example.org"]))
