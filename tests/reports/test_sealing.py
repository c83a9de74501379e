"""Sealing: once, for good, and whatever happens in between."""

import json
import uuid
from base64 import b64encode

import pytest
from django.core.exceptions import ValidationError
from jsonschema import validate

from maturity.result import SCHEMA, canonical, content_hash
from organisations.jobs import Job
from reports import sealing, services
from reports.models import ImmutableError, Result, Sealing
from reports.tasks import sweep_jobs
from surveys import services as surveys
from surveys.framework.own_questions import wave_framework
from surveys.models import Ballot, Comment, Invitation, Response, Wave
from surveys.privacy.ballots import BALLOT_BYTES, wave_key
from tests.conftest import Worker, wait_until
from tests.world import LAST_DAY, NOW, World, link_of, same_answers, visit_of, write_workbook

pytestmark = pytest.mark.django_db(transaction=True)


def stuff(wave: Wave, *, ballots: int) -> None:
    """Put many equal ballots of staff in, and as many people who were asked."""
    key = wave_key(wave)
    columns = wave_framework(wave).questionnaire("staff").columns
    answers = bytes(min(3, column.item.scale.points) for column in columns)
    content: dict[str, object] = {
        "audience": "staff",
        "unit": None,
        "attributes": [""] * len(wave.attributes),
        "answers": b64encode(answers).decode(),
        "comments": {},
        "is_fast": False,
    }
    Invitation.objects.bulk_create(
        Invitation(wave=wave, audience="staff", lookup=uuid.uuid4().hex) for _ in range(ballots)
    )
    text = json.dumps(content).encode()
    names = [uuid.uuid4() for _ in range(ballots)]
    Ballot.objects.bulk_create(
        Ballot(
            pk=name,
            wave=wave,
            sealed=key.ballot_box.seal(text, size=BALLOT_BYTES, name=name),
        )
        for name in names
    )


