"""The agenda, what is measured, and who does what."""

from tests.architecture.urls_table.page import (
    EDITORS,
    INSIDERS,
    LEADERS,
    MEMBERS,
    PUBLIC,
    READERS,
    REPORTERS,
    REVIEWERS,
    Page,
    done,
    only,
)

AGENDAS = [
    Page("agenda", MEMBERS, of="partnership"),
    # There is an agenda already: whoever leads is sent to it.
    Page("agenda_start", done(LEADERS), of="partnership"),
    Page("agenda_open", of="partnership", post=done(LEADERS)),
    Page("agenda_draft", READERS, of="partnership"),
    Page("agenda_change", LEADERS, of="partnership"),
    Page("agenda_discard", LEADERS, of="partnership"),
    Page("agenda_publish", LEADERS, of="partnership"),
    # Funders know one version only; there is nothing to compare it with.
    Page("agenda_compare", MEMBERS, of="partnership", states=("", "?from=1&to=draft")),
    Page("agenda_version", MEMBERS, of="agenda"),
    Page("agenda_paper", MEMBERS, of="agenda"),
    # Pia may sign for Maple; nobody signs for somebody else.
    Page(
        "agenda_sign",
        of="agenda",
        post=done(only("pia", mara=403, cole=403, vera=403, bea=403, fay=403)),
        data={"organization": "{organization.pk}"},
    ),
    Page("agenda_sign_on_paper", EDITORS, of="agenda"),
    Page("signature", MEMBERS, of="signature"),
    Page("signature_undo", EDITORS, of="signature"),
    Page("goals", MEMBERS, of="partnership"),
    Page("goal", MEMBERS, of="goal"),
    Page("goal_review", LEADERS, of="goal"),
    Page("goal_close", LEADERS, of="goal"),
    Page("goal_reopen", LEADERS, of="closed_goal"),
    Page("goal_move", of="goal", post=done(LEADERS), data={"to": "down"}),
    Page("strategy_add", LEADERS, of="goal"),
    Page("strategy_change", LEADERS, of="strategy"),
    Page("strategy_remove", of="strategy", post=done(LEADERS), data={"version": "{strategy.version}"}),
    Page("role_add", LEADERS, of="goal"),
    Page("role_remove", of="role", post=done(LEADERS)),
    Page("decisions", READERS, of="partnership", states=("", "?goal=1")),
    Page("decision_add", LEADERS, of="partnership"),
    # Decisions are not for funders: to them there is no such page.
    Page("decision_change", LEADERS | {"fay": 404}, of="decision"),
]


