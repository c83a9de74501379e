"""What the database knows of who answered what: nothing, before the seal and after it."""

from itertools import chain
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from surveys import services
from surveys.models import Ballot, Draft, Invitation, Response, Wave
from surveys.privacy import ballots
from tests.disk import database_files
from tests.world import NOW, World, answer_all, invitation_of, same_answers, token_of, visit_of


def every_value() -> str:
    """Every value of every row of the product, as one text."""
    rows = chain.from_iterable(
        model._default_manager.values_list()
        for model in apps.get_models()
        if model._meta.app_label in {"organisations", "surveys", "reports"}
    )
    return repr(list(rows))


def snapshot(invitation: Invitation) -> dict[str, Any]:
    """All columns of an invitation."""
    return dict(Invitation.objects.values().get(pk=invitation.pk))


def answer(world_wave: Any, name: str, code: int = 3, *, submit: bool = True) -> None:
    found = visit_of(world_wave, name)
    services.save_page(visit=found, answers=same_answers(found, code), page=2, now=NOW)
    if submit:
        services.submit_response(visit=found)


class TestBeforeTheSeal:
    def test_nothing_on_an_invitation_changes_because_of_an_answer(self, world: World) -> None:
        wave = world.open_wave()
        before = snapshot(invitation_of(wave, "Staff 1"))
        answer(wave, "Staff 1", submit=False)
        assert snapshot(invitation_of(wave, "Staff 1")) == before
        answer(wave, "Staff 1")
        assert snapshot(invitation_of(wave, "Staff 1")) == before

    def test_the_link_is_stored_nowhere(self, world: World) -> None:
        wave = world.open_wave()
        answer(wave, "Staff 1")
        answer(wave, "Staff 2", submit=False)
        everything = every_value()
        for invitation in wave.invitations.all():
            assert token_of(invitation) not in everything

    def test_drafts_and_ballots_point_to_nobody(self) -> None:
        for model in (Draft, Ballot):
            targets = {f.related_model for f in model._meta.get_fields() if f.is_relation}
            assert targets == {Wave}

    def test_a_ballot_carries_no_date_and_a_draft_no_time(self) -> None:
        kinds = {f.name: f.get_internal_type() for f in Ballot._meta.fields}
        assert not {"DateField", "DateTimeField", "TimeField"} & set(kinds.values())
        draft = {f.get_internal_type() for f in Draft._meta.fields}
        assert "DateTimeField" not in draft

    def test_all_drafts_and_all_ballots_have_one_size(self, world: World) -> None:
        wave = world.open_wave()
        for number, name in enumerate(["Staff 1", "Leader 1", "Customer 1"]):
            answer(wave, name, code=1 + number, submit=False)
        assert len({len(bytes(draft.sealed)) for draft in Draft.objects.all()}) == 1
        for name in ("Staff 1", "Leader 1", "Customer 1"):
            services.submit_response(visit=visit_of(wave, name))
        assert len({len(bytes(ballot.sealed)) for ballot in Ballot.objects.all()}) == 1

    def test_without_the_key_a_ballot_says_nothing(self, world: World) -> None:
        wave = world.open_wave()
        answer(wave, "Staff 1")
        ballot = Ballot.objects.get()
        for known in (wave.pk.hex, invitation_of(wave, "Staff 1").pk.hex, "staff", "answers"):
            assert known.encode() not in bytes(ballot.sealed)

    def test_the_department_of_the_launch_goes_into_the_ballot(self, world: World) -> None:
        wave = world.open_wave()
        person = invitation_of(wave, "Staff 1").person
        assert person is not None
        person.unit = None
        person.save()
        answer(wave, "Staff 1")
        (opened,) = ballots.open_ballots(ballots.wave_key(wave), wave)
        assert opened.unit == str(invitation_of(wave, "Staff 1").unit_id)
        assert opened.attributes == {"tenure": "new"}


@pytest.mark.django_db(transaction=True)
class TestAfterTheSeal:
    def test_nothing_can_be_derived_any_more(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave()
        assert wave.salt is None
        assert wave.key_check == ""
        assert not Draft.objects.exists()
        assert not Ballot.objects.exists()

    def test_responses_have_fresh_names_in_no_order(self, shared_world: World) -> None:
        wave = shared_world.open_wave()
        for number in range(6):
            answer(wave, f"Customer {number}", submit=False)
            services.submit_response(visit=visit_of(wave, f"Customer {number}"), with_account=True)
        services.close_wave(wave=wave, now=NOW)
        names = {ballot.pk for ballot in Ballot.objects.all()}
        people = {invitation.pk for invitation in wave.invitations.all()}
        shared_world_seal(wave)
        responses = list(Response.objects.all())
        assert len(responses) == 6
        assert not {response.pk for response in responses} & (names | people)

    def test_no_answers_are_kept_where_nobody_agreed_to_be_seen(self, shared_world: World) -> None:
        shared_world.sealed_wave(staff=10, leaders=6, customers=6)
        assert not Response.objects.exists()

    def test_nothing_but_an_account_stands_beside_an_answer(self) -> None:
        fields = {field.name for field in Response._meta.fields}
        assert fields == {"id", "wave", "audience", "account", "answers"}

    def test_deleted_ballots_and_salts_are_gone_from_the_disk(self, shared_world: World) -> None:
        wave = shared_world.open_wave()
        answer_all(wave, "staff", 6)
        salt = bytes(wave.salt or b"")
        pieces = [bytes(b.sealed)[20:60] for b in Ballot.objects.all()]
        services.close_wave(wave=wave, now=NOW)
        if connection.vendor == "postgresql":
            connection.cursor().execute("CHECKPOINT")
        assert any(piece in database_files() for piece in pieces), (
            "the test looks in the wrong place"
        )
        shared_world_seal(wave)
        if connection.vendor == "postgresql":
            connection.cursor().execute("CHECKPOINT")
        left = database_files()
        assert salt not in left
        assert not any(piece in left for piece in pieces)


def shared_world_seal(wave: Any) -> None:
    """Seal without any of the ceremony."""
    from reports.sealing import seal_wave
    from reports.services import ask_to_seal

    seal_wave(ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
