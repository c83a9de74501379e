"""Everybody who was asked is written to once, by a real worker and a real mail server."""

import re
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from organisations.jobs import Job
from reports import services
from surveys.models import Invitation, Mailing, Wave
from surveys.tasks import sweep_mailings
from tests.conftest import Mailbox, Worker, wait_until
from tests.surveys.sending import has_got, names
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
    wait_until(lambda: wave.mailings.filter(state=Job.State.DONE).exists(), seconds=60)
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
    wait_until(lambda: Mailing.objects.get(wave=wave).state == Job.State.DONE, seconds=60)
    got = Counter(name for name in names(mailbox) if not name.startswith("Lee"))
    assert set(got.values()) == {1}
    by_state = Counter(wave.invitations.values_list("results_mail", flat=True))
    assert set(by_state) <= {Mail.SENT, Mail.UNSURE}
    # Of each worker that died, one letter at most is in doubt; all others have come.
    assert by_state[Mail.UNSURE] <= 2
    assert by_state[Mail.SENT] <= len(got) <= 26
