"""Every list that can be taken away, as everybody: nothing of another library, nothing unseen."""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from django.db import transaction
from django.db.models import Model
from django.test import override_settings
from django.urls import reverse

from measurements.choices import ObservationState
from measurements.models import Observation
from partners import storage
from partners.access import Scope
from partners.domain.jobs import ask_job, claim_job, run_job
from partners.exporting import Ask, registry
from partners.models import AuditEvent, ContactFile, Delivery, JobPart
from partners.tables.archive import LEFT_OUT, kept_models
from partners.tables.reading import headings, read_cells
from tests import make
from tests.architecture.source import APPS
from tests.architecture.world import EVERYBODY, NOW, World, build_world

TABLES = list(registry)
STAFF = ("mara", "cole", "vera")
MARK = "Twin only"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The twin's rows carry a word that nothing of Riverton has; made once, taken back at the end."""
    hashers = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with hashers, django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        for row in world.there.values():
            _mark(row)
        for name in EVERYBODY:
            world.client(name)
        yield world
        transaction.set_rollback(True)


def _mark(row) -> None:
    names = {field.name for field in row._meta.fields} if isinstance(row, Model) else set()
    if isinstance(row, Observation):
        # There it is the answer, and a number has none.
        names -= {"text"}
    texts = dict.fromkeys(names & {"name", "title", "note", "subject", "text"}, MARK)
    if texts:
        type(row)._base_manager.filter(pk=row.pk).update(**texts)


def _address(world, noun):
    return reverse("export", args=[world.here["library"].slug, noun])


def _given(table, world):
    return {table.needs: str(world.here[table.needs].pk)} if table.needs else {}


def _seen_by(name, table):
    return name in STAFF if table.staff_role else name in {*STAFF, "pia", "bea", "nick", "fay"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.noun)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_everybody_gets_what_they_may_have_and_nothing_of_the_twin(world, table, kind):
    for name in EVERYBODY:
        answer = world.client(name).get(_address(world, table.noun), {"format": kind} | _given(table, world))

        expected = 200 if _seen_by(name, table) else 302 if name == "nobody" else 404
        assert (name, answer.status_code) == (name, expected)
        if kind == "csv" and expected == 200:
            assert MARK not in answer.content.decode()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.noun)
def test_list_has_rows_for_a_manager_and_a_cell_for_each_heading(world, table):
    ask = Ask(Scope.of(world.user("mara")), world.here["library"], NOW.date(), _given(table, world))

    rows = list(read_cells(table, ask))

    assert rows
    assert {len(row) for row in rows} == {len(headings(table, ask))}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.noun)
def test_filters_of_an_address_may_be_anything(world, table):
    for text in ("9" * 30, "-1", "x' OR 1=1", "٣", "draft", "none"):
        answer = world.client("mara").get(_address(world, table.noun), dict.fromkeys(table.filters, text))

        assert answer.status_code == 200


def test_partner_s_drafts_are_in_no_file_of_the_staff(world):
    draft = world.here["observation"]
    Observation.objects.filter(pk=draft.pk).update(state=ObservationState.DRAFT, value=98765)
    url = _address(world, "figures")

    assert "98765" in world.client("pia").get(url).content.decode()
    assert "98765" not in world.client("mara").get(url).content.decode()
    assert b"98765" not in b"".join(_archive(world, "mara").values())


def _archive(world, name):
    library, by = world.here["library"], world.user(name)
    ask_job(library, by=by, now=NOW, kind="archive", title="All", given={})
    job = claim_job(now=NOW)
    run_job(job, clock=lambda: NOW)
    data = b"".join(bytes(part.content) for part in JobPart.objects.filter(job=job))
    if not data:
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry: archive.read(entry) for entry in archive.namelist()}


def test_archive_holds_every_row_of_the_library_and_none_of_the_twin(world):
    library = world.here["library"]
    scope = Scope.of(world.user("mara"))

    entries = _archive(world, "mara")

    for model in kept_models()[1:]:
        path = f"{model._meta.app_label}/{model._meta.model_name}.csv"
        rows = list(csv.DictReader(io.StringIO(entries[path].decode("utf-8-sig"))))
        expected = model._default_manager.visible_to(scope, library=library).values_list("pk", flat=True)
        if model is not AuditEvent and model is not Delivery:
            # Lines about the archive itself come after what stands in it.
            assert {int(row["id"]) for row in rows} == set(expected), path
        assert {row["library_id"] for row in rows} <= {str(library.pk)}, path
    assert not [path for path, content in entries.items() if MARK.encode() in content]


def test_archive_says_what_is_in_it_and_what_is_not(world):
    entries = _archive(world, "mara")

    readme = entries["README.txt"].decode()
    assert "typed but not handed in" in readme
    assert "partners/organization.csv" in readme
    assert {line.split("  ")[1] for line in entries["SHA256SUMS"].decode().splitlines()} == {
        path for path in entries if path.endswith(".csv") or path.startswith("files/")
    }
    assert not [path for path in entries if path.removesuffix(".csv").replace("/", ".") in LEFT_OUT]


def test_archive_holds_each_file_byte_for_byte_under_a_safe_name(world):
    by = world.user("mara")
    odd = make.make_contact_file(
        world.here["contact"], by=by, name="../../etc/Plan: año <b>?.txt", data=b"\x00\xff Rooms"
    )
    lost = make.make_contact_file(world.here["contact"], by=by, name="lost.txt")
    storage.path_of(lost.key).unlink()

    entries = _archive(world, "mara")

    files = {path: content for path, content in entries.items() if path.startswith("files/")}
    (path,) = [path for path in files if path.startswith(f"files/contactfile/{odd.pk}-")]
    assert files[path] == b"\x00\xff Rooms"
    assert f"{hashlib.sha256(files[path]).hexdigest()}  {path}" in entries["SHA256SUMS"].decode()
    kept = ContactFile.objects.filter(library=world.here["library"]).kept().count()
    assert len([path for path in files if "/contactfile/" in path]) == kept - 1
    for path in files:
        assert re.fullmatch(r"files/[a-z]+/\d+-[^/\\:*?\"<>|\x00-\x1f]+", path)
    assert "lost.txt (missing on the server)" in entries["index.html"].decode()


def test_archive_opens_with_a_page_that_leads_to_everything(world):
    entries = _archive(world, "mara")

    page = entries["index.html"].decode()
    linked = {unquote(path) for path in re.findall(r'href="([^"]+)"', page)}
    assert linked == entries.keys() - {"index.html", "SHA256SUMS"}
    assert "typed but not handed in" in page


@pytest.mark.parametrize("name", ["cole", "vera", "pia"])
def test_archive_is_for_managers(world, name):
    assert _archive(world, name) == {}


def test_every_app_has_lists_to_take_away():
    modules = {table.rows.__module__.split(".")[0] for table in TABLES}

    assert modules == set(APPS) - {"partnerships"}
