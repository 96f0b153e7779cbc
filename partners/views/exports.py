"""Lists as files to take away."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from partners.exchange.writers import WRITERS
from partners.models import Organization
from partners.views.organizations import OrganizationsView


class OrganizationsExportView(OrganizationsView):
    """The directory as it is filtered, in the columns that an import understands."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        write = WRITERS.get(request.GET.get("format", ""), WRITERS["csv"])
        rows = self.chosen(self.filter_form()).prefetch_related("category_links__category")
        headers = [_("Name"), _("Categories"), _("Website"), _("E-mail"), _("Phone"), _("Notes")]
        written = write(headers, map(_cells, rows.order_by("name_key", "pk")))
        name = f"{slugify(_('Directory'))}-{self.library.slug}-{self.today:%Y-%m-%d}.{written.suffix}"
        return HttpResponse(
            written.content,
            content_type=written.content_type,
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "no-store, private",
            },
        )


def _cells(row: Organization) -> list[str]:
    links = sorted(row.category_links.all(), key=lambda link: (not link.is_primary, link.category.position))
    categories = "; ".join(str(link.category) for link in links)
    return [row.name, categories, row.website, row.email, row.phone, row.notes]
