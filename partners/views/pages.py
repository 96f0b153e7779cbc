"""What the pages of one library know: its day, and the addresses of its other pages."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from partners.days import today_in
from partners.views.base import LibraryMixin


class LibraryPage(LibraryMixin):
    @property
    def today(self) -> date:
        return today_in(self.library.time_zone, now=timezone.now())

    def to(self, name: str, *args: Any) -> str:
        """The address of a page of this library."""
        return reverse(name, args=[self.library.slug, *args])
