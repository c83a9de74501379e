"""Letters handed to a provider over HTTP: a server of the tests that speaks as Postmark does."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from config import environment
from organisations.jobs import Job
from surveys import services
from surveys.mail import mailing
from surveys.models import Mailing, Wave
from tests.surveys.sending import mails, send_until
from tests.world import NOW, World, link_of, roster_csv

pytestmark = pytest.mark.django_db

Answer = tuple[int, dict[str, Any]]
INVALID = {"ErrorCode": 300, "Message": "Invalid 'To' address: 'staff1@client.example'."}
ACCEPTED: Answer = (200, {"ErrorCode": 0, "Message": "OK", "MessageID": "m"})


class Provider:
    """What was handed to it, and what it answers."""

    def __init__(self) -> None:
        self.letters: list[dict[str, Any]] = []
        self.answer: Callable[[dict[str, Any]], Answer] = lambda letter: ACCEPTED
        self.server = HTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                letter = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                provider.letters.append(letter)
                status, said = provider.answer(letter)
                body = json.dumps({"To": letter["To"], "SubmittedAt": "", **said}).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        return Handler


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    """A provider that runs during the test and is used by this site."""
    provider = Provider()
    given = f"server_token=t, api_url=http://127.0.0.1:{provider.server.server_port}/"
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = environment.mail_provider("postmark", given, f"user:{'x' * 40}")
    yield provider
    provider.server.shutdown()
    provider.server.server_close()


@pytest.fixture
def wave(world: World) -> Wave:
    """A wave of three people."""
    world.import_roster(roster_csv(staff=3, leaders=0, customers=0))
    return world.open_wave()


def ask(wave: Wave) -> Mailing:
    return services.send_invitations(wave=wave, user=None, now=NOW)


class TestLetters:
    def test_carry_links_nobody_may_lead_elsewhere(self, wave: Wave, provider: Provider) -> None:
        send_until(ask(wave))
        assert mails(wave) == {"sent": 3}
        (letter,) = [each for each in provider.letters if each["To"] == "staff1@client.example"]
        assert link_of(wave, "Staff 1") in letter["TextBody"]
        assert (letter["TrackLinks"], letter["TrackOpens"]) == ("None", False)
        headers = {each["Name"]: each["Value"] for each in letter["Headers"]}
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert "Tag" not in letter

    def test_say_to_the_provider_that_they_remind(self, wave: Wave, provider: Provider) -> None:
        send_until(ask(wave))
        later = NOW + timedelta(days=7)
        send_until(services.remind_now(wave=wave, user=None, now=later), now=later)
        assert [letter.get("Tag") for letter in provider.letters] == [None] * 3 + ["reminder"] * 3


class TestAnswers:
    @pytest.mark.parametrize(
        ("answer", "then", "problem"),
        [
            ((422, INVALID), "refused", "The provider does not send to this address."),
            ((500, {"ErrorCode": 500}), "unsure", "The provider answers 500."),
        ],
    )
    def test_about_one_letter(
        self, wave: Wave, provider: Provider, answer: Answer, then: str, problem: str
    ) -> None:
        mine = "staff1@client.example"
        provider.answer = lambda letter: answer if letter["To"] == mine else ACCEPTED
        send_until(ask(wave))
        assert mails(wave) == {"sent": 2, then: 1}
        assert wave.invitations.get(mail=then).mail_problem == problem

    def test_too_many_at_once(self, wave: Wave, provider: Provider) -> None:
        provider.answer = lambda letter: (429, {"ErrorCode": 429, "Message": "Slow down"})
        job = ask(wave)
        assert mailing.send_mailing(job, now=NOW) == NOW + timedelta(minutes=1)
        provider.answer = lambda letter: ACCEPTED
        job.refresh_from_db()
        send_until(job, now=NOW + timedelta(minutes=1))
        assert mails(wave) == {"sent": 3}

    def test_a_wrong_password(self, wave: Wave, provider: Provider) -> None:
        provider.answer = lambda letter: (401, {"ErrorCode": 10, "Message": "Bad token"})
        job = ask(wave)
        assert mailing.send_mailing(job, now=NOW) is None
        job.refresh_from_db()
        assert (job.state, len(provider.letters)) == (Job.State.FAILED, 1)
        assert "does not let this site send (401)" in job.reason
        assert mails(wave) == {"waiting": 3}

    def test_none_at_all(self, wave: Wave, provider: Provider, settings: Any) -> None:
        settings.ANYMAIL = {**settings.ANYMAIL, "POSTMARK_API_URL": "http://127.0.0.1:1/"}
        job = ask(wave)
        assert mailing.send_mailing(job, now=NOW) == NOW + timedelta(minutes=1)
        assert mails(wave) == {"waiting": 3}
