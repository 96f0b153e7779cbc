"""Every address of the project, and what it answers each of the cast. Read a line as: who gets what where."""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib import admin

from tests.architecture.world import EVERYBODY, World

Answers = dict[str, int]


def _answers(default: int, nobody: int = 302, **others: int) -> Answers:
    return {**dict.fromkeys(EVERYBODY, default), "nobody": nobody, **others}


def _for(*names: str, ok: int = 200, **others: int) -> Answers:
    """The named ones are let in, strangers are sent to sign in, and for the rest there is no such page."""
    return _answers(404, **dict.fromkeys(names, ok), **others)


# Library staff by role: what a colleague may see but not change is refused openly.
STAFF = _for("mara", "cole", "vera")
EDITORS = _for("mara", "cole", vera=403)
MANAGERS = _for("mara", cole=403, vera=403)
# Staff and the organizations of the partnership; Nick's is in another one.
MEMBERS = _for("mara", "cole", "vera", "pia", "bea", "fay")
# Who leads the partnership: coordinators and the backbone. The other members look on.
LEADERS = _for("mara", "cole", "bea", vera=403, pia=403, fay=403)
# A report is its organization's, the backbone's and the staff's to read.
READERS = _for("mara", "cole", "vera", "pia", "bea")
REPORTERS = _for("pia", mara=403, cole=403, vera=403, bea=403)
REVIEWERS = _for("mara", "cole", "bea", vera=403, pia=403)
# Everybody who has a seat in the library.
INSIDERS = MEMBERS | {"nick": 200}
# The world at large.
PUBLIC = _answers(200, nobody=200)
SIGNED_IN = _answers(200)
STRANGERS = _answers(302, nobody=200)
ON_THE_WAY = _answers(302)
NO_FACTOR = _answers(404)
NOT_HERE = _answers(404, nobody=404)


def _done(answers: Answers) -> Answers:
    """What a change that succeeds answers: on to the next page."""
    return {name: 302 if status == 200 else status for name, status in answers.items()}


@dataclass(frozen=True)
class Page:
    """An address. `of` names the row of the world that its pk is; without `get` it is for changes only."""

    name: str
    get: Answers | None = None
    of: str = ""
    post: Answers | None = None
    data: dict[str, str] = field(default_factory=dict)
    kwargs: dict[str, str] = field(default_factory=dict)
    # Other states of the page that look different, as queries.
    states: tuple[str, ...] = ("",)
    # A page without a person's own words: its text comes from the framework.
    is_admin: bool = False
    # What a path names that is no row: a key or a number as it is.
    fixed: dict[str, Any] = field(default_factory=dict)
    # The model whose list or first row an administration page shows.
    model: str = ""

    def typed(self, world: World) -> dict[str, str]:
        """What is posted; braces name rows of the world and their columns."""
        return {key: value.format(**world.here) for key, value in self.data.items()}

    def arguments(self, world: World, *, rows: dict[str, Any] | None = None) -> dict[str, Any]:
        """The parts of its path, for Riverton's rows unless others are given."""
        rows = rows or world.here
        found: dict[str, Any] = dict(self.fixed)
        if self.of:
            found["pk"] = rows[self.of].pk
        for key, noun in self.kwargs.items():
            row = rows[noun]
            found[key] = row if isinstance(row, str) else row.pk
        if self.model and not self.name.endswith(("_changelist", "_add")):
            found["object_id"] = apps.get_model(self.model)._base_manager.order_by("pk").first().pk
        return found


