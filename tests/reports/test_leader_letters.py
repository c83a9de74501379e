"""Letters to leaders, through a real worker and a real mail server."""

import pytest

from organisations import services as organisations
from organisations.jobs import Job
from organisations.models import Membership
from reports import building, leader_letters, services
from reports.models import Edition, LeaderLetter
from reports.tasks import sweep_jobs
from tests.conftest import Mailbox, Worker, wait_until
from tests.world import NOW, World

pytestmark = pytest.mark.django_db(transaction=True)

NOTE = "Read page 2 first.\nWe meet on Friday."
REASON = "The target of one dimension was wrong."


def release(world: World) -> Edition:
    result = world.sealed_wave().result
    report = services.release_newest(
        result=result, user=world.consultant, now=NOW, release_note=NOTE
    )
    assert report is not None
    return report.edition


def send_all() -> None:
    for letter in LeaderLetter.objects.all():
        leader_letters.send(letter)


def state_of(edition: Edition, kind: str = "released") -> str:
    return str(edition.letters.get(kind=kind).state)


class TestRelease:
    def test_a_worker_writes_once_the_report_is_there(
        self, shared_world: World, worker: Worker, mailbox: Mailbox
    ) -> None:
        worker.start(TEST_SITE_URL="https://survey.example.org")
        edition = release(shared_world)
        wait_until(lambda: state_of(edition) == Job.State.DONE)
        (letter,) = mailbox.messages
        assert letter["To"] == shared_world.leader.email
        assert letter["Reply-To"] == shared_world.consultant.email
        assert letter["Subject"] == "Your report is ready: Customer centricity, Autumn"
        text = letter.get_content().replace("\r\n", "\n")
        assert NOTE in text
        assert "Ada Moss writes:" in text
        assert "https://survey.example.org/reports/" in text
        assert edition.reports.get().state == Job.State.DONE
        sweep_jobs()
        assert len(mailbox.messages) == 1

    def test_nobody_is_written_to_before_there_is_a_report(
        self, shared_world: World, mailbox: Mailbox
    ) -> None:
        edition = release(shared_world)
        send_all()
        assert (mailbox.messages, state_of(edition)) == ([], Job.State.QUEUED)
        building.build_report(edition.reports.get())
        send_all()
        assert len(mailbox.messages) == 1

    def test_whoever_lost_access_meanwhile_is_not_written_to(
        self, shared_world: World, mailbox: Mailbox
    ) -> None:
        edition = release(shared_world)
        shared_world.leader.memberships.all().delete()
        building.build_report(edition.reports.get())
        send_all()
        assert mailbox.messages == []
        assert not edition.letters.exists()

    def test_only_leaders_of_this_client_who_may_sign_in(
        self, shared_world: World, mailbox: Mailbox
    ) -> None:
        for email in ("lou@client.example", "former@client.example"):
            organisations.add_member(
                organisation=shared_world.organisation,
                email=email,
                name="Lou",
                role=Membership.Role.LEADER,
            )
        shared_world.organisation.memberships.filter(user__email="former@client.example").delete()
        mailbox.messages.clear()
        edition = release(shared_world)
        building.build_report(edition.reports.get())
        send_all()
        to = {str(letter["To"]) for letter in mailbox.messages}
        assert to == {shared_world.leader.email, "lou@client.example"}

    def test_what_the_mail_server_refuses_is_said_and_tried_again(
        self, shared_world: World, mailbox: Mailbox
    ) -> None:
        leader = shared_world.leader
        leader.email = "refused@client.example"
        leader.save()
        edition = release(shared_world)
        building.build_report(edition.reports.get())
        send_all()
        assert state_of(edition) == Job.State.FAILED
        consultant = shared_world.client(shared_world.consultant)
        page = consultant.get(f"/editions/{edition.pk}/").content.decode()
        assert "The mail server did not take it." in page
        leader.email = "lee@client.example"
        leader.save()
        retry = f"/editions/{edition.pk}/letters/retry/"
        page = consultant.post(retry, follow=True).content.decode()
        assert "1 letter is sent again." in page
        send_all()
        assert [str(letter["To"]) for letter in mailbox.messages] == ["lee@client.example"]
        page = consultant.post(retry, follow=True).content.decode()
        assert "There is no letter that failed." in page


class TestWithdrawal:
    def withdraw(self, world: World, edition: Edition) -> None:
        services.withdraw_edition(edition=edition, reason=REASON, user=world.consultant, now=NOW)

    def test_tells_those_who_were_told(self, shared_world: World, mailbox: Mailbox) -> None:
        edition = release(shared_world)
        building.build_report(edition.reports.get())
        send_all()
        self.withdraw(shared_world, edition)
        send_all()
        told, letter = mailbox.messages
        assert letter["To"] == told["To"]
        assert letter["Subject"] == "Withdrawn: Customer centricity, Autumn"
        assert REASON in letter.get_content()
        assert "edition 1" in letter.get_content()

    def test_whoever_could_read_it_before_being_told_is_written_to(
        self, shared_world: World, mailbox: Mailbox
    ) -> None:
        edition = release(shared_world)
        building.build_report(edition.reports.get())
        self.withdraw(shared_world, edition)
        send_all()
        (letter,) = mailbox.messages
        assert letter["Subject"] == "Withdrawn: Customer centricity, Autumn"
        assert not edition.letters.filter(kind="released").exists()

    def test_whoever_was_not_told_yet_is_not_written_to_at_all(
        self, shared_world: World, mailbox: Mailbox
    ) -> None:
        edition = release(shared_world)
        self.withdraw(shared_world, edition)
        building.build_report(edition.reports.get())
        send_all()
        sweep_jobs()
        assert mailbox.messages == []
        assert not edition.letters.exists()
