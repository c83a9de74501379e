"""A wave that asks less than the whole framework, from the choice to the report."""

import dataclasses

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from reports import building
from reports import services as reports
from reports.sealing import seal_wave
from reports.telling import tell
from surveys import services
from surveys.framework.own_questions import asked_framework, wave_framework
from surveys.models import Wave
from tests.world import NOW, World, answer_all, invitation_of, roster_csv, visit_of


@pytest.fixture
def desk(world: World) -> Client:
    return world.client(world.consultant)


@pytest.fixture
def wave(world: World) -> Wave:
    world.import_roster(roster_csv())
    return world.draft_wave()


def asked(wave: Wave) -> str:
    return f"/waves/{wave.pk}/setup/asked/"


def minutes_of(page: str, audience: str) -> str:
    """What a page says of how long an audience needs."""
    return " ".join(page.split(f"<dt>{audience}</dt>")[1].split("</dd>")[0].split())


class TestChoosing:
    def test_begins_with_everything(self, wave: Wave, desk: Client) -> None:
        page = desk.get(asked(wave)).content.decode()
        # Three audiences, and the one module that may be left out.
        assert page.count("checked") == 4
        assert "The core</strong>: always asked, because the stages come from it." in page
        assert "Help between benches, and a word of one’s own." in page

    def test_is_saved_and_shown_again(self, wave: Wave, desk: Client) -> None:
        response = desk.post(asked(wave), {"audiences": ["staff", "leaders"]})
        assert response["Location"] == f"/waves/{wave.pk}/setup/targets/"
        wave.refresh_from_db()
        assert (wave.audiences, wave.left_out) == (["staff", "leaders"], ["more"])
        assert desk.get(asked(wave)).content.decode().count("checked") == 2

    def test_needs_somebody_who_is_asked(self, wave: Wave, desk: Client) -> None:
        page = desk.post(asked(wave), {"modules": ["more"]}).content.decode()
        assert "Choose who is asked." in page
        wave.refresh_from_db()
        assert wave.audiences == []

    @pytest.mark.parametrize(
        ("field", "value"), [("audiences", "board"), ("audiences", "assessor"), ("modules", "core")]
    )
    def test_is_among_what_is_offered(
        self, wave: Wave, desk: Client, field: str, value: str
    ) -> None:
        form = {"audiences": ["staff"], "modules": ["more"], field: [value]}
        assert "Select a valid choice" in desk.post(asked(wave), form).content.decode()
        wave.refresh_from_db()
        assert wave.audiences == []

    def test_never_leaves_out_what_the_stages_come_from(self, wave: Wave) -> None:
        with pytest.raises(ValidationError, match="cannot be left out: the stages come from"):
            services.choose_asked(wave=wave, audiences=["staff"], left_out=["core"])


class TestMinutes:
    def test_follow_the_choice_without_saving_it(self, wave: Wave, desk: Client) -> None:
        """Of 59.6 s for customers, CM1 and CM2 with 9 and 6 words take 12.5 s.

        An own question of 10 words, with the 10 words of its labels, takes 10 s more.
        """
        words = " ".join(["a"] * 10)
        services.add_own_question(wave=wave, audience="customers", text=words, answers=[])
        path = f"/waves/{wave.pk}/setup/minutes/"
        whole = desk.get(path, {"audiences": ["staff", "customers"], "modules": ["more"]})
        assert minutes_of(whole.content.decode(), "Customers").startswith("<dd>2 minutes ")
        less = desk.get(path, {"audiences": ["customers"]}).content.decode()
        assert minutes_of(less, "Customers").startswith("<dd>1 minute ")
        assert "Staff" not in less
        wave.refresh_from_db()
        assert (wave.audiences, wave.left_out) == ([], [])

    def test_are_reckoned_anew_by_a_button_too(self, wave: Wave, desk: Client) -> None:
        page = desk.post(asked(wave), {"audiences": ["leaders"], "recalculate": "1"})
        text = page.content.decode()
        assert minutes_of(text, "Leaders").endswith("of at most 15</span>")
        assert "<dt>Staff</dt>" not in text
        wave.refresh_from_db()
        assert wave.audiences == []

    def test_of_nobody_ask_for_a_choice(self, wave: Wave, desk: Client) -> None:
        page = desk.get(f"/waves/{wave.pk}/setup/minutes/").content.decode()
        assert "Choose who is asked." in page


