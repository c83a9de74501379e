"""A questionnaire's address is a key, so no log may carry one, whoever writes the line."""

import io
import logging
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from config.embedded import commands
from config.logs import HideQuestionnaireLinks
from surveys.models import Draft
from tests.config.test_embedded import free_port
from tests.conftest import wait_until
from tests.world import World, link_of

ROOT = Path(__file__).resolve().parent.parent.parent
WAVE = "6f1c9f0e-3f57-4a0c-9a7e-0d1f7f1f7c55"
TOKEN = "7KQ2M0X9ABCDEFGHJKMNPQRSTV"
LINK = f"https://survey.example.org/q/{WAVE}/{TOKEN}/"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the site's own handler, set up by the settings, writes."""
    [handler] = [
        handler
        for handler in logging.getLogger().handlers
        if any(isinstance(known, HideQuestionnaireLinks) for known in handler.filters)
    ]
    assert isinstance(handler, logging.StreamHandler)
    stream = io.StringIO()
    before = handler.setStream(stream)
    yield stream
    handler.setStream(before or sys.stderr)


def hides(log: io.StringIO, token: str) -> bool:
    """Whether something was written, and neither the key nor either half of it."""
    text = re.sub(r"[\s\\]", "", log.getvalue()).upper()
    token = token.upper()
    return bool(text) and token[:10] not in text and token[-10:] not in text


class TestRecord:
    @pytest.mark.parametrize(
        "text",
        [
            LINK,
            f"/q/{WAVE}/{TOKEN}",
            f"/q/{WAVE}/{TOKEN}/3/",
            f"/q/{WAVE}/{TOKEN.lower()}/",
            f"/q/{WAVE}//{TOKEN}/",
            f"/q/{WAVE}/{TOKEN[:12]} {TOKEN[12:]}/",
            f"/Q/{WAVE.upper()}/{TOKEN}/",
            f"/q/{uuid.UUID(WAVE).hex}/{TOKEN[:12]}/{TOKEN[12:]}/",
            f"q/{WAVE}/{TOKEN}/",
            f"/sign-in/?next={quote(f'/q/{WAVE}/{TOKEN}/', safe='')}",
            f"<WSGIRequest: GET '/q/{WAVE}/{TOKEN}/'>",
            f"Reverse for 'page' with arguments '(UUID('{WAVE}'), '{TOKEN}', 9)' not found.",
        ],
    )
    def test_hides_a_link_wherever_it_stands(self, log: io.StringIO, text: str) -> None:
        logger = logging.getLogger("anything.at.all")
        logger.warning(text)
        logger.warning("Seen: %s, and then %d more", text, 3)
        logger.warning("Seen: %(path)s", {"path": text})
        try:
            raise ValueError(text)
        except ValueError:
            logger.exception("A surprise")
        logger.error("Asked from here", stack_info=True, extra={"path": text})
        assert hides(log, TOKEN)
        assert "Traceback" in log.getvalue()
        assert "(hidden)" in log.getvalue()

    def test_leaves_everything_else_readable(self, log: io.StringIO) -> None:
        logger = logging.getLogger("anything.at.all")
        logger.warning('Job %s failed; see "/q/%s/%s/" for more.', WAVE, WAVE, TOKEN)
        assert log.getvalue() == (
            f'WARNING anything.at.all: Job {WAVE} failed; see "/q/(hidden)" for more.\n'
        )

    @pytest.mark.parametrize(
        "name", ["gunicorn.error", "django.server", "django.request", "celery"]
    )
    def test_nobody_writes_past_it(self, log: io.StringIO, name: str) -> None:
        logging.getLogger(name).error("Error handling request %s", LINK)
        assert hides(log, TOKEN)
        logger = logging.getLogger(name)
        while logger.propagate and logger.parent and logger.parent.parent:
            assert not logger.handlers
            logger = logger.parent


