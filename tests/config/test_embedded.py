"""Everything on one machine, really started and really stopped."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from redis import Redis

from config.embedded import claim, installation_secret, redis_command, redis_socket
from tests.conftest import wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
# Letters that mean something in addresses and in the shell.
ODD_NAME = "ü + 100% #1? $HOME"


def free_port() -> int:
    """A port that is free together with the next one, which is the mailbox's."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port


def children(pid: int) -> set[int]:
    """All processes a process has started, and those that these have started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name may hold blanks and brackets; what follows its last bracket does not.
            _state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(parent)
    found: set[int] = set()
    waiting = {pid}
    while waiting:
        waiting = {child for child, parent in parents.items() if parent in waiting} - found
        found |= waiting
    return found


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


class Installation:
    """A data directory, and what is run on it."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.output = data_dir.parent / "output"
        self.process: subprocess.Popen[bytes] | None = None
        self.family: set[int] = set()

    def environment(self, **more: str) -> dict[str, str]:
        clean = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "ENV_FILE": os.devnull}
        return {**clean, "DATA_DIR": str(self.data_dir), **more}

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment(), check=True, capture_output=True, text=True,
            timeout=60,
        ).stdout  # fmt: skip

    def start(self, host: str) -> str:
        """Start everything; returns the address it prints."""
        port = free_port()
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.embedded"],
                cwd=ROOT,
                env=self.environment(HOST=host, PORT=str(port)),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until(lambda: "Ctrl-C stops everything." in self.said() or self.has_ended())
        assert f"Centricity is at  http://{host}:{port}/\n" in self.said(), self.said()
        self.family = children(self.process.pid)
        return f"http://{host}:{port}"

    def said(self) -> str:
        return self.output.read_text()

    def has_ended(self) -> bool:
        assert self.process is not None
        return self.process.poll() is not None

    def end(self, sent: signal.Signals) -> set[int]:
        """Send a signal and wait for the end; returns the processes that are left over."""
        assert self.process is not None
        self.process.send_signal(sent)
        self.process.wait(timeout=30)
        return {pid for pid in self.family if is_running(pid)}

    def kill(self) -> None:
        """Leave nothing behind, whatever a test has come to."""
        if self.process is not None:
            for pid in {self.process.pid, *children(self.process.pid), *self.family}:
                if is_running(pid):
                    os.kill(pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """A new installation, as `make run` prepares it."""
    installation = Installation(tmp_path / ODD_NAME)
    with ThreadPoolExecutor() as pool:
        migrated = pool.submit(installation.manage, "migrate", "--verbosity", "0")
        installation.manage("collectstatic", "--noinput", "--verbosity", "0")
        migrated.result()
    yield installation
    installation.kill()


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as response:
        assert response.status == 200
        return str(response.read().decode())


class TestSecret:
    def test_is_the_same_for_all_who_ask_first_at_once(self, tmp_path: Path) -> None:
        with ThreadPoolExecutor(16) as pool:
            asked = [pool.submit(installation_secret, tmp_path, "key") for _ in range(64)]
        (secret,) = {answer.result() for answer in asked}
        assert len(secret) == 64
        (file,) = (tmp_path / "secrets").iterdir()
        assert file.stat().st_mode & 0o777 == 0o600


class TestEmbedded:
    def test_runs_stops_and_starts_again_with_its_data(self, installation: Installation) -> None:
        site = installation.start("127.0.0.1")
        self.assert_answers(site)
        self.assert_keeps_links_out_of_its_output(installation, site)
        words, link = installation.manage(
            "add_consultant", "bea@firm.example", "--name", "Bea", "--firm", "Bell"
        ).splitlines()
        assert words.startswith("Bea can choose a password here")
        assert link.startswith(f"{site}/password/")
        path = re.sub(r"^http://[^/]+", "", link)
        assert "Choose a password" in get(f"{site}{path}")
        self.assert_keeps_mail(installation, site)
        # A web server with two workers, Celery with two, the scheduler, Redis and the mailbox.
        assert len(installation.family) >= 9
        assert installation.end(signal.SIGTERM) == set()

        site = installation.start("127.0.0.2")
        assert "Choose a password" in get(f"{site}{path}")
        assert installation.end(signal.SIGHUP) == set()
        assert "Traceback" not in installation.said()

    def test_says_what_stands_in_its_way(self, tmp_path: Path) -> None:
        data_dir = tmp_path / "data"
        data_dir.mkdir()
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            with pytest.raises(SystemExit, match=f"Port {port} of 127.0.0.1 cannot be used"):
                claim(data_dir, [("127.0.0.1", port)])
        lock = claim(data_dir, [("127.0.0.1", port)])
        with pytest.raises(SystemExit, match="already runs from this directory"):
            claim(data_dir, [])
        lock.close()
        claim(data_dir, []).close()

    def assert_answers(self, site: str) -> None:
        page = get(f"{site}/sign-in/")
        assert "Sign in" in page
        [style] = re.findall(r'href="(/static/css/theme\.[^"]+)"', page)
        assert get(f"{site}{style}")

    def assert_keeps_links_out_of_its_output(self, installation: Installation, site: str) -> None:
        token, wave = "7KQ2M0X9ABCDEFGHJKMNPQRSTV", "6f1c9f0e-3f57-4a0c-9a7e-0d1f7f1f7c55"
        with pytest.raises(urllib.error.HTTPError, match="404"):
            get(f"{site}/q/{wave}/{token}/nowhere/")
        # A link with a blank in it, sent as it is: refused by the web server itself.
        host, port = site.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as raw:
            raw.sendall(f"GET /q/{wave}/{token[:13]} {token[13:]}/ HTTP/1.1\r\n\r\n".encode())
            assert b"400 Bad Request" in raw.recv(1000)
        # What the processes write comes through pipes, and later than their answers.
        wait_until(lambda: "Not Found: /q/(hidden)" in installation.said())
        assert token[:13] not in installation.said()
        assert token[13:] not in installation.said()

    def assert_keeps_mail(self, installation: Installation, site: str) -> None:
        """Somebody asks for a password through the browser's form."""
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(f"{site}/password/", timeout=10) as response:
            page = response.read().decode()
        [token] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        form = f"csrfmiddlewaretoken={token}&email=bea@firm.example".encode()
        with opener.open(f"{site}/password/", form, timeout=20) as response:
            assert "Look into your mailbox" in response.read().decode()
        [letter] = (installation.data_dir / "mail" / "new").iterdir()
        assert f"{site}/password/" in letter.read_text()


class TestRedisSocket:
    """The kernel takes a socket's path up to 108 bytes."""

    @pytest.fixture
    def data_dir(self, tmp_path: Path) -> Iterator[Path]:
        """A directory whose path is too long for a socket."""
        path = tmp_path / ("x" * 120)
        path.mkdir()
        yield path
        shutil.rmtree(redis_socket(path).parent)

    def assert_works(self, data_dir: Path) -> None:
        path = redis_socket(data_dir)
        assert len(os.fsencode(path)) < 108
        with subprocess.Popen(redis_command(data_dir)) as process:
            try:
                wait_until(path.exists)
                assert wait_until(Redis(unix_socket_path=str(path)).ping)
            finally:
                process.terminate()

    def test_lies_with_the_data_where_the_path_is_short(self, tmp_path: Path) -> None:
        assert redis_socket(tmp_path).parent == tmp_path
        self.assert_works(tmp_path)

    def test_works_where_the_path_is_too_long(self, data_dir: Path) -> None:
        assert redis_socket(data_dir).parent != data_dir
        self.assert_works(data_dir)

    def test_counts_bytes_not_letters(self, tmp_path: Path) -> None:
        data_dir = tmp_path / ("ü" * ((108 - len(str(tmp_path))) // 2))
        data_dir.mkdir()
        assert len(str(data_dir)) < 100
        self.assert_works(data_dir)
        shutil.rmtree(redis_socket(data_dir).parent)

    def test_differs_between_installations(self, data_dir: Path) -> None:
        other = data_dir.with_name("y" * 120)
        assert redis_socket(data_dir) == redis_socket(data_dir) != redis_socket(other)
        shutil.rmtree(redis_socket(other).parent)

    def test_lies_where_nobody_else_can_reach_it(self, data_dir: Path) -> None:
        place = redis_socket(data_dir).parent
        assert place.stat().st_mode & 0o777 == 0o700
        # Somebody may have made it before us, and more open.
        place.chmod(0o777)
        assert redis_socket(data_dir).parent.stat().st_mode & 0o777 == 0o700
