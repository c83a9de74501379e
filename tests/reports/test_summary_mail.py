"""Everybody who was asked is written to once, by a real worker and a real mail server."""

import re
from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from organisations.jobs import Job
from organisations.models import MailStop, Person
from reports import services
from reports.models import Summary
from surveys.models import Invitation, Mailing, Wave
from surveys.tasks import sweep_mailings
from tests.conftest import Mailbox, Worker, wait_until
from tests.surveys.sending import has_got, names, send_until, watching
from tests.surveys.test_bounces import post, postmark, provider
from tests.world import NOW, World

pytestmark = pytest.mark.django_db(transaction=True)

Mail = Invitation.Mail
SITE = "https://survey.example.org"
ADDRESS = re.compile(rf"{SITE}(/results/\w{{26}}/)\r?\n")


def release(world: World, wave: Wave) -> None:
    """Release what was written and tell everybody, as the consultant does."""
    report = services.release_newest(
        result=wave.result, user=world.consultant, now=timezone.now(), tells_everybody=True
    )
    assert report is not None


def test_from_the_release_to_the_page(
    shared_world: World, worker: Worker, mailbox: Mailbox
) -> None:
    wave = shared_world.sealed_wave()
    worker.start(TEST_SITE_URL=SITE)
    release(shared_world, wave)
    everybody = sorted(
        str(each.person.email) for each in wave.invitations.select_related("person") if each.person
    )
    wait_until(lambda: wave.mailings.filter(state=Job.State.DONE).exists())
    letters = [letter for letter in mailbox.messages if "What came out" in letter["Subject"]]
    assert sorted(str(letter["To"]) for letter in letters) == everybody
    # One address for all.
    [path] = {ADDRESS.search(letter.get_content())[1] for letter in letters}  # type: ignore[index]
    page = Client().get(path)
    assert page.status_code == 200
    assert "Client Ltd is at “Customer focus”, stage 3 of 4" in page.text
    # The worker says what it does, but not where the results can be read.
    assert "send_mailing" in worker.log.read_text()
    assert path.split("/")[2] not in worker.log.read_text()


