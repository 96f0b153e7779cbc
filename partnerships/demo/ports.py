"""The port the demo answers on, bound before anything else starts."""

import errno
import socket

from partnerships.demo.errors import DemoError

HOST = "127.0.0.1"
FIRST_PORT = 8000
PORTS_TRIED = 100


def listen(port: int | None) -> socket.socket:
    """Bind `port`, or the first free one from 8000 up, and return the listening socket.

    The server inherits the socket, so no other program can take the port in between. Raises DemoError.
    """
    if port is not None:
        return _listen_on_chosen(port)
    for candidate in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        try:
            return _bind(candidate)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise DemoError(
                    f"This machine does not allow a server on {HOST}: {error.strerror}."
                ) from None
    raise DemoError(f"No port between {FIRST_PORT} and {candidate} is free; choose one with --port.")


def _listen_on_chosen(port: int) -> socket.socket:
    try:
        return _bind(port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            reason = "is taken by another program"
        else:
            reason = f"cannot be used ({error.strerror})"
    raise DemoError(f"Port {port} {reason}; choose another one, or leave --port out to get a free one.")


def _bind(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener
