"""What mail providers report; the reports are written after their documentation."""

import json
import logging
from base64 import b64encode
from typing import Any

import pytest
from django.test import Client

from organisations.models import Person
from surveys.models import Invitation, Wave
from tests.conftest import Mailbox
from tests.surveys.sending import invite, mails
from tests.world import World, invitation_of, roster_csv

pytestmark = pytest.mark.django_db

SECRET = "postmaster:a-secret-of-the-tests-long-enough"


def provider(settings: Any, name: str) -> None:
    """Let this site send by a provider from now on."""
    settings.MAIL_PROVIDER = name
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}


def post(name: str, report: object, secret: str = SECRET) -> int:
    """Report something as the provider does; return what it is answered."""
    proof = f"Basic {b64encode(secret.encode()).decode()}"
    body = report if isinstance(report, str) else json.dumps(report)
    answer = Client().post(
        f"/mail-events/{name}/", body, "application/json", headers={"Authorization": proof}
    )
    return answer.status_code


def postmark(kind: str, address: str = "staff1@client.example", **more: Any) -> dict[str, Any]:
    """A report of Postmark's about a letter that came back."""
    return {
        "RecordType": "SpamComplaint" if kind == "SpamComplaint" else "Bounce",
        "Type": kind,
        "ID": 42,
        "Tag": "",
        "MessageID": "00000000-0000-0000-0000-000000000000",
        "MessageStream": "outbound",
        "Description": "The server was unable to deliver your message.",
        "Details": "550 5.1.1 No such user here",
        "Email": address,
        "BouncedAt": "2026-11-02T10:00:00Z",
        "Subject": "Client Ltd asks for your view",
        **more,
    }


def brevo(event: str, **more: Any) -> dict[str, Any]:
    """A report of Brevo's."""
    return {
        "event": event,
        "email": "staff1@client.example",
        "id": 26224,
        "message-id": "<202611021000.1@smtp-relay.example>",
        "ts_epoch": 1793613600000,
        "subject": "Client Ltd asks for your view",
        **more,
    }


def mailjet(event: str, **more: Any) -> list[dict[str, Any]]:
    """A report of Mailjet's, which come in lists."""
    about = {"time": 1793613600, "MessageID": 19421777, "email": "staff1@client.example"}
    return [{"event": event, **about, **more}]


def sparkpost(kind: str, **more: Any) -> list[dict[str, Any]]:
    """A report of SparkPost's."""
    about = {
        "raw_rcpt_to": "staff1@client.example",
        "campaign_id": "",
        "timestamp": "1793613600",
        "event_id": "92356",
    }
    return [{"msys": {"message_event": {"type": kind, "message_id": "0001", **about, **more}}}]


@pytest.fixture
def wave(world: World, mailbox: Mailbox) -> Wave:
    """A wave of three people who were invited."""
    world.import_roster(roster_csv(staff=3, leaders=0, customers=0))
    wave = world.open_wave()
    invite(wave)
    return wave


def stop_of(name: str = "Staff 1") -> str:
    return Person.objects.get(name=name).mail_stop


REPORTS = [
    ("postmark", postmark("HardBounce"), "bounced"),
    ("postmark", postmark("SoftBounce"), ""),
    ("postmark", postmark("Transient"), ""),
    ("postmark", postmark("BadEmailAddress"), "bounced"),
    ("postmark", postmark("SpamComplaint"), "complained"),
    ("postmark", postmark("HardBounce", Tag="reminder"), ""),
    ("brevo", brevo("hard_bounce"), "bounced"),
    ("brevo", brevo("invalid_email"), "bounced"),
    ("brevo", brevo("soft_bounce"), ""),
    ("brevo", brevo("hard_bounce", tags=["reminder"]), ""),
    ("brevo", brevo("spam"), "complained"),
    ("brevo", brevo("unsubscribe"), "unsubscribed"),
    ("brevo", brevo("delivered"), ""),
    ("mailjet", mailjet("bounce", hard_bounce=True, error="user unknown"), "bounced"),
    ("mailjet", mailjet("bounce", hard_bounce=False, error="mailbox full"), ""),
    ("mailjet", mailjet("spam", source="JMRPP"), "complained"),
    ("mailjet", mailjet("blocked", error="spam reporter"), "complained"),
    ("mailjet", mailjet("blocked", error="spam reporter", customcampaign="reminder"), ""),
    ("mailjet", mailjet("spam", source="JMRPP", customcampaign="reminder"), "complained"),
    ("sparkpost", sparkpost("bounce", bounce_class="10"), "bounced"),
    ("sparkpost", sparkpost("bounce", bounce_class="22"), ""),
    ("sparkpost", sparkpost("bounce", bounce_class="10", campaign_id="reminder"), ""),
    ("sparkpost", sparkpost("spam_complaint"), "complained"),
]


