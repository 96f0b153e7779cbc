"""Every model with a key to an organization or a person says what becomes of its rows: merged, erased."""

from django.apps import apps

from partners.erasing import registry as erasers
from partners.merging import registry
from partners.models import Organization, Person
from tests.architecture.source import APPS

MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models()]
PERSON_HOLDERS = {
    model._meta.label
    for model in MODELS
    for field in model._meta.fields
    if field.remote_field and field.remote_field.model is Person
}
HOLDERS = {
    model._meta.label
    for model in MODELS
    for field in model._meta.fields
    if field.remote_field and field.remote_field.model in {Organization, Person}
}


def test_each_model_with_a_key_to_an_organization_or_a_person_has_a_mover():
    assert sorted(HOLDERS - registry.models) == []


def test_movers_are_of_models_that_need_one():
    assert sorted(registry.models - HOLDERS) == []


def test_each_model_with_a_key_to_a_person_has_an_eraser():
    assert sorted(PERSON_HOLDERS - erasers.models) == []


def test_erasers_are_of_models_there_are():
    assert erasers.models <= {model._meta.label for model in MODELS}
