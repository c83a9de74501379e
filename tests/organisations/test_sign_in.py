"""Signing in, and what stops whoever guesses: passwords, addresses, mail."""

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from axes.models import AccessAttempt, AccessLog
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisations.models import SignInLetter, User
from organisations.tasks import forget_failures
from organisations.welcome import sign_in_link
from tests.conftest import Mailbox
from tests.organisations.pages import words
from tests.world import PASSWORD, World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

NOBODY = "nobody@client.example"
ADA = "ada@firm.example"


def sign_in(email: str, password: str = "wrong", agent: str = "Firefox") -> "Response":
    """Try it from a browser that never was here."""
    given = {"username": email, "password": password}
    return Client().post(reverse("sign_in"), given, headers={"user-agent": agent})


def fail(email: str, times: int) -> list[int]:
    """The statuses of so many failures."""
    return [sign_in(email).status_code for _ in range(times)]


def is_in(response: "Response") -> bool:
    return response.status_code == 302


def let_time_pass(**time: int) -> None:
    """Move what happened into the past."""
    for attempt in AccessAttempt.objects.all():
        earlier = attempt.attempt_time - timedelta(**time)
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=earlier)
    for letter in SignInLetter.objects.all():
        letter.sent_at -= timedelta(**time)
        letter.save()


class TestLock:
    def test_after_five_failures_even_the_right_password_waits(self, world: World) -> None:
        assert fail(ADA, 5) == [200, 200, 200, 200, 429]
        response = sign_in(ADA, PASSWORD)
        assert response.status_code == 429
        assert response.headers["Retry-After"] == "900"
        text = words(response)
        assert "Locked for a while" in text
        assert "Try again in 15 minutes" in text
        assert reverse("password_reset") in response.content.decode()

    def test_four_failures_are_forgiven(self, world: World) -> None:
        fail(ADA, 4)
        assert is_in(sign_in(ADA, PASSWORD))
        assert fail(ADA, 4) == [200, 200, 200, 200]

    def test_counts_one_address_however_it_is_written_and_from_wherever(self, world: World) -> None:
        spellings = [ADA, "ADA@firm.example", "Ada@Firm.Example", " ada@firm.example ", ADA]
        browsers = ["Firefox", "Chrome", "curl", "", "Safari"]
        statuses = [
            sign_in(name, agent=browser).status_code
            for name, browser in zip(spellings, browsers, strict=True)
        ]
        assert statuses == [200, 200, 200, 200, 429]

    def test_is_of_one_address_only(self, world: World) -> None:
        fail(ADA, 5)
        assert is_in(sign_in(world.leader.email, PASSWORD))

    def test_ends_after_a_quarter_of_an_hour_whatever_is_tried_meanwhile(
        self, world: World
    ) -> None:
        fail(ADA, 5)
        let_time_pass(minutes=14)
        assert fail(ADA, 3) == [429, 429, 429]
        let_time_pass(minutes=1, seconds=1)
        assert is_in(sign_in(ADA, PASSWORD))

    @pytest.mark.parametrize("gone", [False, True])
    def test_tells_nobody_which_addresses_exist(self, world: World, gone: bool) -> None:
        User.objects.filter(email=ADA).update(is_active=not gone)
        known = [sign_in(ADA) for _ in range(6)]
        unknown = [sign_in(NOBODY) for _ in range(6)]
        for one, other in zip(known, unknown, strict=True):
            assert one.status_code == other.status_code
            assert words(one).replace(ADA, "") == words(other).replace(NOBODY, "")
            assert one.headers.get("Retry-After") == other.headers.get("Retry-After")
        assert known[-1].status_code == 429

    def test_leaves_those_in_who_are_in(self, world: World) -> None:
        browser = Client()
        browser.post(reverse("sign_in"), {"username": ADA, "password": PASSWORD})
        fail(ADA, 5)
        page = reverse("organisations:organisation_list")
        assert browser.get(page).status_code == 200

    def test_is_lifted_by_a_new_password_from_a_letter(self, world: World) -> None:
        fail(ADA, 5)
        path = sign_in_link(world.consultant).removeprefix("http://testserver")
        browser = Client()
        form = browser.get(path, follow=True).redirect_chain[-1][0]
        new = "seven quiet horses"
        browser.post(form, {"new_password1": new, "new_password2": new})
        assert is_in(sign_in(ADA, new))


class TestWhatIsKept:
    def test_of_a_failure_neither_address_nor_browser_nor_network(
        self, world: World, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.DEBUG):
            sign_in(ADA, "a wrong password", agent="Firefox 141")
        [attempt] = AccessAttempt.objects.values()
        kept = " ".join(str(value) for value in attempt.values()) + caplog.text
        for secret in (ADA, "a wrong password", "Firefox 141", "127.0.0.1", "csrf"):
            assert secret not in kept

    def test_of_signing_in_only_when_it_was(self, world: World) -> None:
        sign_in(ADA, PASSWORD)
        assert not AccessLog.objects.exists()
        assert not AccessAttempt.objects.exists()
        world.consultant.refresh_from_db()
        assert world.consultant.last_login

    def test_no_longer_than_it_locks(self, world: World, mailbox: Mailbox) -> None:
        fail(NOBODY, 2)
        Client().post(reverse("password_reset"), {"email": ADA})
        forget_failures()
        assert (AccessAttempt.objects.count(), SignInLetter.objects.count()) == (1, 1)
        let_time_pass(minutes=16)
        forget_failures()
        assert (AccessAttempt.objects.count(), SignInLetter.objects.count()) == (0, 1)
        let_time_pass(minutes=45)
        forget_failures()
        assert not SignInLetter.objects.exists()
        assert timezone.now() > world.consultant.joined_at


class TestForgottenPassword:
    def ask(self, email: str) -> "Response":
        return Client().post(reverse("password_reset"), {"email": email}, follow=True)

    def test_sends_three_letters_an_hour_and_says_the_same_ever_after(
        self, world: World, mailbox: Mailbox
    ) -> None:
        answers = {self.ask(ADA).content for _ in range(5)} | {self.ask(NOBODY).content}
        assert len(answers) == 1
        assert len(mailbox.to(ADA)) == 3
        assert len(mailbox.messages) == 3

    def test_begins_anew_after_an_hour(self, world: World, mailbox: Mailbox) -> None:
        for _ in range(4):
            self.ask(ADA)
        let_time_pass(hours=1, seconds=1)
        self.ask(ADA)
        assert len(mailbox.to(ADA)) == 4

    def test_counts_each_address_by_itself(self, world: World, mailbox: Mailbox) -> None:
        for _ in range(4):
            self.ask(ADA)
        self.ask(world.leader.email)
        assert len(mailbox.to(world.leader.email)) == 1
