"""Accounts: administrators make other administrators and close accounts; people come by invitation."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from partners.admin.base import ReadOnlyAdmin
from partners.domain.factors import reset_factor
from partners.domain.users import close_account, reopen_account
from partners.models import User
from partners.views.factors import tell_of_reset

# Roles here come from libraries; groups and hand-made addresses would be a second way.
admin.site.unregister([Group, EmailAddress, UserSession, Authenticator])


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ["email", "name", "language", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "language"]
    search_fields = ["email", "name"]
    exclude = ["password", "groups", "user_permissions"]
    actions = ["close_accounts", "reopen_accounts", "reset_factors"]

    @admin.action(description=_("Close accounts: they can no longer sign in"))
    def close_accounts(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            if user == request.user:
                messages.error(request, _("You cannot close your own account."))
                continue
            close_account(user, by=request.user)

    @admin.action(description=_("Open closed accounts again"))
    def reopen_accounts(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            reopen_account(user, by=request.user)

    @admin.action(description=_("Take away a lost second factor"))
    def reset_factors(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            try:
                reset_factor(user, by=request.user)
            except ValidationError as refusal:
                messages.error(request, " ".join(refusal.messages))
                continue
            tell_of_reset(request, user)
            text = _("%(name)s signs in without a second factor until they add a new one.")
            messages.success(request, text % {"name": user.get_full_name()})
