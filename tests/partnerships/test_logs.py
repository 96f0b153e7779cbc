import json
import logging
import time

import pytest
from django.test import RequestFactory

from partnerships.logs import FORMATTERS, JsonFormatter, configuration, mask

ADDRESSES = [
    "pia@example.org",
    "Pia.Santos+club@mail.example.org",
    "pia%40example.org",
    '"Pia Santos"@example.org',
    "josé@correo.example.org",
    "o'brien@example.org",
    "pia@[192.0.2.1]",
]


def _record(message, *args, error=None, **extra):
    exc_info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("partners", logging.ERROR, __file__, 1, message, args, exc_info)
    record.__dict__.update(extra)
    return record


def _raised(text):
    try:
        raise ValueError(text)
    except ValueError as error:
        return error


@pytest.mark.parametrize("style", FORMATTERS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_address_reaches_the_log_neither_in_a_message_nor_in_a_traceback(address, style):
    formatter = FORMATTERS[style]()
    error = _raised(f"Key (email)=({address}) exists")

    line = formatter.format(_record("Refused %s, <%s>", address, address, error=error))

    assert "ValueError" in line
    assert not any(part in line for part in (address, "example.org", "Santos", "192.0.2"))


def test_mask_leaves_the_rest_of_a_line():
    assert mask("250 <pia@example.org>, queued") == "250 <[address]>, queued"


def test_mask_is_quick_with_long_words():
    began = time.perf_counter()

    mask("x" * 200_000 + " a@b")
    mask('"' * 20_000 + "@")

    assert time.perf_counter() - began < 5


def test_json_is_one_line_with_its_parts():
    line = JsonFormatter().format(_record("two\nlines", error=_raised("gone")))

    told = json.loads(line)
    assert "\n" not in line
    assert {"time", "level", "logger", "message", "exception"} == set(told)
    assert (told["level"], told["message"]) == ("ERROR", "two\nlines")


def test_secret_of_an_unknown_path_is_left_out():
    request = RequestFactory().get("/invitations/Zm9vYmFyYmF6cXV4cXV1eA/")

    line = JsonFormatter().format(_record("Not Found: %s", request.path, request=request))

    assert "Zm9v" not in line


@pytest.fixture
def log():
    """Lines as production would write them, of everything that is logged meanwhile."""
    lines = []

    class Listener(logging.Handler):
        def emit(self, record):
            lines.append(json.loads(self.format(record)))

    listener = Listener()
    listener.setFormatter(JsonFormatter())
    root = logging.getLogger()
    level, root.level = root.level, logging.INFO
    root.addHandler(listener)
    yield lines
    root.removeHandler(listener)
    root.level = level


def test_request_is_told_by_numbers(client_of, cast, log):
    path = f"/libraries/{cast.riverton.library.slug}/organizations/?q=pia%40example.org"

    response = client_of("mara").get(path, headers={"X-Request-ID": "proxy-12345"})

    (line,) = [line for line in log if line["logger"] == "partnerships.requests"]
    assert response["X-Request-ID"] == line["request_id"] == "proxy-12345"
    assert line["user_id"] == cast.mara.user.pk
    assert line["library"] == cast.riverton.library.slug
    assert "example.org" not in json.dumps(log)
    assert line["message"].startswith("GET /libraries/<slug:slug>/organizations/ 200")


def test_secret_of_an_invitation_is_not_logged(client, db, log):
    client.get("/invitations/no-such-secret-as-this-one/")

    assert "no-such-secret" not in json.dumps(log)
    assert {line["logger"] for line in log} == {"partnerships.requests", "django.request"}
    assert len({line["request_id"] for line in log}) == 1


@pytest.mark.parametrize("given", ["", "short", "a b c d e f g h", "x" * 65, "new\nline12"])
def test_odd_request_numbers_are_replaced(client, db, given):
    response = client.get("/health/", headers={"X-Request-ID": given})

    assert len(response["X-Request-ID"]) == 32


def test_unknown_style_is_refused():
    with pytest.raises(KeyError):
        configuration(style="xml", level="INFO")
