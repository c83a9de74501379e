"""How somebody new gets in: the letter, its link, and what helps when both are lost."""

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from organisations import services
from organisations.models import Membership, User
from organisations.tasks import send_sign_in_link
from organisations.welcome import sign_in_link
from tests.conftest import Mailbox, Worker, wait_until
from tests.world import World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

LEA = "lea@client.example"
NEW_PASSWORD = "seven quiet horses"


@pytest.fixture
def newcomer(world: World) -> User:
    """A leader who was just given access and has no password yet."""
    return add_lea(world)


def add_lea(world: World) -> User:
    return services.add_member(
        organisation=world.organisation, email=LEA, name="Lea Lind", role=Membership.Role.LEADER
    ).user


def path_in(text: str) -> str:
    """The path of the link in a letter."""
    links = re.findall(r"^http://testserver(/password/\S+/)$", text, re.MULTILINE)
    assert len(links) == 1, text
    return str(links[0])


def open_link(client: Client, path: str) -> "Response":
    return client.get(path, follow=True)


def choose_password(client: Client, path: str, password: str = NEW_PASSWORD) -> "Response":
    form = client.get(path, follow=True)
    action = form.redirect_chain[-1][0] if form.redirect_chain else path
    return client.post(action, {"new_password1": password, "new_password2": password}, follow=True)


def sign_in(email: str, password: str = NEW_PASSWORD) -> Client:
    """A browser after the sign-in page, signed in or not."""
    client = Client()
    client.post(reverse("sign_in"), {"username": email, "password": password})
    return client


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


class TestLink:
    def test_sets_a_password_with_which_one_signs_in(self, newcomer: User) -> None:
        path = sign_in_link(newcomer).removeprefix("http://testserver")
        response = choose_password(Client(), path)
        assert "Your password is saved" in response.content.decode()
        assert is_signed_in(sign_in(LEA))
        assert is_signed_in(sign_in("Lea@Client.Example"))
        assert not is_signed_in(sign_in(LEA, "another password"))

    def test_works_once(self, newcomer: User) -> None:
        path = sign_in_link(newcomer).removeprefix("http://testserver")
        choose_password(Client(), path)
        assert "This link no longer works" in open_link(Client(), path).content.decode()
        choose_password(Client(), path, "somebody else's password")
        assert not is_signed_in(sign_in(LEA, "somebody else's password"))

    def test_is_not_spent_by_a_scanner_that_follows_it(self, newcomer: User) -> None:
        path = sign_in_link(newcomer).removeprefix("http://testserver")
        for _ in range(3):
            assert "Choose a password" in open_link(Client(), path).content.decode()

    def test_grows_too_old(self, newcomer: User, settings: Any) -> None:
        path = sign_in_link(newcomer).removeprefix("http://testserver")
        settings.PASSWORD_RESET_TIMEOUT = -1
        assert "This link no longer works" in open_link(Client(), path).content.decode()

    def test_refuses_a_weak_password(self, newcomer: User) -> None:
        path = sign_in_link(newcomer).removeprefix("http://testserver")
        for weak in ("short", "password123", LEA):
            response = choose_password(Client(), path, weak)
            assert "Your password is saved" not in response.content.decode()
        newcomer.refresh_from_db()
        assert not newcomer.has_usable_password()


class TestLetter:
    def test_has_the_link_the_name_and_where_to_sign_in(
        self, newcomer: User, mailbox: Mailbox
    ) -> None:
        send_sign_in_link(str(newcomer.pk))
        [message] = mailbox.to(LEA)
        assert message["Subject"] == "Your access to Centricity"
        text = message.get_content().replace("\r\n", "\n")
        assert "Hello Lea Lind," in text
        assert "you sign in with lea@client.example at\n\nhttp://testserver" in text
        choose_password(Client(), path_in(text))
        assert is_signed_in(sign_in(LEA))

    def test_names_are_letters_not_markup(self, world: World, mailbox: Mailbox) -> None:
        user = User.objects.create_user(LEA, name="Lea O'Hara & <Lind>")
        send_sign_in_link(str(user.pk))
        assert "Hello Lea O'Hara & <Lind>," in mailbox.to(LEA)[0].get_content()

    @pytest.mark.parametrize("gone", ["inactive", "deleted"])
    def test_is_not_sent_to_somebody_who_may_not_sign_in(
        self, newcomer: User, mailbox: Mailbox, gone: str
    ) -> None:
        user_id = str(newcomer.pk)
        if gone == "deleted":
            newcomer.delete()
        else:
            User.objects.update(is_active=False)
        send_sign_in_link(user_id)
        assert not mailbox.messages

    def test_is_asked_for_once_the_user_is_stored_and_only_for_newcomers(
        self, world: World, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks() as first:
            add_lea(world)
        with django_capture_on_commit_callbacks() as again:
            add_lea(world)
        assert (len(first), len(again)) == (1, 0)

    def test_comes_from_a_real_worker(
        self, shared_world: World, mailbox: Mailbox, worker: Worker
    ) -> None:
        worker.start()
        client = shared_world.client(shared_world.consultant)
        client.post(
            reverse("organisations:members", args=[shared_world.organisation.pk]),
            {"name": "Lea Lind", "email": LEA, "role": "leader"},
        )
        wait_until(lambda: mailbox.to(LEA))
        [message] = mailbox.to(LEA)
        choose_password(Client(), path_in(message.get_content().replace("\r\n", "\n")))
        browser = sign_in(LEA)
        assert browser.get(reverse("home"), follow=True).status_code == 200
        assert is_signed_in(browser)
        assert LEA not in worker.log.read_text()


class TestForgottenPassword:
    def ask(self, email: str) -> "Response":
        return Client().post(reverse("password_reset"), {"email": email}, follow=True)

    def test_sends_a_link_to_our_own_address(self, world: World, mailbox: Mailbox) -> None:
        forged = Client().post(
            reverse("password_reset"),
            {"email": world.leader.email},
            headers={"host": "localhost", "x-forwarded-host": "evil.example"},
        )
        assert forged.status_code == 302
        [message] = mailbox.to(world.leader.email)
        choose_password(Client(), path_in(message.get_content().replace("\r\n", "\n")))
        assert is_signed_in(sign_in(world.leader.email))

    def test_helps_somebody_whose_first_letter_was_lost(
        self, newcomer: User, mailbox: Mailbox
    ) -> None:
        self.ask(LEA.upper())
        [message] = mailbox.to(LEA)
        choose_password(Client(), path_in(message.get_content().replace("\r\n", "\n")))
        assert is_signed_in(sign_in(LEA))

    def test_does_not_tell_who_has_access(self, world: World, mailbox: Mailbox) -> None:
        known, unknown = self.ask(world.leader.email), self.ask("nobody@client.example")
        assert known.content == unknown.content
        assert not mailbox.to("nobody@client.example")

    def test_does_not_let_in_whoever_may_not_sign_in(self, world: World, mailbox: Mailbox) -> None:
        User.objects.update(is_active=False)
        self.ask(world.leader.email)
        assert not mailbox.messages
