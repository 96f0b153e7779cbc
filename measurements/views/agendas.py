"""The agenda to read: the version in force, older ones, what differs, and on paper."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from measurements.agenda_content import LABELS, Content, compose, goal_texts, section_texts, shown
from measurements.differences import compare_goals, compare_parts
from measurements.models import AgendaDraft, AgendaVersion, Goal, Signature
from measurements.signing import Signer, counts, signers_of
from measurements.unsigned import SIGNING_ROLES
from partners.access import Scope
from partners.choices import LibraryRole
from partners.models import Library, Member, Organization, Partnership
from partners.views.pages import LibraryPage

DRAFT = "draft"


def may_sign_for(scope: Scope, library: Library, organization: Organization) -> bool:
    """Its contacts and approvers sign for an organization; coordinators for the library itself."""
    if organization.pk in scope.organizations_as(*SIGNING_ROLES):
        return True
    return organization.is_own and scope.is_staff_of(library.pk, LibraryRole.COORDINATOR)


class AgendaPage(LibraryPage):
    """What the pages about one partnership's agenda share."""

    staff_role = None

    @cached_property
    def partnership(self) -> Partnership:
        drafts = self.visible(AgendaDraft).filter(partnership=OuterRef("pk"))
        rows = self.visible(Partnership).annotate(has_draft=Exists(drafts))
        return self.find(rows, pk=self.partnership_id)

    @property
    def partnership_id(self) -> int:
        return self.kwargs["pk"]

    @property
    def may_change(self) -> bool:
        return self.can_edit or self.partnership.pk in self.scope.backbone_ids

    @property
    def sees_members(self) -> bool:
        return self.is_staff or self.partnership.pk in self.scope.partnership_ids

    @cached_property
    def versions(self) -> list[AgendaVersion]:
        return list(self.visible(AgendaVersion).filter(partnership=self.partnership).defer("content"))

    def crumbs(self, *last: str) -> list[dict[str, Any]]:
        """The way here; `last` names the pages below the agenda's own."""
        way = [{"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)}]
        agenda = {"label": _("Agenda")}
        if not last:
            return [*way, agenda]
        agenda["url"] = self.to("agenda", self.partnership.pk)
        return [*way, agenda, *({"label": label} for label in last)]

    def draft_content(self, draft: AgendaDraft) -> Content:
        goals = self.visible(Goal).filter(partnership=self.partnership).open().with_plan()
        return compose({key: getattr(draft, key) for key in LABELS}, goals)


class VersionPage(AgendaPage):
    """A page about one version, named by its address."""

    @cached_property
    def version(self) -> AgendaVersion | None:
        return self.find(AgendaVersion)

    @property
    def partnership_id(self) -> int:
        return self.version.partnership_id

    @cached_property
    def signers(self) -> list[Signer]:
        if self.version is None:
            return []
        members = self.visible(Member).filter(partnership=self.partnership).select_related("organization")
        signatures = self.visible(Signature).filter(agenda_version=self.version)
        return signers_of(self.version, members, signatures, on=self.today)


class AgendaVersionView(VersionPage, TemplateView):
    """One version: its words, who signed, and a button for whoever may sign now."""

    template_name = "measurements/agendas/version.html"

    @cached_property
    def is_latest(self) -> bool:
        return self.version is not None and self.versions[0].pk == self.version.pk

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        signed, asked = counts(self.signers)
        version = self.version
        return super().get_context_data(
            **kwargs,
            partnership=self.partnership,
            version=version,
            is_latest=self.is_latest,
            text=shown(version.content) if version else None,
            signers=self.signers if self.sees_members else [],
            signed=signed,
            asked=asked,
            signable=self.signable(),
            versions=self.versions,
            may_change=self.may_change,
            can_edit=self.can_edit,
            sees_members=self.sees_members,
            crumbs=self.crumbs(*([] if self.is_latest else [self.words])),
        )

    @property
    def words(self) -> str:
        return _("Version %(number)s") % {"number": self.version.number} if self.version else ""

    def signable(self) -> list[Signer]:
        """The organizations that the reader may sign for now."""
        if not self.is_latest:
            return []
        return [
            signer
            for signer in self.signers
            if signer.state == "unsigned"
            and may_sign_for(self.scope, self.library, signer.member.organization)
        ]


class AgendaView(AgendaVersionView):
    """The partnership's agenda: its latest version, or how to begin."""

    @property
    def partnership_id(self) -> int:
        return self.kwargs["pk"]

    @cached_property
    def version(self) -> AgendaVersion | None:
        return self.versions[0] if self.versions else None

    @property
    def words(self) -> str:
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"crumbs": self.crumbs()}


class AgendaDraftView(AgendaPage, TemplateView):
    """The draft as the next version would read."""

    template_name = "measurements/agendas/draft.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = self.find(AgendaDraft, partnership_id=self.partnership.pk)
        content = self.draft_content(draft)
        return super().get_context_data(
            **kwargs,
            partnership=self.partnership,
            draft=draft,
            text=shown(content),
            number=self.versions[0].number + 1 if self.versions else 1,
            latest=self.versions[0] if self.versions else None,
            may_change=self.may_change,
            missing=[
                *(LABELS[key] for key in ("problem", "vision") if not content["sections"][key]),
                *([] if content["goals"] else [_("a goal")]),
            ],
            crumbs=self.crumbs(_("Draft")),
        )


class AgendaCompareView(AgendaPage, TemplateView):
    """Any two versions, or one and the draft, with what came and what went marked."""

    template_name = "measurements/agendas/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        choices = self.choices()
        before, after = self.asked("from"), self.asked("to")
        if before is None and after is None and choices:
            before, after = choices[min(1, len(choices) - 1)][0], choices[0][0]
        labels = dict(choices)
        if not {before, after} <= set(labels):
            raise Http404
        old, new = self.contents(before, after)
        goals = compare_goals(goal_texts(old), goal_texts(new))
        parts = compare_parts(section_texts(old), section_texts(new))
        return super().get_context_data(
            **kwargs,
            partnership=self.partnership,
            choices=choices,
            before=before,
            after=after,
            before_label=labels[before],
            after_label=labels[after],
            parts=parts,
            goals=goals,
            is_changed=any(part.is_changed for part in parts) or any(goal.is_changed for goal in goals),
            crumbs=self.crumbs(_("Compare")),
        )

    def asked(self, name: str) -> str | None:
        return self.request.GET.get(name)

    def choices(self) -> list[tuple[str, str]]:
        """What can be compared, the newest first."""
        draft = [(DRAFT, _("Draft"))] if self.partnership.has_draft else []
        versions = [
            (str(row.number), _("Version %(number)s") % {"number": row.number}) for row in self.versions
        ]
        return [*draft, *versions]

    def contents(self, *asked: str) -> list[Content]:
        numbers = [int(one) for one in asked if one != DRAFT]
        rows = self.visible(AgendaVersion).filter(partnership=self.partnership, number__in=numbers)
        found = {str(row.number): row.content for row in rows}
        if DRAFT in asked:
            found[DRAFT] = self.draft_content(self.find(AgendaDraft, partnership_id=self.partnership.pk))
        return [found[one] for one in asked]


class AgendaPaperView(VersionPage, TemplateView):
    """One version as a document to print, with signatures and lines for those that are missing."""

    template_name = "measurements/agendas/paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        number = _("Version %(number)s") % {"number": self.version.number}
        crumbs = self.crumbs(number, _("On paper"))
        crumbs[-2]["url"] = reverse("agenda_version", args=[self.library.slug, self.version.pk])
        return super().get_context_data(
            **kwargs,
            partnership=self.partnership,
            version=self.version,
            text=shown(self.version.content),
            signers=[signer for signer in self.signers if self.sees_members and signer.state != "left"],
            printed_on=self.today,
            crumbs=crumbs,
        )
