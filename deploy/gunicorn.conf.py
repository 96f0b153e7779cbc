"""How the web server runs; GUNICORN_CMD_ARGS may change each of these on the machine."""

import os

from partnerships.logs import configuration

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 30
# Each worker is replaced now and then, so that one that has grown does not stay.
max_requests = 10_000
max_requests_jitter = 1_000
# Nobody steers it from beside; its socket would want a home folder.
control_socket_disable = True
worker_tmp_dir = "/dev/shm"  # noqa: S108 - the heartbeat must not wait for a disk
# The application writes a line for each request, by its route. Gunicorn's would hold the secrets of links.
_log = configuration(style=os.environ.get("LOG_FORMAT", "json"), level=os.environ.get("LOG_LEVEL", "INFO"))
logconfig_dict = _log | {
    "loggers": {
        "gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True},
        "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
    }
}
