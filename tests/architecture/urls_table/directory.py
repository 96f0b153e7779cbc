"""A library's organizations, people, talks, settings and files."""

from tests.architecture.urls_table.page import EDITORS, INSIDERS, MANAGERS, STAFF, Page, done, only

DIRECTORY = [
    Page("search", INSIDERS, states=("", "?q=a", "?q=nothing-like-it")),
    Page("privacy", INSIDERS),
    Page("library_home", done(INSIDERS) | {"mara": 200, "cole": 200}),
    Page("organizations", STAFF, states=("", "?q=nothing-like-it", "?status=members")),
    Page("organization_add", EDITORS),
    Page("organization", STAFF, of="organization"),
    Page("organization_change", EDITORS, of="organization"),
    # Whether it is right is for its own people to say.
    Page("record", only("pia", mara=403, cole=403, vera=403), of="organization"),
    # Sorting and tidying
    Page("organizations_bulk", EDITORS),
    Page("organizations_bring_back", post=done(EDITORS)),
    Page("organization_archive", of="double", post=done(EDITORS)),
    Page("organization_bring_back", of="double", post=done(EDITORS)),
    Page("organization_labels", EDITORS, of="organization"),
    Page("duplicates", STAFF),
    Page("merge_choice", EDITORS, of="organization", states=("", "?q=oak", "?q=nothing-like-it")),
    Page("organization_merge", EDITORS, of="organization", kwargs={"other": "double"}),
    Page("tags", STAFF),
    Page("tag_change", EDITORS, of="tag"),
    Page("tag_merge", EDITORS, of="tag"),
    Page("tag_remove", EDITORS, of="tag"),
    Page("saved_filters", STAFF),
    Page("saved_filter_add", STAFF, fixed={"noun": "organizations"}, states=("", "?owner=none")),
    Page("saved_filter_change", EDITORS, of="saved_filter"),
    Page(
        "saved_filter_remove",
        of="saved_filter",
        post=done(EDITORS),
        data={"version": "{saved_filter.version}"},
    ),
    Page("saved_filter_restore", of="saved_filter", post=done(EDITORS)),
    Page("people", STAFF, states=("", "?q=nothing-like-it", "?status=left")),
    Page("people_bulk", STAFF, states=("", "?action=left")),
    Page("people_bring_back", post=done(EDITORS)),
    Page("person_add", EDITORS, of="organization"),
    Page("person_change", EDITORS, of="person"),
    Page("person_invite", EDITORS, of="guest"),
    Page("access_end", EDITORS, of="access"),
    Page("staff", MANAGERS),
    Page("staff_invite", MANAGERS),
    Page("staff_role", MANAGERS, of="staff"),
    # Whoever signed in otherwise than by the form is asked who they are first.
    Page("staff_factor_reset", done(MANAGERS), of="staff"),
    Page("staff_remove", of="staff", post=done(MANAGERS), data={"version": "{staff.version}"}),
    Page("invitation_resend", of="invitation", post=done(MANAGERS)),
    Page("invitation_withdraw", of="invitation", post=done(MANAGERS)),
]


SETTINGS = [
    Page("settings", MANAGERS),
    Page("settings_words", MANAGERS),
    Page("settings_logo", MANAGERS),
    Page("library_logo", INSIDERS),
    Page("settings_logo_remove", post=done(MANAGERS)),
    Page("settings_logo_restore", of="former_logo", post=done(MANAGERS)),
    Page("settings_bands", MANAGERS),
    Page("settings_small_counts", MANAGERS),
    Page("closures", MANAGERS),
    Page("closure_remove", of="closure", post=done(MANAGERS)),
]


CONTACTS = [
    Page("contacts", INSIDERS, states=("", "?kind=meeting")),
    Page("contacts_bulk", EDITORS, states=("", "?action=remove")),
    Page("contacts_put_back", post=done(EDITORS)),
    Page("calls", STAFF, states=("", "?who=all")),
    Page("organization_contacts", STAFF, of="organization"),
    Page("contact_add", EDITORS, of="organization"),
    Page("contact_change", EDITORS, of="contact"),
    Page("contact_remove", of="contact", post=done(EDITORS), data={"version": "{contact.version}"}),
    # It is for staff only, as the entry it belongs to.
    Page("contact_file", STAFF, of="contact", kwargs={"file": "contact_file"}),
    Page("contact_file_remove", of="contact", kwargs={"file": "contact_file"}, post=done(EDITORS)),
    Page("contact_file_restore", of="contact", kwargs={"file": "contact_file"}, post=done(EDITORS)),
    Page("contact_restore", of="removed_contact", post=done(EDITORS), data={"version": "1"}),
    Page("keep_in_touch", EDITORS, of="organization"),
    Page(
        "keep_in_touch_stop",
        of="organization",
        post=done(EDITORS),
        data={"version": "{interval.version}"},
    ),
]


NOTICES = [
    Page("notices", INSIDERS, states=("", "?show=read")),
    Page("notices_read", post=done(INSIDERS)),
    Page("notices_unread", post=done(INSIDERS)),
]


EXCHANGE = [
    Page("export", STAFF, fixed={"noun": "organizations"}),
    # Asks first who one is.
    Page("archive", done(MANAGERS), post=done(MANAGERS)),
    Page("jobs", INSIDERS),
    Page("job", only("mara"), of="job"),
    Page("job_file", of="job", post=only("mara")),
    Page("imports", EDITORS),
    Page("import", EDITORS, of="import_run", states=("", "?show=error")),
    Page("import_undo", of="import_run", post=done(EDITORS), data={"version": "{import_run.version}"}),
]
