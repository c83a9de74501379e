"""Writing a letter: the form, the preview beside it, and a test to oneself."""

import re
import socket
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from organisations.models import Record
from surveys.models import MailText, Wave
from tests.conftest import Mailbox
from tests.world import World

BODY = "Dear {name},\n\nplease help {organisation}.\n\n{link}\n"


def path_of(wave: Wave, audience: str = "staff", kind: str = "invitation") -> str:
    """The address of a letter's page."""
    return f"/waves/{wave.pk}/letters/{audience}/{kind}/"


def said(response: Any) -> str:
    """The words of a page, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def post(desk: Client, path: str, **fields: str) -> str:
    """Send the form and follow it; what the page says then."""
    given = {"subject": "Your turn", "body": BODY, **fields}
    return said(desk.post(path, given, follow=True))


@pytest.fixture
def desk(world: World) -> Client:
    return world.client(world.consultant)


class TestList:
    def test_names_every_letter_with_its_subject(self, world: World, desk: Client) -> None:
        wave = world.draft_wave()
        post(desk, path_of(wave, "leaders", "reminder"), subject="Leaders, again")
        text = said(desk.get(f"/waves/{wave.pk}/letters/"))
        for kind in ("Invitation", "Reminder"):
            for audience in ("staff", "leaders", "customers"):
                assert f"{kind}, {audience}" in text
        assert "Reminder, leaders Leaders, again Your own" in text
        assert "Invitation, staff {organisation} asks for your view Standard" in text

    @pytest.mark.parametrize("rest", ["assessor/invitation", "staff/postcard"])
    def test_holds_no_letter_that_is_not_sent(self, world: World, desk: Client, rest: str) -> None:
        assert desk.get(f"/waves/{world.draft_wave().pk}/letters/{rest}/").status_code == 404


class TestForm:
    def test_begins_with_the_words_it_came_with_and_explains_the_placeholders(
        self, world: World, desk: Client
    ) -> None:
        text = said(desk.get(path_of(world.draft_wave())))
        assert "Hello {name}," in text
        assert "Hello Robin Sample," in text
        for words in ("{last_day} the last day to answer", "{link} their personal link"):
            assert words in text
        assert "In the subject only {name}, {organisation}." in text

    def test_saves_and_records_who_wrote_but_not_what(self, world: World, desk: Client) -> None:
        wave = world.draft_wave()
        assert "The words are saved." in post(desk, path_of(wave))
        text = wave.mail_texts.get()
        assert (text.audience, text.kind, text.subject) == ("staff", "invitation", "Your turn")
        assert text.body == BODY.strip()
        record = Record.objects.filter(user=world.consultant).latest("at")
        assert record.fields == ["invitation to staff"]
        assert "Your turn" not in f"{record.object_name} {record.fields}"

    def test_keeps_what_was_typed_when_it_is_refused(self, world: World, desk: Client) -> None:
        wave = world.draft_wave()
        text = post(desk, path_of(wave), body="Do come.\n{lnk}", subject="At {minutes}")
        assert "The personal link is missing: write {link} on a line of its own" in text
        assert "{lnk} is not a placeholder; did you mean {link}?" in text
        assert "{minutes} cannot stand in the subject" in text
        assert "Do come." in text
        assert not MailText.objects.exists()

    def test_counts_a_line_break_once(self, world: World, desk: Client) -> None:
        wave = world.draft_wave()
        body = "{link}" + "\r\n" * 3993 + "x"
        assert "The words are saved." in post(desk, path_of(wave), body=body)
        assert "at most 4000 characters" in post(desk, path_of(wave), body=body + "y")

    def test_says_that_sent_letters_stay_as_they_were(self, world: World, desk: Client) -> None:
        words = "reaches only the letters that are still to be sent"
        wave = world.open_wave()
        assert words in said(desk.get(path_of(wave)))
        assert "The words are saved." in post(desk, path_of(wave))

    def test_goes_back_to_the_words_it_came_with(self, world: World, desk: Client) -> None:
        wave = world.draft_wave()
        post(desk, path_of(wave))
        assert "Go back to the standard words" in said(desk.get(path_of(wave)))
        text = said(desk.post(f"{path_of(wave)}reset/", follow=True))
        assert "The letter has the standard words again." in text
        assert "Go back to the standard words" not in text
        assert not MailText.objects.exists()

    def test_saves_nothing_once_the_wave_is_over(self, world: World, desk: Client) -> None:
        wave = world.open_wave()
        Wave.objects.filter(pk=wave.pk).update(state="discarded", salt=None)
        assert "This wave is over; no more letters are sent." in post(desk, path_of(wave))
        assert not MailText.objects.exists()


class TestPreview:
    def test_shows_what_is_typed_and_saves_nothing(self, world: World, desk: Client) -> None:
        wave = world.draft_wave()
        text = post(desk, path_of(wave), preview="1")
        assert "Dear Robin Sample, please help Client Ltd. http://testserver/q/sample/" in text
        assert "anonymous afterwards" in text
        assert "What you can put in curly brackets" in text
        assert not MailText.objects.exists()

    def test_is_fetched_alone_while_one_types(self, world: World, desk: Client) -> None:
        wave = world.draft_wave()
        response = desk.post(
            path_of(wave),
            {"subject": "For {name}", "body": "{link}\n<b>{nobody}</b>", "preview": "1"},
            headers={"HX-Request": "true"},
        )
        page = response.content.decode()
        assert page.strip().startswith('<div id="preview"')
        assert "<strong>For Robin Sample</strong>" in page
        assert "{nobody} is not a placeholder" in page
        assert "&lt;b&gt;{nobody}&lt;/b&gt;" in page


class TestTest:
    def test_goes_to_oneself_with_a_link_that_opens_nothing(
        self, world: World, desk: Client, mailbox: Mailbox
    ) -> None:
        wave = world.open_wave()
        text = post(desk, path_of(wave), test="1")
        assert "A test is on its way to ada@firm.example." in text
        (message,) = mailbox.messages
        assert (message["To"], message["Subject"]) == ("ada@firm.example", "Test: Your turn")
        body = message.get_content()
        assert "Dear Robin Sample," in body
        link = re.search(r"http://testserver(/q/\S+)", body)
        assert link is not None
        page = Client().get(link[1])
        assert page.status_code == 200
        assert "This is where the questionnaire opens" in page.content.decode()
        assert page.headers["Cache-Control"] == "no-store, private"
        assert not wave.invitations.exclude(mail="waiting").exists()

    def test_is_not_sent_of_words_that_cannot_be(self, world: World, desk: Client) -> None:
        post(desk, path_of(world.draft_wave()), body="No link", test="1")
        assert mail.outbox == []

    def test_says_what_the_mail_server_said(
        self, world: World, desk: Client, settings: Any
    ) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            settings.EMAIL_PORT = probe.getsockname()[1]
        text = post(desk, path_of(world.draft_wave()), test="1")
        assert "The test was not sent: the mail server said “" in text
        assert "Connection refused" in text
        assert "The words are saved." in text

    def test_is_limited(self, world: World, desk: Client) -> None:
        wave = world.draft_wave()
        for _ in range(10):
            assert "A test is on its way" in post(desk, path_of(wave), test="1")
        text = post(desk, path_of(wave), test="1")
        assert "You have had 10 tests within an hour; wait a while before the next one." in text
        assert len(mail.outbox) == 10
