"""The steps of a wave's setup: each saves what it is about, and can be taken up again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from organisations.models import Record
from surveys import services
from surveys.models import Assessment, Wave
from tests.world import NOW, World, roster_csv


@pytest.fixture
def desk(world: World) -> Client:
    return world.client(world.consultant)


@pytest.fixture
def wave(world: World) -> Wave:
    world.import_roster(roster_csv())
    return world.draft_wave()


def step(wave: Wave, name: str) -> str:
    return f"/waves/{wave.pk}/setup/{name}/"


def text_of(page: str) -> str:
    """A page's words on one line."""
    return " ".join(page.split())


class TestCreating:
    def test_needs_only_names(self, world: World, desk: Client) -> None:
        world.import_roster(roster_csv())
        client = world.organisation.pk
        desk.post(f"/organisations/{client}/assess/?framework=workshop", {"name": "Tools"})
        assessment = Assessment.objects.get()
        response = desk.post(f"/assessments/{assessment.pk}/wave/", {"name": "Spring"})
        wave = Wave.objects.get()
        assert response["Location"] == step(wave, "asked")
        assert (wave.contact_name, wave.contact_email) == ("Ada Moss", "ada@firm.example")
        assert (wave.smallest_group, wave.weighting) == (5, "departments")
        today = world.organisation.today(timezone.now())
        # Three weeks, with reminders after one and two.
        assert wave.closes_on == today + timedelta(days=21)
        days = list(wave.reminders.order_by("number").values_list("due_on", flat=True))
        assert days == [today + timedelta(days=7), today + timedelta(days=14)]
        assert "Open the wave</a>" in desk.get(f"/waves/{wave.pk}/").content.decode()

    def test_refuses_a_second_wave_of_the_same_name(self, wave: Wave, desk: Client) -> None:
        response = desk.post(f"/assessments/{wave.assessment_id}/wave/", {"name": wave.name})
        assert "already has a wave of this name" in response.content.decode()


class TestSteps:
    def test_are_marked_by_whether_something_is_missing(self, wave: Wave, desk: Client) -> None:
        Wave.objects.filter(pk=wave.pk).update(contact_email="")
        page = desk.get(step(wave, "asked")).content.decode()
        steps = page.split("Steps of the setup")[1].split("</nav>")[0].split("<li")[1:]
        marks = {each.split("</a>")[0].split(">")[-1]: "to do" in each for each in steps}
        assert marks == {
            "What is asked": False,
            "Where management wants to be": False,
            "The list of people": False,
            "Groups and anonymity": False,
            "Dates and contact": True,
            "Letters": False,
            "Check and open": True,
        }
        assert 'aria-current="step">What is asked' in page

    def test_end_when_the_wave_is_opened(self, wave: Wave, desk: Client) -> None:
        services.open_wave(wave=wave, now=NOW)
        for name in ("asked", "minutes", "targets", "groups", "dates"):
            assert desk.get(step(wave, name)).status_code == 404

    def test_save_nothing_after_that_by_any_other_way(self, wave: Wave) -> None:
        services.open_wave(wave=wave, now=NOW)
        with pytest.raises(ValidationError, match="has been opened"):
            services.choose_asked(wave=wave, audiences=["staff"], left_out=[])
        with pytest.raises(ValidationError, match="has been opened"):
            services.lay_down_groups(wave=wave, smallest_group=7, weighting="none", is_census=False)
        with pytest.raises(ValidationError, match="has been opened"):
            services.plan_dates(
                wave=wave, closes_on=wave.closes_on, reminders=[], contact_name="Ada",
                contact_email="ada@firm.example", now=NOW,
            )  # fmt: skip

    def test_are_recorded_without_values(self, wave: Wave, desk: Client) -> None:
        desk.post(step(wave, "asked"), {"audiences": ["staff"], "modules": ["more"]})
        record = Record.objects.filter(object_type="wave").order_by("-at").first()
        assert record is not None
        assert (record.act, record.who) == ("changed", "ada@firm.example")
        assert record.fields == ["asks_network", "audiences", "left_out", "network_level"]


