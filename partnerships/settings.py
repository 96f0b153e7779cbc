"""All settings in one place, read from the environment; README lists every variable."""

import contextlib
import os
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from partnerships import logs

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent

# "demo" and "test" are for one machine and throw-away data; anything else is production.
PROFILE = env.str("PARTNERSHIPS_PROFILE", default="")
IS_DEMO = PROFILE == "demo"
IS_TEST = PROFILE == "test"
IS_LOCAL = IS_DEMO or IS_TEST
DEBUG = env.bool("DEBUG", default=False)

# Where the database file, the key, the queue and the demo live when nothing else is set.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var" / ("demo" if IS_DEMO else ""))))


def _secret_key() -> str:
    """The key of this installation: from the environment, else one kept beside the data."""
    if key := env.str("SECRET_KEY", default=""):
        return key
    path = DATA_DIR / "secret_key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        # Linked into place whole: of two processes that start at once, both read the first one's key.
        draft = DATA_DIR / f"secret_key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()


SECRET_KEY = _secret_key()

# --- Addresses -------------------------------------------------------------------------------

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=LOCAL_HOSTS)
# Links in mail start here: a request's Host header is never trusted for that.
BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
# How many proxies in front of the server are ours; only those are believed about the client's address.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
ROOT_URLCONF = "partnerships.urls"
WSGI_APPLICATION = "partnerships.wsgi.application"

# --- Applications ----------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "partners.apps.PartnersConfig",
    "worksheets.apps.WorksheetsConfig",
    "measurements.apps.MeasurementsConfig",
    "partnerships.apps.PartnershipsConfig",
]

MIDDLEWARE = [
    "partnerships.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "partners.middleware.LanguageMiddleware",
    "partners.middleware.SessionUseMiddleware",
    "partners.middleware.HostileInputMiddleware",
    "partners.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "partners.context.site",
            ],
            "builtins": ["django.templatetags.i18n"],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# --- Database, cache, broker -----------------------------------------------------------------

