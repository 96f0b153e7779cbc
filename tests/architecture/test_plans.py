"""On PostgreSQL with many rows, the first page of each main list is read from an index."""

import pytest
from django.db import connection

from measurements.models import Report
from partners.access import Scope
from partners.models import ContactEntry, Delivery, Organization, Person, Reminder
from tests import make

MANY = 200_000
OTHERS = 50

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

# Other libraries' organizations, so that one library is a small part of a big table.
FILL = """
INSERT INTO partners_library (name, name_key, slug, time_zone, language, version)
SELECT 'L' || n, 'l' || n, 'l' || n, 'UTC', 'en', 1 FROM generate_series(1, %(others)s) n;
INSERT INTO partners_organization
  (library_id, name, name_key, is_own, website, email, phone, notes, version)
SELECT l.id, 'O' || n, 'o' || n, false, '', '', '', '', 1
FROM partners_library l, generate_series(1, %(each)s) n WHERE l.slug LIKE 'l%%' AND l.name LIKE 'L%%';
INSERT INTO partners_person
  (library_id, organization_id, name, name_key, email, phone, job_title, language, version)
SELECT library_id, id, name, name_key, '', '', '', 'en', 1 FROM partners_organization;
INSERT INTO partners_delivery
  (library_id, kind, to_email, language, message_id, subject, state, reason, error, attempts,
   created_at, next_attempt_at, lease_holder)
SELECT library_id, 'digest', '', 'en', 'm' || id, '', 'sent', '', '', 1,
  now() - id * interval '1 minute', now(), ''
FROM partners_organization;
INSERT INTO partners_contactentry
  (library_id, organization_id, kind, direction, at, note, visibility, created_by_id, version)
SELECT library_id, id, 'call', 'two_way', now() - id * interval '1 minute', '', 'staff',
  (SELECT min(id) FROM partners_user), 1
FROM partners_organization;
ANALYZE partners_library, partners_organization, partners_person, partners_delivery, partners_contactentry;
"""


@pytest.fixture
def crowd(db):
    """One library with its manager, and a member of it, among 200,000 organizations of others."""
    library = make.make_library(name="Ours", slug="ours")
    manager = make.make_staff(library).user
    with connection.cursor() as cursor:
        cursor.execute(FILL % {"others": OTHERS, "each": MANY // OTHERS})
    return library, Scope.of(manager)


LISTS = {
    Organization: ("name_key", "id"),
    Person: ("name_key", "id"),
    Delivery: ("-created_at", "-id"),
    ContactEntry: ("-at", "-id"),
}


def test_first_page_of_a_list_is_not_a_scan(crowd):
    library, scope = crowd

    plans = {
        model: model.objects.visible_to(scope, library=library).order_by(*order)[:26].explain()
        for model, order in LISTS.items()
    }

    assert {model: plan for model, plan in plans.items() if "Seq Scan" in plan} == {}


@pytest.mark.parametrize(
    "model", [Organization, Person, Reminder, Report, ContactEntry], ids=lambda model: model.__name__
)
def test_scope_of_a_partner_joins_nothing(db, model):
    library = make.make_library()
    ids = frozenset({1, 2})
    scope = Scope(organization_ids=ids, partnership_ids=ids, backbone_ids=ids)

    sql = str(model.objects.visible_to(scope, library=library).order_by("id").query)

    assert (sql.count(" JOIN "), sql.count("SELECT")) == (0, 1)
