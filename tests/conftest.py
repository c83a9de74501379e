"""The real things the tests use: a broker, a worker, a mail server, a browser, and a client."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default as default_policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from redis import Redis

from config.embedded import redis_command, redis_socket
from maturity.framework import Framework
from maturity.loading import load
from tests.world import World, build_world

PATIENCE = 240
MODELS = Path(__file__).parent / "data"


def wait_until(
    happened: Callable[[], Any], *, seconds: float = PATIENCE, every: float = 0.1
) -> Any:
    """Return what ``happened`` returns once it is true; fail when patience ends."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = happened()
        if value:
            return value
        time.sleep(every)
    raise AssertionError(f"It did not happen within {seconds} seconds.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Try once, if ONCE says so, what is the same on both databases.

    What uses no database runs with SQLite. With PostgreSQL alone runs what is about browsers,
    pages and files and stores as other tests do: so both take about as long.
    """
    if os.environ.get("ONCE") != "yes":
        return
    is_postgresql = os.environ.get("TEST_DATABASE") == "postgresql"
    chosen = _uses_database if is_postgresql else _is_tried_with_both
    config.hook.pytest_deselected(items=[item for item in items if not chosen(item)])
    items[:] = filter(chosen, items)


def _is_tried_with_both(item: pytest.Item) -> bool:
    return item.get_closest_marker("once") is None


def _uses_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "django_db_setup"}
    names = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & names) or item.get_closest_marker("django_db") is not None


@pytest.fixture
def workshop(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Framework:
    """A model of one's own, lying where an administrator puts it, for this process and others."""
    settings.FRAMEWORKS_DIR = MODELS
    monkeypatch.setenv("FRAMEWORKS_DIR", str(MODELS))
    return load("workshop", root=MODELS)


@pytest.fixture
def world(db: None) -> World:
    """A client with a roster, and four people who know it differently."""
    return build_world()


@pytest.fixture
def shared_world(transactional_db: None) -> World:
    """The same, committed, so that other processes see it."""
    return build_world()


@pytest.fixture
def shop(transactional_db: None, workshop: Framework) -> World:
    """A client that measures itself with the workshop, whose reports are short."""
    return build_world(workshop)


@contextmanager
def running_redis() -> Iterator[Redis]:
    """A real Redis on the socket the settings name."""
    address = redis_socket(settings.DATA_DIR)
    address.unlink(missing_ok=True)
    with subprocess.Popen(redis_command(settings.DATA_DIR)) as process:
        client = Redis(unix_socket_path=str(address))
        wait_until(address.exists)
        wait_until(client.ping)
        try:
            yield client
        finally:
            process.terminate()


@pytest.fixture
def broker() -> Iterator[Redis]:
    """A broker that runs during the test."""
    with running_redis() as client:
        yield client


class Worker:
    """A real worker process on the database of the tests."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.log = Path(settings.DATA_DIR) / "worker.log"

    def start(self, pool: str = "solo", **environment: str) -> None:
        """Start it and wait until it takes tasks; a pool of "prefork" has two processes."""
        command = [
            *(sys.executable, "-m", "celery", "--app", "config", "worker", "--pool", pool),
            *("--concurrency", "2"),
            *("--loglevel", "info", "--without-gossip", "--without-mingle", "--without-heartbeat"),
        ]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command,
                env={
                    **os.environ,
                    "DJANGO_SETTINGS_MODULE": "config.settings_test",
                    "IN_TEST_WORKER": "1",
                    "LOG_LEVEL": "INFO",
                    **environment,
                },
                stdout=log,
                stderr=log,
            )
        try:
            wait_until(lambda: " ready." in self.log.read_text())
        except AssertionError:
            self.kill()
            raise

    def kill(self) -> None:
        """End it as a crash would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        """End it as a service manager would."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=PATIENCE)
            self.process = None


@pytest.fixture
def worker(transactional_db: None, broker: Redis) -> Iterator[Worker]:
    """A worker the test starts when it is ready for it."""
    broker.flushall()
    worker = Worker()
    yield worker
    worker.kill()


class Mailbox:
    """What a real SMTP server received; it refuses addresses that begin with ``refused``."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address.startswith("refused"):
            return "550 No such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.messages.append(BytesParser(policy=default_policy).parsebytes(envelope.content))
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """The messages to one address."""
        return [message for message in self.messages if address in str(message["To"])]


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """A mail server that runs during the test, for this process and the worker."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = probe.getsockname()[1]
    # A worker that is started from here on sends to the same server.
    os.environ["TEST_SMTP_PORT"] = str(settings.EMAIL_PORT)
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, which as root needs to run without its sandbox."""
    arguments = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    if os.getuid() == 0:
        arguments.append("--no-sandbox")
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": arguments,
    }
