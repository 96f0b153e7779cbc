"""Second factors: who must have one, and how one that is lost is taken away."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext as _

from partners import audit
from partners.choices import LibraryRole
from partners.domain.sessions import end_sessions
from partners.models import LibraryMembership, User

# Recovery codes alone are no factor: they only stand in for one.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def lacks_required_factor() -> ExpressionWrapper:
    """For a query of users: managers whose library asks for a factor, and administrators, without one."""
    strict = LibraryMembership.objects.filter(user=OuterRef("pk"), library__requires_second_factor=True)
    is_asked = Q(Exists(strict.filter(role=LibraryRole.MANAGER)))
    if settings.REQUIRE_SECOND_FACTOR_FOR_ADMIN:
        is_asked |= Q(is_staff=True)
    else:
        is_asked |= Q(Exists(strict), is_staff=True)
    has_one = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    return ExpressionWrapper(is_asked & ~Q(Exists(has_one)), output_field=BooleanField())


def user_with_demand(pk: int) -> User | None:
    """The user, with `must_add_factor`: one query, like without it."""
    return User.objects.annotate(must_add_factor=lacks_required_factor()).filter(pk=pk).first()


def has_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def those_with_factor(user_ids: list[int]) -> set[int]:
    rows = Authenticator.objects.filter(user_id__in=user_ids, type__in=FACTORS)
    return set(rows.values_list("user_id", flat=True))


def helpers_of(user: User) -> list[User]:
    """Who can take a lost factor away: the other managers of the person's libraries."""
    libraries = LibraryMembership.objects.filter(user=user).values("library_id")
    managers = User.objects.filter(
        library_memberships__library__in=libraries,
        library_memberships__role=LibraryRole.MANAGER,
        is_active=True,
    )
    return list(managers.exclude(pk=user.pk).distinct().order_by("name", "pk"))


@transaction.atomic
def reset_colleagues_factor(membership: LibraryMembership, *, by: User) -> None:
    """A manager takes away what a colleague lost; refuses what opens more than this library."""
    user = membership.user
    elsewhere = user.library_memberships.exclude(library_id=membership.library_id).exists()
    if user.is_staff or elsewhere:
        raise ValidationError(
            _("%(name)s has duties beyond this library: only a site administrator can do this.")
            % {"name": user.get_full_name()}
        )
    _reset(user, by=by, subject=membership)


@transaction.atomic
def reset_factor(user: User, *, by: User | None) -> None:
    """A site administrator, or whoever runs the server (`by` is None), takes a lost factor away."""
    _reset(user, by=by, subject=user)


@transaction.atomic
def note_sign_in_change(user: User, *, action: str) -> None:
    """Write down that somebody changed how they sign in."""
    audit.record(by=user, action=action, subject=user)


def _reset(user: User, *, by: User | None, subject: User | LibraryMembership) -> None:
    if by == user:
        raise ValidationError(_("Your own second factor is removed on your account's page, with a code."))
    if not has_factor(user):
        raise ValidationError(_("%(name)s has no second factor.") % {"name": user.get_full_name()})
    Authenticator.objects.filter(user=user).delete()
    # Whoever has the lost phone may be signed in on it.
    end_sessions(user, by=by)
    audit.record(by=by, action="user.factor_reset", subject=subject)
