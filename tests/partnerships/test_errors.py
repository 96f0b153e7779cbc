"""Reports of errors, with a stand-in for the package, which is an extra."""

import importlib
import json
import sys
from types import ModuleType

import pytest


@pytest.fixture
def errors(monkeypatch):
    package = ModuleType("sentry_sdk")
    package.init = lambda **options: package.options.update(options)
    package.options = {}
    monkeypatch.setitem(sys.modules, "sentry_sdk", package)
    monkeypatch.delitem(sys.modules, "partnerships.errors", raising=False)
    module = importlib.import_module("partnerships.errors")
    yield module
    sys.modules.pop("partnerships.errors", None)


def test_nothing_about_people_is_sent_by_default(errors):
    errors.start("https://key@errors.example.org/1")

    options = errors.sentry_sdk.options
    assert options["send_default_pii"] is False
    assert (options["max_request_body_size"], options["include_local_variables"]) == ("never", False)
    assert options["before_send"] is errors.scrub


def test_event_loses_addresses_and_the_request(errors):
    event = {
        "exception": {"values": [{"value": "Key (email)=(pia@example.org)"}]},
        "logentry": {"params": ("pia@example.org", 3)},
        "user": {"id": 3, "email": "pia@example.org"},
        "request": {"method": "POST", "url": "https://example.org/invitations/secret/", "data": "pia"},
    }

    sent = errors.scrub(event, {})

    assert sent["request"] == {"method": "POST"}
    assert "user" not in sent
    assert "example.org" not in json.dumps(sent)


def test_settings_import_it_only_with_an_address(settings):
    assert settings.SENTRY_DSN == ""
    assert "partnerships.errors" not in sys.modules
