"""Customers are asked in confidence, and seen with their account only if they say so."""

import re
from typing import Any

import numpy as np
import pytest
from django.test import Client

from organisations.models import Account
from reports import services as reports
from reports.gathering import gather
from reports.sealing import seal_wave
from surveys import services
from surveys.framework.own_questions import wave_framework
from surveys.models import Ballot, Draft, Response, Wave
from surveys.privacy import ballots
from tests.world import NOW, World, link_of, same_answers, visit_of

BOX = r'<input[^>]*name="with_account"[^>]*>'


def answer(wave: Wave, name: str, code: int = 2) -> None:
    """Let somebody answer, and not submit yet."""
    found = visit_of(wave, name)
    services.save_page(visit=found, answers=same_answers(found, code), page=1, now=NOW)


def submit(wave: Wave, name: str, *, with_account: bool) -> None:
    """Let somebody answer and submit."""
    answer(wave, name)
    services.submit_response(visit=visit_of(wave, name), with_account=with_account)


def opened(wave: Wave) -> list[ballots.OpenedBallot]:
    """All ballots of a wave, opened."""
    return list(ballots.open_ballots(ballots.wave_key(wave), wave))


class TestAsking:
    def check_page(self, wave: Wave, name: str) -> str:
        answer(wave, name)
        return Client().get(f"{link_of(wave, name)}check/").content.decode()

    def test_is_done_before_submitting_by_an_unticked_box(self, world: World) -> None:
        text = self.check_page(world.open_wave(), "Customer 1")
        (box,) = re.findall(BOX, text)
        assert "checked" not in box
        assert "My answers may be seen together with the name “Buyer 1”." in text
        assert "only counted among those of other customers" in text

    @pytest.mark.parametrize("name", ["Staff 1", "Leader 1"])
    def test_is_of_customers_alone(self, world: World, name: str) -> None:
        assert not re.findall(BOX, self.check_page(world.open_wave(), name))

    def test_is_not_done_where_there_is_no_account(self, world: World) -> None:
        wave = world.open_wave()
        wave.invitations.update(account=None)
        assert not re.findall(BOX, self.check_page(wave, "Customer 1"))

    @pytest.mark.parametrize("ticked", [True, False])
    def test_shows_the_box_as_it_was_posted_after_a_mistake(
        self, world: World, ticked: bool
    ) -> None:
        wave = world.open_wave()
        data = {"with_account": "yes"} if ticked else {}
        response = Client().post(f"{link_of(wave, 'Customer 1')}submit/", data)
        assert response.status_code == 400
        text = response.content.decode()
        assert "You have not answered any question yet." in text
        (box,) = re.findall(BOX, text)
        assert ("checked" in box) == ticked
        assert not Draft.objects.exists()


class TestBallot:
    @pytest.mark.parametrize(
        ("name", "data", "account"),
        [
            ("Customer 1", {"with_account": "yes"}, "Buyer 1"),
            ("Customer 2", {"with_account": "yes"}, "Buyer 0"),
            ("Customer 1", {}, None),
            ("Customer 1", {"with_account": "on"}, None),
            ("Customer 1", {"with_account": ""}, None),
            ("Customer 1", {"account": "Buyer 0"}, None),
            ("Staff 1", {"with_account": "yes"}, None),
            ("Leader 1", {"with_account": "yes"}, None),
        ],
    )
    def test_names_the_account_with_consent_only(
        self, world: World, name: str, data: dict[str, str], account: str | None
    ) -> None:
        wave = world.open_wave()
        answer(wave, name)
        Client().post(f"{link_of(wave, name)}submit/", data)
        (ballot,) = opened(wave)
        expected = Account.objects.filter(name=account).first()
        assert ballot.account == (str(expected.pk) if expected else None)

    def test_is_as_long_with_consent_as_without(self, world: World) -> None:
        wave = world.open_wave()
        submit(wave, "Customer 1", with_account=True)
        submit(wave, "Customer 2", with_account=False)
        submit(wave, "Staff 1", with_account=False)
        assert len({len(bytes(ballot.sealed)) for ballot in Ballot.objects.all()}) == 1

    def test_that_was_cast_before_anybody_was_asked_for_consent_has_no_account(
        self, world: World
    ) -> None:
        wave = world.open_wave()
        submit(wave, "Customer 1", with_account=False)
        box, ballot = ballots.wave_key(wave).ballot_box, Ballot.objects.get()
        text = box.open(bytes(ballot.sealed), name=ballot.pk).replace(b',"account":null', b"")
        assert b"account" not in text
        ballot.sealed = box.seal(text, size=ballots.BALLOT_BYTES, name=ballot.pk)
        ballot.save()
        (before,) = opened(wave)
        assert before.account is None


