"""From a sheet to the directory: nothing is written while a row is bad."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from partners.models import Category, ImportRun, Organization, Person
from tests import make
from tests.partners.views.pages import at

pytestmark = pytest.mark.django_db


def bring(cast, client, text, *, kind="organizations", name="list.csv"):
    """Upload the text and return the import."""
    file = SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())
    answer = client.post(at(cast.riverton, "imports"), {"kind": kind, "file": file, "pasted": ""})
    assert answer.status_code == 302, answer.context["form"].errors
    return ImportRun.objects.latest("pk")


def look(client, run, query=""):
    return client.get(run.get_absolute_url() + query)


def do(client, run, step, **data):
    run.refresh_from_db()
    return client.post(run.get_absolute_url(), {"version": run.version, step: "1", **data})


def states(answer):
    return [(row["number"], str(row["label"])) for row in answer.context["rows"]]


@pytest.fixture
def cole(client_of):
    return client_of("cole")


def test_headings_in_spanish_are_understood(cast, cole):
    run = bring(
        cast, cole, "Organización;Categoría;Correo electrónico;Teléfono\nPino;education;a@example.org;1\n"
    )

    assert run.matching == {"name": 0, "categories": 1, "email": 2, "phone": 3}


def test_rows_are_marked_new_changed_same_and_error(cast, cole):
    run = bring(
        cast,
        cole,
        "Name,Category,Phone,E-mail\n"
        "Pine,education,,\n"
        "Maple Homework Club,,626,\n"
        "Oak Hill Adult School,education,,\n"
        "Fir,rockets,,nobody\n",
    )

    answer = look(cole, run)

    assert states(answer) == [(2, "New"), (3, "Changed"), (4, "Same"), (5, "Error")]
    cells = answer.context["rows"][3]["cells"]
    assert [(cell.label, cell.state) for cell in cells if cell.state == "error"] == [
        ("Categories", "error"),
        ("E-mail", "error"),
    ]


def test_nothing_is_written_while_a_row_is_bad(cast, cole):
    run = bring(cast, cole, "Name,Category\nPine,education\nFir,rockets\n")

    answer = do(cole, run, "write")

    assert "Nothing is written yet" in answer.content.decode()
    assert not Organization.objects.filter(name="Pine").exists()


def test_bad_rows_can_be_left_out_by_choice(cast, cole):
    run = bring(cast, cole, "Name,Category\nPine,education\nFir,rockets\n")
    do(cole, run, "leave")

    answer = do(cole, run, "write")

    assert answer.status_code == 302
    assert list(Organization.objects.filter(name__in=["Pine", "Fir"]).values_list("name", flat=True)) == [
        "Pine"
    ]


def test_row_left_out_can_be_brought_after_all(cast, cole):
    run = bring(cast, cole, "Name,Category\nPine,education\n")
    do(cole, run, "choose", **{"row-2": "leave"})
    assert states(look(cole, run)) == [(2, "Left out")]
    assert [value for value, _ in look(cole, run).context["rows"][0]["options"]] == ["leave", "bring"]

    do(cole, run, "choose", **{"row-2": "bring"})

    assert states(look(cole, run)) == [(2, "New")]


def test_people_cost_as_many_questions_however_many_they_are(cast, cole, django_assert_max_num_queries):
    rows = "".join(f"Maple Homework Club,Person {number},p{number}@example.org\n" for number in range(30))
    run = bring(cast, cole, f"Organization,Name,E-mail\n{rows}", kind="people")

    with django_assert_max_num_queries(10):
        answer = look(cole, run)

    assert {label for _, label in states(answer)} == {"New"}


def test_possible_duplicate_is_decided_by_a_person(cast, cole):
    Organization.objects.filter(pk=cast.riverton.maple.pk).update(website="https://www.maple.example.org/")
    run = bring(cast, cole, "Name,Category,Website\nMaple Club,education,maple.example.org\n")
    answer = look(cole, run)
    assert states(answer) == [(2, "To decide")]

    update = f"update-{cast.riverton.maple.pk}"
    assert [value for value, _ in answer.context["rows"][0]["options"]] == ["", update, "add", "leave"]
    do(cole, run, "choose", **{"row-2": update})
    do(cole, run, "write")

    cast.riverton.maple.refresh_from_db()
    assert cast.riverton.maple.name == "Maple Club"


def test_duplicate_added_as_new_stands_beside_the_other(cast, cole):
    run = bring(cast, cole, "Name,Category\nMaple Homework Club,education\n")
    do(cole, run, "choose", **{"row-2": "add"})

    do(cole, run, "write")

    ours = Organization.objects.filter(library=cast.riverton.library, name="Maple Homework Club")
    assert ours.count() == 2


def test_same_name_twice_in_the_sheet_is_pointed_out(cast, cole):
    run = bring(cast, cole, "Name,Category\nPine,education\nPíne,education\n")

    answer = look(cole, run)

    assert states(answer) == [(2, "New"), (3, "To decide")]
    assert answer.context["rows"][1]["problem"] == "The same as row 2."


def test_choice_that_was_not_offered_is_ignored(cast, cole):
    run = bring(cast, cole, "Name,Category\nPine,education\n")

    do(cole, run, "choose", **{"row-2": f"update-{cast.twin.maple.pk}", "row-9": "add"})

    run.refresh_from_db()
    assert run.choices == {}


def test_choice_made_while_writing_is_shown_first(cast, cole):
    run = bring(cast, cole, "Name,Category,Phone\nMaple Homework Club,education,626\n")

    do(cole, run, "write", **{"row-2": "add"})

    run.refresh_from_db()
    assert (run.state, run.choices) == ("draft", {"2": "add"})


def test_empty_cell_keeps_what_the_directory_has(cast, cole):
    Organization.objects.filter(pk=cast.riverton.maple.pk).update(phone="626", notes="Kept")
    run = bring(cast, cole, "Name,Phone,E-mail\nMaple Homework Club,,maple@example.org\n")

    do(cole, run, "write")

    cast.riverton.maple.refresh_from_db()
    assert (cast.riverton.maple.phone, cast.riverton.maple.notes) == ("626", "Kept")
    assert cast.riverton.maple.email == "maple@example.org"


def test_columns_can_be_matched_by_hand(cast, cole):
    run = bring(cast, cole, "Who,What\nPine,education\n")
    assert look(cole, run).context["missing"] == ["Name"]

    do(cole, run, "match", name="0", category="education")

    assert states(look(cole, run)) == [(2, "New")]


def test_people_find_their_organization(cast, cole):
    run = bring(
        cast,
        cole,
        "Organization,Name,E-mail,Language\n"
        "maple homework club,Ana Ruiz,ANA@example.org,Español\n"
        "Nowhere,Ben,ben@example.org,\n",
        kind="people",
    )
    assert states(look(cole, run)) == [(2, "New"), (3, "Error")]
    do(cole, run, "leave")

    do(cole, run, "write")

    ana = Person.objects.get(name="Ana Ruiz")
    assert (ana.organization, ana.email, ana.language) == (cast.riverton.maple, "ana@example.org", "es")


def test_rows_of_the_twin_library_are_no_duplicates(cast, cole):
    make.make_organization(cast.twin.library, name="Pine")
    run = bring(cast, cole, "Name,Category\nPine,education\n")

    assert states(look(cole, run)) == [(2, "New")]


def test_undo_is_one_button(cast, cole):
    run = bring(cast, cole, "Name,Category\nPine,education\n")
    do(cole, run, "write")
    run.refresh_from_db()
    assert "Undo this import" in look(cole, run).content.decode()

    cole.post(at(cast.riverton, "import_undo", run.pk), {"version": run.version})

    run.refresh_from_db()
    assert (run.state, Organization.objects.active().filter(name="Pine").exists()) == ("undone", False)


def test_second_window_is_told(cast, cole):
    run = bring(cast, cole, "Name,Category\nPine,education\n")
    do(cole, run, "choose")

    answer = cole.post(run.get_absolute_url(), {"version": 1, "write": "1"})

    assert (answer.status_code, Organization.objects.filter(name="Pine").exists()) == (409, False)


@pytest.mark.parametrize(
    "text",
    [b"Name\nOak\0\n", b"PK\x03\x04zip", b"Name\n" + b"Oak\n" * 20_001, b"", b"a," * 200 + b"b\nc\n"],
    ids=["nul", "zip", "rows", "empty", "columns"],
)
def test_hostile_file_is_answered_with_a_sentence(cast, cole, text):
    file = SimpleUploadedFile("list.xlsx", text)

    answer = cole.post(at(cast.riverton, "imports"), {"kind": "organizations", "file": file})

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("value", ["x" * 9_000, "=1+1", "\u202e", "<script>"])
def test_hostile_cell_is_no_fault_of_ours(cast, cole, value):
    answer = cole.post(
        at(cast.riverton, "imports"),
        {"kind": "organizations", "pasted": f"Name\tCategory\tNotes\n{value}\teducation\t{value}"},
    )
    assert answer.status_code == 302
    run = ImportRun.objects.get()

    assert look(cole, run).status_code == 200
    assert do(cole, run, "write").status_code in {200, 302}


def test_five_hundred_rows_with_one_bad_are_not_written_until_it_is_left_out(
    cast, cole, django_assert_max_num_queries
):
    lines = "".join(f"Group {number},education,g{number}@example.org\n" for number in range(500))
    run = bring(cast, cole, f"Name,Category,E-mail\n{lines}Fir,rockets,\n")

    with django_assert_max_num_queries(14):
        answer = look(cole, run, "?show=error")

    assert states(answer) == [(502, "Error")]
    do(cole, run, "write")
    assert not Organization.objects.filter(name="Group 1").exists()
    do(cole, run, "leave")
    do(cole, run, "write")
    assert Organization.objects.filter(name__startswith="Group ").count() == 500


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_directory_is_taken_away_as_it_is_filtered(cast, client_of, kind):
    Organization.objects.filter(pk=cast.riverton.maple.pk).update(phone="=1+1")
    url = at(cast.riverton, "export", "organizations")

    answer = client_of("vera").get(url, {"q": "maple", "format": kind})

    label = Category.objects.get(code="education").label_en
    expected = ["Maple Homework Club", label, "", "", "'=1+1", "", "", ""]
    if kind == "csv":
        assert answer.content.decode("utf-8-sig").splitlines()[1] == ",".join(expected)
    else:
        rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
        assert [cell or "" for cell in rows[1]] == expected
    assert answer["Content-Disposition"].endswith(f'.{kind}"')


def test_what_is_taken_away_comes_back_as_the_same(cast, cole):
    content = cole.get(at(cast.riverton, "export", "organizations"), {"format": "xlsx"}).content

    run = bring(cast, cole, content, name="directory.xlsx")

    assert {label for _, label in states(look(cole, run))} == {"Same"}


SHEET = "Organization,Kind of organization,Contact person,E-mail,Shoe size\n"


def test_people_of_the_same_sheet_are_looked_at_next(cast, cole):
    run = bring(
        cast, cole, SHEET + "Pine,education,Pat Pine,pat@example.org,9\nFir,education,,fir@example.org,\n"
    )
    before = look(cole, run)

    done = cole.get(do(cole, run, "write")["Location"])

    people = ImportRun.objects.get(kind="people")
    assert before.context["unused"] == ["Shoe size"]
    assert before.context["names_people"]
    assert done.context["people_url"] == people.get_absolute_url()
    assert states(look(cole, people)) == [(2, "New")]
    do(cole, people, "write")
    pat = Person.objects.get(name="Pat Pine")
    assert (pat.organization.name, pat.email) == ("Pine", "pat@example.org")
    assert cole.get(run.get_absolute_url()).context["people_url"] == ""


def test_people_of_rows_that_are_left_out_are_left_out(cast, cole):
    run = bring(cast, cole, SHEET + "Pine,rockets,Pat Pine,pat@example.org,\n")

    do(cole, run, "leave")
    do(cole, run, "write")

    assert not ImportRun.objects.filter(kind="people").exists()


def test_a_sheet_without_categories_says_so(cast, cole):
    run = bring(cast, cole, "Name,Phone\nPine,626\n")

    before = look(cole, run).context["has_no_category"]
    do(cole, run, "match", name="0", phone="1", category="education")

    assert (before, look(cole, run).context["has_no_category"]) == (True, False)
