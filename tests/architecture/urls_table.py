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
    Page("account_email", SIGNED_IN),
    Page("account_email_verification_sent", PUBLIC),
    Page("account_change_password", SIGNED_IN),
    Page("account_set_password", ON_THE_WAY),
    Page("account_reset_password", PUBLIC),
    Page("account_reset_password_done", PUBLIC),
    Page("account_reset_password_from_key", PUBLIC, fixed={"uidb36": "zzzz", "key": "a-b"}),
    Page("account_reset_password_from_key_done", PUBLIC),
    Page("account_request_login_code", STRANGERS),
    Page("account_confirm_login_code", ON_THE_WAY),
    Page("account_confirm_email", PUBLIC, fixed={"key": "unknown"}),
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
    Page("staff_remove", of="staff", post=_done(MANAGERS), data={"version": "{staff.version}"}),
    Page("invitation_resend", of="invitation", post=_done(MANAGERS)),
    Page("invitation_withdraw", of="invitation", post=_done(MANAGERS)),
]

SETTINGS = [
    Page("settings", MANAGERS),
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
    Page("contact_restore", of="removed_contact", post=_done(EDITORS), data={"version": "1"}),
    Page("keep_in_touch", EDITORS, of="organization"),
    Page(
        "keep_in_touch_stop",
        of="organization",
        post=_done(EDITORS),
        data={"version": "{interval.version}"},
    ),
]

EXCHANGE = [
    Page("organizations_export", STAFF),
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
    Page("reminder_rule", LEADERS, of="partnership"),
    Page("deliveries", STAFF, states=("", "?state=failed")),
    Page("delivery", STAFF, of="delivery"),
    Page("delivery_retry", of="delivery", post=_done(EDITORS)),
]

MEASURES = [
    Page("goal_add", LEADERS, of="partnership"),
    Page("goal_change", LEADERS, of="goal"),
    Page("measure_add", LEADERS, of="goal"),
    Page("measure", MEMBERS, of="measure"),
    Page("measure_change", LEADERS, of="measure"),
    Page("measure_deadlines", LEADERS, of="measure"),
    Page("measure_assign", LEADERS, of="measure"),
    Page("assignment_end", LEADERS, of="assignment"),
    # Handed in without a figure, the sheet comes back.
    Page("report", READERS, of="report", post=REPORTERS),
    Page(
        "report_review",
        REVIEWERS,
        of="report",
        post=_done(REVIEWERS),
        data={"seen": "{observation.pk}-{observation.version}"},
    ),
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
        Page("admin:password_change", GATE | {"ada": 200}, is_admin=True),
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
    *EXCHANGE,
    *PARTNERSHIPS,
    *WORKSHEETS,
    *MEASURES,
    *MAIL,
    *_administration(),
]