class TestGathering:
    def gathered(self, wave: Wave, audience: str) -> Any:
        by_audience: dict[str, list[ballots.OpenedBallot]] = {}
        for ballot in opened(wave):
            by_audience.setdefault(ballot.audience, []).append(ballot)
        return gather(wave, wave_framework(wave), by_audience)[audience]

    def test_puts_consenting_customers_of_an_account_together_and_the_others_alone(
        self, world: World
    ) -> None:
        wave = world.open_wave()
        # Even numbers are contacts of one buyer, odd ones of another.
        for number in range(7):
            submit(wave, f"Customer {number}", with_account=number in {0, 1, 2})
        came = self.gathered(wave, "customers")
        assert sorted(np.bincount(came.account).tolist()) == [1, 1, 1, 1, 1, 2]
        assert came.identified.sum() == 3
        (pair,) = np.flatnonzero(np.bincount(came.account) == 2)
        assert came.identified[came.account == pair].all()

    def test_knows_no_accounts_where_nobody_consented(self, world: World) -> None:
        wave = world.open_wave()
        for number in range(3):
            submit(wave, f"Customer {number}", with_account=False)
        came = self.gathered(wave, "customers")
        assert came.account is None
        assert came.identified.tolist() == [False] * 3

    def test_asks_nobody_else(self, world: World) -> None:
        wave = world.open_wave()
        submit(wave, "Staff 1", with_account=True)
        came = self.gathered(wave, "staff")
        assert came.account is None
        assert came.identified is None


@pytest.mark.django_db(transaction=True)
class TestAfterTheSeal:
    @pytest.mark.parametrize(
        ("consenting", "others", "kept"),
        [
            (0, 6, {}),
            # Of the consenting, two are contacts of Buyer 0 and one of Buyer 1.
            (3, 5, {"Buyer 0": 2, "Buyer 1": 1}),
            (5, 3, {"Buyer 0": 3, "Buyer 1": 2}),
            (8, 0, {"Buyer 0": 4, "Buyer 1": 4}),
            (4, 4, {"Buyer 0": 2, "Buyer 1": 2}),
            # Fewer customers than a group, and nothing of them is kept.
            (4, 0, {}),
        ],
    )
    def test_answers_are_kept_of_who_agreed_alone(
        self, shared_world: World, consenting: int, others: int, kept: dict[str, int]
    ) -> None:
        wave = shared_world.open_wave()
        for number in range(consenting + others):
            submit(wave, f"Customer {number}", with_account=number < consenting)
        for number in range(6):
            submit(wave, f"Staff {number}", with_account=True)
        services.close_wave(wave=wave, now=NOW)
        job = reports.ask_to_seal(wave=wave, user=None, now=NOW)
        seal_wave(job, now=NOW)
        job.refresh_from_db()
        assert job.state == job.State.DONE, job.reason
        names = list(Response.objects.values_list("account__name", flat=True))
        assert {name: names.count(name) for name in set(names)} == kept
        assert set(Response.objects.values_list("audience", flat=True)) <= {"customers"}
