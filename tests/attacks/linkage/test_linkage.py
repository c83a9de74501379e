"""Whoever steals everything that is stored cannot tell who said what, nor who answered.

Two hundred people answer in a known order; a thief tries every join of what is stored about
people with what is stored of answers, and is measured against guessing. The variable ATTACKS
says how often.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from organisations.models import Audience, Person
from surveys import services
from surveys.models import Invitation, Mailing, Response
from surveys.respond.visits import Visit
from tests.attacks.linkage.attack import (
    After,
    Before,
    answers_found,
    opened_again,
    seal,
    secrets_found,
)
from tests.attacks.linkage.evidence import ROWS, Evidence, Stage, stage
from tests.attacks.linkage.joins import Score, most_by_chance
from tests.attacks.linkage.simulation import Submit, Truth, simulate, submit_in_browser
from tests.world import build_world

# The campaign takes the database for itself; the mark has it prepared.
pytestmark = pytest.mark.django_db(transaction=True)

RUNS = int(os.environ.get("ATTACKS", "2"))


def done_beside_the_ballot(found: Visit, with_account: bool) -> None:
    """A leak: who has answered is noted in the transaction that keeps the ballot."""
    with transaction.atomic():
        Invitation.objects.filter(pk=found.invitation.pk).update(attributes={"done": "yes"})
        services.submit_response(visit=found, with_account=with_account)


def done_right_after(found: Visit, with_account: bool) -> None:
    """A leak: who has answered is noted in a transaction of its own."""
    services.submit_response(visit=found, with_account=with_account)
    Invitation.objects.filter(pk=found.invitation.pk).update(attributes={"done": "yes"})


def keep_in_order(truth: Truth) -> None:
    """A leak: responses of staff are kept, in the order in which the ballots came."""
    Response.objects.all().delete()
    for answers, number in truth.answers.items():
        invitation = truth.invitations[number]
        if invitation.audience == Audience.STAFF:
            Response(wave=invitation.wave, audience=Audience.STAFF, answers=answers).save()


@dataclass
class Campaign:
    """What many runs of the product as it is brought to light, and one of each leaky variant."""

    before: Before = field(default_factory=Before)
    after: After = field(default_factory=After)
    secrets_before: set[str] = field(default_factory=set)
    secrets_after: set[str] = field(default_factory=set)
    answers_after: set[str] = field(default_factory=set)
    reads_all: bool = True
    opened_by: set[str] = field(default_factory=set)
    in_order: After = field(default_factory=After)
    answers_in_order: set[str] = field(default_factory=set)
    leaky: dict[str, Before] = field(default_factory=dict)

    def run(self, stage: Stage) -> None:
        """Try everything."""
        for number in range(RUNS):
            # With the other database, other people.
            random = Random(f"{number} {connection.vendor}")
            with one_wave(stage, random, submit_in_browser) as truth:
                self.before.attack(stage, truth, random)
                evidence = Evidence.collect(stage, truth)
                self.secrets_before |= secrets_found(evidence, truth)
                self.reads_all &= all(text in evidence.sources[at] for at, text in known())
                seal(truth)
                self.after.attack(stage, truth, random)
                self.search(Evidence.collect(stage, truth), truth)
                if number == 0:
                    keep_in_order(truth)
                    self.in_order.attack(stage, truth, random)
                    evidence = Evidence.collect(stage, truth)
                    self.answers_in_order = answers_found(evidence, truth)
        for leak in (done_beside_the_ballot, done_right_after):
            with one_wave(stage, Random(0), leak) as truth:
                self.leaky[leak.__name__] = Before()
                self.leaky[leak.__name__].attack(stage, truth, Random(0))

    def search(self, evidence: Evidence, truth: Truth) -> None:
        """Look for what the seal must have erased."""
        self.secrets_after |= secrets_found(evidence, truth)
        self.answers_after |= answers_found(evidence, truth)
        with_salt = {"the salt itself": b"\x43" + truth.salt + b"\x43"}
        for source, blob in {**evidence.sources, **with_salt}.items():
            if opened_again(blob, truth):
                self.opened_by.add(source)


def known() -> Iterator[tuple[str, bytes]]:
    """What is in the broker and the log by right: the job asked for, and a link that is hidden."""
    yield "broker", str(Mailing.objects.latest("asked_at").pk).encode()
    yield "log file", b"/q/(hidden)"


@contextmanager
def one_wave(stage: Stage, random: Random, submit: Submit) -> Iterator[Truth]:
    """A client of its own whose wave is answered; nothing is left of it afterwards."""
    stage.clear()
    try:
        yield simulate(build_world(), random, submit)
    finally:
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def campaign(django_db_setup: None, django_db_blocker: Any) -> Campaign:
    campaign = Campaign()
    with django_db_blocker.unblock(), stage() as running:
        campaign.run(running)
    return campaign


def tell(capsys: pytest.CaptureFixture[str], what: str, found: object) -> None:
    """Print what was found, where somebody asked for a number of runs."""
    if "ATTACKS" in os.environ:
        with capsys.disabled():
            print(f"\nlinkage: {RUNS} runs, {what}: {found}")


def is_guessing(score: Score) -> bool:
    return score.links > 0 and score.best[1] < score.bar


class TestBeforeTheSealWithoutTheKey:
    def test_no_ballot_is_linked_to_a_person(self, campaign: Campaign, capsys: Any) -> None:
        tell(capsys, "ballots", campaign.before.ballots)
        assert is_guessing(campaign.before.ballots)

    def test_no_draft_is_linked_to_a_person(self, campaign: Campaign, capsys: Any) -> None:
        tell(capsys, "drafts", campaign.before.drafts)
        assert is_guessing(campaign.before.drafts)

    def test_nobody_can_tell_who_has_answered(self, campaign: Campaign, capsys: Any) -> None:
        participation = campaign.before.participation
        tell(capsys, "who answered", participation)
        assert participation.best[1] < participation.bar

    def test_links_are_in_letters_only_and_the_broker_and_log_name_nobody(
        self, campaign: Campaign
    ) -> None:
        assert campaign.reads_all, "The thief does not know how to read the broker or the log."
        in_database = {"the salt", "sealed answers", "the name of a draft", "the name of a ballot"}
        assert {what for what in campaign.secrets_before if "in the file" in what} == {
            f"{what} in the file" for what in in_database
        }
        assert {
            what
            for what in campaign.secrets_before
            if "a link" in what or "key of" in what or "broker" in what or "log file" in what
        } == {"a link in the letters"}


class TestAfterTheSealWithEverythingButOldBackups:
    def test_no_response_is_linked_among_the_contacts_of_its_account(
        self, campaign: Campaign, capsys: Any
    ) -> None:
        tell(capsys, "responses", campaign.after.responses)
        assert is_guessing(campaign.after.responses)

    def test_no_comment_is_linked_to_a_person_or_to_a_response(
        self, campaign: Campaign, capsys: Any
    ) -> None:
        tell(capsys, "comments", campaign.after.comments)
        tell(capsys, "responses of comments", campaign.after.comments_of_responses)
        assert is_guessing(campaign.after.comments)
        assert is_guessing(campaign.after.comments_of_responses)

    def test_nobody_can_tell_who_has_answered(self, campaign: Campaign, capsys: Any) -> None:
        participation = campaign.after.participation
        tell(capsys, "who answered, sealed", participation)
        assert participation.best[1] < participation.bar

    def test_nobody_can_tell_which_customers_agreed_to_be_seen(
        self, campaign: Campaign, capsys: Any
    ) -> None:
        tell(capsys, "who agreed", campaign.after.agreed)
        assert campaign.after.agreed.best[1] < campaign.after.agreed.bar

    def test_nothing_the_seal_erases_can_be_found(self, campaign: Campaign) -> None:
        assert campaign.secrets_after == {"a link in the letters"}

    def test_answers_of_customers_who_agreed_stand_in_their_response_and_no_others_anywhere(
        self, campaign: Campaign
    ) -> None:
        assert campaign.answers_after == {"who agreed, in the file"}

    def test_the_key_opens_nothing_any_more(self, campaign: Campaign) -> None:
        assert campaign.opened_by == {"the salt itself"}


class TestTheThiefIsGoodEnough:
    """Each leak, tried once, is far beyond what chance gives."""

    @pytest.mark.parametrize("leak", ["done_beside_the_ballot", "done_right_after"])
    def test_to_use_a_note_of_who_has_answered(
        self, campaign: Campaign, leak: str, capsys: Any
    ) -> None:
        before = campaign.leaky[leak]
        tell(capsys, leak, before.ballots)
        assert not is_guessing(before.ballots)
        assert before.participation.best[1] == pytest.approx(0.5), "not as telling as it can be"
        assert before.participation.best[1] > before.participation.bar

    def test_to_use_responses_in_the_order_of_ballots(
        self, campaign: Campaign, capsys: Any
    ) -> None:
        tell(capsys, "responses in order", campaign.in_order.responses)
        assert campaign.in_order.responses.best[1] == campaign.in_order.responses.links

    def test_to_find_answers_in_the_raw_bytes(self, campaign: Campaign) -> None:
        assert any("others" in found for found in campaign.answers_in_order)

    def test_to_look_at_every_table_that_points_to_people(self) -> None:
        pointing = {
            model
            for model in apps.get_models()
            for field in model._meta.concrete_fields
            if field.related_model in {Person, Invitation}
        }
        assert pointing <= set(ROWS)

    def test_as_nobody_is_by_chance(self) -> None:
        # One guess in one run links s people or more with a probability of at most 1/s!, and of
        # ten million such guesses one may: 10! is 3,628,800, and 11! is 39,916,800.
        assert most_by_chance(expected=1, joins=1) == 11
