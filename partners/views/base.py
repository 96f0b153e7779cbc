"""What the views of every app share: who asks, for which library, and how rows are found."""

from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.access import Scope
from partners.choices import LibraryRole
from partners.domain.notices import read_notices_of_page
from partners.models import Library, Partnership

Row = TypeVar("Row", bound=models.Model)


class LibraryMixin(LoginRequiredMixin):
    """Finds the library of the address. Unknown libraries and those out of reach are both 404."""

    # The least staff role that may open the page; None lets partners in, who see what `visible_to` shows.
    staff_role: str | None = LibraryRole.VIEWER

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.scope = request.scope = Scope.of(request.user)
        self.library = request.library = get_object_or_404(self.libraries(), slug=kwargs["slug"])
        timezone.activate(ZoneInfo(self.library.time_zone))
        self.check_role()
        if request.method == "GET" and self.library.is_told_here:
            self.read_notices()
        return super().dispatch(request, *args, **kwargs)

    def libraries(self) -> models.QuerySet[Library]:
        """Those within reach, with what the frame of the page says about new notices."""
        match = self.request.resolver_match
        return Library.objects.visible_to(self.scope).with_unread(
            self.request.user.pk, page=match.url_name, target_id=match.kwargs.get("pk")
        )

    def read_notices(self) -> None:
        """Whoever opens the page that a notice leads to has read it, wherever they came from."""
        read = read_notices_of_page(
            self.library,
            user_id=self.request.user.pk,
            page=self.request.resolver_match.url_name,
            target_id=self.kwargs.get("pk"),
            now=timezone.now(),
        )
        self.library.unread_count -= read

    def check_role(self) -> None:
        if self.staff_role is None or self.scope.is_staff_of(self.library.pk, self.staff_role):
            return
        if self.scope.is_staff_of(self.library.pk):
            raise PermissionDenied(_("Your role in this library does not allow that."))
        raise Http404

    @property
    def is_staff(self) -> bool:
        return self.scope.is_staff_of(self.library.pk)

    @property
    def can_edit(self) -> bool:
        return self.scope.is_staff_of(self.library.pk, LibraryRole.COORDINATOR)

    def visible(self, model: type[Row]) -> models.QuerySet[Row]:
        return model._default_manager.visible_to(self.scope, library=self.library)

    def editable(self, model: type[Row]) -> models.QuerySet[Row]:
        return model._default_manager.editable_by(self.scope, library=self.library)

    def find(self, rows: models.QuerySet[Row] | type[Row], **lookup: Any) -> Row:
        """The visible row; 404 when there is none."""
        if isinstance(rows, type):
            rows = self.visible(rows)
        row = get_object_or_404(rows, **(lookup or {"pk": self.kwargs["pk"]}))
        self.stand_in_partnership_of(row)
        return row

    def find_editable(self, model: type[Row], **lookup: Any) -> Row:
        """The row to change: 404 when it cannot be seen, 403 when it can be seen but not changed."""
        lookup = lookup or {"pk": self.kwargs["pk"]}
        row = self.editable(model).filter(**lookup).first()
        if row is not None:
            self.stand_in_partnership_of(row)
            return row
        self.find(model, **lookup)
        raise PermissionDenied(_("You may look at this, but not change it."))

    def stand_in_partnership_of(self, row: models.Model) -> None:
        """The first row found says in which partnership the page stands: its frame leads to the sections."""
        if getattr(self.request, "partnership_id", None) is None:
            found = row.pk if isinstance(row, Partnership) else getattr(row, "partnership_id", None)
            self.request.partnership_id = found  # type: ignore[attr-defined]
