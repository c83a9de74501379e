"""All settings, read from the environment; ``.env.example`` explains each.

Two modes. *embedded* (the default) runs on one machine without any service: secrets are made
at random for the installation, the data lies in ``var/``. *production* takes nothing for
granted: what is missing stops the start with a message.
"""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.embedded import installation_secret, redis_socket, running_site
from config.environment import (
    BASE_DIR,
    MAIL_PROVIDERS,
    address,
    choice,
    database,
    mail,
    mail_provider,
    number,
    required,
    secret,
    several,
    text,
    yes,
)

# Statistics come in small pieces: threads that wait for each other cost more than they bring.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

MODE = choice("MODE", "embedded", ["embedded", "production"])
EMBEDDED = MODE == "embedded"

DATA_DIR = Path(text("DATA_DIR", str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

# Maturity models of one's own, each in a folder <key>/<version>, beside the product's.
FRAMEWORKS_DIR = Path(text("FRAMEWORKS_DIR", str(DATA_DIR / "frameworks"))).resolve()

# Addresses

HOST = text("HOST", "127.0.0.1")
PORT = number("PORT", 8000)
if EMBEDDED:
    # Commands given while the site runs print links to where it listens.
    SITE_URL = text("SITE_URL") or running_site(DATA_DIR)
    SITE_URL = SITE_URL or f"http://{'localhost' if HOST == '0.0.0.0' else HOST}:{PORT}"
    # An address of all interfaces means: reachable under whatever name this machine has.
    # Links in e-mails come from SITE_URL, never from the request.
    own_names = ["*"] if HOST == "0.0.0.0" else ["localhost", "127.0.0.1", "[::1]", HOST]
    ALLOWED_HOSTS = several(text("ALLOWED_HOSTS")) or own_names
else:
    SITE_URL = required(
        "SITE_URL", "Links in e-mails begin with it, as https://survey.example.org."
    )
    ALLOWED_HOSTS = several(required("ALLOWED_HOSTS", "The names this site answers to."))
SITE_URL = address("SITE_URL", SITE_URL, ["https", "http"]).rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# Secrets

if EMBEDDED:
    SECRET_KEY = text("SECRET_KEY") or installation_secret(DATA_DIR, "secret-key")
    # Without a key of one's own, one is made for the installation and kept in its data.
    RESPONDENT_KEYS = several(text("RESPONDENT_KEY")) or [
        installation_secret(DATA_DIR, "respondent-key")
    ]
else:
    SECRET_KEY = required("SECRET_KEY", "It signs sessions and password links.")
    RESPONDENT_KEYS = several(
        required(
            "RESPONDENT_KEY",
            "It protects the answers until a wave is sealed; keep it apart from backups.",
        )
    )
KEEPS_RESPONDENT_KEY = EMBEDDED and not text("RESPONDENT_KEY")
secret("SECRET_KEY", SECRET_KEY)
for key in RESPONDENT_KEYS or [""]:
    secret("RESPONDENT_KEY", key)
if SECRET_KEY in RESPONDENT_KEYS:
    raise ImproperlyConfigured("RESPONDENT_KEY and SECRET_KEY must be different secrets.")

DEBUG = EMBEDDED and yes("DEBUG", default=False)

# Applications

INSTALLED_APPS = [
    "maturity",
    "organisations",
    "surveys",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "js_lib_bootstrap5",
    "django_htmx",
    "django_filters",
    "django_tables2",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "surveys.middleware.KeepPrivatePagesPrivate",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "organisations.middleware.KnowWhoActs",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "surveys.middleware.ExplainFrameworkErrors",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Database

if EMBEDDED:
    DATABASE_URL = text("DATABASE_URL", f"sqlite:///{quote(str(DATA_DIR / 'centricity.sqlite3'))}")
else:
    DATABASE_URL = required("DATABASE_URL", "As postgres://user:password@host/name.")
DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People

AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]

# Guessing passwords: an address is locked for a while, whether somebody has it or not. Counted
# by address alone: whoever guesses has many networks, and a client's people share one.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
# The lock ends in time whatever is tried meanwhile.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "organisations.account_pages.locked"
# What is kept of a failure: see organisations.throttling.
AXES_HANDLER = "organisations.throttling.FailureHandler"
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "organisations.throttling.hidden_name"
AXES_CLIENT_IP_CALLABLE = "organisations.throttling.no_ip_address"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# Language and time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "files"
# What is kept from one request to the next, in each process by itself: so the code that reads it
# is the code that wrote it.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Collecting is part of every start: spare it what no browser asks for.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["br", "gif", "gz", "jpg", "map", "png", "woff", "woff2"]
FILE_UPLOAD_PERMISSIONS = 0o600
ROSTER_MAX_BYTES = 10 * 1024 * 1024
ROSTER_MAX_ROWS = 50_000
CUSTOMERS_MAX_BYTES = 20 * 1024 * 1024
CUSTOMERS_MAX_ROWS = 100_000
EVIDENCE_MAX_BYTES = 10 * 1024 * 1024

# Mail

MAIL_PROVIDER = text("MAIL_PROVIDER") and choice("MAIL_PROVIDER", "", list(MAIL_PROVIDERS))
# Without an SMTP server of one's own, a local one keeps every message in DATA_DIR/mail.
KEEPS_MAIL = EMBEDDED and not MAIL_PROVIDER and not text("EMAIL_URL")
EMAIL_TIMEOUT = 20
if MAIL_PROVIDER:
    EMAIL_BACKEND = f"anymail.backends.{MAIL_PROVIDER}.EmailBackend"
    ANYMAIL = {
        **mail_provider(
            MAIL_PROVIDER,
            text("MAIL_PROVIDER_SETTINGS"),
            text("MAIL_WEBHOOK_SECRET"),
        ),
        "REQUESTS_TIMEOUT": EMAIL_TIMEOUT,
    }
elif KEEPS_MAIL:
    vars().update(mail(f"smtp://127.0.0.1:{PORT + 1}"))
else:
    why = "As smtp+tls://user:password@mail.example.org:587, unless MAIL_PROVIDER is set."
    vars().update(mail(required("EMAIL_URL", why)))
# How many letters go out a minute, all workers taken together; 0 for as fast as they are taken.
MAIL_PER_MINUTE = number("MAIL_PER_MINUTE", 0, least=0)
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", "Centricity <survey@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Background work. Rows are the truth: no result is kept, and a lost message is sent again.

if EMBEDDED:
    REDIS_URL = text("REDIS_URL", f"redis+socket://{quote(str(redis_socket(DATA_DIR)))}")
else:
    REDIS_URL = required("REDIS_URL", "As redis://host:6379/0; the workers take their jobs there.")
REDIS_URL = address("REDIS_URL", REDIS_URL, ["redis", "rediss", "redis+socket"])
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 2,
    "socket_timeout": 10,
    # Nobody waits in front of a page for a broker that is down; the sweep rings again.
    "max_retries": 1,
    "interval_start": 0,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_STORE_EAGER_RESULT = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
# A process of the worker that has taken more, in kilobytes, is replaced after its task: what the
# layout of a long report leaves behind would make the next one need more.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000
CELERY_TIMEZONE = "UTC"
JOB_LEASE_SECONDS = number("JOB_LEASE_SECONDS", 120)
SWEEP_SECONDS = number("SWEEP_SECONDS", 15)
# A report that takes longer is stopped and said to have failed.
REPORT_SECONDS = number("REPORT_SECONDS", 300)
CELERY_BEAT_SCHEDULE = {
    "ring again for waiting mailings": {
        "task": "surveys.tasks.sweep_mailings",
        "schedule": SWEEP_SECONDS,
    },
    # Mornings come at different hours where the clients are.
    "begin the reminders whose day has come": {
        "task": "surveys.tasks.send_due_reminders",
        "schedule": 3600,
    },
    "ring again for waiting reports and sealings": {
        "task": "reports.tasks.sweep_jobs",
        "schedule": SWEEP_SECONDS,
    },
    # Here, too, mornings come at different hours; what the mail server did not take waits for it.
    "remind owners of actions whose day has come": {
        "task": "reports.tasks.remind_of_actions",
        "schedule": 3600,
    },
    "ring again for waiting rosters": {
        "task": "organisations.tasks.sweep_rosters",
        "schedule": SWEEP_SECONDS,
    },
    "forget rosters nobody confirmed": {
        "task": "organisations.tasks.forget_unconfirmed_rosters",
        "schedule": 3600,
    },
    "ring again for waiting files of customers": {
        "task": "organisations.tasks.sweep_customer_files",
        "schedule": SWEEP_SECONDS,
    },
    "forget files of customers nobody confirmed": {
        "task": "organisations.tasks.forget_unconfirmed_customer_files",
        "schedule": 3600,
    },
    "forget failures to sign in": {
        "task": "organisations.tasks.forget_failures",
        "schedule": 3600,
    },
    "close waves whose last day is over": {
        "task": "surveys.tasks.close_overdue_waves",
        "schedule": 300,
    },
    "forget drafts nobody came back to": {
        "task": "surveys.tasks.delete_stale_drafts",
        "schedule": 3600,
    },
    # Days begin at different hours where the clients are, so these look every hour.
    "count once a day how many have answered": {
        "task": "surveys.tasks.count_responses",
        "schedule": 3600,
    },
    "delete what has been kept long enough": {
        "task": "surveys.tasks.enforce_retention",
        "schedule": 3600,
    },
    "delete files of reports that no report names": {
        "task": "reports.tasks.drop_stray_reports",
        "schedule": 3600,
    },
    "delete logos that nothing shows any more": {
        "task": "reports.tasks.drop_unused_logos",
        "schedule": 3600,
    },
    "delete attached files that were kept long enough": {
        "task": "reports.tasks.enforce_keeping",
        "schedule": 3600,
    },
}

# Protection of the browser

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
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
if not EMBEDDED:
    SECURE_SSL_REDIRECT = yes("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# Logs. A questionnaire's address contains its key, so no line may carry one.

LOG_LEVEL = choice("LOG_LEVEL", "WARNING", ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"])
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hide_links": {"()": "config.logs.HideQuestionnaireLinks"}},
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["hide_links"],
        },
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # These would bring handlers of their own, which know nothing of the filter.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # An access log would name addresses, visitors and browsers side by side.
        "gunicorn.access": {"handlers": [], "propagate": False},
        # Its warnings repeat parts of addresses that are too broken to be recognised.
        "gunicorn.error": {"handlers": [], "propagate": True, "level": "ERROR"},
    },
}