class TestOpening:
    @pytest.fixture
    def opened(self, wave: Wave) -> Wave:
        services.choose_asked(wave=wave, audiences=["staff", "leaders"], left_out=["more"])
        services.open_wave(wave=wave, now=NOW)
        wave.refresh_from_db()
        return wave

    def test_freezes_and_invites_only_what_is_asked(self, opened: Wave) -> None:
        frozen = {q.audience: q.items for q in opened.questionnaires.all()}
        assert frozen.keys() == {"staff", "leaders"}
        assert frozen["leaders"] == [
            *("TL1", "TL2", "TL3", "TLP", "PR1", "PR2", "PR3", "PRP"),
            *("ST1", "ST2", "TM1"),
        ]
        assert opened.invitations.count() == 18
        assert not opened.invitations.filter(audience="customers").exists()

    def test_says_who_is_not_asked(self, opened: Wave, desk: Client) -> None:
        page = desk.get(f"/waves/{opened.pk}/").content.decode()
        assert "8 people on the roster are not asked" in page

    def test_asks_respondents_nothing_else(self, opened: Wave) -> None:
        invitation_of(opened, "Staff 1")
        columns = {column.code for column in visit_of(opened, "Staff 1").columns}
        assert not {"HE1.frames", "HE1.wheels", "HE1.paint"} & columns
        assert "CR1" in columns

    def test_tells_two_frameworks_apart(self, opened: Wave, world: World) -> None:
        assert wave_framework(opened).respondents == ("staff", "leaders")
        assert asked_framework(opened) == wave_framework(opened)
        assert asked_framework(world.draft_wave(world.assessment("Second"))) is world.framework


@pytest.mark.django_db(transaction=True)
class TestReport:
    def sealed(self, world: World, audiences: list[str], left_out: list[str]) -> Wave:
        world.import_roster(roster_csv())
        wave = world.draft_wave()
        services.choose_asked(wave=wave, audiences=audiences, left_out=left_out)
        services.open_wave(wave=wave, now=NOW)
        wave.refresh_from_db()
        for audience in audiences:
            answer_all(wave, audience, 10)
        services.close_wave(wave=wave, now=NOW)
        wave.refresh_from_db()
        seal_wave(reports.ask_to_seal(wave=wave, user=world.consultant, now=NOW), now=NOW)
        wave.refresh_from_db()
        return wave

    def test_speaks_of_nothing_that_was_not_asked(self, shared_world: World) -> None:
        wave = self.sealed(shared_world, ["staff"], ["more"])
        content = wave.result.content
        assert content["audiences"].keys() == {"staff"}
        assert "HE1" not in content["audiences"]["staff"]["choices"]
        story = tell(wave.result.editions.get(), is_final=False)
        assert [section.name for section in story.themes] == ["Pride"]
        told = str(dataclasses.asdict(story)).lower()
        for words in ("leaders", "customers say", "benches did you get help", "kept, and what"):
            assert words not in told

    def test_of_customers_alone_says_that_stages_were_not_asked(self, shared_world: World) -> None:
        wave = self.sealed(shared_world, ["customers"], [])
        story = tell(wave.result.editions.get(), is_final=False)
        assert story.answer.sentence == (
            "No stage is given for Client Ltd: the questions about it were not asked."
        )
        assert story.answer.gaps_note == "The questions about the stages were not asked."
        assert story.profile.sentence == "The questions about the stages were not asked."

    def test_is_made_of_customers_alone(self, shared_world: World) -> None:
        wave = self.sealed(shared_world, ["customers"], [])
        desk = shared_world.client(shared_world.consultant)
        assert desk.get(f"/waves/{wave.pk}/result/").status_code == 200
        report = reports.ask_for_report(
            edition=wave.result.editions.get(), user=shared_world.consultant, now=NOW
        )
        building.build_report(report)
        report.refresh_from_db()
        assert report.state == "done", report.reason
