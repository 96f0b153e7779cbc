"""CPU time of the main pages, in units of an empty view behind the same middleware.

Run on demand, never with the suite, because time on a shared machine is noise and only the ratios are not:

    python3 manage.py test tests/benchmarks/bench_pages.py -s
"""

import time
from statistics import median

import pytest
from django.core.management import call_command
from django.test import Client

from measurements.models import Report
from partners.models import Library, Partnership, User
from tests import make
from worksheets.models import Evaluation

ROUNDS, REQUESTS = 7, 10
# What each page may cost, in empty views.
BARS = {"list": 20, "detail": 20, "dashboard": 45}

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(settings):
    """The pages of the demo's library, with 100 more organizations in its directory."""
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    call_command("load_demo")
    library = Library.objects.get(slug="riverton")
    for number in range(100):
        make.make_organization(library, name=f"Organization {number:03}")
    partnership = Partnership.objects.get(library=library)
    report = Report.objects.filter(library=library).first()
    base = "/libraries/riverton"
    return {
        f"{base}/organizations/": "list",
        f"{base}/mail/": "list",
        f"{base}/partnerships/": "list",
        f"{base}/organizations/{report.organization_id}/": "detail",
        f"{base}/worksheets/{Evaluation.objects.get(library=library).pk}/": "detail",
        f"{base}/reports/{report.pk}/": "detail",
        f"{base}/partnerships/{partnership.pk}/": "dashboard",
    }


def _cost(client, address) -> float:
    """Milliseconds of CPU for one request: the median of several rounds."""
    assert client.get(address).status_code == 200
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(REQUESTS):
            client.get(address)
        rounds.append((time.process_time() - start) / REQUESTS * 1000)
    return median(rounds)


def test_pages_stay_within_their_bars(pages, capsys):
    client = Client()
    client.force_login(User.objects.get(email="mara@example.org"))
    empty = _cost(client, "/empty/")

    costs = {address: _cost(client, address) / empty for address in pages}

    with capsys.disabled():
        print(f"\nempty view: {empty:.2f} ms")
        for address, cost in costs.items():
            print(f"{cost:6.1f} E of {BARS[pages[address]]:2}  {address}")
    assert {address: cost for address, cost in costs.items() if cost > BARS[pages[address]]} == {}