class TestResult:
    def test_holds_what_the_answers_say_and_validates(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave()
        document = wave.result.content
        validate(document, json.loads(SCHEMA.read_text()))
        staff = document["audiences"]["staff"]
        # Everybody chose the third of four stages everywhere.
        assert staff["n"] == 10
        assert staff["stage"] == "focus"
        assert staff["dimensions"]["knowledge"]["mean"] == 3.0
        # 10 of 12; that nobody, or just one, is missing is not told.
        assert staff["response_rate"] == ">80%"
        # A single question to which all gave one answer would tell everybody's.
        customers = document["audiences"]["customers"]
        assert customers["experience"]["knowledge"] == {"shown": False}
        assert document["scope"]["closed_on"] == "2026-11-02"

    def test_holds_whole_audiences_of_five_or_more_only(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave(staff=10, leaders=4, customers=5)
        audiences = wave.result.content["audiences"]
        assert audiences["leaders"] == {"shown": False}
        assert audiences["customers"]["n"] == 5
        for unit in wave.units.all():
            assert unit.name not in wave.result.document

    def test_with_three_ballots_shows_nothing_and_keeps_nothing(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave(staff=3)
        audiences = wave.result.content["audiences"]
        assert set(map(str, audiences.values())) == {"{'shown': False}"}
        assert not Response.objects.exists()
        assert not Comment.objects.exists()

    def test_reads_answers_in_the_order_the_wave_froze(self, shared_world: World) -> None:
        wave = shared_world.open_wave()
        frozen = wave.questionnaires.get(audience="staff")
        frozen.items = frozen.items[::-1]
        frozen.save()
        for number in range(5):
            found = visit_of(wave, f"Staff {number}")
            given = {item.code: 4 if item.code.startswith("KN") else 1 for item in found.items}
            surveys.save_page(visit=found, answers=given, page=0, now=NOW)
            surveys.submit_response(visit=found)
        surveys.close_wave(wave=wave, now=NOW)
        sealing.seal_wave(services.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
        dimensions = Result.objects.get().content["audiences"]["staff"]["dimensions"]
        # Five who agree are told as "at least" and "at most".
        assert (dimensions["knowledge"]["mean"], dimensions["knowledge"]["end"]) == (
            3.7,
            "at_least",
        )
        assert (dimensions["involvement"]["mean"], dimensions["involvement"]["end"]) == (
            1.3,
            "at_most",
        )

    def test_is_stored_as_the_text_that_was_hashed(self, shared_world: World) -> None:
        result = shared_world.sealed_wave().result
        assert result.document == canonical(result.content)
        assert result.sha256 == content_hash(result.document)

    def test_cannot_be_changed(self, shared_world: World) -> None:
        result = shared_world.sealed_wave().result
        with pytest.raises(ImmutableError):
            result.write({"format": "another"})
        with pytest.raises(ImmutableError):
            result.save()

    def test_carries_the_assessors_roadmap(self, shared_world: World) -> None:
        wave = shared_world.closed_wave()
        codes = ["communication", "information", "collaboration", "roles", "measures", "climate"]
        ratings = {f"networks-{code}": 4 for code in codes}
        write_workbook(wave, ratings, {"networks-roles": "Seen on site."})
        sealing.seal_wave(services.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
        result = Result.objects.get()
        steps = result.content["roadmap"]["steps"]
        assert steps["networks"]["status"] == "fully"
        assert steps["networks"]["rated"] == 6
        assert steps["teams"]["status"] == "unknown"
        assert result.content["roadmap"]["next_step"] == "teams"
        edition = result.editions.get().content
        assert edition["roadmap_notes"] == {"networks-roles": "Seen on site."}
        assert edition["targets"]["knowledge"] == "focus"
        assert "Seen on site" not in result.document


class TestSealing:
    def test_needs_a_closed_wave(self, shared_world: World) -> None:
        wave = shared_world.open_wave()
        with pytest.raises(ValidationError, match="Close the wave"):
            services.ask_to_seal(wave=wave, user=None, now=NOW)

    def test_done_twice_changes_nothing(self, shared_world: World) -> None:
        wave = shared_world.open_wave()
        for number in range(6):
            found = visit_of(wave, f"Customer {number}")
            surveys.save_page(visit=found, answers=same_answers(found, 2), page=0, now=NOW)
            surveys.submit_response(visit=found, with_account=number < 2)
        surveys.close_wave(wave=wave, now=NOW)
        job = services.ask_to_seal(wave=wave, user=None, now=NOW)
        sealing.seal_wave(job, now=NOW)
        sha256 = Result.objects.get().sha256
        kept = set(Response.objects.values_list("pk", flat=True))
        assert len(kept) == 2
        job = services.ask_to_seal(wave=wave, user=None, now=NOW)
        sealing.seal_wave(job, now=NOW)
        Sealing.objects.update(state=Job.State.QUEUED)
        sealing.seal_wave(Sealing.objects.get(), now=NOW)
        assert Result.objects.get().sha256 == sha256
        assert set(Response.objects.values_list("pk", flat=True)) == kept

    def test_that_fails_half_way_leaves_everything_as_it_was(
        self, shared_world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wave = shared_world.closed_wave()

        def power_cut(*args: object) -> None:
            raise RuntimeError("the lights went out")

        with monkeypatch.context() as patch:
            patch.setattr(sealing, "_keep_responses", power_cut)
            job = services.ask_to_seal(wave=wave, user=None, now=NOW)
            sealing.seal_wave(job, now=NOW)
        job.refresh_from_db()
        assert job.state == Job.State.FAILED
        assert "Nothing is lost" in job.reason
        assert "lights" not in job.reason
        assert Ballot.objects.count() == 22
        assert not Result.objects.exists()
        sealing.seal_wave(services.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
        assert Result.objects.exists()

    def test_survives_a_worker_killed_in_the_middle(
        self, shared_world: World, worker: Worker
    ) -> None:
        wave = shared_world.open_wave()
        stuff(wave, ballots=20_000)
        surveys.close_wave(wave=wave, now=NOW)
        worker.start(JOB_LEASE_SECONDS="1")
        job = services.ask_to_seal(wave=wave, user=None, now=NOW)
        wait_until(lambda: Sealing.objects.get().state == Job.State.RUNNING, every=0.01)
        worker.kill()
        job.refresh_from_db()
        assert job.state == Job.State.RUNNING
        assert not Result.objects.exists()
        assert Ballot.objects.count() == 20_000
        worker.start()

        def sealed() -> bool:
            sweep_jobs()
            job.refresh_from_db()
            return job.state == Job.State.DONE

        wait_until(sealed)
        assert job.attempt >= 2
        assert Result.objects.get().content["audiences"]["staff"]["n"] == 20_000
        assert not Ballot.objects.exists()

    def test_with_a_lost_key_says_so(self, shared_world: World, settings: object) -> None:
        wave = shared_world.closed_wave()
        job = services.ask_to_seal(wave=wave, user=None, now=NOW)
        settings.RESPONDENT_KEYS = ["another-key-of-more-than-thirty-two-characters"]  # type: ignore[attr-defined]
        sealing.seal_wave(job, now=NOW)
        job.refresh_from_db()
        assert "Put the key it was opened with back" in job.reason
        assert Ballot.objects.count() == 22

    def test_notices_an_altered_ballot(self, shared_world: World) -> None:
        wave = shared_world.closed_wave()
        ballot = Ballot.objects.all()[0]
        sealed = bytes(ballot.sealed)
        ballot.sealed = sealed[:-1] + bytes([sealed[-1] ^ 1])
        ballot.save()
        job = services.ask_to_seal(wave=wave, user=None, now=NOW)
        sealing.seal_wave(job, now=NOW)
        job.refresh_from_db()
        assert "was altered in the database" in job.reason
        assert not Result.objects.exists()

    def test_ends_links_for_good(self, shared_world: World) -> None:
        wave = shared_world.closed_wave()
        link = link_of(wave, "Staff 11")
        sealing.seal_wave(services.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
        page = shared_world.client(shared_world.consultant).get(link)
        assert page.status_code == 410
        assert "This survey is over" in page.content.decode()

    def test_cannot_be_opened_again_or_rated_afterwards(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave()
        browser = shared_world.client(shared_world.consultant)
        page = browser.post(
            f"/waves/{wave.pk}/reopen/", {"closes_on": LAST_DAY.isoformat()}, follow=True
        )
        assert "Only a closed wave can be opened again" in page.content.decode()
        page = browser.post(
            f"/waves/{wave.pk}/workbook/roadmap/networks/",
            {"networks-roles-rating": "1", "networks-roles-version": "0"},
        )
        assert "1 entry was not saved" in page.content.decode()
        assert not wave.workbook.exists()


class TestReopening:
    def test_is_refused_while_a_seal_is_waited_for(self, shared_world: World) -> None:
        wave = shared_world.closed_wave()
        job = services.ask_to_seal(wave=wave, user=None, now=NOW)
        wave.refresh_from_db()
        with pytest.raises(ValidationError, match="being sealed"):
            surveys.reopen_wave(wave=wave, closes_on=LAST_DAY, now=NOW)
        sealing.seal_wave(job, now=NOW)
        assert Wave.objects.get().is_sealed

    def test_after_a_failed_seal_lets_it_be_closed_and_sealed_again(
        self, shared_world: World, settings: object
    ) -> None:
        wave = shared_world.closed_wave()
        keys = settings.RESPONDENT_KEYS  # type: ignore[attr-defined]
        settings.RESPONDENT_KEYS = ["another-key-of-more-than-thirty-two-characters"]  # type: ignore[attr-defined]
        sealing.seal_wave(services.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
        settings.RESPONDENT_KEYS = keys  # type: ignore[attr-defined]
        wave.refresh_from_db()
        surveys.reopen_wave(wave=wave, closes_on=LAST_DAY, now=NOW)
        with pytest.raises(ValidationError, match="Close the wave"):
            services.ask_to_seal(wave=wave, user=None, now=NOW)
        surveys.close_wave(wave=wave, now=NOW)
        sealing.seal_wave(services.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
        assert Wave.objects.get().is_sealed
