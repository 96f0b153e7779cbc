import pytest

from tests.partners.domain.reminding import FakeSource, World, registered


@pytest.fixture
def source():
    with registered(FakeSource()) as fake:
        yield fake


@pytest.fixture
def world(db, source):
    return World(source)
