"""What a partnership's pages of agenda, plan and figures are called, and where they stand."""

from django.utils.translation import gettext_lazy as _

from partners.sections import AGENDA, FIGURES, PLAN, Section, members

SECTIONS = (
    Section("agenda", _("Agenda"), AGENDA, 10, also=("agendas", "signatures")),
    Section("goals", _("Goals"), AGENDA, 20, also=("goals", "strategies")),
    Section("decisions", _("Decisions"), AGENDA, 30, who=members, also=("decisions",)),
    Section("roles", _("Who does what"), PLAN, 10, also=("roles",)),
    Section("commitments", _("Commitments"), PLAN, 20, also=("commitments",)),
    Section("activities", _("Activities"), PLAN, 30, also=("activities",)),
    Section("activity_calendar", _("Calendar"), PLAN, 40),
    Section("activity_timeline", _("Year"), PLAN, 50),
    Section("plan_gaps", _("What is missing"), PLAN, 60),
    Section(
        "headlines",
        _("Headline figures"),
        FIGURES,
        10,
        also=("assignments", "measure-breakdowns", "measures", "notes", "targets"),
    ),
    Section(
        "reporting_calendar",
        _("Reporting calendar"),
        FIGURES,
        20,
        also=("claims", "extensions", "figures", "figures-brought", "periods", "reporting", "reports"),
    ),
)