DATABASE_URL = env.str("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
IS_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if IS_SQLITE:
    # A write lock is taken when a transaction begins, so that two writers wait instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# The covering column of an index is for PostgreSQL; SQLite does without it.
SILENCED_SYSTEM_CHECKS = ["models.W040"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Limits on sign-in must hold with Redis down and over all processes: the cache is the database's.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

REDIS_URL = env.str("REDIS_URL", default="")
QUEUE_DIR = DATA_DIR / "queue"
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"socket_timeout": 5, "socket_connect_timeout": 5}
    if REDIS_URL
    else {"data_folder_in": QUEUE_DIR, "data_folder_out": QUEUE_DIR, "control_folder": QUEUE_DIR / "control"}
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
# Ticks only: the database decides what is due. A tick older than its interval is worthless.
PLAN_EVERY_SECONDS = 60
SEND_EVERY_SECONDS = 5
TIDY_EVERY_SECONDS = 3600
CELERY_BEAT_SCHEDULE = {
    "plan-reminders": {
        "task": "partners.plan_reminders",
        "schedule": PLAN_EVERY_SECONDS,
        "options": {"expires": PLAN_EVERY_SECONDS},
    },
    "send-mail": {
        "task": "partners.send_mail",
        "schedule": SEND_EVERY_SECONDS,
        "options": {"expires": SEND_EVERY_SECONDS},
    },
    "run-jobs": {
        "task": "partners.run_jobs",
        "schedule": SEND_EVERY_SECONDS,
        "options": {"expires": SEND_EVERY_SECONDS},
    },
    "open-reports": {
        "task": "measurements.open_reports",
        "schedule": PLAN_EVERY_SECONDS,
        "options": {"expires": PLAN_EVERY_SECONDS},
    },
    "tidy": {
        "task": "partners.tidy",
        "schedule": TIDY_EVERY_SECONDS,
        "options": {"expires": TIDY_EVERY_SECONDS},
    },
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")

# --- Mail ------------------------------------------------------------------------------------

# Without an address of a mail server, mail is printed to the log rather than lost without a word.
_mail = env.email_url("EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail["EMAIL_HOST"]
EMAIL_PORT = _mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
if IS_DEMO:
    EMAIL_BACKEND = "partnerships.outbox.OutboxBackend"
elif IS_TEST:
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_TIMEOUT = 15
# The sign-in code is the one mail that leaves within a request.
SIGN_IN_MAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="partnerships@example.org")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Which providers may report mails that came back, by django-anymail's names, and the "user:password" that
# they sign in with; without both nobody may. Other settings of django-anymail begin with ANYMAIL_.
MAIL_WEBHOOK_PROVIDERS = env.list("MAIL_WEBHOOK_PROVIDERS", default=[])
WEBHOOK_SECRET = env.str("WEBHOOK_SECRET", default="")
ANYMAIL = {
    name.removeprefix("ANYMAIL_"): value for name, value in os.environ.items() if name.startswith("ANYMAIL_")
} | {"WEBHOOK_SECRET": WEBHOOK_SECRET}

# --- People ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "partners.User"
AUTHENTICATION_BACKENDS = ["partners.adapter.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "partners.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "partners.forms.signing_in.SignInForm",
    "request_login_code": "partners.forms.signing_in.CodeRequestForm",
    "reset_password": "partners.forms.signing_in.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "partners.adapter.display"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
# A mail goes to unknown addresses too, so that the answer takes as long and says as little.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BASE_URL.startswith("https") else "http"
# By network address tightly, by account only loosely: a stranger must not be able to lock an owner out.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,100/h/key",
    "reset_password": "20/m/ip,10/h/key",
    "request_login_code": "20/m/ip,10/h/key",
    "change_password": "10/m/user",
    "manage_email": "10/m/user",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "20/m/user",
    "signup": "20/m/ip",
    # Mail programs of many people unsubscribe from few addresses.
    "mailbox": "120/m/ip",
    "mailbox_again": "10/m/ip",
    # Calendar services fetch for many people from few addresses.
    "feed": "300/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT

# Libraries decide for their managers; this one is for those who look after the whole installation.
REQUIRE_SECOND_FACTOR_FOR_ADMIN = env.bool("REQUIRE_SECOND_FACTOR_FOR_ADMIN", default=not IS_LOCAL)
MFA_ADAPTER = "partners.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "activate_totp": "partners.forms.factors.AppForm",
    "login_webauthn": "partners.forms.factors.PasskeySignInForm",
    "authenticate_webauthn": "partners.forms.factors.PasskeyAnswerForm",
    "reauthenticate_webauthn": "partners.forms.factors.PasskeyAgainForm",
    "add_webauthn": "partners.forms.factors.PasskeyForm",
    "edit_webauthn": "partners.forms.factors.PasskeyNameForm",
    "authenticate": "partners.forms.factors.CodeForm",
    "reauthenticate": "partners.forms.factors.CodeAgainForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A phone whose clock is half a minute off still gets in.
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Library partnerships"
# There is nothing to guess in a passkey: the limit is against floods only.
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
# Accounts come by invitation, so their addresses are known to work.
MFA_ALLOW_UNVERIFIED_EMAIL = True

SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
# Whoever does nothing for this long signs in again, but partners who had their device remembered.
STAFF_IDLE_SECONDS = 60 * 60 * 8

# --- Languages and days ----------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["partnerships.formats"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "UTC"

# --- Files -----------------------------------------------------------------------------------

STATIC_URL = "static/"
# On one machine, files are served from where they are.
STATIC_ROOT = None if IS_LOCAL else BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if IS_LOCAL or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Files that people add lie here and are served by a view only, never by the web server.
FILES_DIR = DATA_DIR / "files"
# Five files of 10 MB and a form around them; larger requests are refused before they are read.
MOST_BYTES_SENT = 52_000_000
WHITENOISE_USE_FINDERS = IS_LOCAL or DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# --- Protection ------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if not IS_LOCAL and not DEBUG:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    if TRUSTED_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^health/$", r"^health/ready/$"]

# --- This product ----------------------------------------------------------------------------

SHOW_GALLERY = IS_LOCAL or DEBUG
# Proves to the demo's launcher that it talks to its own server.
DEMO_TOKEN = env.str("DEMO_TOKEN", default="")
INVITATION_DAYS = 14
# Reminders later than this are not sent any more, but shown as missed.
REMINDER_GRACE_DAYS = 3
# Mails to one person in a week that hold nothing but courtesies; what a person owes is never held back.
COURTESY_MAILS_PER_WEEK = env.int("COURTESY_MAILS_PER_WEEK", default=2)
# How far ahead reminders become rows that people can see.
REMINDER_HORIZON_DAYS = 30
# /health/ready/ speaks up when a tick last ran, or a mail should have left, longer ago than this.
READY_TICK_SECONDS = env.int("READY_TICK_SECONDS", default=300)
READY_MAIL_SECONDS = env.int("READY_MAIL_SECONDS", default=900)

# --- Logs and errors -------------------------------------------------------------------------

LOGGING = logs.configuration(
    style=env.str("LOG_FORMAT", default="line" if IS_LOCAL else "json"),
    level=env.str("LOG_LEVEL", default="INFO"),
)
SENTRY_DSN = env.str("SENTRY_DSN", default="")
if SENTRY_DSN:
    # The package is an extra; nobody who does not report errors has to install it.
    from partnerships import errors

    errors.start(SENTRY_DSN)
