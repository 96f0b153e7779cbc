"""What a library keeps about its partners, and whom to ask."""

from typing import Any

from django.views.generic import TemplateView

from partners.domain.libraries import contacts_of
from partners.views.pages import LibraryPage


class PrivacyView(LibraryPage, TemplateView):
    """Open to everybody who has a seat in the library."""

    template_name = "partners/privacy.html"
    staff_role = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(contacts=contacts_of(self.library), crumbs=[], **kwargs)
