"""A wave from preparation to closing."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from organisations.models import Person, Unit
from surveys import collecting, services
from surveys.models import Draft, Wave
from tests.world import LAST_DAY, NOW, World, invitation_of, roster_csv, visit_of


class TestOpening:
    def test_needs_somebody_on_the_roster(self, world: World) -> None:
        wave = world.draft_wave()
        with pytest.raises(ValidationError, match="nobody on the roster"):
            services.open_wave(wave=wave, now=NOW)
        wave.refresh_from_db()
        assert wave.is_draft

    def test_needs_a_last_day_to_come(self, world: World) -> None:
        world.import_roster(roster_csv())
        wave = world.draft_wave()
        Wave.objects.filter(pk=wave.pk).update(closes_on=date(2026, 11, 1))
        with pytest.raises(ValidationError, match="lies in the past"):
            services.open_wave(wave=wave, now=NOW)

    def test_happens_once(self, world: World) -> None:
        wave = world.open_wave()
        with pytest.raises(ValidationError, match="opened before"):
            services.open_wave(wave=wave, now=NOW)

    def test_copies_tree_questions_and_people(self, world: World) -> None:
        wave = world.open_wave()
        paths = set(wave.units.values_list("path", flat=True))
        assert paths == {"Sales", "Sales / North", "Sales / South", "Service"}
        assert wave.units.get(path="Sales / North").parent == wave.units.get(path="Sales")
        assert wave.invitations.count() == 26
        frozen = {q.audience: q.items for q in wave.questionnaires.all()}
        assert frozen["staff"][:4] == ["TL1", "TL2", "TL3", "TLP"]
        assert frozen["customers"] == [
            "TLP", "PRP", "LA1", "LA2.phone", "LA2.letter", "LA2.counter", "LA3", "LA4",
        ]  # fmt: skip

    def test_is_not_reached_by_later_edits_of_the_roster(self, world: World) -> None:
        wave = world.open_wave()
        Unit.objects.filter(path="Service").update(name="Renamed", path="Renamed")
        Person.objects.filter(name="Staff 1").update(audience="leaders", unit=None, attributes={})
        invitation = invitation_of(wave, "Staff 1")
        assert invitation.audience == "staff"
        assert invitation.unit is not None
        assert invitation.attributes == {"tenure": "new"}
        assert wave.units.filter(path="Service").exists()

    def test_refuses_a_framework_whose_files_have_changed(self, world: World) -> None:
        world.import_roster(roster_csv())
        wave = world.draft_wave()
        wave.assessment.framework_hash = "0" * 64
        wave.assessment.save()
        page = world.client(world.consultant).post(
            f"/waves/{wave.pk}/open/", {"closes_on": "2099-12-31"}, follow=True
        )
        assert "are not those the assessment was made with" in page.content.decode()


class TestSmallestGroup:
    def test_cannot_be_below_five(self, world: World) -> None:
        wave = world.draft_wave()
        response = world.client(world.consultant).post(
            f"/waves/{wave.pk}/setup/groups/", {"smallest_group": "4", "weighting": "departments"}
        )
        assert "in a smaller group people can be recognised" in response.content.decode()
        wave.refresh_from_db()
        assert wave.smallest_group == 5

    @pytest.mark.parametrize("size", [4, 0, -5])
    def test_cannot_be_below_five_by_any_other_way(self, world: World, size: int) -> None:
        with pytest.raises(ValidationError, match="in a smaller group people can be recognised"):
            services.create_wave(
                assessment=world.assessment(), name="Autumn", closes_on=LAST_DAY,
                smallest_group=size, contact_name="Ada Moss", contact_email="ada@firm.example",
            )  # fmt: skip
        wave = world.draft_wave(world.assessment("Second"))
        with pytest.raises(IntegrityError), transaction.atomic():
            Wave.objects.filter(pk=wave.pk).update(smallest_group=size)


class TestHowNumbersAreComputed:
    def choose(self, world: World, wave: Wave, **choices: str) -> str:
        path = f"/waves/{wave.pk}/setup/groups/"
        form = {"smallest_group": "5", "weighting": "departments", **choices}
        response = world.client(world.consultant).post(path, form, follow=True)
        return response.content.decode()

    def test_is_asked_for_with_its_meaning(self, world: World) -> None:
        path = f"/waves/{world.draft_wave().pk}/setup/groups/"
        text = world.client(world.consultant).get(path).content.decode()
        for words in ("frozen when the wave is opened",
                      "each department counts as many people as it has",
                      "for comparisons, targets and change over time"):  # fmt: skip
            assert words in text

    def test_is_by_departments_and_no_census_unless_chosen(self, world: World) -> None:
        wave = world.draft_wave()
        assert (wave.weighting, wave.is_census) == ("departments", False)

    def test_is_chosen_while_the_wave_is_prepared(self, world: World) -> None:
        wave = world.draft_wave()
        self.choose(world, wave, weighting="none", is_census="on", smallest_group="8")
        wave.refresh_from_db()
        assert (wave.weighting, wave.is_census, wave.smallest_group) == ("none", True, 8)
        page = world.client(world.consultant).get(f"/waves/{wave.pk}/").content.decode()
        assert "Every answer the same" in page
        assert "only the people on the list are described" in page

    def test_is_one_of_the_known_ways(self, world: World) -> None:
        wave = world.draft_wave()
        assert "Select a valid choice" in self.choose(world, wave, weighting="by-salary")
        with pytest.raises(IntegrityError), transaction.atomic():
            Wave.objects.filter(pk=wave.pk).update(weighting="by-salary")

    @pytest.mark.parametrize(
        "change",
        [
            *({"weighting": "none"}, {"is_census": True}, {"smallest_group": 6}),
            *({"audiences": ["staff"]}, {"left_out": ["mirror"]}),
        ],
    )
    def test_is_frozen_once_the_wave_has_been_opened(
        self, world: World, change: dict[str, Any]
    ) -> None:
        wave = world.open_wave()
        for name, value in change.items():
            setattr(wave, name, value)
        with pytest.raises(ValidationError, match="cannot be changed"):
            wave.full_clean()

    def test_can_be_changed_before(self, world: World) -> None:
        wave = world.draft_wave()
        wave.weighting = "none"
        wave.full_clean()


class TestClosing:
    def test_can_be_undone(self, world: World) -> None:
        wave = world.open_wave()
        services.close_wave(wave=wave, now=NOW)
        services.reopen_wave(wave=wave, closes_on=LAST_DAY, now=NOW)
        wave.refresh_from_db()
        assert wave.is_open
        assert wave.closed_at is None

    def test_wants_a_last_day_to_come(self, world: World) -> None:
        wave = world.closed_wave(staff=1)
        with pytest.raises(ValidationError, match="lies in the past"):
            services.reopen_wave(wave=wave, closes_on=date(2026, 11, 1), now=NOW)

    def test_happens_by_itself_when_the_last_day_is_over_where_the_client_is(
        self, world: World
    ) -> None:
        wave = world.open_wave()
        Wave.objects.filter(pk=wave.pk).update(closes_on=date(2026, 11, 10))
        world.organisation.time_zone = "America/New_York"
        world.organisation.save()
        # Midnight in New York is five in the morning in UTC.
        collecting.close_overdue(now=datetime(2026, 11, 11, 4, 59, tzinfo=UTC))
        wave.refresh_from_db()
        assert wave.is_open
        collecting.close_overdue(now=datetime(2026, 11, 11, 5, 1, tzinfo=UTC))
        wave.refresh_from_db()
        assert wave.is_closed


class TestDrafts:
    def test_are_forgotten_after_two_weeks_unseen(self, world: World) -> None:
        wave = world.open_wave()
        for name, seen in (("Staff 1", 0), ("Staff 2", 10)):
            visit = visit_of(wave, name)
            services.save_page(
                visit=visit, answers={"TL1": 1}, page=1, now=NOW + timedelta(days=seen)
            )
        collecting.delete_stale_drafts(now=NOW + timedelta(days=14))
        assert Draft.objects.count() == 2
        collecting.delete_stale_drafts(now=NOW + timedelta(days=15))
        assert Draft.objects.count() == 1