class TestWho:
    """With the clock in the test's hands."""

    def tell(self, world: World, wave: Wave) -> dict[str, str]:
        """Publish, send everything, and return what became of each person's letter."""
        services.release_newest(
            result=wave.result, user=world.consultant, now=NOW, tells_everybody=True
        )
        send_until(wave.mailings.get())
        told = wave.invitations.select_related("person")
        return {str(each.person): each.results_mail for each in told}

    def test_all_but_those_who_cannot_or_would_not_be_reached(
        self, shared_world: World, mailbox: Mailbox
    ) -> None:
        wave = shared_world.sealed_wave()
        people = shared_world.organisation.people
        people.filter(name="Staff 1").update(mail_stop=MailStop.UNSUBSCRIBED)
        people.filter(name="Staff 2").update(mail_stop=MailStop.BOUNCED)
        people.filter(name="Staff 3").update(email=None)
        people.filter(name="Staff 4").update(email="refused@client.example")
        # Left since the seal; and on their own wish while the wave was open.
        people.filter(name="Staff 5").update(left_on=NOW.date())
        wave.invitations.filter(person__name="Staff 6").update(is_revoked=True)
        became = self.tell(shared_world, wave)
        unlike = {
            "Staff 1": Mail.UNWANTED,
            "Staff 2": Mail.REFUSED,
            "Staff 3": Mail.NO_ADDRESS,
            "Staff 4": Mail.REFUSED,
            "Staff 5": Mail.WAITING,
            "Staff 6": Mail.WAITING,
        }
        assert became == dict.fromkeys(became, Mail.SENT) | unlike
        assert wave.mailings.get().state == Job.State.DONE
        assert len(names(mailbox)) == 20
        browser = shared_world.client(shared_world.consultant)
        page = " ".join(browser.get(f"/waves/{wave.pk}/summary/").text.split())
        assert "24 people invited: 20 letters sent, 2 refused, 1 without an address, 1 not" in page

    def test_asking_again_writes_to_nobody_twice(
        self, shared_world: World, mailbox: Mailbox
    ) -> None:
        wave = shared_world.sealed_wave()
        self.tell(shared_world, wave)
        services.publish_summary(
            result=wave.result, is_mailed=True, user=shared_world.consultant, now=NOW
        )
        send_until(wave.mailings.get(state=Job.State.QUEUED))
        assert set(Counter(names(mailbox)).values()) == {1}
        assert len(mailbox.messages) == 26

    def test_nobody_else_once_it_is_withdrawn(self, shared_world: World, mailbox: Mailbox) -> None:
        wave = shared_world.sealed_wave()

        def withdraw(address: str) -> None:
            """In the middle of a batch, when the fifth letter is handed over."""
            if len(mailbox.messages) == 4:
                services.withdraw_edition(
                    edition=wave.result.editions.get(released_at__isnull=False),
                    reason="A wrong target.",
                    user=shared_world.consultant,
                    now=NOW,
                )

        watching(mailbox, withdraw)
        self.tell(shared_world, wave)
        assert len(mailbox.messages) == 5
        assert wave.mailings.get().reason == "Stopped: the results were withdrawn."

    def test_nobody_once_the_list_is_gone(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave()
        services.release_newest(result=wave.result, user=shared_world.consultant, now=NOW)
        wave.invitations.all().delete()
        with pytest.raises(ValidationError, match="The list of those who were invited"):
            services.publish_summary(
                result=wave.result, is_mailed=True, user=shared_world.consultant, now=NOW
            )
        assert not Summary.objects.exists()

    def test_the_letter_says_the_same_to_all_and_can_be_refused(
        self, shared_world: World, mailbox: Mailbox, settings: Any
    ) -> None:
        settings.SITE_URL = SITE
        self.tell(shared_world, shared_world.sealed_wave())
        bodies = set()
        for letter in mailbox.messages:
            text = letter.get_content()
            stop = letter["List-Unsubscribe"].strip(" <>")
            assert stop in text
            assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
            assert letter["Reply-To"] == "ada@firm.example"
            greeting = re.search(r"Hello (.+),", text)
            assert greeting
            is_customer = "buyer.example" in letter["To"]
            bodies.add((is_customer, text.replace(stop, "").replace(greeting[1], "")))
        # One for staff and leaders, one for customers.
        assert len(bodies) == 2


def test_what_the_provider_says_came_back(shared_world: World, settings: Any) -> None:
    provider(settings, "postmark")
    wave = shared_world.sealed_wave()
    wave.invitations.update(mail=Mail.SENT, results_mail=Mail.SENT)
    assert post("postmark", postmark("HardBounce", Tag="results")) == 200
    invitation = wave.invitations.get(person__email="staff1@client.example")
    assert (invitation.results_mail, invitation.mail) == (Mail.REFUSED, Mail.SENT)
    assert invitation.results_mail_problem == "The provider says: address does not exist."
    assert Person.objects.get(name="Staff 1").mail_stop == MailStop.BOUNCED
    assert wave.invitations.filter(results_mail=Mail.SENT).count() == 25


def test_nobody_twice_though_workers_are_killed(
    shared_world: World, worker: Worker, mailbox: Mailbox
) -> None:
    wave = shared_world.sealed_wave()
    release(shared_world, wave)
    for enough in (5, 12):
        wave.mailings.update(lease_until=NOW - timedelta(days=1))
        sweep_mailings()
        worker.start(TEST_SITE_URL=SITE)
        wait_until(partial(has_got, mailbox, enough), every=0.001)
        worker.kill()
    wave.mailings.update(lease_until=NOW - timedelta(days=1))
    sweep_mailings()
    worker.start(TEST_SITE_URL=SITE)
    wait_until(lambda: Mailing.objects.get(wave=wave).state == Job.State.DONE)
    got = Counter(name for name in names(mailbox) if not name.startswith("Lee"))
    assert set(got.values()) == {1}
    by_state = Counter(wave.invitations.values_list("results_mail", flat=True))
    assert set(by_state) <= {Mail.SENT, Mail.UNSURE}
    # Of each worker that died, one letter at most is in doubt; all others have come.
    assert by_state[Mail.UNSURE] <= 2
    assert by_state[Mail.SENT] <= len(got) <= 26
