"""Getting no more e-mail: by the mail program's button, by the page, and back."""

import pytest
from django.test import Client

from organisations.models import MailStop, Person, Record
from surveys import services
from surveys.models import Wave
from tests.conftest import Mailbox
from tests.surveys.sending import invite, mails, names
from tests.world import NOW, World, link_of, roster_csv, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def wave(world: World, mailbox: Mailbox) -> Wave:
    """A wave of three people who were invited."""
    world.import_roster(roster_csv(staff=3, leaders=0, customers=0))
    wave = world.open_wave()
    invite(wave)
    return wave


def stop_of(name: str) -> str:
    return Person.objects.get(name=name).mail_stop


class TestOneClick:
    def test_is_offered_by_every_letter(self, wave: Wave, mailbox: Mailbox) -> None:
        (letter,) = mailbox.to("staff1@client.example")
        link = link_of(wave, "Staff 1")
        assert letter["List-Unsubscribe"].strip() == f"<http://testserver{link}no-mail/>"
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    def test_needs_nothing_but_the_address(self, wave: Wave, mailbox: Mailbox) -> None:
        (letter,) = mailbox.to("staff1@client.example")
        address = letter["List-Unsubscribe"].strip()
        path = address.removeprefix("<http://testserver").removesuffix(">")
        program = Client(enforce_csrf_checks=True)
        assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert (stop_of("Staff 1"), stop_of("Staff 2")) == (MailStop.UNSUBSCRIBED, "")
        assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert stop_of("Staff 1") == MailStop.UNSUBSCRIBED

    def test_does_not_happen_when_a_scanner_follows_the_link(self, wave: Wave) -> None:
        path = f"{link_of(wave, 'Staff 1')}no-mail/"
        assert Client().get(path).status_code == 200
        assert Client().head(path).status_code == 200
        assert stop_of("Staff 1") == ""


class TestPage:
    def test_asks_says_and_takes_it_back(self, wave: Wave) -> None:
        path = f"{link_of(wave, 'Staff 1')}no-mail/"
        assert "Send me no more e-mail" in words_of(path)
        browser = Client()
        page = browser.post(path).content.decode()
        assert "You get no more e-mail" in page
        assert "you can still answer with it" in page
        assert link_of(wave, "Staff 1") + "leave/" in page
        page = browser.post(path, {"undo": "yes"}).content.decode()
        assert "Send me no more e-mail" in page
        assert stop_of("Staff 1") == ""

    def test_leaves_the_questionnaire_open(self, wave: Wave) -> None:
        Client().post(f"{link_of(wave, 'Staff 1')}no-mail/")
        assert Client().get(link_of(wave, "Staff 1")).status_code == 200

    def test_works_while_the_wave_is_closed(self, wave: Wave) -> None:
        path = f"{link_of(wave, 'Staff 1')}no-mail/"
        services.close_wave(wave=wave, now=NOW)
        Client().post(path)
        assert stop_of("Staff 1") == MailStop.UNSUBSCRIBED

    def test_keeps_a_complaint_and_an_address_that_does_not_exist_apart(self, wave: Wave) -> None:
        path = f"{link_of(wave, 'Staff 1')}no-mail/"
        Person.objects.filter(name="Staff 1").update(mail_stop=MailStop.COMPLAINED)
        Client().post(path)
        assert stop_of("Staff 1") == MailStop.COMPLAINED
        Person.objects.filter(name="Staff 1").update(mail_stop=MailStop.BOUNCED)
        Client().post(path, {"undo": "yes"})
        assert stop_of("Staff 1") == MailStop.BOUNCED


class TestItIsHonoured:
    def test_in_later_waves(self, world: World, wave: Wave, mailbox: Mailbox) -> None:
        Client().post(f"{link_of(wave, 'Staff 1')}no-mail/")
        mailbox.messages.clear()
        spring = world.draft_wave(world.assessment("Spring"))
        services.open_wave(wave=spring, now=NOW)
        spring.refresh_from_db()
        invite(spring)
        assert names(mailbox) == ["Staff 0", "Staff 2"]
        assert mails(spring) == {"sent": 2, "unwanted": 1}

    def test_and_never_recorded(self, wave: Wave) -> None:
        Client().post(f"{link_of(wave, 'Staff 1')}no-mail/")
        assert not Record.objects.exists()
