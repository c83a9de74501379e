"""A rehearsal: the same in every respect, and nothing is left of it."""

import pytest
from django.core.exceptions import ValidationError

from organisations.jobs import Job
from reports import sealing, services
from reports.models import Edition, Result, Sealing
from reports.tasks import sweep_jobs
from surveys import services as surveys
from surveys.models import Ballot, Comment, Draft, Invitation, Response, Wave
from tests.disk import database_files, somebody_reading
from tests.world import (
    LAST_DAY,
    NOW,
    World,
    answer_all,
    link_of,
    roster_csv,
    visit_of,
    write_workbook,
)

pytestmark = pytest.mark.django_db(transaction=True)


def rehearsal(world: World) -> Wave:
    """A closed rehearsal with 22 ballots and a draft, prepared by the form."""
    world.import_roster(roster_csv())
    form = {"name": "Rehearsal", "is_rehearsal": "on"}
    world.client(world.consultant).post(f"/assessments/{world.assessment().pk}/wave/", form)
    wave = Wave.objects.get()
    assert wave.is_rehearsal
    surveys.open_wave(wave=wave, now=NOW)
    wave.refresh_from_db()
    for audience, count in {"staff": 10, "leaders": 6, "customers": 6}.items():
        answer_all(wave, audience, count)
    found = visit_of(wave, "Staff 9")
    surveys.save_page(visit=found, answers={found.columns[0].code: 1}, page=1, now=NOW)
    surveys.close_wave(wave=wave, now=NOW)
    wave.refresh_from_db()
    return wave


class TestRehearsal:
    def test_ends_the_way_a_wave_is_sealed_and_keeps_nothing(self, shared_world: World) -> None:
        wave = rehearsal(shared_world)
        link = link_of(wave, "Staff 11")
        secrets = [bytes(wave.salt or b""), *(bytes(b.sealed)[20:60] for b in Ballot.objects.all())]
        browser = shared_world.client(shared_world.consultant)
        page = browser.get(f"/waves/{wave.pk}/seal/").content.decode()
        assert "End the rehearsal for good" in page
        assert "All answers and comments are erased unread" in page
        browser.post(f"/waves/{wave.pk}/seal/")
        sealing.seal_wave(Sealing.objects.get(), now=NOW)
        wave.refresh_from_db()
        assert (wave.state, wave.sealed_at, wave.salt, wave.key_check) == (
            "discarded", NOW, None, "",
        )  # fmt: skip
        assert Sealing.objects.get().state == Job.State.DONE
        for table in (Ballot, Draft, Response, Comment, Result, Edition):
            assert not table.objects.exists()
        left = database_files()
        assert not any(secret in left for secret in secrets)
        assert browser.get(f"/waves/{wave.pk}/result/").status_code == 404
        page = browser.get(f"/waves/{wave.pk}/seal/", follow=True).content.decode()
        assert "Its answers are erased; no result was made of them" in page
        progress = browser.get(f"/waves/{wave.pk}/seal/progress/")
        assert "The rehearsal is over" in progress.content.decode()
        assert browser.get(link).status_code == 410

    def test_says_what_it_is_on_every_page(self, shared_world: World) -> None:
        wave = rehearsal(shared_world)
        browser = shared_world.client(shared_world.consultant)
        for page in ("", "seal/", "workbook/", "questions/", "sheet/"):
            text = browser.get(f"/waves/{wave.pk}/{page}").content.decode()
            assert "Rehearsal: " in text, page
        Wave.objects.update(is_rehearsal=False)
        for page in ("", "seal/", "workbook/", "questions/", "sheet/"):
            text = browser.get(f"/waves/{wave.pk}/{page}").content.decode()
            assert "Rehearsal: " not in text, page

    def test_cannot_be_made_to_count_once_it_is_open(self, shared_world: World) -> None:
        wave = rehearsal(shared_world)
        wave.is_rehearsal = False
        with pytest.raises(Exception, match="cannot be changed"):
            wave.full_clean()

    def test_ends_without_its_key(self, shared_world: World, settings: object) -> None:
        wave = rehearsal(shared_world)
        settings.RESPONDENT_KEYS = ["another-key-of-more-than-thirty-two-characters"]  # type: ignore[attr-defined]
        sealing.seal_wave(services.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
        wave.refresh_from_db()
        assert wave.is_discarded

    def test_can_be_opened_again_before_it_is_ended_and_not_after(
        self, shared_world: World
    ) -> None:
        wave = rehearsal(shared_world)
        surveys.reopen_wave(wave=wave, closes_on=LAST_DAY, now=NOW)
        surveys.close_wave(wave=wave, now=NOW)
        sealing.seal_wave(services.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
        browser = shared_world.client(shared_world.consultant)
        page = browser.post(
            f"/waves/{wave.pk}/reopen/", {"closes_on": LAST_DAY.isoformat()}, follow=True
        )
        assert "Only a closed wave can be opened again" in page.content.decode()
        with pytest.raises(ValidationError, match="its workbook cannot be changed"):
            write_workbook(wave, {"networks-roles": 1})

    def test_whose_remains_stay_on_the_disk_is_cleaned_later(self, shared_world: World) -> None:
        wave = rehearsal(shared_world)
        secrets = [bytes(b.sealed)[20:60] for b in Ballot.objects.all()]
        job = services.ask_to_seal(wave=wave, user=None, now=NOW)
        with somebody_reading():
            sealing.seal_wave(job, now=NOW)
        job.refresh_from_db()
        assert job.state == Job.State.FAILED
        page = shared_world.client(shared_world.consultant).get(f"/waves/{wave.pk}/seal/")
        assert "the remains of its answers could not be erased" in page.content.decode()
        sweep_jobs()
        job.refresh_from_db()
        assert job.state == Job.State.QUEUED
        sealing.seal_wave(job, now=NOW)
        left = database_files()
        assert not any(secret in left for secret in secrets)

    def test_leaves_the_lists_of_the_wave_before_alone(self, shared_world: World) -> None:
        wave = rehearsal(shared_world)
        sealing.seal_wave(services.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
        real = surveys.create_wave(
            assessment=wave.assessment, name="Autumn", closes_on=LAST_DAY, smallest_group=5,
            contact_name="Ada Moss", contact_email="ada@firm.example",
        )  # fmt: skip
        surveys.open_wave(wave=real, now=NOW)
        assert set(real.units.values_list("changed", flat=True)) == {None}
        assert Invitation.objects.filter(wave=wave).count() == 26
