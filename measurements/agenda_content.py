"""The agenda as one document: what a version stores, and how it is shown. Pure: it reads rows it is given."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measurements.choices import RoleKind, TargetSpan
from partners.numbers import format_number

Content = dict[str, Any]

# The sections in reading order. Goals stand between the second and the third.
LABELS: dict[str, str | Promise] = {
    "problem": gettext_lazy("What is wrong today"),
    "vision": gettext_lazy("What we want to see"),
    "principles": gettext_lazy("How we work together"),
    "deciding": gettext_lazy("How we decide"),
    "rewards": gettext_lazy("What each of us gets"),
    "contacts": gettext_lazy("Whom to ask"),
}
OPENING = ("problem", "vision")


def compose(texts: Mapping[str, str], goals: Iterable[Any]) -> Content:
    """What a version freezes: the sections, and goals with strategies, roles and measures as they are."""
    return {
        "sections": {key: texts.get(key, "") for key in LABELS},
        "goals": [
            {
                "id": goal.pk,
                "title": goal.title,
                "description": goal.description,
                "strategies": [strategy.title for strategy in goal.strategies.all()],
                "roles": [
                    {"organization": role.organization.name, "kind": role.kind} for role in goal.roles.all()
                ],
                "measures": [
                    {
                        "name": measure.name,
                        "unit": measure.unit,
                        "target": _newest_target(measure),
                    }
                    for measure in goal.measures.all()
                ],
            }
            for goal in goals
        ],
    }


def _newest_target(measure: Any) -> str | None:
    """What each period aims at, by the target that begins last."""
    values = [target.value for target in measure.targets.all() if target.span == TargetSpan.EACH_PERIOD]
    return f"{values[-1].normalize():f}" if values else None


def shown(content: Content) -> dict[str, Any]:
    """Sections and goals in the reader's language, as the page and the paper print them."""
    sections = content["sections"]
    return {
        "opening": [_section(key, sections) for key in OPENING],
        "goals": [shown_goal(goal) for goal in content["goals"]],
        "closing": [_section(key, sections) for key in LABELS if key not in OPENING],
    }


def shown_goal(goal: Content) -> dict[str, Any]:
    return {
        "title": goal["title"],
        "description": goal["description"],
        "strategies": goal["strategies"],
        "roles": [
            {"label": RoleKind(kind).label, "names": names} for kind, names in _by_kind(goal["roles"]).items()
        ],
        "measures": [_measure(measure) for measure in goal["measures"]],
    }


def section_texts(content: Content) -> dict[str, str]:
    """Each section by its label, for comparing."""
    return {str(LABELS[key]): content["sections"].get(key, "") for key in LABELS}


def goal_texts(content: Content) -> list[tuple[int, str, dict[str, str]]]:
    """Each goal as id, title and its texts by label, for comparing."""
    return [
        (
            goal["id"],
            goal["title"],
            {
                _("Goal"): goal["title"],
                _("What it means"): goal["description"],
                _("How we get there"): "\n".join(goal["strategies"]),
                _("Who does what"): "\n".join(
                    f"{role['label']}: {', '.join(role['names'])}" for role in shown_goal(goal)["roles"]
                ),
                _("How we measure it"): "\n".join(_measure(measure) for measure in goal["measures"]),
            },
        )
        for goal in content["goals"]
    ]


def _section(key: str, sections: Mapping[str, str]) -> dict[str, Any]:
    return {"key": key, "label": LABELS[key], "text": sections.get(key, "")}


def _by_kind(roles: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """The names for each kind of role, in the order of the kinds."""
    found: dict[str, list[str]] = {kind: [] for kind in RoleKind.values}
    for role in roles:
        found[role["kind"]].append(role["organization"])
    return {kind: sorted(names) for kind, names in found.items() if names}


def _measure(measure: Mapping[str, Any]) -> str:
    if measure["target"] is None:
        return str(measure["name"])
    return _("%(name)s: %(target)s %(unit)s") % {
        "name": measure["name"],
        "target": format_number(Decimal(measure["target"])),
        "unit": measure["unit"],
    }
