import http.server
import json
import signal
import socket
import sys
import threading

import pytest

from partnerships.demo import folder, ports, readiness
from partnerships.demo.children import Child, stop_all
from partnerships.demo.errors import DemoError
from partnerships.demo.preparation import Account, accounts_in
from partnerships.demo.programs import demo_environment
from partnerships.demo.words import welcome


@pytest.fixture
def taken_port():
    with socket.socket() as other:
        other.bind(("0.0.0.0", 0))  # noqa: S104 - another program may well listen on every address
        other.listen()
        yield other.getsockname()[1]


def test_taken_port_is_said_in_a_sentence(taken_port):
    with pytest.raises(DemoError) as refusal:
        ports.listen(taken_port)

    assert str(refusal.value) == (
        f"Port {taken_port} is taken by another program; "
        "choose another one, or leave --port out to get a free one."
    )


def test_without_a_chosen_port_the_next_free_one_is_used(taken_port, monkeypatch):
    monkeypatch.setattr(ports, "FIRST_PORT", taken_port)

    with ports.listen(None) as listener:
        chosen = listener.getsockname()[1]

    assert taken_port < chosen < taken_port + ports.PORTS_TRIED


def test_second_demo_is_sent_to_the_first(tmp_path):
    with folder.sole_use(tmp_path) as note_address:
        note_address("http://127.0.0.1:8000")

        with pytest.raises(DemoError) as refusal, folder.sole_use(tmp_path):
            pass

    assert str(refusal.value) == (
        "The demo is already running at http://127.0.0.1:8000 in another window; stop it there with Ctrl-C."
    )


def test_folder_is_free_again_after_use(tmp_path):
    with folder.sole_use(tmp_path) as note_address:
        note_address("http://127.0.0.1:8000")

    with folder.sole_use(tmp_path):
        noted = (tmp_path / folder.LOCK).read_text()

    assert noted == ""


def test_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "var").touch()

    with pytest.raises(DemoError, match="var cannot be written"), folder.sole_use(tmp_path / "var"):
        pass


def test_reset_deletes_everything_but_the_lock(tmp_path):
    with folder.sole_use(tmp_path):
        (tmp_path / "db.sqlite3").touch()
        (tmp_path / "queue" / "control").mkdir(parents=True)

        folder.empty(tmp_path)

        assert [entry.name for entry in tmp_path.iterdir()] == [folder.LOCK]


def test_demo_never_inherits_a_real_database_or_mail_server(tmp_path):
    real = {
        "DATABASE_URL": "postgres://real",
        "EMAIL_URL": "smtp://real",
        "REDIS_URL": "redis://real",
        "LANG": "C",
    }

    environment = demo_environment(real, folder=tmp_path, address="http://127.0.0.1:8000", token="t")

    assert real.keys() & environment.keys() == {"LANG"}
    assert environment["DATA_DIR"] == str(tmp_path)


@pytest.fixture
def health_server():
    """Answer /health/ with a token, as the demo's server or as a stranger would."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(503)
            self.end_headers()
            self.wfile.write(json.dumps({"ok": False, "token": "ours"}).encode())

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_own_token_ends_the_waiting(health_server):
    readiness.wait_for_answer("127.0.0.1", health_server, token="ours", check=lambda: None)


def test_strangers_answer_does_not_end_the_waiting(health_server, monkeypatch):
    monkeypatch.setattr(readiness, "PATIENCE_SECONDS", 0.2)

    with pytest.raises(DemoError, match="did not answer"):
        readiness.wait_for_answer("127.0.0.1", health_server, token="another", check=lambda: None)


def _child(tmp_path, code):
    return Child("worker", [sys.executable, "-c", code], environment={}, log=tmp_path / "worker.log")


def test_stopping_kills_what_does_not_listen(tmp_path, monkeypatch):
    monkeypatch.setattr("partnerships.demo.children.STOP_SECONDS", 0.2)
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
        "print('deaf', flush=True); time.sleep(60)"
    )
    child = _child(tmp_path, deaf)
    child.start()
    while not child.log.read_text():
        pass

    stop_all([child])

    assert not child.is_running()


def test_ended_process_is_started_again_after_a_pause(tmp_path):
    said = []
    child = _child(tmp_path, "import time; time.sleep(60)")
    child.start()
    child._process.send_signal(signal.SIGKILL)
    child._process.wait()

    child.start_again_if_ended(now=100.0, say=said.append)
    is_running_at_once = child.is_running()
    child.start_again_if_ended(now=101.0, say=said.append)
    is_running_later = child.is_running()
    stop_all([child])

    assert (is_running_at_once, is_running_later) == (False, True)
    assert said == [f"The worker stopped by itself and is started again; {child.log} says why."]


def test_process_that_keeps_ending_stops_the_demo(tmp_path):
    child = _child(tmp_path, "")

    def watch_for_a_minute():
        for second in range(60):
            child.start_again_if_ended(now=float(second), say=lambda _text: None)
            if child._process:
                child._process.wait()

    with pytest.raises(DemoError, match="The worker stopped 5 times within a minute"):
        watch_for_a_minute()


def test_accounts_are_read_from_lines_of_three_fields():
    printed = "a remark\nManager\tmara@example.org\tsecret words\n"

    assert accounts_in(printed) == [Account("Manager", "mara@example.org", "secret words")]


def test_welcome_says_where_who_and_how_to_stop():
    text = welcome("http://127.0.0.1:8000", [Account("Manager", "mara@example.org", "pw")])

    assert "http://127.0.0.1:8000/outbox/" in text
    assert "  Manager  mara@example.org  pw" in text
    assert "Ctrl-C" in text
    assert "--reset" in text
