"""A demo and a browser for each journey, and nobody who leaves with a complaint."""

import pytest

from tests.journeys.running_demo import running_demo
from tests.journeys.stage import Stage

_BROKEN = pytest.StashKey[str]()


@pytest.fixture(scope="module")
def stage(chromium, tmp_path_factory):
    with running_demo(tmp_path_factory.mktemp("demo")) as demo:
        stage = Stage(demo, chromium)
        yield stage
        stage.leave()


@pytest.fixture(autouse=True)
def _no_complaints(stage):
    yield
    assert stage.problems() == []


def pytest_runtest_makereport(item, call):
    """Remember the step that failed: those after it stand on it."""
    is_skip = call.excinfo is not None and call.excinfo.errisinstance(pytest.skip.Exception)
    if "story" in item.fixturenames and call.excinfo is not None and not is_skip:
        item.parent.stash.setdefault(_BROKEN, item.name)


def pytest_runtest_setup(item):
    if _BROKEN in item.parent.stash:
        pytest.skip(f"{item.parent.stash[_BROKEN]} failed")
