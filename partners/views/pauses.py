"""Members that rest: from when, until when, and why."""

from typing import Any

from django.contrib import messages
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.domain.pauses import change_pause, end_pause, pause_member, take_back_pause
from partners.forms.members import PauseForm
from partners.models import Member, MemberPause
from partners.views.editing import ChangeView
from partners.views.members import MemberPage, MemberStep


class PauseAddView(MemberPage):
    form_class = PauseForm
    submit = gettext_lazy("Pause")

    @cached_property
    def member(self) -> Member:
        return self.find_editable(Member)

    @cached_property
    def title(self) -> str:
        return _("Pause %(name)s") % {"name": self.member.organization.name}

    @property
    def lead(self) -> str:  # type: ignore[override]
        return _("Nothing falls due in a pause, nobody is reminded, and nothing piles up after it.")

    def get_initial(self) -> dict[str, Any]:
        return {"starts_on": self.today}

    def carry_out(self, form: PauseForm) -> MemberPause:
        return pause_member(self.member, by=self.request.user, **form.given())

    def said(self, saved: MemberPause) -> str:
        return said_of(saved)


class PauseChangeView(MemberPage, ChangeView):
    model = MemberPause
    form_class = PauseForm
    submit = gettext_lazy("Save")

    @property
    def member(self) -> Member:
        return self.row.member

    @cached_property
    def title(self) -> str:
        return _("Change the pause of %(name)s") % {"name": self.member.organization.name}

    def carry_out(self, form: PauseForm) -> MemberPause:
        return change_pause(self.row, by=self.request.user, version=self.version, values=form.given())

    def said(self, saved: MemberPause) -> str:
        return said_of(saved)


class PauseEndView(MemberStep):
    """The organization is back today."""

    model = MemberPause

    def step(self) -> None:
        end_pause(self.row, by=self.request.user, on=self.today)
        messages.success(self.request, _("%(name)s is back.") % {"name": self.row.member.organization.name})


class PauseTakeBackView(MemberStep):
    """As if there had been none; what it kept from falling due is asked again."""

    model = MemberPause

    def step(self) -> None:
        take_back_pause(self.row, by=self.request.user, version=self.version)
        messages.success(self.request, _("There is no pause any more. What is due is asked again."))


def said_of(pause: MemberPause) -> str:
    names = {"name": pause.member.organization.name, "day": date_format(pause.starts_on)}
    if pause.ends_on is None:
        return _("%(name)s pauses from %(day)s on.") % names
    words = _("%(name)s pauses from %(day)s until %(last)s.")
    return words % (names | {"last": date_format(pause.ends_on)})