ACCOUNTS = [
    Page("account_login", STRANGERS),
    Page("account_logout", SIGNED_IN),
    Page("account_inactive", PUBLIC),
    Page("account_signup", STRANGERS),
    Page("account_reauthenticate", SIGNED_IN),
    Page("account_change_password", SIGNED_IN),
    Page("account_set_password", ON_THE_WAY),
    Page("account_reset_password", PUBLIC),
    Page("account_reset_password_done", PUBLIC),
    Page("account_reset_password_from_key", PUBLIC, fixed={"uidb36": "zzzz", "key": "a-b"}),
    Page("account_reset_password_from_key_done", PUBLIC),
    Page("account_request_login_code", STRANGERS),
    Page("account_confirm_login_code", ON_THE_WAY),
    Page("mfa_index", SIGNED_IN),
    Page("mfa_authenticate", ON_THE_WAY),
    # They need a factor, or somebody who has just shown who they are.
    Page("mfa_reauthenticate", ON_THE_WAY),
    Page("mfa_reauthenticate_webauthn", ON_THE_WAY),
    Page("mfa_activate_totp", ON_THE_WAY),
    Page("mfa_deactivate_totp", NO_FACTOR),
    Page("mfa_view_recovery_codes", NO_FACTOR),
    Page("mfa_generate_recovery_codes", ON_THE_WAY),
    Page("mfa_list_webauthn", ON_THE_WAY),
    Page("mfa_add_webauthn", ON_THE_WAY),
    Page("mfa_remove_webauthn", ON_THE_WAY, fixed={"pk": 999}),
    Page("mfa_edit_webauthn", ON_THE_WAY, fixed={"pk": 999}),
    Page("mfa_login_webauthn", ON_THE_WAY),
    Page("lost_factor", PUBLIC),
    Page("account", SIGNED_IN),
    # Whoever signed in otherwise than by the form is asked who they are first.
    Page("account_mails", SIGNED_IN),
    # Everybody's mails are their own.
    Page("account_mail_change", post=_answers(404), fixed={"pk": 999}),
    Page("email_change", ON_THE_WAY),
    Page("email_change_stop", post=ON_THE_WAY),
    Page("email_answer", NOT_HERE, fixed={"secret": "unknown"}),
    Page("session_end", post=ON_THE_WAY, fixed={"pk": 999}),
    Page("sessions_end", post=ON_THE_WAY),
]

SITE = [
    Page("front", ON_THE_WAY),
    # Staff of one library have no choice to make.
    Page("home", SIGNED_IN | dict.fromkeys(("mara", "cole", "vera", "otto"), 302)),
    Page("health", PUBLIC),
    # No worker runs beside the tests: ready it is not.
    Page("ready", _answers(503, nobody=503)),
    Page("system", _answers(404, ada=200)),
    Page("mail_release", post=_answers(404, ada=302)),
    Page("gallery", PUBLIC),
    Page("set_language", post=ON_THE_WAY, data={"language": "es"}),
    Page("set_theme", post=ON_THE_WAY, data={"theme": "dark"}),
    Page("invitation", PUBLIC, kwargs={"secret": "secret"}),
    Page("invitation_again", post=PUBLIC, kwargs={"secret": "secret"}),
    # Outside the demo there is none.
    Page("demo", NOT_HERE),
    Page("demo_sign_in", post=NOT_HERE),
    Page("outbox", NOT_HERE),
    Page("caught_mail", NOT_HERE, fixed={"mail_id": "1"}),
    Page("caught_html", NOT_HERE, fixed={"mail_id": "1"}),
]

