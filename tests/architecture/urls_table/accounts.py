"""What belongs to nobody's library: signing in, the account, the site itself."""

from tests.architecture.urls_table.page import (
    NO_FACTOR,
    NOT_HERE,
    ON_THE_WAY,
    PUBLIC,
    SIGNED_IN,
    STRANGERS,
    Page,
    answers,
)

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
    Page("account_mail_change", post=answers(404), fixed={"pk": 999}),
    Page("account_calendar", SIGNED_IN),
    # Everybody has a calendar of the libraries that they reach, and of no other.
    Page(
        "calendar_make",
        post=SIGNED_IN | {"nobody": 302, "otto": 404, "ada": 404},
        fixed={"slug": "riverton"},
    ),
    Page(
        "calendar_end",
        post=ON_THE_WAY | {"otto": 404, "ada": 404},
        fixed={"slug": "riverton"},
    ),
    # There is a choice for staff who have a link.
    Page("calendar_choose", post=NO_FACTOR, fixed={"slug": "riverton"}),
    Page("calendar_feed", NOT_HERE, fixed={"secret": "unknown"}),
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
    Page("ready", answers(503, nobody=503)),
    Page("system", answers(404, ada=200)),
    Page("mail_release", post=answers(404, ada=302)),
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