MEASURES = [
    Page("goal_add", LEADERS, of="partnership"),
    Page("goal_change", LEADERS, of="goal"),
    Page("measure_add", LEADERS, of="goal"),
    Page("measure_divide", LEADERS, of="goal"),
    Page("staff_figure_add", LEADERS, of="measure"),
    Page("measure_targets", LEADERS, of="measure"),
    Page("target_change", LEADERS, of="target"),
    Page("measure", MEMBERS, of="measure"),
    Page("measure_definitions", MEMBERS, of="measure", post=LEADERS),
    Page("dimensions", only("mara", "cole", "vera")),
    Page("dimension_add", only("mara", "cole", vera=403)),
    Page("dimension_change", only("mara", "cole", vera=403), of="dimension"),
    Page("category_list_add", only("mara", "cole", vera=403), of="dimension"),
    Page(
        "category_list_drop",
        of="category_list",
        post=done(only("mara", "cole", vera=403)),
        data={"version": "{dimension.version}"},
    ),
    Page("measure_breakdowns", LEADERS, of="measure"),
    Page("breakdown_end", LEADERS, of="breakdown"),
    # What members say among themselves about a measure is not for funders.
    Page("measure_meeting", READERS, of="measure"),
    Page("forecast_add", LEADERS, of="measure"),
    Page("note_add", LEADERS, of="measure"),
    Page("note_change", LEADERS | {"fay": 404}, of="note"),
    Page("measure_change", LEADERS, of="measure"),
    Page("measure_deadlines", LEADERS, of="measure"),
    Page("measure_assign", LEADERS, of="measure"),
    Page("assignment_end", LEADERS, of="assignment"),
    # Handed in without a figure, the sheet comes back.
    Page("report", READERS, of="report", post=REPORTERS),
    Page("report_link_lines", kwargs={"secret": "report_secret"}, post=PUBLIC),
    Page("report_link", PUBLIC, kwargs={"secret": "report_secret"}, post=PUBLIC),
    Page(
        "report_review",
        REVIEWERS,
        of="report",
        post=done(REVIEWERS),
        data={"seen": "{observation.pk}-{observation.version}"},
    ),
    Page("report_lines", of="report", post=REPORTERS),
    Page("report_behalf", only("mara", "cole", vera=403, pia=403, bea=403), of="report"),
    Page("extension_ask", REPORTERS, of="report"),
    Page("extension_grant", REVIEWERS, of="report"),
    Page(
        "parts_accept",
        only("mara", "cole", vera=403, pia=403, bea=403),
        of="report",
        kwargs={"measure": "measure"},
    ),
    # The world's figure is handed in: it comes back with a sentence.
    Page(
        "parts_refuse",
        of="report",
        kwargs={"measure": "measure"},
        post=done(only("mara", "cole", vera=403, pia=403, bea=403)),
    ),
    Page(
        "extension_refuse",
        of="extension",
        post=done(REVIEWERS),
        data={"version": "{extension.version}"},
    ),
    Page(
        "extension_end",
        of="extension",
        post=done(REVIEWERS),
        data={"version": "{extension.version}"},
    ),
    Page("period", only("mara", "cole", "vera", "bea", pia=403, fay=403), of="period"),
    Page("figure", READERS, of="observation"),
    Page("figure_claim", REPORTERS, of="observation"),
    Page("figure_reopen", REVIEWERS, of="observation"),
    Page("claim_settle", REVIEWERS, of="claim"),
    Page(
        "figure_approve",
        of="observation",
        post=done(REVIEWERS),
        data={"version": "{observation.version}"},
    ),
    Page(
        "figure_return",
        of="observation",
        post=done(REVIEWERS),
        data={"version": "{observation.version}", "reason": "Is this the whole quarter?"},
    ),
]


# What an organization plans is changed by itself, the backbone and the coordinators.
OWNERS = only("mara", "cole", "pia", "bea", vera=403, fay=403)


PLAN = [
    Page("roles", MEMBERS, of="partnership"),
    Page("roles_change", LEADERS, of="partnership", post=done(LEADERS)),
    Page("goal_populations", LEADERS, of="goal"),
    Page("commitments", MEMBERS, of="partnership"),
    Page("commitment_add", LEADERS, of="partnership"),
    Page("commitment_change", OWNERS, of="commitment"),
    Page(
        "commitment_confirm",
        of="commitment",
        post=only("pia", ok=302, mara=403, cole=403, vera=403, bea=403, fay=403),
        data={"version": "{commitment.version}"},
    ),
    Page("activities", MEMBERS, of="partnership", states=("", "?goal=999")),
    Page("activity_add", LEADERS, of="partnership"),
    Page("activity", MEMBERS, of="activity"),
    Page("activity_change", OWNERS, of="activity"),
    # Nothing chosen, the page comes back.
    Page("activity_sessions", OWNERS, of="activity", post=OWNERS, states=("", "?on=2017-01-03")),
    Page("activity_calendar", MEMBERS, of="partnership", states=("", "?month=2017-01")),
    Page("activity_timeline", MEMBERS, of="partnership", states=("", "?year=2017")),
    Page("plan_gaps", MEMBERS, of="partnership"),
    Page("reporting_calendar", MEMBERS, of="partnership", states=("", "?year=2017")),
    # The library brings what it has kept of earlier years.
    Page("figures_bring", EDITORS, of="partnership"),
    Page("figures_brought", EDITORS, of="figure_import"),
    Page("figures_take_back", of="figure_import", post=done(EDITORS), data={"version": "1"}),
    Page("calendar_add", LEADERS, of="partnership"),
    Page("calendar_change", LEADERS, of="calendar"),
    Page("calendar_frequency", LEADERS, of="calendar", states=("", "?frequency=monthly")),
    Page("calendar_next_year", LEADERS, of="calendar"),
    Page("calendar_measure_add", LEADERS, of="calendar"),
    Page("measure_starters", LEADERS, of="goal"),
    Page("headlines", MEMBERS, of="partnership", states=("?which=all", "?which=all&as_of=2017-04-30")),
    Page("library_headlines", INSIDERS, states=("?which=all",)),
]
