"""One agreement with the promises that are its lines, on the screen and on paper, and the board's memo."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from measurements.models import Commitment
from measurements.promises import sessions_kept
from measurements.views.commitments import amount_of
from partners.choices import AgreementStatus, AgreementTopic, TopicState
from partners.history import told
from partners.models import Agreement, AgreementParty, AgreementPoint, AuditEvent
from partners.terms import ENDS_SOON, RUNNING, days_left, notice_by, review_within, status_of
from partners.views.agreement_rows import (
    agreement_row,
    days_words,
    follows_words,
    has_left,
    signatures_words,
    state_of,
    term_words,
)
from partners.views.pages import LibraryPage

MOST_LINES = 200
MOST_ON_MEMO = 100
HISTORY_LENGTH = 20


class AgreementPages(LibraryPage, TemplateView):
    """What the pages about agreements tell of their lines."""

    staff_role = None

    def lines(self, agreements: Sequence[Agreement]) -> dict[int, list[dict[str, Any]]]:
        """By agreement, what is promised in it and what became of that so far."""
        rows = list(
            self.visible(Commitment)
            .filter(agreement__in=[agreement.pk for agreement in agreements])
            .select_related("organization")
            .order_by("organization__name_key", "starts_on", "pk")[:MOST_LINES]
        )
        kept = sessions_kept(
            rows, until=self.today, now=timezone.now(), zone=ZoneInfo(self.library.time_zone)
        )
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for row in rows:
            found[row.agreement_id or 0].append(
                {
                    "organization": row.organization.name,
                    "title": row.title,
                    "amount": amount_of(row) or row.get_kind_display(),
                    "given": _given(kept.get(row.pk)),
                    "is_confirmed": row.is_confirmed,
                }
            )
        return found


class AgreementView(AgreementPages):
    """Parties, term, what follows, lines, papers; for those who may change it the checklist and history."""

    template_name = "partners/agreements/detail.html"

    @cached_property
    def agreement(self) -> Any:
        rows = self.visible(Agreement).kept().with_term().select_related("partnership", "owner")
        return self.find(rows)

    @property
    def may_change(self) -> bool:
        return self.can_edit or self.agreement.partnership_id in self.scope.backbone_ids

    @property
    def sees_all(self) -> bool:
        return self.is_staff or self.agreement.partnership_id in self.scope.backbone_ids

    @cached_property
    def parties(self) -> list[AgreementParty]:
        rows = self.visible(AgreementParty).filter(agreement=self.agreement)
        return list(rows.select_related("organization", "signer"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agreement, term = self.agreement, self.agreement.term
        status = status_of(term, on=self.today)
        return super().get_context_data(
            **kwargs,
            agreement=agreement,
            partnership=agreement.partnership,
            status=status,
            state=state_of(status),
            said=self.said(status),
            facts=self.facts(),
            parties=[{"party": party, "has_left": has_left(party)} for party in self.parties],
            chain=self.chain(),
            lines=self.lines([agreement])[agreement.pk],
            files=self.files(),
            may_change=self.may_change,
            sees_all=self.sees_all,
            sees_partnership=self.is_staff or agreement.partnership_id in self.scope.partnership_ids,
            may_renew=term.is_signed and term.ends_on is not None and not follows_words(agreement),
            is_running=status in RUNNING,
            is_removable=not any(party.signed_on for party in self.parties),
            crumbs=[
                {"label": _("Agreements"), "url": self.to("agreements")},
                {"label": agreement.name},
            ],
            **self.for_staff(),
        )

    def said(self, status: AgreementStatus) -> str:
        """What its state means today, in words."""
        agreement, term = self.agreement, self.agreement.term
        if not term.is_signed:
            signed = sum(party.signed_on is not None for party in self.parties)
            return signatures_words(signed, len(self.parties))
        said = [days_words(days_left(term, on=self.today)), follows_words(agreement)]
        if status == AgreementStatus.ENDED:
            said = [agreement.end_reason]
        return " · ".join(filter(None, said))

    def facts(self) -> list[dict[str, Any]]:
        agreement, term = self.agreement, self.agreement.term
        last_notice = notice_by(term, notice_days=agreement.notice_days)
        review = review_within(term, every_months=agreement.review_months, reviewed_on=agreement.reviewed_on)
        pairs = [
            (_("Term"), term_words(agreement)),
            (_("Signed by all on"), _day(agreement.last_signed_on if term.is_signed else None)),
            (_("Sent for signature"), _day(agreement.sent_on)),
            (_("Notice to end it"), _notice(agreement.notice_days, last_notice)),
            (_("Next review"), _day(review)),
            (_("Last review"), _reviewed(agreement)),
        ]
        if agreement.ended_on is not None:
            pairs.append((_("Why it ended early"), agreement.end_reason))
        if self.is_staff:
            pairs.append((_("Owner"), agreement.owner.get_full_name() if agreement.owner else ""))
        return [{"label": label, "value": value} for label, value in pairs if value]

    def chain(self) -> list[dict[str, Any]]:
        """What it renews and amends, and what renews and amends it, the earliest first."""
        agreement = self.agreement
        before = [pk for pk in (agreement.renews_id, agreement.amends_id) if pk]
        rows = self.visible(Agreement).kept().with_term()
        near = rows.filter(Q(pk__in=before) | Q(renews=agreement) | Q(amends=agreement))
        return [
            {
                "words": _relation(agreement, row),
                "agreement": row,
                "url": self.to("agreement", row.pk),
                "status": (status := status_of(row.term, on=self.today)),
                "state": state_of(status),
                "term": term_words(row),
            }
            for row in near.order_by("starts_on", "pk")
        ]

    def files(self) -> list[dict[str, Any]]:
        pk = self.agreement.pk
        return [
            {
                "name": file.name,
                "size": file.size,
                "url": self.to("agreement_file", pk, file.pk),
                "remove_url": self.to("agreement_file_remove", pk, file.pk) if self.may_change else "",
            }
            for file in self.agreement.files.kept()
        ]

    def for_staff(self) -> dict[str, Any]:
        if not self.sees_all:
            return {"points": [], "points_words": "", "events": []}
        points = dict(
            self.visible(AgreementPoint).filter(agreement=self.agreement).values_list("topic", "state")
        )
        return {
            "points": point_rows(points) if points else [],
            "points_words": counted_points(points),
            "events": told(self.history()) if self.is_staff else [],
        }

    def history(self) -> list[AuditEvent]:
        about = Q(subject_type="partners.agreement", subject_id=self.agreement.pk)
        parties = [party.pk for party in self.parties]
        about |= Q(subject_type="partners.agreementparty", subject_id__in=parties)
        return list(self.visible(AuditEvent).filter(about).select_related("actor")[:HISTORY_LENGTH])


class AgreementPaperView(AgreementView):
    """The agreement on US Letter, with lines for what is not signed yet."""

    template_name = "partners/agreements/paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        back = {"label": self.agreement.name, "url": self.to("agreement", self.agreement.pk)}
        crumbs = [*context["crumbs"][:-1], back, {"label": _("On paper")}]
        return context | {"crumbs": crumbs, "printed_on": self.today}

    def for_staff(self) -> dict[str, Any]:
        return {}


class BoardMemoView(AgreementPages):
    """What ends within 90 days and is not decided yet, on paper, with room for the board's decision."""

    template_name = "partners/agreements/memo.html"
    staff_role = "viewer"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = (
            self.visible(Agreement)
            .kept()
            .with_term()
            .ending_within(ENDS_SOON.days, on=self.today)
            .undecided()
            .select_related("partnership")
            .prefetch_related("parties__organization", "parties__signer", "points")
            .order_by("sorted_by", "pk")
        )
        agreements = list(rows[:MOST_ON_MEMO])
        lines = self.lines(agreements)
        return super().get_context_data(
            **kwargs,
            rows=[self.entry(row) | {"lines": lines[row.pk]} for row in agreements],
            printed_on=self.today,
            crumbs=[{"label": _("Agreements"), "url": self.to("agreements")}, {"label": _("Board memo")}],
        )

    def entry(self, agreement: Agreement) -> dict[str, Any]:
        points = {point.topic: point.state for point in agreement.points.all()}
        last_notice = notice_by(agreement.term, notice_days=agreement.notice_days)
        return agreement_row(self, agreement) | {
            "notice": _notice(agreement.notice_days, last_notice),
            "reviewed": _reviewed(agreement),
            "points": counted_points(points),
        }