class TestRequests:
    """Django's own warnings, in the words it really writes."""

    @pytest.fixture
    def link(self, world: World) -> str:
        return link_of(world.open_wave(), "Staff 1")

    @staticmethod
    def token(link: str) -> str:
        return link.rstrip("/").rsplit("/", 1)[1]

    @pytest.mark.parametrize("rest", ["nowhere/", "99/", "1/2/"])
    def test_not_found(self, log: io.StringIO, link: str, rest: str) -> None:
        assert Client().get(f"{link}{rest}").status_code == 404
        assert "Not Found: /q/(hidden)" in log.getvalue()
        assert hides(log, self.token(link))

    def test_a_link_the_mail_program_broke(self, log: io.StringIO, link: str) -> None:
        token = self.token(link)
        for broken in (f" {token}", f"/{token}", f"{token[:12]} {token[12:]}", f"{token[:12]}\n"):
            path = quote(link.replace(token, broken))
            assert Client().get(path).status_code == 404, broken
        assert hides(log, token)

    def test_method_not_allowed(self, log: io.StringIO, link: str) -> None:
        assert Client().get(f"{link}submit/").status_code == 405
        assert "Method Not Allowed (GET): /q/(hidden)" in log.getvalue()
        assert hides(log, self.token(link))

    def test_gone(self, log: io.StringIO, world: World, link: str) -> None:
        world.organisation.people.get(name="Staff 1").invitations.update(is_revoked=True)
        assert Client().get(link).status_code == 410
        assert hides(log, self.token(link))

    def test_bad_request(self, log: io.StringIO, link: str) -> None:
        assert Client().get(link, headers={"host": "evil.example"}).status_code == 400
        assert Client().post(f"{link}1/", {}, headers={"host": "evil.example"}).status_code == 400
        assert hides(log, self.token(link))

    def test_a_page_that_cannot_be_read(self, log: io.StringIO, link: str) -> None:
        body = b'--x\r\nContent-Disposition: form-data; name="KN1"\r\n\r\n' + b"1" * 3_000_000
        response = Client().post(f"{link}1/", body, content_type="multipart/form-data; boundary=x")
        assert response.status_code == 400
        assert hides(log, self.token(link))

    def test_an_error_of_ours(self, log: io.StringIO, link: str) -> None:
        client = Client(raise_request_exception=False)
        client.post(f"{link}1/", {"KN1": "3", "shown": ""})
        Draft.objects.update(sealed=b"spoiled on the disk")
        assert client.get(link).status_code == 500
        assert client.post(f"{link}1/", {"KN1": "3", "shown": ""}).status_code == 500
        assert "Internal Server Error: /q/(hidden)" in log.getvalue()
        assert "Traceback" in log.getvalue()
        assert hides(log, self.token(link))

    def test_an_error_whose_words_have_the_key(self, log: io.StringIO) -> None:
        for fail in (
            lambda: reverse("respond:nowhere", args=[WAVE, TOKEN]),
            lambda: resolve(f"/q/{WAVE}/{TOKEN}/nowhere/"),
        ):
            try:
                fail()
            except (NoReverseMatch, Resolver404):
                logging.getLogger("django.request").exception("Internal Server Error")
        assert hides(log, TOKEN)


class TestServer:
    @pytest.mark.parametrize("where", ["embedded", "Procfile"])
    def test_logs_no_addresses(self, tmp_path: Path, where: str) -> None:
        if where == "embedded":
            processes = commands(tmp_path, host="127.0.0.1", port=8000, keeps_mail=True)
            web = " ".join(processes["web"])
        else:
            lines = (ROOT / where).read_text().splitlines()
            [web] = [line for line in lines if line.startswith("web:")]
        assert "gunicorn" in web
        for option in ("access", "--config", " -c ", "--log-config", "--logger-class", "--reload"):
            assert option not in web


class TestTheServersOwnLog:
    def test_visits_are_not_written_down(self, tmp_path: Path) -> None:
        """Whoever asks for an access log gets none: it would hold keys, addresses and browsers."""
        port, kept = free_port(), tmp_path / "access.log"
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
        environment = {
            **os.environ,
            "DATA_DIR": str(tmp_path),
            "SITE_URL": f"http://127.0.0.1:{port}",
        }
        environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
        with subprocess.Popen([*command, "--access-logfile", str(kept)], env=environment) as server:
            try:
                address = f"http://127.0.0.1:{port}/q/{uuid.uuid4()}/{TOKEN}/"
                assert wait_until(lambda: status_of(address)) >= 400
            finally:
                server.terminate()
        assert kept.read_text() == ""


def status_of(address: str) -> int | None:
    """What a visit is answered with; None while nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=20) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None
