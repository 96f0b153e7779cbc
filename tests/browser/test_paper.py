"""The worksheet fits on one sheet of Letter, whatever stands in it."""

import re

import pytest

from partners.models import Library, Organization, User
from tests import make
from worksheets.models import Evaluation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LETTER = (612.0, 792.0)
PAGE = re.compile(rb"/Type\s*/Page\b")
BOX = re.compile(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)")
WORDS = "Neighborhood Association for Everybody's Evening Classes and Tutoring of the "


def _sheets(visitor, path):
    """How many sheets the page prints on, and their sizes in points."""
    assert visitor.open(path, width=1280) == 200
    pdf = visitor.page.pdf(prefer_css_page_size=True)
    sizes = {(float(wide), float(high)) for wide, high in BOX.findall(pdf)}
    return len(PAGE.findall(pdf)), sizes


@pytest.mark.parametrize("fill", ["mine", "everyone", "blank"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_worksheet_prints_on_one_sheet(visit_as, world, fill, language):
    evaluation, mara = world.here["evaluation"], world.user("mara")
    User.objects.filter(pk=mara.pk).update(language=language, name=(WORDS * 3)[:200])
    Organization.objects.update(name=(WORDS * 3)[:200])
    Evaluation.objects.update(title=(WORDS * 3)[:200])
    Library.objects.update(name=(WORDS * 3)[:200])
    for factor in evaluation.instrument_version.factors.exclude(code="1a"):
        for candidate in evaluation.candidates.all():
            make.make_rating(candidate, by=mara, code=factor.code, value=3)

    found = _sheets(visit_as("mara"), f"/libraries/riverton/worksheets/{evaluation.pk}/paper/?fill={fill}")

    assert found == (1, {LETTER})


def test_blank_worksheet_prints_on_one_sheet(visit_as, world):
    assert _sheets(visit_as("vera"), "/libraries/riverton/worksheets/blank/") == (1, {LETTER})
