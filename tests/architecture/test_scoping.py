"""Every table of a library carries the library's id, is held to its parents, and is read by scope."""

import pytest
from django.apps import apps

from partners.access import ScopedQuerySet
from partners.constraints import SameLibrary
from tests.architecture.source import APPS

# Tables that belong to no library, each with the reason.
NOT_TENANT = {
    "partners.User": "a person may serve several libraries",
    "partners.Library": "the tenant itself",
    "partners.Category": "reference data that all libraries share",
    "partners.EmailChange": "an account may serve several libraries",
    "partners.MailHold": "stops the mail of the whole deployment",
    "partners.TickLease": "one row per tick of the whole deployment",
    "worksheets.InstrumentVersion": "reference data that all libraries share",
    "worksheets.InstrumentFactor": "reference data that all libraries share",
}
MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models()]
TENANT = [model for model in MODELS if model._meta.label not in NOT_TENANT]
# Columns that partners' filters use and that a child must share with a parent which has them.
SHARED = ("library", "partnership", "organization")


def _label(model) -> str:
    return model._meta.label


def test_exceptions_name_real_models():
    assert set(NOT_TENANT) <= {_label(model) for model in MODELS}


@pytest.mark.parametrize("model", TENANT, ids=_label)
def test_tenant_table_has_a_library_and_a_scoped_manager(model):
    assert model._meta.get_field("library").remote_field.model._meta.label == "partners.Library"
    assert isinstance(model._default_manager.all(), ScopedQuerySet)


@pytest.mark.parametrize("model", TENANT, ids=_label)
def test_every_key_to_a_tenant_table_is_held_to_the_same_library(model):
    held = {c.field for c in model._meta.constraints if isinstance(c, SameLibrary)}
    covered = {
        name for c in model._meta.constraints if isinstance(c, SameLibrary) for name in (c.field, *c.also)
    }
    keys = {
        field.name
        for field in model._meta.fields
        if field.remote_field and field.remote_field.model in TENANT and field.name != "library"
    }
    # The history outlives what it tells of, and may speak of two libraries' rows by a site administrator.
    if model._meta.label == "partners.AuditEvent":
        keys = set()

    assert keys - held <= covered, keys - covered


# A library's rule reminds in all its partnerships, and its own people of what is due at a partner.
# A mail by hand is written in one place, and stands in the log of each organization it went to.
LOOSE = {
    "partners.Reminder": ["rule.partnership", "recipient.organization"],
    "partners.ContactEntry": ["mailing.organization", "mailing.partnership"],
}


@pytest.mark.parametrize("model", TENANT, ids=_label)
def test_partnership_and_organization_are_held_equal_to_the_parents(model):
    ours = {field.name for field in model._meta.fields}
    loose = []
    for constraint in model._meta.constraints:
        if not isinstance(constraint, SameLibrary):
            continue
        parent = model._meta.get_field(constraint.field).remote_field.model
        theirs = {field.name for field in parent._meta.fields}
        common = {"partnership", "organization"} & ours & theirs - {constraint.field}
        loose += [f"{constraint.field}.{name}" for name in sorted(common) if name not in constraint.also]

    assert loose == LOOSE.get(model._meta.label, [])