DIRECTORY = [
    Page("search", INSIDERS, states=("", "?q=a", "?q=nothing-like-it")),
    Page("privacy", INSIDERS),
    Page("library_home", _done(INSIDERS) | {"mara": 200, "cole": 200}),
    Page("organizations", STAFF, states=("", "?q=nothing-like-it", "?status=members")),
    Page("organization_add", EDITORS),
    Page("organization", STAFF, of="organization"),
    Page("organization_change", EDITORS, of="organization"),
    # Sorting and tidying
    Page("organizations_bulk", EDITORS),
    Page("organizations_bring_back", post=_done(EDITORS)),
    Page("organization_archive", of="double", post=_done(EDITORS)),
    Page("organization_bring_back", of="double", post=_done(EDITORS)),
    Page("organization_labels", EDITORS, of="organization"),
    Page("duplicates", STAFF),
    Page("merge_choice", EDITORS, of="organization", states=("", "?q=oak", "?q=nothing-like-it")),
    Page("organization_merge", EDITORS, of="organization", kwargs={"other": "double"}),
    Page("tags", STAFF),
    Page("tag_change", EDITORS, of="tag"),
    Page("tag_merge", EDITORS, of="tag"),
    Page("tag_remove", EDITORS, of="tag"),
    Page("person_add", EDITORS, of="organization"),
    Page("person_change", EDITORS, of="person"),
    Page("person_invite", EDITORS, of="guest"),
    Page("access_end", EDITORS, of="access"),
    Page("staff", MANAGERS),
    Page("staff_invite", MANAGERS),
    Page("staff_role", MANAGERS, of="staff"),
    # Whoever signed in otherwise than by the form is asked who they are first.
    Page("staff_factor_reset", _done(MANAGERS), of="staff"),
    Page("staff_remove", of="staff", post=_done(MANAGERS), data={"version": "{staff.version}"}),
    Page("invitation_resend", of="invitation", post=_done(MANAGERS)),
    Page("invitation_withdraw", of="invitation", post=_done(MANAGERS)),
]

SETTINGS = [
    Page("settings", MANAGERS),
    Page("settings_logo", MANAGERS),
    Page("library_logo", INSIDERS),
    Page("settings_logo_remove", post=_done(MANAGERS)),
    Page("settings_logo_restore", of="former_logo", post=_done(MANAGERS)),
    Page("settings_bands", MANAGERS),
    Page("closures", MANAGERS),
    Page("closure_remove", of="closure", post=_done(MANAGERS)),
]

CONTACTS = [
    Page("contacts", INSIDERS, states=("", "?kind=meeting")),
    Page("calls", STAFF, states=("", "?who=all")),
    Page("organization_contacts", STAFF, of="organization"),
    Page("contact_add", EDITORS, of="organization"),
    Page("contact_change", EDITORS, of="contact"),
    Page("contact_remove", of="contact", post=_done(EDITORS), data={"version": "{contact.version}"}),
    # It is for staff only, as the entry it belongs to.
    Page("contact_file", STAFF, of="contact", kwargs={"file": "contact_file"}),
    Page("contact_file_remove", of="contact", kwargs={"file": "contact_file"}, post=_done(EDITORS)),
    Page("contact_file_restore", of="contact", kwargs={"file": "contact_file"}, post=_done(EDITORS)),
    Page("contact_restore", of="removed_contact", post=_done(EDITORS), data={"version": "1"}),
    Page("keep_in_touch", EDITORS, of="organization"),
    Page(
        "keep_in_touch_stop",
        of="organization",
        post=_done(EDITORS),
        data={"version": "{interval.version}"},
    ),
]

NOTICES = [
    Page("notices", INSIDERS, states=("", "?show=read")),
    Page("notices_read", post=_done(INSIDERS)),
    Page("notices_unread", post=_done(INSIDERS)),
]

EXCHANGE = [
    Page("export", STAFF, fixed={"noun": "organizations"}),
    # Asks first who one is.
    Page("archive", _done(MANAGERS), post=_done(MANAGERS)),
    Page("jobs", INSIDERS),
    Page("job", _for("mara"), of="job"),
    Page("job_file", of="job", post=_for("mara")),
    Page("imports", EDITORS),
    Page("import", EDITORS, of="import_run", states=("", "?show=error")),
    Page("import_undo", of="import_run", post=_done(EDITORS), data={"version": "{import_run.version}"}),
]

PARTNERSHIPS = [
    Page("partnerships", INSIDERS),
    Page("partnership_add", EDITORS),
    Page("partnership", MEMBERS, of="partnership"),
    Page("partnership_change", LEADERS, of="partnership"),
    Page("handover", STAFF, of="partnership"),
    Page("handover_change", EDITORS, of="partnership"),
    Page("member_add", EDITORS, of="partnership"),
    Page("member_change", LEADERS, of="member"),
]

