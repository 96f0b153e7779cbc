"""What people type about an agreement."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.choices import AgreementStatus, AgreementTopic, TopicState
from partners.domain.agreements import FEWEST_PARTIES
from partners.forms.files import FilesField
from partners.forms.texts import DayInput, PlainText
from partners.models import Agreement, Organization, Person, User
from partners.models.agreements import LONGEST_NOTICE, LONGEST_REVIEW
from partners.tables.agreements import EVERY, WITHIN

FIELDS = ("name", "summary", "starts_on", "ends_on", "goes_on", "notice_days", "review_months")


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput, **kwargs)


def _area(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class _TermForm(PlainText, forms.Form):
    """First and last day."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        typed = self.cleaned_data
        starts_on, ends_on = typed.get("starts_on"), typed.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("An agreement cannot end before it starts."))
        if typed.get("goes_on") and "ends_on" in typed and ends_on is None:
            self.add_error("ends_on", _("Say when the first term ends, or that it does not go on by itself."))
        return typed


class AgreementForm(_TermForm):
    name = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("For example: Rooms and tutors for the evening groups."),
    )
    parties = forms.MultipleChoiceField(
        label=_("Parties"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": _("An agreement has two parties or more.")},
        help_text=_("Two or more. The library is one like the others."),
    )
    summary = _area(_("What it is about"), required=False)
    starts_on = _day(_("Starts"))
    ends_on = _day(_("Ends"), required=False, help_text=_("The last day. Leave it empty if it has no end."))
    goes_on = forms.BooleanField(
        label=_("It goes on by itself after that day, until somebody ends it"), required=False
    )
    notice_days = forms.IntegerField(
        label=_("Days of notice to end it"), required=False, min_value=0, max_value=LONGEST_NOTICE
    )
    review_months = forms.IntegerField(
        label=_("Look at it again every … months"), required=False, min_value=1, max_value=LONGEST_REVIEW
    )
    owner = forms.ChoiceField(
        label=_("Owner"),
        required=False,
        help_text=_("Who of the staff is told when it ends. Without one, all managers are."),
    )
    files = FilesField()

    def __init__(
        self, *args: Any, organizations: Iterable[Organization], staff: Iterable[User] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organizations = {str(row.pk): row for row in organizations}
        self.staff = {str(user.pk): user for user in staff or ()}
        self.fields["parties"].choices = [(pk, row.name) for pk, row in self.organizations.items()]
        named = [(pk, user.get_full_name()) for pk, user in self.staff.items()]
        self.fields["owner"].choices = [("", _("Nobody")), *named]
        if staff is None:
            del self.fields["owner"]

    @staticmethod
    def initial_of(agreement: Agreement, *, parties: Iterable[int]) -> dict[str, Any]:
        return {name: getattr(agreement, name) for name in FIELDS} | {
            "parties": [str(pk) for pk in parties],
            "owner": str(agreement.owner_id or ""),
        }

    def clean_parties(self) -> list[str]:
        chosen = self.cleaned_data["parties"]
        if len(set(chosen)) < FEWEST_PARTIES:
            raise forms.ValidationError(_("An agreement has two parties or more."))
        return chosen

    def given(self) -> dict[str, Any]:
        """What the domain functions take."""
        typed = self.cleaned_data
        values = {name: typed[name] for name in FIELDS}
        if "owner" in self.fields:
            values["owner"] = self.staff.get(typed["owner"])
        return {
            "values": values,
            "parties": [self.organizations[pk] for pk in dict.fromkeys(typed["parties"])],
            "files": typed["files"],
        }


class SendForm(forms.Form):
    sent_on = _day(_("Sent on"), help_text=_("From then on its parties see it here."))


class SignForm(PlainText, forms.Form):
    signed_on = _day(_("Signed on"))
    signer = forms.ChoiceField(label=_("Who signed"), required=False)
    signer_name = forms.CharField(label=_("Name, if it is somebody else"), required=False, max_length=200)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        named = [(pk, person.name) for pk, person in self.people.items()]
        self.fields["signer"].choices = [("", _("Somebody else")), *named]
        if not self.people:
            del self.fields["signer"]
            self.fields["signer_name"].label = _("Who signed")

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors and not self.cleaned_data.get("signer") and not self.cleaned_data["signer_name"]:
            self.add_error("signer_name", _("Say who signed."))
        return self.cleaned_data

    def given(self) -> dict[str, Any]:
        signer = self.people.get(self.cleaned_data.get("signer", ""))
        name = "" if signer else self.cleaned_data["signer_name"]
        return {"signed_on": self.cleaned_data["signed_on"], "signer": signer, "signer_name": name}


class RenewForm(forms.Form):
    ends_on = _day(_("Ends"), required=False, help_text=_("The last day. Leave it empty if it has no end."))


class AmendForm(_TermForm):
    name = forms.CharField(label=_("Title"), max_length=200)
    summary = _area(_("What changes"))
    starts_on = _day(_("Starts"))
    ends_on = _day(_("Ends"), required=False, help_text=_("The last day. Leave it empty if it has no end."))


class EndForm(PlainText, forms.Form):
    ended_on = _day(_("Its last day"))
    reason = _area(_("Why"))


class ReviewForm(PlainText, forms.Form):
    reviewed_on = _day(_("Looked at again on"))
    note = _area(_("What the review found"), required=False)


class ChecklistForm(forms.Form):
    """One choice for each topic; none means that nobody has looked at it."""

    def __init__(self, *args: Any, states: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for topic, label in AgreementTopic.choices:
            self.fields[topic] = forms.ChoiceField(
                label=label,
                required=False,
                initial=(states or {}).get(topic, ""),
                choices=[("", _("Not looked at yet")), *TopicState.choices],
            )


class AgreementFilter(PlainText, forms.Form):
    """How the register is searched."""

    q = forms.CharField(label=_("Title"), required=False, max_length=200)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("Not over")), *AgreementStatus.choices, (EVERY, _("All"))],
    )
    ends = forms.ChoiceField(label=_("Ends within"), required=False)
    organization = forms.ChoiceField(label=_("Party"), required=False)
    partnership = forms.ChoiceField(label=_("Partnership"), required=False)

    def __init__(
        self,
        *args: Any,
        organizations: Iterable[tuple[int, str]],
        partnerships: Iterable[tuple[int, str]] | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        within = [(str(days), _("%(count)s days") % {"count": days}) for days in WITHIN]
        self.fields["ends"].choices = [("", _("Any time")), *within]
        self.fields["organization"].choices = [("", _("Every organization")), *_as_text(organizations)]
        self.fields["partnership"].choices = [("", _("Every partnership")), *_as_text(partnerships or ())]
        if partnerships is None:
            del self.fields["partnership"]


def _as_text(rows: Iterable[tuple[int, str]]) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in rows]
