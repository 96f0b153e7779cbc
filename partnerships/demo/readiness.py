"""Is it our own server that answers?"""

import http.client
import json
import time
from collections.abc import Callable

from partnerships.demo.errors import DemoError

PATIENCE_SECONDS = 60
PAUSE_SECONDS = 0.05


def wait_for_answer(host: str, port: int, *, token: str, check: Callable[[], None]) -> None:
    """Return once /health/ carries this run's token; `check` raises when waiting is in vain.

    Another program's page would answer 200 as well; the token tells them apart. Raises DemoError after 60 s.
    """
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if _token_of(host, port) == token:
            return
        check()
        time.sleep(PAUSE_SECONDS)
    raise DemoError(
        f"The server did not answer within {PATIENCE_SECONDS} seconds; var/demo/logs/ may say why."
    )


def _token_of(host: str, port: int) -> str | None:
    # Straight to the machine itself: urllib would go through a proxy that the environment names.
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/health/")
        answer = json.loads(connection.getresponse().read())
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()
    return answer.get("token") if isinstance(answer, dict) else None