class TestDates:
    FORM = {"contact_name": "Ada Moss", "contact_email": "ada@firm.example"}

    def days(self, wave: Wave, *after: int) -> list[str]:
        today = wave.assessment.organisation.today(timezone.now())
        return [(today + timedelta(days=n)).isoformat() for n in after]

    def send(self, desk: Client, wave: Wave, last: int, *after: int, **fields: str) -> str:
        (closes_on,) = self.days(wave, last)
        reminders = {f"reminder_{n}": day for n, day in enumerate(self.days(wave, *after), 1)}
        form = {**self.FORM, "closes_on": closes_on, **reminders, **fields}
        response = desk.post(step(wave, "dates"), form)
        if response.status_code == 302:
            assert response["Location"] == f"/waves/{wave.pk}/letters/"
            return ""
        return response.content.decode()

    def test_are_saved_and_shown_again(self, wave: Wave, desk: Client) -> None:
        assert self.send(desk, wave, 20, 5, 10, 15, contact_name="Bea Bell") == ""
        wave.refresh_from_db()
        assert wave.contact_name == "Bea Bell"
        found = [day.isoformat() for day in wave.reminders.values_list("due_on", flat=True)]
        assert found == self.days(wave, 5, 10, 15)
        page = desk.get(step(wave, "dates")).content.decode()
        for day in [*found, *self.days(wave, 20)]:
            assert f'value="{day}"' in page

    def test_leave_out_reminders_that_are_empty(self, wave: Wave, desk: Client) -> None:
        assert self.send(desk, wave, 20, 5, 10) == ""
        (only,) = self.days(wave, 8)
        assert self.send(desk, wave, 20, reminder_2=only) == ""
        (reminder,) = wave.reminders.all()
        assert (reminder.number, reminder.due_on.isoformat()) == (1, only)

    @pytest.mark.parametrize(
        ("last", "reminders", "complaint"),
        [
            (-1, [], "The last day to answer lies in the past; choose a later one."),
            (20, [0], "is too early: choose a day after today."),
            (20, [21], "comes after the last day to answer."),
            (20, [10, 5], "does not come after the one before it."),
            (20, [10, 10], "does not come after the one before it."),
            (20, [10, 11], "comes a day after the one before it; leave two."),
        ],
    )
    def test_that_are_over_or_reversed_are_refused(
        self, wave: Wave, desk: Client, last: int, reminders: list[int], complaint: str
    ) -> None:
        before = wave.closes_on
        assert complaint in self.send(desk, wave, last, *reminders)
        wave.refresh_from_db()
        assert wave.closes_on == before
        assert not wave.reminders.exists()

    def test_that_are_no_dates_are_refused(self, wave: Wave, desk: Client) -> None:
        assert "Enter a valid date" in self.send(desk, wave, 20, reminder_1="soon")
        assert not wave.reminders.exists()

    def test_refuse_a_contact_at_the_employer(self, wave: Wave, desk: Client) -> None:
        page = self.send(desk, wave, 20, contact_email="hr@client.example")
        assert "must be able to ask somebody outside" in page
        wave.refresh_from_db()
        assert wave.contact_email == "ada@firm.example"

    def test_say_how_long_things_are_kept(self, wave: Wave, desk: Client) -> None:
        organisation = wave.assessment.organisation
        organisation.months_kept = 7
        organisation.save()
        page = desk.get(step(wave, "dates")).content.decode()
        assert "is kept for 7 months after the wave ends" in page
        assert f"/organisations/{organisation.pk}/settings/" in page


class TestGroups:
    def test_say_what_would_be_shown(self, wave: Wave, desk: Client) -> None:
        # Eight in Sales and four in Service: too few of the latter, and so of the former.
        page = text_of(desk.get(step(wave, "groups")).content.decode())
        assert "No department would be shown, not even if everybody answers." in page
        assert f"/waves/{wave.pk}/groups/" in page

    def test_show_nothing_of_staff_who_are_not_asked(self, wave: Wave, desk: Client) -> None:
        services.choose_asked(wave=wave, audiences=["leaders"], left_out=[])
        page = text_of(desk.get(f"/waves/{wave.pk}/groups/").content.decode())
        assert "There are no members of staff, so there are no groups." in page
