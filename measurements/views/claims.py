"""One figure: what it said before, and what is done when somebody says that it is wrong."""

from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from measurements.answers import answer_text
from measurements.breakdowns import kept_in_words, parts_in_words
from measurements.choices import ClaimKind, ClaimOutcome, ObservationState
from measurements.domain.claims import (
    ask_correction,
    contest_figure,
    may_be_contested,
    reopen_figure,
    settle_claim,
)
from measurements.forms.requests import ReasonForm, SettleForm
from measurements.models import Claim, Measure, Observation, Report, Revision, Slice
from partners.domain.versions import Stale
from partners.templatetags.ui import moment
from partners.views.editing import RowFormView, read_version
from partners.views.pages import LibraryPage


class FigureMixin(LibraryPage):
    """Finds a figure and its report."""

    staff_role = None

    @cached_property
    def observation(self) -> Observation:
        rows = self.visible(Observation).select_related(
            "measure", "given_by", "giver", "decided_by", "parts_accepted_by"
        )
        return self.find(rows, pk=self.kwargs["pk"])

    @cached_property
    def report(self) -> Report:
        return self.find(self.visible(Report).with_sheet(), pk=self.observation.report_id)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.library.time_zone)

    @property
    def is_own(self) -> bool:
        return self.report.is_filled_in_by(self.scope)

    @property
    def may_review(self) -> bool:
        return self.report.is_reviewed_by(self.scope)

    def crumbs(self) -> list[dict[str, Any]]:
        label = _("%(period)s report") % {"period": self.report.period.shown_label}
        return [{"label": label, "url": self.to("report", self.report.pk)}]


class FigureView(FigureMixin, TemplateView):
    """What a figure says and said, who gave and decided it, and what may be done."""

    template_name = "measurements/reports/figure.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        claims = list(
            self.visible(Claim).filter(observation=self.observation).select_related("made_by", "settled_by")
        )
        line = self.observation
        is_open = not any(claim.settled_at is None for claim in claims)
        return super().get_context_data(
            observation=line,
            report=self.report,
            answer=answer_text(line, line.measure),
            parts=self.parts(),
            is_own=self.is_own,
            may_review=self.may_review,
            claims=claims,
            may_contest=self.is_own and is_open and may_be_contested(line, self.zone, now=timezone.now()),
            may_correct=self.is_own and is_open and line.state == ObservationState.APPROVED,
            may_reopen=self.may_review and line.state == ObservationState.APPROVED,
            columns=[
                {"label": _("Until")},
                {"label": _("Answer"), "number": True},
                {"label": _("State")},
                {"label": _("Given by")},
                {"label": _("Why it was changed")},
            ],
            revisions=[_shown(row, line.measure) for row in self.revisions()],
            crumbs=[*self.crumbs(), {"label": line.measure.name}],
            **kwargs,
        )

    def parts(self) -> list[tuple[str, str]]:
        rows = self.visible(Slice).filter(observation=self.observation)
        known = rows.select_related("category__category_list__dimension")
        return parts_in_words(self.observation.measure, known)

    def revisions(self) -> list[Revision]:
        rows = self.visible(Revision).filter(observation=self.observation)
        return list(rows.select_related("given_by", "giver", "parts_accepted_by").order_by("-number"))


def _shown(row: Revision, measure: Measure) -> list[Any]:
    who = row.given_by.get_full_name()
    if row.giver is not None:
        who = _("%(giver)s, typed by %(typist)s") % {"giver": row.giver.name, "typist": who}
    said = [
        str(answer_text(row, measure)),
        *(f"{name} · {text}" for name, text in kept_in_words(measure, row.parts)),
        *_accepted(row),
    ]
    answer = format_html_join(mark_safe("<br>"), "{}", [(text,) for text in said])
    return [moment(row.replaced_at), answer, row.get_state_display(), who, row.why or None]


def _accepted(row: Revision) -> list[str]:
    if row.parts_accepted_by is None:
        return []
    words = _("%(name)s accepted that the parts do not add up: %(reason)s")
    return [words % {"name": row.parts_accepted_by.get_full_name(), "reason": row.parts_reason}]


