"""The database itself keeps a child within its parent's library."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from partners.constraints import SameLibrary
from partners.models import Access, Person
from tests import make

SENTENCE = "This belongs to another library or partnership."


@pytest.fixture
def ours(db):
    return make.make_organization(make.make_library(), name="Maple")


@pytest.fixture
def theirs(db):
    return make.make_organization(make.make_library(), name="Maple")


def _now(check):
    """Run it in a transaction of its own and let the database check what it put off."""
    with transaction.atomic():
        check()
        connection.check_constraints()


def test_row_with_a_parent_of_another_library_is_not_inserted(ours, theirs):
    stray = Person(library=ours.library, organization=theirs, name="Lena", name_key="lena")

    with pytest.raises(IntegrityError):
        _now(stray.save)


def test_row_is_not_moved_to_a_parent_of_another_library(ours, theirs):
    person = make.make_person(ours)

    with pytest.raises(IntegrityError):
        _now(lambda: Person.objects.filter(pk=person.pk).update(organization=theirs))


def test_row_is_not_moved_to_another_library(ours, theirs):
    person = make.make_person(ours)

    with pytest.raises(IntegrityError):
        _now(lambda: Person.objects.filter(pk=person.pk).update(library=theirs.library))


def test_parent_is_not_moved_away_from_its_children(ours, theirs):
    make.make_person(ours)

    with pytest.raises(IntegrityError):
        _now(lambda: type(ours).objects.filter(pk=ours.pk).update(library=theirs.library))


def test_child_of_a_person_stays_with_the_persons_organization(ours):
    other = make.make_organization(ours.library, name="Oak")
    access = make.make_access(make.make_person(ours))

    with pytest.raises(IntegrityError):
        _now(lambda: Access.objects.filter(pk=access.pk).update(organization=other))


def test_validation_says_it_in_a_sentence(ours, theirs):
    with pytest.raises(ValidationError) as refused:
        Person(library=ours.library, organization=theirs, name="Lena").full_clean()

    assert refused.value.messages == [SENTENCE]


def test_constraint_survives_a_table_that_is_made_anew(transactional_db):
    maple = make.make_organization(make.make_library())
    elsewhere = make.make_organization(make.make_library())
    field = models.CharField(max_length=10, default="")
    field.set_attributes_from_name("nickname")
    field.model = Person
    with connection.schema_editor() as editor:
        editor.add_field(Person, field)
    with connection.schema_editor() as editor:
        editor.remove_field(Person, field)
    person = make.make_person(maple)

    with pytest.raises(IntegrityError):
        _now(lambda: Person.objects.filter(pk=person.pk).update(organization=elsewhere))
    assert person.organization == maple


def test_equal_constraints_make_no_migration():
    one = SameLibrary(field="person", also=("organization",), name="access_library")
    path, args, kwargs = one.deconstruct()

    assert path == "partners.constraints.SameLibrary"
    assert SameLibrary(*args, **kwargs) == one
    assert SameLibrary(field="person", name="access_library") != one
