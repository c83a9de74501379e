"""Changing the site's key while waves run, and losing it."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from organisations.jobs import Job
from reports import sealing
from reports import services as reports
from surveys import services
from surveys.models import Ballot, Draft, Wave
from tests.surveys.test_keys import NEW, OLD
from tests.world import LAST_DAY, NOW, World, answer_all, link_of, visit_of


def second_wave(world: World) -> Wave:
    """A wave opened beside another."""
    wave = services.create_wave(
        assessment=world.assessment("Second"),
        name="Winter",
        closes_on=LAST_DAY,
        smallest_group=5,
        contact_name="Ada Moss",
        contact_email="ada@firm.example",
    )
    services.open_wave(wave=wave, now=NOW)
    wave.refresh_from_db()
    return wave


def listed() -> tuple[str, str, int]:
    """What the command prints, its errors, and its exit status."""
    out, errors, status = StringIO(), StringIO(), 0
    try:
        call_command("respondent_keys", stdout=out, stderr=errors)
    except SystemExit as end:
        status = int(str(end.code))
    return out.getvalue(), errors.getvalue(), status


class TestRotation:
    @pytest.mark.django_db(transaction=True)
    def test_leaves_a_running_wave_going_to_its_end(
        self, shared_world: World, settings: Any, client: Any
    ) -> None:
        settings.RESPONDENT_KEYS = [OLD]
        wave = shared_world.open_wave()
        link = link_of(wave, "Staff 1")
        answer_all(wave, "staff", 4)
        draft = visit_of(wave, "Staff 9")
        services.save_page(visit=draft, answers={"TL1": 2}, page=1, now=NOW)

        settings.RESPONDENT_KEYS = [NEW, OLD]
        assert link_of(wave, "Staff 1") == link
        assert client.get(link).status_code == 200
        found = visit_of(wave, "Staff 9")
        assert found.progress().answers == {"TL1": 2}
        services.submit_response(visit=found)
        assert Draft.objects.count() == 0
        # Nobody counts twice, whichever key stands first.
        answer_all(wave, "staff", 4)
        assert Ballot.objects.count() == 5
        services.close_wave(wave=wave, now=NOW)
        job = reports.ask_to_seal(wave=wave, user=None, now=NOW)
        sealing.seal_wave(job, now=NOW)
        job.refresh_from_db()
        assert job.state == Job.State.DONE
        wave.refresh_from_db()
        assert wave.result.content["audiences"]["staff"]["n"] == 5

    def test_opens_new_waves_with_the_new_key(self, world: World, settings: Any) -> None:
        settings.RESPONDENT_KEYS = [OLD]
        old = world.open_wave()
        settings.RESPONDENT_KEYS = [NEW, OLD]
        new = second_wave(world)
        links = [link_of(wave, "Staff 1") for wave in (old, new)]
        settings.RESPONDENT_KEYS = [NEW]
        assert link_of(new, "Staff 1") == links[1]
        page = world.client(world.coordinator).get(links[0])
        assert page.status_code == 503


class TestRespondentKeys:
    def test_lists_which_wave_needs_which_key(self, world: World, settings: Any) -> None:
        settings.RESPONDENT_KEYS = [OLD]
        world.open_wave()
        settings.RESPONDENT_KEYS = [NEW, "a-key-nobody-ever-used-that-is-long-enough", OLD]
        new = second_wave(world)
        services.close_wave(wave=new, now=NOW)
        out, errors, status = listed()
        assert out.splitlines() == [
            "key 3    open     Client Ltd: Customer centricity: Autumn",
            "key 1    closed   Client Ltd: Second: Winter",
            "key 1: needed",
            "key 2: needed by no wave; may be removed",
            "key 3: needed",
        ]
        assert (errors, status) == ("", 0)

    def test_without_waves_says_that_only_the_first_is_used(
        self, world: World, settings: Any
    ) -> None:
        settings.RESPONDENT_KEYS = [NEW, OLD]
        world.draft_wave()
        assert listed() == (
            "key 1: for new waves; needed by none yet\nkey 2: needed by no wave; may be removed\n",
            "",
            0,
        )

    def test_ends_with_an_error_where_a_key_is_missing(self, world: World, settings: Any) -> None:
        settings.RESPONDENT_KEYS = [OLD]
        world.open_wave()
        settings.RESPONDENT_KEYS = [NEW]
        out, errors, status = listed()
        assert "missing  open     Client Ltd: Customer centricity: Autumn" in out
        assert "Put it back into the list" in errors
        assert "Client Ltd: Customer centricity: Autumn" in errors
        assert status == 1

    def test_never_prints_a_key(self, world: World, settings: Any) -> None:
        settings.RESPONDENT_KEYS = [OLD]
        world.open_wave()
        for known in ([NEW, OLD], [NEW]):
            settings.RESPONDENT_KEYS = known
            out, errors, _status = listed()
            assert not any(key in out + errors for key in (OLD, NEW))


class TestLostKey:
    @pytest.mark.parametrize("actor", ["consultant", "coordinator"])
    def test_is_explained_on_the_waves_page(self, world: World, settings: Any, actor: str) -> None:
        wave = world.open_wave()
        browser = world.client(getattr(world, actor))
        path = f"/waves/{wave.pk}/"
        assert "The key of this wave is missing" not in browser.get(path).content.decode()
        settings.RESPONDENT_KEYS = [NEW]
        page = browser.get(path).content.decode()
        assert "The key of this wave is missing" in page
        assert "Put the key it was opened with back" in page
        services.close_wave(wave=wave, now=NOW)
        assert "The key of this wave is missing" in browser.get(path).content.decode()

    def test_is_prevented_by_words_before_the_opening(self, world: World, settings: Any) -> None:
        path = f"/waves/{world.draft_wave().pk}/"
        settings.KEEPS_RESPONDENT_KEY = True
        page = world.client(world.consultant).get(path).content.decode()
        assert "It must be kept until the wave is sealed" in page
        assert "secrets/respondent-key" in page
        settings.KEEPS_RESPONDENT_KEY = False
        page = world.client(world.consultant).get(path).content.decode()
        assert "setting RESPONDENT_KEY" in page

    def test_found_again_opens_everything_again(
        self, world: World, settings: Any, client: Any
    ) -> None:
        wave = world.open_wave()
        link = link_of(wave, "Staff 1")
        keys = settings.RESPONDENT_KEYS
        settings.RESPONDENT_KEYS = [NEW]
        assert client.get(link).status_code == 503
        settings.RESPONDENT_KEYS = [NEW, *keys]
        assert client.get(link).status_code == 200
