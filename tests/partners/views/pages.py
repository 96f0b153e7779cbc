"""What tests of pages share: bodies without what differs by nature, and a count of queries."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def at(place, name, *args):
    """The address of a page of a library, given the library or a setting of the cast."""
    library = getattr(place, "library", place)
    return reverse(name, args=[library.slug, *args])


def body(response):
    """The answer's text without tokens of forms and without the address that was asked."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())
    return text.replace(response.request["PATH_INFO"], "")


def queries_of(client, url):
    """How many queries the second visit costs: the first one fills what is kept for ever."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
