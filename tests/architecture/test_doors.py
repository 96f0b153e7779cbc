"""Rows are read through their scope and written by domain functions; nothing else touches the tables."""

import ast

import pytest

from tests.architecture.source import calls_in, modules, tree_of

READERS = {"views", "forms", "api", "tables"}
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "abulk_create",
    "acreate",
    "asave",
}
# Tables of no library: reference data, and when the ticks last ran.
OPEN_TABLES = {"Category", "InstrumentVersion", "InstrumentFactor", "TickLease"}
# Modules that write outside a domain folder, each with the reason.
MAY_WRITE = {
    "partners/audit.py": "the one writer of history",
    "partners/models/users.py": "Django's own way to make an account on the command line",
    "partners/exchange/writers.py": "a workbook in memory, to be taken away",
    "partners/tables/archive.py": "a running checksum, which is updated",
    "partnerships/outbox.py": "files of caught mail, in the demo only",
}
SCOPED = {"visible_to", "editable_by"}


def _bare_reads(path) -> list[str]:
    """`X.objects` whose next step is not a scope."""
    tree = tree_of(path)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}:
            step = parents.get(node)
            name = node.value.id if isinstance(node.value, ast.Name) else "?"
            is_scoped = isinstance(step, ast.Attribute) and step.attr in SCOPED
            if not is_scoped and name not in OPEN_TABLES:
                found.append(f"{path}:{node.lineno} {name}.{node.attr}")
    return found


@pytest.mark.parametrize(
    "path",
    [path for path in modules() if READERS & {*path.parts, path.stem} or "pages" in path.parts],
    ids=str,
)
def test_pages_and_forms_read_through_the_scope(path):
    assert _bare_reads(path) == []


@pytest.mark.parametrize("path", modules(), ids=str)
def test_only_domain_functions_write(path):
    is_domain = "domain" in path.parts or {"management", "demo", "drills"} & set(path.parts)
    if is_domain or str(path) in MAY_WRITE:
        return
    writes = [f"{line} .{name}()" for line, name in calls_in(path) if name in WRITES]

    assert writes == []
