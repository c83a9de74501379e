"""Pulses: what of a sealed wave is asked again, of whom, and what is kept for comparing."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from pypdf import PdfReader

from reports import services as reports
from reports.editions.earlier import earlier_results
from reports.editions.working import content_of
from reports.pdf import render_pdf
from reports.sealing import seal_wave
from reports.sheets import story_sheets
from reports.telling import tell_content
from surveys import services
from surveys.framework.pinned import pinned_framework
from surveys.mail.letters import sample_letter
from surveys.mail.letters import words_of as words_of_letter
from surveys.models import Wave
from surveys.setup import halves
from tests.reports.findings import chapters, read
from tests.reports.test_edition_pages import words
from tests.waves import sealed_round
from tests.world import LAST_DAY, NOW, World, answer_all, link_of, words_of

pytestmark = pytest.mark.django_db(transaction=True)

LATER = NOW + timedelta(days=30)


def planned(base: Wave, **more: object) -> Wave:
    values: dict[str, object] = {
        "name": "Pulse",
        "closes_on": LAST_DAY,
        "audiences": ["staff"],
        "module": "trust",
        "items": [],
        "asks_half": False,
        "now": LATER,
    }
    return services.plan_pulse(base=base, **{**values, **more})  # type: ignore[arg-type]


@pytest.fixture
def base(world: World) -> Wave:
    return sealed_round(world, code=2)


class TestModule:
    def test_is_asked_answered_and_sealed(self, world: World, base: Wave) -> None:
        wave = planned(base)
        services.open_wave(wave=wave, now=LATER)
        wave.refresh_from_db()
        assert [each.items for each in wave.questionnaires.all()] == [
            ["TR1", "TR2", "FA1", "FA2", "ST1"]
        ]
        answer_all(wave, "staff", 10, code=4)
        services.close_wave(wave=wave, now=LATER)
        seal_wave(reports.ask_to_seal(wave=wave, user=None, now=LATER), now=LATER)
        wave.refresh_from_db()
        assert wave.is_sealed
        content = wave.result.content
        assert content["scope"]["kind"] == "pulse"
        assert content["scope"]["pulse_of"] == "Autumn"
        assert content["audiences"]["staff"]["dimensions"] == {}
        assert content["audiences"]["staff"]["stage"] is None


def sealed(wave: Wave, *, code: int, staff: int = 10, **others: int) -> Wave:
    """Open a pulse, let people answer alike, and seal it."""
    services.open_wave(wave=wave, now=LATER)
    wave.refresh_from_db()
    for audience, n in {"staff": staff, **others}.items():
        answer_all(wave, audience, n, code=code)
    services.close_wave(wave=wave, now=LATER)
    seal_wave(reports.ask_to_seal(wave=wave, user=None, now=LATER), now=LATER)
    wave.refresh_from_db()
    return wave


class TestResultPage:
    def test_tells_the_trend_and_no_stage(self, world: World, base: Wave) -> None:
        wave = sealed(planned(base), code=4)
        desk = world.client(world.consultant)
        page = words(desk.get(f"/waves/{wave.pk}/result/"))
        assert "Result of a pulse" in page
        assert (
            "“Trust in managers” and “Fairness and respect” have clearly risen since “Autumn”"
            in page
        )
        assert not {"profile", "roadmap"} & set(chapters(desk, wave))
        assert "Trust in managers" in read(desk, wave, "progress")

    def test_offers_nothing_but_words_to_add(self, world: World, base: Wave) -> None:
        wave = sealed(planned(base), code=4)
        desk = world.client(world.consultant)
        page = words(desk.get(f"/waves/{wave.pk}/result/"))
        assert "Commentary" in page
        assert "Staff and pay" not in page
        told = words(desk.get(f"/waves/{wave.pk}/summary/"))
        assert "what has moved" in told
        assert "will be done next" not in told
        kept = desk.post(f"/waves/{wave.pk}/summary/", {"words": "Thank you."}, follow=True)
        assert "Thank you." in words(kept)
        for part in ("targets", "priorities", "comparison", "customers", "people"):
            assert desk.get(f"/waves/{wave.pk}/edition/{part}/").status_code == 404
        assert desk.get(f"/waves/{wave.pk}/workbook/").status_code == 404

    def test_has_the_same_in_its_pdf_and_tables(self, world: World, base: Wave) -> None:
        wave = sealed(planned(base), code=4)
        story = tell_content(wave.result, content_of(wave.result), is_final=False, now=LATER)
        text = " ".join(
            " ".join(
                page.extract_text() for page in PdfReader(BytesIO(render_pdf(story))).pages
            ).split()
        )
        assert "What has moved" in text
        assert "“Trust in managers” and “Fairness and respect” have clearly risen" in text
        assert "The answer on one page" not in text
        assert "The roadmap" not in text
        assert {"Trend", "Trend, change"} <= {sheet.name for sheet in story_sheets(story)}


class TestHalf:
    def test_is_drawn_in_every_audience_and_department(self, world: World, base: Wave) -> None:
        wave = planned(base, asks_half=True, audiences=["staff", "leaders"], module="mirror")
        services.open_wave(wave=wave, now=LATER)
        # Of four in each of three departments two, and of six leaders three.
        invited = wave.invitations
        assert invited.filter(audience="leaders").count() == 3
        for path in ("Sales / North", "Sales / South", "Service"):
            assert invited.filter(audience="staff", unit__path=path).count() == 2

    def test_is_another_one_each_time(self, world: World, base: Wave) -> None:
        drawn = set()
        people = world.organisation.people.filter(audience="staff")
        for _n in range(20):
            drawn |= halves.drawn(people)
        # That somebody is never drawn happens once in 87,000 times.
        assert len(drawn) == 12

    def test_takes_nobody_else_in(self, world: World, base: Wave) -> None:
        wave = planned(base, asks_half=True)
        services.open_wave(wave=wave, now=LATER)
        asked = wave.invitations.values("person")
        other = world.organisation.people.filter(audience="staff").exclude(pk__in=asked)[0]
        with pytest.raises(ValidationError, match="drawn by lot"):
            services.add_to_wave(person=other, wave=wave, user=None, now=LATER)

    def test_stands_for_everybody(self, world: World, base: Wave) -> None:
        Wave.objects.filter(pk=base.pk).update(is_census=True)
        base.refresh_from_db()
        assert planned(base).is_census
        assert not planned(base, name="Half", asks_half=True).is_census

    def test_is_told_those_who_are_asked(self, world: World, base: Wave) -> None:
        wave = planned(base, asks_half=True)
        services.open_wave(wave=wave, now=LATER)
        wave.refresh_from_db()
        invitation = wave.invitations.select_related("person")[0]
        person = invitation.person
        assert person is not None
        assert "drawn by lot to be asked this time" in words_of(link_of(wave, person.name))
        _subject, text = sample_letter(
            wave, words_of_letter(wave, "staff", "invitation"), "staff", "invitation"
        )
        assert "This is a short pulse" in text
        assert "drawn by lot" in text


class TestPlanning:
    def test_follows_the_last_wave_alone(self, world: World, base: Wave) -> None:
        sealed_round(world, "Spring", code=2, now=LATER, assessment=base.assessment)
        with pytest.raises(ValidationError, match="since a later one has been opened"):
            planned(base)

    def test_is_not_opened_either_once_a_later_wave_is(self, world: World, base: Wave) -> None:
        wave = planned(base)
        sealed_round(world, "Spring", code=2, now=LATER, assessment=base.assessment)
        with pytest.raises(ValidationError, match="since a later one has been opened"):
            services.open_wave(wave=wave, now=LATER)

    def test_never_follows_a_pulse(self, world: World, base: Wave) -> None:
        wave = sealed(planned(base), code=4)
        with pytest.raises(ValidationError, match="follows a full wave"):
            planned(wave, name="Another")

    @pytest.mark.parametrize(
        ("asked", "fault"),
        [
            ({"module": ""}, "either a part of the questionnaire or single questions"),
            ({"items": ["PR1"]}, "either a part of the questionnaire or single questions"),
            ({"module": "", "items": ["KN1", "KN2", "KN3", "ME1", "ME2", "ME3"]}, "At most 5"),
            ({"module": "comments"}, "no module"),
            ({"module": "", "items": ["CM1"]}, "asks nobody a closed question"),
            ({"module": "", "items": ["PT1"], "audiences": ["customers"]}, "asked only of those"),
            ({"audiences": ["staff", "leaders"]}, "Nothing of this is a question for leaders"),
            ({"audiences": []}, "Choose who is asked"),
        ],
    )
    def test_refuses_what_cannot_be_asked(
        self, world: World, base: Wave, asked: dict[str, object], fault: str
    ) -> None:
        with pytest.raises(ValidationError, match=fault):
            planned(base, **asked)

    def test_takes_no_question_of_its_own(self, world: World, base: Wave) -> None:
        with pytest.raises(ValidationError, match="nothing but a part"):
            services.add_own_question(
                wave=planned(base), audience="staff", text="Lunch?", answers=[]
            )

    def test_is_a_rehearsal_too(self, world: World, base: Wave) -> None:
        wave = planned(base, is_rehearsal=True)
        services.open_wave(wave=wave, now=LATER)
        assert base.invitations.exists()
        assert wave.is_rehearsal


class TestListsAndTrend:
    def test_the_lists_of_the_wave_before_stay_until_the_next_full_wave(
        self, world: World, base: Wave
    ) -> None:
        wave = sealed(planned(base), code=4)
        assert base.invitations.exists()
        assert wave.follows == base
        after = sealed_round(
            world, "Spring", code=3, now=LATER + timedelta(days=9), assessment=base.assessment
        )
        assert not base.invitations.exists()
        assert not wave.invitations.exists()
        assert after.follows == base

    def test_the_list_of_those_who_were_told_otherwise_goes_with_the_pulse(
        self, world: World, base: Wave
    ) -> None:
        Wave.objects.filter(pk=base.pk).update(tells_of_pulses=False)
        wave = planned(Wave.objects.get(pk=base.pk))
        services.open_wave(wave=wave, now=LATER)
        assert not base.invitations.exists()
        # Who had changed until then is known all the same.
        assert wave.questionnaires.get(audience="staff").changed == 0

    def test_a_few_who_joined_or_left_hide_the_trend(self, world: World, base: Wave) -> None:
        # One of twelve has left, and nearly all answered both times.
        world.organisation.people.filter(name="Staff 11").update(left_on=NOW.date())
        wave = sealed(planned(base), code=4)
        assert wave.result.editions.get().content["comparison"] == {}
        page = words(world.client(world.consultant).get(f"/waves/{wave.pk}/result/"))
        assert "stands alone" in page

    def test_the_next_full_wave_is_compared_with_the_last_and_the_pulses_between(
        self, world: World, base: Wave
    ) -> None:
        wave = sealed(planned(base), code=4)
        after = sealed_round(
            world, "Spring", code=3, now=LATER + timedelta(days=9), assessment=base.assessment
        )
        (earlier,) = earlier_results(after.result)
        assert earlier.result == base.result
        (between,) = earlier.pinned["pulses"]
        assert between["wave"] == "Pulse"
        assert between["audiences"] == ["staff"]
        assert between["sha256"] == wave.result.sha256
        questionnaire = wave.questionnaires.get(audience="staff")
        assert (questionnaire.changed, questionnaire.changed_after) == (0, 0)

    def test_a_pulse_is_left_out_where_a_few_changed_until_the_next_wave(
        self, world: World, base: Wave
    ) -> None:
        world.organisation.people.filter(name="Staff 11").update(left_on=NOW.date())
        wave = sealed(planned(base), code=4)
        # Back again: nobody has changed between the two full waves, one since the pulse.
        world.organisation.people.filter(name="Staff 11").update(left_on=None)
        after = sealed_round(
            world, "Spring", code=3, now=LATER + timedelta(days=9), assessment=base.assessment
        )
        assert wave.questionnaires.get(audience="staff").changed_after == 1
        (earlier,) = earlier_results(after.result)
        assert "staff" in earlier.audiences
        assert earlier.pinned["pulses"] == []


class TestSetup:
    def test_is_planned_on_the_page_of_the_wave(self, world: World, base: Wave) -> None:
        desk = world.client(world.consultant)
        assert "Plan a pulse" in words(desk.get(f"/waves/{base.pk}/"))
        path = f"/waves/{base.pk}/pulse/"
        given = {"name": "Pulse", "closes_on": LAST_DAY, "audiences": ["staff"], "module": ""}
        refused = words(desk.post(path, given))
        assert "Choose a part of the questionnaire, or tick a question." in refused
        six = ["KN1", "KN2", "KN3", "ME1", "ME2", "ME3"]
        refused = words(desk.post(path, {**given, "items": six}))
        assert "At most 5 questions can be chosen; 6 are ticked." in refused
        desk.post(path, {**given, "items": ["KN1", "PR1"], "asks_half": "half"})
        wave = Wave.objects.get(name="Pulse")
        assert (wave.pulse_of, wave.pulse_items, wave.asks_half) == (base, ["KN1", "PR1"], True)
        page = words(desk.get(f"/waves/{wave.pk}/"))
        assert "will be drawn by lot: 6 people, or one more" in page
        framework = pinned_framework(wave.assessment)
        for item in framework.items:
            if item.code in wave.pulse_items:
                assert item.text(item.audiences[0]) in page
        assert "Where management wants to be" not in page

    def test_says_anew_what_is_asked_until_it_is_opened(self, world: World, base: Wave) -> None:
        wave = planned(base)
        desk = world.client(world.consultant)
        path = f"/waves/{wave.pk}/setup/asked/"
        assert "it asks a part of what “Autumn” asked" in words(desk.get(path))
        desk.post(path, {"audiences": ["leaders"], "module": "time"})
        wave.refresh_from_db()
        assert (wave.audiences, wave.pulse_module) == (["leaders"], "time")
        assert desk.get(f"/waves/{wave.pk}/setup/targets/").status_code == 404
        services.open_wave(wave=wave, now=LATER)
        assert desk.get(path).status_code == 404
        wave.refresh_from_db()
        wave.pulse_module = "trust"
        with pytest.raises(ValidationError, match="cannot be changed"):
            wave.clean()

    def test_is_not_offered_after_a_later_wave(self, world: World, base: Wave) -> None:
        sealed_round(world, "Spring", code=2, now=LATER, assessment=base.assessment)
        desk = world.client(world.consultant)
        page = words(desk.get(f"/waves/{base.pk}/"))
        assert "Plan a pulse" not in page
        assert "No pulse can follow this wave, since a later one has been opened." in page
        assert desk.get(f"/waves/{base.pk}/pulse/").status_code == 404

    def test_of_the_sheet_says_that_it_is_a_pulse_of_half(self, world: World, base: Wave) -> None:
        wave = planned(base, asks_half=True)
        page = words(world.client(world.coordinator).get(f"/waves/{wave.pk}/sheet/"))
        assert "a part of what “Autumn” asked is asked again" in page
        assert "half are drawn by lot" in page
        assert "Until the next full survey opens" in page
