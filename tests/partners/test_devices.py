import pytest

from partners.devices import device_in_words

MOZILLA = "Mozilla/5.0"
LIKE = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (f"{MOZILLA} (Windows NT 10.0; Win64; x64) {LIKE} Chrome/126.0 Safari/537.36", "Chrome on Windows"),
        (f"{MOZILLA} (Windows NT 10.0) {LIKE} Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows"),
        (
            f"{MOZILLA} (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1",
            "Safari on iPhone",
        ),
        (f"{MOZILLA} (Linux; Android 14; Pixel 8) {LIKE} Chrome/126.0 Mobile Safari", "Chrome on Android"),
        (f"{MOZILLA} (X11; CrOS x86_64) {LIKE} Chrome/126.0 Safari/537.36", "Chrome on Chromebook"),
        (f"{MOZILLA} (Macintosh; Intel Mac OS X 14.5; rv:127.0) Firefox/127.0", "Firefox on Mac"),
        ("curl/8.0", "A device that does not say what it is"),
        ("", "A device that does not say what it is"),
    ],
)
def test_device_is_named_as_its_owner_would(user_agent, words):
    assert device_in_words(user_agent) == words
