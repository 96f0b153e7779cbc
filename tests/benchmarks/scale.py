"""What the same pages cost in a database with one library and in a full one; both made by `fill`.

    python3 -m tests.benchmarks.scale postgres://…/small postgres://…/big

Milliseconds of CPU for one request, here and in the database's own process, because the clock on a shared
machine is noise. The database has to be on this machine.
"""

import json
import logging
import os
import subprocess
import sys
import time
from pathlib import Path

ROUNDS, REQUESTS, FAR_DOWN = 5, 20, 75_000
BAR = 1.3
TICKS = os.sysconf("SC_CLK_TCK")


def pages(library, wide) -> dict[str, str]:
    """Addresses by what they are; the pages of one library first, then a list with very many rows."""
    from measurements.models import Measure, Report  # noqa: PLC0415
    from partners.models import Organization  # noqa: PLC0415

    base, wide_list = f"/libraries/{library.slug}", f"/libraries/{wide.slug}/organizations/"
    partnership = f"{base}/partnerships/{library.pk}/"
    far = Organization.objects.filter(library=wide).order_by("name_key", "pk")[FAR_DOWN:][:1]
    return {
        "empty view": "/empty/",
        "to-do page": f"{base}/",
        "directory": f"{base}/organizations/",
        "search": f"{base}/search/?q=organization+07",
        "organization": f"{base}/organizations/{Organization.objects.filter(library=library).first().pk}/",
        "partnerships": f"{base}/partnerships/",
        "hub": partnership,
        "headlines": f"{partnership}headlines/",
        "measure": f"{base}/measures/{Measure.objects.filter(library=library).first().pk}/",
        "report": f"{base}/reports/{Report.objects.filter(library=library).first().pk}/",
        "mail": f"{base}/mail/",
        "wide directory": wide_list,
        "wide directory, far down": "".join(f"{wide_list}?after={row.name_key}~{row.pk}" for row in far),
    }


def cost(client, address: str) -> float:
    from django.db import connection  # noqa: PLC0415

    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    costs = []
    for _ in range(ROUNDS):
        start = time.process_time() + used_by(backend)
        for _ in range(REQUESTS):
            client.get(address)
        costs.append((time.process_time() + used_by(backend) - start) / REQUESTS * 1000)
    return min(costs)


def used_by(process: int) -> float:
    """Seconds of CPU that a process of this machine has had."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def measure() -> dict[str, float]:
    """The costs in the database that the environment names."""
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from partners.models import Library, User  # noqa: PLC0415

    settings.ALLOWED_HOSTS, settings.ROOT_URLCONF = ["*"], "tests.benchmarks.urls"
    logging.disable()
    client = Client()
    client.force_login(User.objects.get(email="bench@example.org"))
    library, wide = Library.objects.get(pk=1), Library.objects.latest("pk")
    return {name: cost(client, address) for name, address in pages(library, wide).items() if address}


def in_database(url: str) -> dict[str, float]:
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "partnerships.settings",
        "PARTNERSHIPS_PROFILE": "test",
    }
    command = [sys.executable, "-m", "tests.benchmarks.scale"]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def compare(small_url: str, big_url: str) -> bool:
    small, big = in_database(small_url), in_database(big_url)
    first = {name: small.get(name, small["wide directory"]) for name in big}
    for name, value in big.items():
        print(f"{name:26} {first[name]:7.2f} ms {value:7.2f} ms {value / first[name]:6.2f} of {BAR}")
    return all(value <= BAR * first[name] for name, value in big.items())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(not compare(*sys.argv[1:3]))
    print(json.dumps(measure()))
