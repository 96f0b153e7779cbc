"""Apps and layers point one way, and every import stands at the top of its module."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source import APPS, imports_of, modules, tree_of

# Leftmost may import what stands right of it, never back.
LAYERS = (
    ("urls",),
    (
        "views",
        "api",
        "admin",
        "tasks",
        "management",
        "pages",
        "adapter",
        "middleware",
        "context",
        "demo",
        "drills",
    ),
    ("forms", "tables"),
    ("domain",),
    ("audit",),
    ("models",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
# Modules beside the folders that read rows: they stand with the domain.
READERS = {"partners.sources"} | {
    f"measurements.{name}"
    for name in (
        "agenda_reminders",
        "answers",
        "breakdowns",
        "by_category",
        "comparison",
        "dated",
        "definitions",
        "delivery",
        "evidence",
        "feed_days",
        "expectation",
        "gaps",
        "glance",
        "past",
        "plan",
        "promises",
        "rates",
        "reminders",
        "review_reminders",
        "series",
        "session_reminders",
        "sheets",
        "standings",
        "unsigned",
        "wording",
    )
}
BOTTOM = len(LAYERS)
# Which apps an app may import.
BELOW = {app: set(APPS[: position + 1]) for position, app in enumerate(APPS)}


def _layer(dotted: str) -> int:
    parts = dotted.split(".")
    if ".".join(parts[:2]) in READERS:
        return RANK["domain"]
    return RANK.get(parts[1], BOTTOM) if len(parts) > 1 else BOTTOM


def _own(names: list[str]) -> list[str]:
    return [name for name in names if name.split(".")[0] in APPS]


@pytest.mark.parametrize("path", modules(), ids=str)
def test_module_imports_no_app_above_its_own(path):
    above = [name for name in _own(imports_of(path)) if name.split(".")[0] not in BELOW[path.parts[0]]]

    assert above == []


@pytest.mark.parametrize("path", modules(), ids=str)
def test_module_imports_no_layer_above_its_own(path):
    dotted = ".".join(path.with_suffix("").parts)
    # apps.py is where an app hands over what others are given: it may name any of its own modules.
    if path.name in {"apps.py", "settings.py"}:
        return
    higher = [name for name in _own(imports_of(path)) if _layer(name) < _layer(dotted)]

    assert higher == []


@pytest.mark.parametrize("path", modules(), ids=str)
def test_imports_stand_at_the_top(path):
    # The bootstrap and the commands behind it run before the packages they need exist.
    if path in {Path("partnerships/bootstrap.py")}:
        return
    deferred = [
        node.lineno
        for function in ast.walk(tree_of(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert deferred == []


def test_modules_do_not_import_each_other_in_a_circle():
    names = {".".join(path.with_suffix("").parts): path for path in modules()}
    edges = {
        name: {
            target
            for imported in _own(imports_of(path))
            for target in (imported, imported.rpartition(".")[0])
            if target in names and target != name
        }
        for name, path in names.items()
    }

    assert _circle(edges) == []


def _circle(edges: dict[str, set[str]]) -> list[str]:
    done: set[str] = set()

    def visit(name: str, trail: list[str]) -> list[str]:
        if name in trail:
            return [*trail[trail.index(name) :], name]
        if name in done:
            return []
        for target in sorted(edges[name]):
            if found := visit(target, [*trail, name]):
                return found
        done.add(name)
        return []

    for start in edges:
        if found := visit(start, []):
            return found
    return []