def point_rows(points: dict[str, str]) -> list[dict[str, Any]]:
    states = dict(TopicState.choices)
    return [
        {"label": label, "value": states.get(points.get(topic, ""), _("Not looked at yet"))}
        for topic, label in AgreementTopic.choices
    ]


def counted_points(points: dict[str, str]) -> str:
    """ "5 fully in place, 2 partially, 1 not in place"; counts beside one another, never a total."""
    counts = Counter(points.values())
    open_count = len(AgreementTopic.choices) - len(points)
    said = [
        (counts[TopicState.FULL], _("%(n)s fully in place")),
        (counts[TopicState.PARTIAL], _("%(n)s partially")),
        (counts[TopicState.ABSENT], _("%(n)s not in place")),
        (counts[TopicState.NOT_RELEVANT], _("%(n)s not relevant")),
        (open_count if points else 0, _("%(n)s not looked at yet")),
    ]
    return ", ".join(words % {"n": count} for count, words in said if count)


def _given(kept: Any) -> str:
    if kept is None or not kept.expected:
        return ""
    words = ngettext(
        "%(held)s of %(count)s session held", "%(held)s of %(count)s sessions held", kept.expected
    )
    return words % {"held": kept.held, "count": kept.expected}


def _day(value: Any) -> str:
    return date_format(value) if value else ""


def _notice(days: int | None, last: Any) -> str:
    if days is None:
        return ""
    words = ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    return _("%(days)s, at the latest on %(last)s") % {"days": words, "last": _day(last)} if last else words


def _reviewed(agreement: Agreement) -> str:
    return "\n".join(filter(None, [_day(agreement.reviewed_on), agreement.review_note]))


def _relation(agreement: Agreement, other: Agreement) -> str:
    if other.pk == agreement.renews_id:
        return _("Renews")
    if other.pk == agreement.amends_id:
        return _("Amends")
    return _("Renewed by") if other.renews_id == agreement.pk else _("Amended by")
