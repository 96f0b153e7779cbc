import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from worksheets.models import InstrumentVersion


@pytest.fixture
def administrator(cast):
    client = Client()
    client.force_login(make.make_user("admin@example.org", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def page(cast):
    version = InstrumentVersion.objects.get(code="potential_partners")
    return reverse("admin:worksheets_instrumentversion_change", args=[version.pk])


def evaluate(cast):
    return make.make_evaluation(
        cast.riverton.library, cast.riverton.maple, cast.riverton.oak, by=cast.cole.user
    )


def test_unused_instrument_can_be_edited(administrator, page):
    response = administrator.get(page)

    assert response.context["has_change_permission"] is True


def test_used_instrument_is_frozen(cast, administrator, page):
    evaluate(cast)

    shown = administrator.get(page)
    refused = administrator.post(page, {"code": "potential_partners", "number": 1, "edition": "Mine"})

    assert (shown.status_code, shown.context["has_change_permission"], refused.status_code) == (
        200,
        False,
        403,
    )
    assert InstrumentVersion.objects.get().edition == "2nd edition"


def test_used_instrument_cannot_be_deleted(cast, administrator, page):
    evaluate(cast)

    assert administrator.post(page.replace("change", "delete"), {"post": "yes"}).status_code == 403


def test_worksheets_are_found_by_their_partners_but_not_changed(cast, administrator):
    evaluation = evaluate(cast)

    found = administrator.get(reverse("admin:worksheets_evaluation_changelist"), {"q": "Maple"})
    page = reverse("admin:worksheets_evaluation_change", args=[evaluation.pk])

    assert list(found.context["cl"].queryset) == [evaluation]
    assert administrator.get(page).context["has_change_permission"] is False
    assert administrator.post(page, {"title": "Mine"}).status_code == 403