class ClaimView(FigureMixin, RowFormView):
    """A partner says that a figure is wrong: contests what staff typed, or asks for a correction."""

    form_class = ReasonForm
    submit = gettext_lazy("Send it to the library")

    @cached_property
    def is_contest(self) -> bool:
        return may_be_contested(self.observation, self.zone, now=timezone.now())

    @property
    def title(self) -> str:
        return _("Contest this figure") if self.is_contest else _("Ask for a correction")

    @property
    def lead(self) -> str:
        return f"{self.observation.measure.name}: {answer_text(self.observation, self.observation.measure)}"

    def get_form_kwargs(self) -> dict[str, Any]:
        if not self.is_own:
            raise PermissionDenied(_("Only the organization's own people fill in its report."))
        help_text = (
            _("The figure leaves all totals until the library has settled it.")
            if self.is_contest
            else _("The figure counts until the library opens it for you.")
        )
        return super().get_form_kwargs() | {"label": _("What is wrong?"), "help_text": help_text}

    def carry_out(self, form: ReasonForm) -> Claim:
        claim = contest_figure if self.is_contest else ask_correction
        return claim(self.observation, by=self.request.user, now=timezone.now(), **form.cleaned_data)

    def said(self, saved: Claim) -> str:
        if saved.kind == ClaimKind.CONTEST:
            return _("Contested. The figure is out of all totals until the library has settled it.")
        return _("Asked for. The library reads your reason and opens the figure, or answers why not.")

    def way_back(self) -> str:
        return self.to("figure", self.observation.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [*super().crumbs(), {"label": self.observation.measure.name, "url": self.way_back()}]


class ReopenView(FigureMixin, RowFormView):
    """Whoever reviews a figure gives it back although it was approved."""

    form_class = ReasonForm
    title = gettext_lazy("Open an approved figure")
    submit = gettext_lazy("Open it again")

    @property
    def lead(self) -> str:
        return f"{self.observation.measure.name}: {answer_text(self.observation, self.observation.measure)}"

    def get_form_kwargs(self) -> dict[str, Any]:
        if not self.may_review:
            raise PermissionDenied(_("The library's coordinators and the backbone decide about this."))
        help_text = _("The organization reads this. What the figure says now is kept.")
        return super().get_form_kwargs() | {"help_text": help_text}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(version=self.observation.version, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        try:
            return self.form_valid(form) if form.is_valid() else self.form_invalid(form)
        except Stale:
            form.add_error(None, _("This changed since you opened the page. Look at it again."))
            del self.observation
            return self.form_invalid(form)

    def carry_out(self, form: ReasonForm) -> Observation:
        return reopen_figure(
            self.observation,
            by=self.request.user,
            now=timezone.now(),
            version=read_version(self.request),
            **form.cleaned_data,
        )

    def said(self, saved: Observation) -> str:
        return _("%(measure)s is open again and no longer counts.") % {"measure": saved.measure.name}

    def way_back(self) -> str:
        return self.to("figure", self.observation.pk)


class SettleView(FigureMixin, RowFormView):
    """What becomes of a claim."""

    form_class = SettleForm
    submit = gettext_lazy("Settle it")

    @cached_property
    def claim(self) -> Claim:
        rows = self.visible(Claim).select_related("made_by", "observation")
        return self.find(rows, pk=self.kwargs["pk"])

    @cached_property
    def observation(self) -> Observation:
        return self.find(self.visible(Observation).select_related("measure"), pk=self.claim.observation_id)

    @property
    def title(self) -> str:
        return self.claim.get_kind_display()

    @property
    def lead(self) -> str:
        words = _("%(measure)s: %(answer)s. %(who)s: “%(reason)s”")
        return words % {
            "measure": self.observation.measure.name,
            "answer": answer_text(self.observation, self.observation.measure),
            "who": self.claim.made_by.get_full_name(),
            "reason": self.claim.reason,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        if not self.may_review:
            raise PermissionDenied(_("The library's coordinators and the backbone decide about this."))
        return super().get_form_kwargs()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(version=self.claim.version, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        try:
            return self.form_valid(form) if form.is_valid() else self.form_invalid(form)
        except Stale:
            form.add_error(None, _("This changed since you opened the page. Look at it again."))
            del self.claim
            return self.form_invalid(form)

    def carry_out(self, form: SettleForm) -> Claim:
        return settle_claim(
            self.claim,
            by=self.request.user,
            now=timezone.now(),
            version=read_version(self.request),
            **form.cleaned_data,
        )

    def said(self, saved: Claim) -> str:
        if saved.outcome == ClaimOutcome.REOPENED:
            return _("The figure is open again and no longer counts.")
        return _("The figure stays as it is and counts.")

    def way_back(self) -> str:
        return self.to("report_review", self.report.pk)