class TestReports:
    @pytest.mark.parametrize(("name", "report", "then"), REPORTS)
    def test_mark_the_address(
        self, wave: Wave, settings: Any, name: str, report: object, then: str
    ) -> None:
        provider(settings, name)
        assert post(name, report) == 200
        assert stop_of() == then
        assert stop_of("Staff 2") == ""
        assert mails(wave) == ({"sent": 2, "refused": 1} if then == "bounced" else {"sent": 3})

    def test_are_shown(self, world: World, wave: Wave, settings: Any) -> None:
        provider(settings, "postmark")
        post("postmark", postmark("HardBounce"))
        page = world.client(world.coordinator).get(f"/waves/{wave.pk}/").content.decode()
        assert "1 address does not work." in page
        assert "staff1@client.example</a>: The provider says: address does not exist." in page

    def test_reach_everybody_with_that_address_however_it_is_written(
        self, wave: Wave, settings: Any
    ) -> None:
        Person.objects.filter(name="Staff 2").update(email="Staff1@Client.example")
        provider(settings, "postmark")
        post("postmark", postmark("HardBounce", "STAFF1@client.example"))
        assert (stop_of("Staff 1"), stop_of("Staff 2"), stop_of("Staff 0")) == (
            "bounced",
            "bounced",
            "",
        )

    def test_mean_nothing_to_a_client_that_has_mailed_nobody_there(
        self, wave: Wave, settings: Any
    ) -> None:
        wave.invitations.update(mail=Invitation.Mail.WAITING)
        provider(settings, "postmark")
        assert post("postmark", postmark("HardBounce")) == 200
        assert stop_of() == ""

    @pytest.mark.parametrize(
        ("before", "event", "then"),
        [
            ("complained", "hard_bounce", "complained"),
            ("complained", "unsubscribe", "complained"),
            ("unsubscribed", "hard_bounce", "unsubscribed"),
            ("unsubscribed", "spam", "complained"),
            ("bounced", "unsubscribe", "unsubscribed"),
        ],
    )
    def test_leave_a_stronger_reason(
        self, wave: Wave, settings: Any, before: str, event: str, then: str
    ) -> None:
        Person.objects.filter(name="Staff 1").update(mail_stop=before)
        provider(settings, "brevo")
        post("brevo", brevo(event))
        assert stop_of() == then

    def test_stop_further_letters(
        self, world: World, wave: Wave, mailbox: Mailbox, settings: Any
    ) -> None:
        provider(settings, "brevo")
        post("brevo", brevo("spam"))
        Invitation.objects.update(mail=Invitation.Mail.WAITING)
        mailbox.messages.clear()
        invite(wave)
        assert not mailbox.to("staff1@client.example")
        assert invitation_of(wave, "Staff 1").mail == "unwanted"


class TestProof:
    def test_is_asked_for(self, wave: Wave, settings: Any) -> None:
        provider(settings, "postmark")
        assert post("postmark", postmark("HardBounce"), "postmaster:wrong") == 403
        bare = Client().post("/mail-events/postmark/", "{}", "application/json")
        assert bare.status_code == 403
        assert stop_of() == ""

    def test_only_the_provider_that_is_used_can_report(self, wave: Wave, settings: Any) -> None:
        assert post("postmark", postmark("HardBounce")) == 404
        provider(settings, "brevo")
        assert post("postmark", postmark("HardBounce")) == 404
        assert post("nobody", {}) == 404

    @pytest.mark.parametrize("name", ["postmark", "brevo", "mailjet", "sparkpost"])
    @pytest.mark.parametrize(
        "rubbish", ["", "no json", "[]", "{}", "[1]", '"text"', "null", '{"RecordType": 3}', "\x00"]
    )
    def test_rubbish_is_refused_in_words_and_changes_nothing(
        self,
        wave: Wave,
        settings: Any,
        caplog: pytest.LogCaptureFixture,
        name: str,
        rubbish: str,
    ) -> None:
        provider(settings, name)
        with caplog.at_level(logging.DEBUG):
            assert post(name, rubbish) in {200, 400}
        assert not [record for record in caplog.records if record.exc_info]
        assert mails(wave) == {"sent": 3}

    def test_nothing_of_a_report_is_logged(
        self, wave: Wave, settings: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        provider(settings, "postmark")
        with caplog.at_level(logging.DEBUG):
            post("postmark", postmark("HardBounce"))
            post("postmark", json.dumps(postmark("HardBounce"))[:-5])
        assert "staff1" not in caplog.text
