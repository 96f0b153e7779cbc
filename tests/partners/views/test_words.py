"""The page for the library's own words in its reminders."""

import pytest

from partners.models import Library
from tests.partners.views.pages import at
