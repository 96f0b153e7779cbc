"""What somebody was told in one library: the new ones first, and what they have read of it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from partners.domain.notices import read_all_notices, unread_notices_read_at
from partners.models import Notice
from partners.views.moments import asked_moment
from partners.views.newest import page_by_moment
from partners.views.pages import LibraryPage
from partners.views.undo import say_undoable

READ = "read"


class NoticesView(LibraryPage, TemplateView):
    """Two lists: what is new, and what was read already."""

    template_name = "partners/notices/list.html"
    staff_role = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_read = self.request.GET.get("show") == READ
        rows = self.visible(Notice).select_related("by")
        rows = rows.exclude(read_at=None) if is_read else rows.unread()
        page = page_by_moment(rows, self.request.GET, field="at")
        for notice in page.rows:
            notice.library = self.library
        return super().get_context_data(
            **kwargs,
            page=page,
            is_read=is_read,
            unread_count=self.library.unread_count,
            tabs=self.tabs(is_read),
        )

    def tabs(self, is_read: bool) -> list[dict[str, Any]]:
        url = self.to("notices")
        return [
            {
                "label": _("Unread"),
                "url": url,
                "is_current": not is_read,
                "count": self.library.unread_count or None,
            },
            {"label": _("Read"), "url": f"{url}?show={READ}", "is_current": is_read},
        ]


class NoticesReadView(LibraryPage, View):
    http_method_names = ["post"]
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        now = timezone.now()
        count = read_all_notices(self.library, by=request.user, now=now)
        if count:
            said = ngettext("%(count)s notice is read.", "%(count)s notices are read.", count)
            undo_url = f"{self.to('notices_unread')}?{urlencode({'at': now.isoformat()})}"
            say_undoable(request, said % {"count": count}, undo_url=undo_url)
        return redirect(self.to("notices"))


class NoticesUnreadView(LibraryPage, View):
    """Takes back what was marked as read in one step; the step is named by its moment."""

    http_method_names = ["post"]
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at = asked_moment(request.GET.get("at", ""))
        count = unread_notices_read_at(self.library, by=request.user, at=at) if at else 0
        if count:
            said = ngettext("%(count)s notice is new again.", "%(count)s notices are new again.", count)
            messages.success(request, said % {"count": count})
        else:
            messages.error(request, _("There is nothing to bring back."))
        return redirect(self.to("notices"))
