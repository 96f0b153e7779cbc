"""A library's staff. Managers only."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from partners.choices import LibraryRole
from partners.domain.factors import those_with_factor
from partners.domain.invitations import invite_staff, resend_invitation, withdraw_invitation
from partners.domain.libraries import change_staff_role, remove_staff
from partners.domain.versions import Stale
from partners.forms.staff import StaffInviteForm, StaffRoleForm
from partners.models import Invitation, LibraryMembership
from partners.views.editing import ChangeView, RowFormView, read_version
from partners.views.pages import LibraryPage


class StaffView(LibraryPage, TemplateView):
    template_name = "partners/staff/list.html"
    staff_role = LibraryRole.MANAGER

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = self.visible(Invitation).filter(person=None, token__used_at=None, token__revoked_at=None)
        memberships = list(
            self.visible(LibraryMembership).select_related("user").order_by("user__name", "pk")
        )
        return super().get_context_data(
            **kwargs,
            memberships=memberships,
            with_factor=those_with_factor([row.user_id for row in memberships]),
            invitations=list(waiting.select_related("token", "invited_by")),
            now=timezone.now(),
        )


class StaffPage(RowFormView):
    staff_role = LibraryRole.MANAGER

    def way_back(self) -> str:
        return self.to("staff")

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Staff"), "url": self.way_back()}]


class StaffInviteView(StaffPage):
    form_class = StaffInviteForm
    title = gettext_lazy("Invite somebody to the staff")
    lead = gettext_lazy("The invitation works once, for 14 days, and only for this address.")
    submit = gettext_lazy("Send the invitation")

    def carry_out(self, form: StaffInviteForm) -> Invitation:
        return invite_staff(self.library, by=self.request.user, now=timezone.now(), **form.cleaned_data)

    def said(self, saved: Invitation) -> str:
        return _("An invitation is on its way to %(email)s.") % {"email": saved.email}


class StaffRoleView(StaffPage, ChangeView):
    model = LibraryMembership
    form_class = StaffRoleForm
    submit = gettext_lazy("Save")

    @cached_property
    def title(self) -> str:
        return _("Change the role of %(name)s") % {"name": self.row.user.get_full_name()}

    def carry_out(self, form: StaffRoleForm) -> LibraryMembership:
        role = form.cleaned_data["role"]
        return change_staff_role(self.row, by=self.request.user, version=self.version, role=role)

    def said(self, saved: LibraryMembership) -> str:
        return _("%(name)s is now: %(role)s.") % {
            "name": saved.user.get_full_name(),
            "role": saved.get_role_display(),
        }

    def destination(self, saved: LibraryMembership) -> str:
        return _after_own_change(self, saved)


class StaffRemoveView(LibraryPage, View):
    """One button on the list of staff."""

    http_method_names = ["post"]
    staff_role = LibraryRole.MANAGER

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        membership = self.find(LibraryMembership)
        name = membership.user.get_full_name()
        try:
            remove_staff(membership, by=request.user, version=read_version(request))
        except Stale:
            messages.error(
                request, _("Somebody changed the role of %(name)s first. Look again.") % {"name": name}
            )
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("%(name)s is no longer on the staff.") % {"name": name})
            return redirect(_after_own_change(self, membership))
        return redirect(self.to("staff"))


class InvitationActionView(LibraryPage, View):
    """One button beside an invitation. Those to the staff are for managers."""

    http_method_names = ["post"]
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        invitation = self.find_editable(Invitation)
        if invitation.person is None and not self.scope.is_staff_of(self.library.pk, LibraryRole.MANAGER):
            raise PermissionDenied(_("Your role in this library does not allow that."))
        try:
            messages.success(request, self.act(invitation))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        if invitation.person is None:
            return redirect(self.to("staff"))
        return redirect(self.to("organization", invitation.person.organization_id))

    def act(self, invitation: Invitation) -> str:
        raise NotImplementedError


class InvitationResendView(InvitationActionView):
    def act(self, invitation: Invitation) -> str:
        sent = resend_invitation(invitation, by=self.request.user, now=timezone.now())
        return _("A new invitation is on its way to %(email)s. The older link no longer works.") % {
            "email": sent.email
        }


class InvitationWithdrawView(InvitationActionView):
    def act(self, invitation: Invitation) -> str:
        withdraw_invitation(invitation, by=self.request.user, now=timezone.now())
        return _("The invitation to %(email)s no longer works.") % {"email": invitation.email}


def _after_own_change(view: LibraryPage, membership: LibraryMembership) -> str:
    """Who gave up their own role can no longer open the list of staff."""
    return view.to("staff") if membership.user_id != view.request.user.pk else "home"
