import pytest
from django.core.exceptions import ValidationError

from partners.domain.organizations import add_organization, change_organization
from partners.domain.versions import Stale
from partners.models import AuditEvent, Category, Organization, Person
from tests import make


@pytest.fixture
def library(db):
    return make.make_library(language="es")


def _categories(*codes):
    return [Category.objects.get(code=code) for code in codes]


def _add(library, **more):
    education, youth = _categories("education", "youth")
    given = {"values": {"name": "Ñandú Club"}, "categories": [education, youth], "primary": youth}
    return add_organization(library, by=make.make_user(), **given | more)


def test_added_organization_has_its_categories(library):
    added = _add(library)

    assert (added.name_key, list(added.category_links.values_list("category__code", "is_primary"))) == (
        "nandu club",
        [("youth", True), ("education", False)],
    )
    event = AuditEvent.objects.get(action="organization.categorized")
    assert event.changes == {"categories": [[], ["youth", "education"]]}


def test_primary_category_is_one_of_the_chosen(library):
    (health,) = _categories("health")

    with pytest.raises(ValidationError, match="among the chosen ones"):
        _add(library, primary=health)

    assert not Organization.objects.filter(name="Ñandú Club").exists()


def test_first_person_comes_along_in_the_librarys_language(library):
    added = _add(library, person={"name": "Lena Ortiz", "email": "LENA@example.org"})

    person = Person.objects.get(organization=added)
    assert (person.name, person.email, person.language) == ("Lena Ortiz", "lena@example.org", "es")


def test_person_who_cannot_be_stored_leaves_no_organization(library):
    with pytest.raises(ValidationError):
        _add(library, person={"name": "Lena", "email": "not an address"})

    assert not Organization.objects.filter(name="Ñandú Club").exists()


def test_change_is_written_down_with_before_and_after(library):
    added, user = _add(library), make.make_user()
    education, youth = _categories("education", "youth")

    changed = change_organization(
        added,
        by=user,
        version=1,
        values={"name": "Club Ñandú"},
        categories=[education, youth],
        primary=youth,
    )

    event = AuditEvent.objects.get(action="organization.changed")
    assert (changed.version, changed.name_key) == (2, "club nandu")
    assert (event.actor, event.changes) == (user, {"name": ["Ñandú Club", "Club Ñandú"]})


def test_second_writer_of_categories_is_told(library):
    added = _add(library)
    (health,) = _categories("health")
    same = {"by": make.make_user(), "version": 1, "values": {"name": "Ñandú Club"}}
    change_organization(added, categories=[health], primary=health, **same)

    with pytest.raises(Stale) as stale:
        change_organization(added, categories=_categories("youth"), primary=_categories("youth")[0], **same)

    assert stale.value.current.version == 2
    assert [link.category for link in added.category_links.all()] == [health]


def test_saving_the_same_again_changes_nothing(library):
    added = _add(library)
    education, youth = _categories("education", "youth")

    again = change_organization(
        added,
        by=make.make_user(),
        version=1,
        values={"name": "Ñandú Club"},
        categories=[youth, education],
        primary=youth,
    )

    assert again.version == 1
    assert not AuditEvent.objects.filter(action="organization.changed").exists()
