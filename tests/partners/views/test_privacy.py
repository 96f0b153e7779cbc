import pytest

from partners.models import Library
from tests.partners.views.pages import at


@pytest.mark.parametrize("name", ["mara", "pia", "fay"])
def test_people_learn_whom_to_ask(cast, client_of, name):
    text = client_of(name).get(at(cast.riverton, "privacy")).content.decode()

    assert 'href="mailto:mara@example.org"' in text
    assert "cole@example.org" not in text.replace("Signed in as cole@example.org", "")


def test_own_address_of_the_library_stands_before_its_managers(cast, client_of):
    Library.objects.filter(slug="riverton").update(reply_to="partners@example.org")

    text = client_of("pia").get(at(cast.riverton, "privacy")).content.decode()

    assert 'href="mailto:partners@example.org"' in text
    assert "mara@example.org" not in text


def test_footer_leads_there(cast, client_of):
    text = client_of("pia").get(at(cast.riverton, "partnerships")).content.decode()

    assert 'href="/libraries/riverton/privacy/"' in text