WORKSHEETS = [
    Page("evaluations", STAFF),
    Page("evaluation_add", EDITORS),
    Page("evaluation", STAFF, of="evaluation", post=_done(EDITORS)),
    Page("evaluation_cells", of="evaluation", post=EDITORS),
    Page("evaluation_results", STAFF, of="evaluation"),
    Page("evaluation_paper", STAFF, of="evaluation", states=("", "?fill=everyone", "?fill=blank")),
    Page("worksheet_blank", STAFF),
]

MAIL = [
    Page("mail_choices", PUBLIC, kwargs={"secret": "choices_secret"}),
    Page("mail_stop", PUBLIC, kwargs={"secret": "choices_secret"}, post=PUBLIC),
    Page("mail_pause", PUBLIC, kwargs={"secret": "choices_secret"}, post=PUBLIC),
    Page("mail_not_me", PUBLIC, kwargs={"secret": "choices_secret"}, post=PUBLIC),
    # Whether a new one was sent is not told.
    Page("mail_again", kwargs={"secret": "choices_secret"}, post=PUBLIC),
    Page("person_mails", EDITORS, of="person"),
    Page("person_mails_resume", of="person", post=_done(EDITORS), data={"source": "report_due"}),
    Page("reminder_rule", LEADERS, of="partnership"),
    Page("reminder_rule_follow", of="partnership", post=_done(LEADERS), data={"version": "{rule.version}"}),
    Page("reminder_test", of="rule", post=_done(_for("mara", "cole", "bea", vera=403))),
    Page("library_rules", MANAGERS),
    Page("library_rule", MANAGERS),
    Page("task_done", of="task", post=_done(EDITORS)),
    Page("task_reopen", of="task", post=_done(EDITORS)),
    Page("delivery_answer", of="delivery", post=_done(EDITORS)),
    Page("deliveries", STAFF, states=("", "?state=failed")),
    Page("delivery", STAFF, of="delivery"),
    Page("deliveries_retry", post=_done(EDITORS), data={"pk": "{delivery.pk}"}),
    Page("occurrences", STAFF, states=("", "?state=failed", "?state=call&person=pia")),
    Page("organization_occurrences", STAFF, of="organization"),
    Page("partnership_occurrences", STAFF, of="partnership"),
    Page("person_mail", STAFF, of="person"),
    Page("person_bounces", of="person", post=_done(EDITORS), data={"reason": "She changed jobs."}),
    Page("person_works_again", of="person", post=_done(EDITORS)),
    Page("settings_mail", MANAGERS),
    # No provider may report before one is named in the settings.
    Page("mail_webhook", NOT_HERE, fixed={"provider": "postmark"}),
    Page("delivery_retry", of="delivery", post=_done(EDITORS)),
]

AGENDAS = [
    Page("agenda", MEMBERS, of="partnership"),
    # There is an agenda already: whoever leads is sent to it.
    Page("agenda_start", _done(LEADERS), of="partnership"),
    Page("agenda_open", of="partnership", post=_done(LEADERS)),
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
        post=_done(_for("pia", mara=403, cole=403, vera=403, bea=403, fay=403)),
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
    Page("goal_move", of="goal", post=_done(LEADERS), data={"to": "down"}),
    Page("strategy_add", LEADERS, of="goal"),
    Page("strategy_change", LEADERS, of="strategy"),
    Page("strategy_remove", of="strategy", post=_done(LEADERS), data={"version": "{strategy.version}"}),
    Page("role_add", LEADERS, of="goal"),
    Page("role_remove", of="role", post=_done(LEADERS)),
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
        post=_done(REVIEWERS),
        data={"seen": "{observation.pk}-{observation.version}"},
    ),
    Page("report_lines", of="report", post=REPORTERS),
    Page("report_behalf", _for("mara", "cole", vera=403, pia=403, bea=403), of="report"),
    Page("extension_ask", REPORTERS, of="report"),
    Page("extension_grant", REVIEWERS, of="report"),
    Page(
        "extension_refuse",
        of="extension",
        post=_done(REVIEWERS),
        data={"version": "{extension.version}"},
    ),
    Page(
        "extension_end",
        of="extension",
        post=_done(REVIEWERS),
        data={"version": "{extension.version}"},
    ),
    Page("period", _for("mara", "cole", "vera", "bea", pia=403, fay=403), of="period"),
    Page("figure", READERS, of="observation"),
    Page("figure_claim", REPORTERS, of="observation"),
    Page("figure_reopen", REVIEWERS, of="observation"),
    Page("claim_settle", REVIEWERS, of="claim"),
    Page(
        "figure_approve",
        of="observation",
        post=_done(REVIEWERS),
        data={"version": "{observation.version}"},
    ),
    Page(
        "figure_return",
        of="observation",
        post=_done(REVIEWERS),
        data={"version": "{observation.version}", "reason": "Is this the whole quarter?"},
    ),
]

