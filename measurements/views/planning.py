"""What the pages of a partnership's plan share: who asks, and the way back."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property

from measurements.models import Goal
from partners.access import REPORTING_ROLES
from partners.models import Organization, Partnership
from partners.views.pages import LibraryPage


class PlanRows(LibraryPage):
    """Who asks about one partnership's plan."""

    staff_role = None

    @cached_property
    def partnership(self) -> Partnership:
        return self.find(Partnership)

    @cached_property
    def today(self) -> date:
        return super().today

    @cached_property
    def now(self) -> Any:
        return timezone.now()

    @property
    def may_change(self) -> bool:
        """The library's coordinators and the backbone make the plan."""
        return self.can_edit or self.partnership.pk in self.scope.backbone_ids

    @property
    def sees_members(self) -> bool:
        """Funders read the plan, not each evening's count."""
        return self.is_staff or self.partnership.pk in self.scope.partnership_ids

    def is_own(self, organization: Organization) -> bool:
        """Whether the user speaks for this organization; at the library its coordinators do."""
        if organization.pk in self.scope.organizations_as(*REPORTING_ROLES):
            return True
        return organization.is_own and self.can_edit

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)}]


class PlanPage(PlanRows):
    """A page of the plan."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        frame = {
            "partnership": self.partnership,
            "may_change": self.may_change,
            "sees_members": self.sees_members,
            "crumbs": self.crumbs(),
        }
        return super().get_context_data(**(frame | kwargs))


def goals_of(page: PlanRows) -> list[Goal]:
    return list(page.visible(Goal).open().filter(partnership=page.partnership))
