"""Ask the web server on this machine whether it is alive, in its own name."""

import http.client
import os
import sys

host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
try:
    connection.request("GET", "/health/", headers={"Host": host})
    sys.exit(0 if connection.getresponse().status == http.client.OK else 1)
except OSError as error:
    sys.exit(str(error))
