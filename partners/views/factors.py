"""A second factor that is lost: what its owner can do, and a manager's help."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.internal.stagekit import get_pending_stage
from allauth.mfa.stages import AuthenticateStage
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partners.choices import LibraryRole
from partners.domain.factors import helpers_of, reset_colleagues_factor
from partners.models import LibraryMembership, User
from partners.views.pages import LibraryPage


class LostFactorView(TemplateView):
    """The ways back in. Whom to ask by name is shown to those who have given their password."""

    template_name = "partners/account/lost_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self._known()
        helpers = helpers_of(user) if user else []
        return super().get_context_data(helpers=helpers, is_known=bool(user), **kwargs)

    def _known(self) -> User | None:
        if self.request.user.is_authenticated:
            return self.request.user
        stage = get_pending_stage(self.request)
        return stage.login.user if stage and stage.key == AuthenticateStage.key else None


class FactorResetView(LibraryPage, TemplateView):
    """A manager takes away the factor that a colleague lost; it cannot be undone, so it is asked first."""

    template_name = "partners/staff/factor_reset.html"
    staff_role = LibraryRole.MANAGER

    @cached_property
    def membership(self) -> LibraryMembership:
        return self.find(self.visible(LibraryMembership).select_related("user"), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._ask_who_is_there()
        return super().get(request, *args, **kwargs)

    def _ask_who_is_there(self) -> None:
        # After the row was found: nobody is asked for a password to learn that there is no such page.
        if self.membership:
            raise_if_reauthentication_required(self.request, app="allauth.mfa")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [{"label": _("Staff"), "url": self.to("staff")}, {"label": _("Lost second factor")}]
        return super().get_context_data(colleague=self.membership.user, crumbs=crumbs, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._ask_who_is_there()
        colleague = self.membership.user
        try:
            reset_colleagues_factor(self.membership, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(self.to("staff"))
        tell_of_reset(request, colleague)
        text = _("%(name)s signs in without a second factor until they add a new one.")
        messages.success(request, text % {"name": colleague.get_full_name()})
        return redirect(self.to("staff"))


def tell_of_reset(request: HttpRequest, colleague: User) -> None:
    """Both hear of it by mail: whoever did not ask can object."""
    words = {"helper": request.user.get_full_name(), "colleague": colleague.get_full_name()}
    adapter = get_adapter(request)
    adapter.send_notification_mail("mfa/email/factor_reset", colleague, words)
    adapter.send_notification_mail("mfa/email/factor_reset_done", request.user, words)