# What an organization plans is changed by itself, the backbone and the coordinators.
OWNERS = _for("mara", "cole", "pia", "bea", vera=403, fay=403)

PLAN = [
    Page("roles", MEMBERS, of="partnership"),
    Page("roles_change", LEADERS, of="partnership", post=_done(LEADERS)),
    Page("goal_populations", LEADERS, of="goal"),
    Page("commitments", MEMBERS, of="partnership"),
    Page("commitment_add", LEADERS, of="partnership"),
    Page("commitment_change", OWNERS, of="commitment"),
    Page(
        "commitment_confirm",
        of="commitment",
        post=_for("pia", ok=302, mara=403, cole=403, vera=403, bea=403, fay=403),
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
]

# Administrators find here; reference data alone is written here.
ADMIN_ADDS = {"library", "category", "instrumentversion"}
ADMIN_DELETES: set[str] = set()
GATE = dict.fromkeys(EVERYBODY, 302)


def _administration() -> list[Page]:
    pages = [
        Page("admin:index", GATE | {"ada": 200}, is_admin=True),
        Page("admin:login", _answers(403, ada=302), is_admin=True),
        Page("admin:jsi18n", GATE | {"ada": 200}, is_admin=True),
        Page("admin:autocomplete", GATE | {"ada": 403}, is_admin=True),
        Page("admin:logout", post=GATE | {"ada": 200}, is_admin=True),
        Page("admin:password_change", ON_THE_WAY, is_admin=True),
        Page("admin:password_change_done", GATE | {"ada": 200}, is_admin=True),
        Page(
            "admin:view_on_site",
            GATE | {"ada": 404},
            fixed={"content_type_id": 1, "object_id": 999},
            is_admin=True,
        ),
        Page("admin:app_list", GATE | {"ada": 200}, fixed={"app_label": "partners"}, is_admin=True),
    ]
    for model in admin.site._registry:
        noun, label = model._meta.model_name, model._meta.label
        prefix = f"admin:{model._meta.app_label}_{noun}"
        pages += [
            Page(f"{prefix}_changelist", GATE | {"ada": 200}, model=label, is_admin=True),
            Page(
                f"{prefix}_add",
                GATE | {"ada": 200 if noun in ADMIN_ADDS else 403},
                model=label,
                is_admin=True,
            ),
            Page(f"{prefix}_change", GATE | {"ada": 200}, model=label, is_admin=True),
            Page(f"{prefix}_history", GATE | {"ada": 200}, model=label, is_admin=True),
            Page(
                f"{prefix}_delete",
                GATE | {"ada": 200 if noun in ADMIN_DELETES else 403},
                model=label,
                is_admin=True,
            ),
        ]
    return pages


PAGES = [
    *SITE,
    *ACCOUNTS,
    *DIRECTORY,
    *SETTINGS,
    *CONTACTS,
    *NOTICES,
    *EXCHANGE,
    *PARTNERSHIPS,
    *WORKSHEETS,
    *AGENDAS,
    *MEASURES,
    *PLAN,
    *MAIL,
    *_administration(),
]
