"""The sheet for the works council says what the wave's own settings are."""

import re
from html import unescape

import pytest

from maturity.framework import Framework
from organisations.models import Attribute, Organisation
from surveys import services
from surveys.models import Wave
from tests.world import NOW, World, roster_csv


def sheet(world: World, wave: Wave) -> str:
    """The words of the sheet, on one line."""
    page = world.client(world.coordinator).get(f"/waves/{wave.pk}/sheet/")
    assert page.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


class TestSheet:
    def test_says_who_asks_whom_and_what_for(self, world: World) -> None:
        text = sheet(world, world.open_wave())
        for words in (
            "Moss & Partners, on behalf of Client Ltd",
            "Ada Moss, ada@firm.example",
            "Opened on 2 November 2026; last day to answer 31 December 2099.",
            "by e-mail. To answer is voluntary",
        ):
            assert words in text

    def test_says_what_opening_freezes_and_what_it_does_not(self, world: World) -> None:
        world.import_roster(roster_csv())
        wave = world.draft_wave()
        assert "the settings can still change. Opening freezes what is asked" in sheet(world, wave)
        services.open_wave(wave=wave, now=NOW)
        text = sheet(world, wave)
        assert "at the longest have been frozen since it was opened and cannot be changed" in text
        later = "The last day and whom to ask can still change"
        assert later in text
        Wave.objects.update(state=Wave.State.SEALED, sealed_at=NOW, salt=None, key_check="")
        assert later not in sheet(world, wave)

    def test_counts_people_questions_and_minutes(self, world: World, workshop: Framework) -> None:
        text = sheet(world, world.open_wave())
        for name, audience, people in (("Staff", "staff", 12), ("Customers", "customers", 8)):
            asked = workshop.questionnaire(audience)
            assert f"{name} {people} {len(asked.items)} {asked.minutes}" in text

    def test_prints_every_question_with_its_answers(
        self, world: World, workshop: Framework
    ) -> None:
        wave = world.draft_wave()
        services.add_own_question(
            wave=wave, audience="staff", text="Is the canteen good?", answers=["No", "Yes"]
        )
        page = world.client(world.consultant).get(f"/waves/{wave.pk}/sheet/").content.decode()
        for audience in workshop.respondents:
            for item in workshop.questionnaire(audience).items:
                assert item.text(audience) in page
                several = [option.text for option in item.several]
                for answer in several or item.options():
                    assert answer in page
        assert "Is the canteen good?" in page
        assert "No · Yes" in page

    def test_names_what_the_list_says_of_people(self, world: World) -> None:
        text = sheet(world, world.open_wave())
        assert (
            "Name; E-mail address; Staff, leader or customer; Department; "
            "Customers: the account they belong to; tenure." in text
        )
        assert "own system" not in text

    @pytest.mark.parametrize(
        ("smallest", "expected"),
        # Anything, shares, departments, spreads, groups, comments, response rate.
        [
            (5, [5, 10, 7, 20, 10, 10, 10]),
            (12, [12, 12, 14, 20, 12, 12, 10]),
            (30, [30, 30, 32, 30, 30, 30, 10]),
        ],
    )
    def test_has_the_thresholds_of_the_wave(
        self, world: World, smallest: int, expected: list[int]
    ) -> None:
        wave = world.draft_wave()
        Wave.objects.update(smallest_group=smallest)
        text = sheet(world, wave)
        what = ("stages", "chose which answer", "asked in it", "lie apart", "than the department",
                "something to the question", "people invited")  # fmt: skip
        for words, people in zip(what, expected, strict=True):
            assert f"{words} {people} " in text
        assert f"smallest group of this survey is {smallest}." in text

    def test_lists_the_groups_in_their_order(self, world: World) -> None:
        world.import_roster(roster_csv())
        wave = world.draft_wave()
        planned = sheet(world, wave)
        assert "Level 1 2 departments: Sales; Service" in planned
        assert "Level 2 2 departments: Sales / North; Sales / South" in planned
        assert "tenure new; old. Too small ones are joined into “other”." in planned
        Attribute.objects.update(ordered_values=["old", "new"])
        assert "tenure old; new. Too small ones are joined with a neighbour." in sheet(world, wave)
        services.open_wave(wave=wave, now=NOW)
        Attribute.objects.all().delete()
        assert "tenure old; new. Too small ones are joined with a neighbour." in sheet(world, wave)

    def test_takes_what_stands_alone_at_the_top_for_the_whole(self, world: World) -> None:
        lines = ["email,name,unit,audience"]
        lines += [f"{n}@x.example,Person {n},Client / Part {n % 2},staff" for n in range(4)]
        world.import_roster("\n".join(lines) + "\n", ())
        text = sheet(world, world.draft_wave())
        assert "Level 2 2 departments: Client / Part 0; Client / Part 1" in text
        assert "Level 1" not in text

    def test_counts_departments_that_are_too_many_to_name(self, world: World) -> None:
        lines = ["email,name,unit,audience"]
        lines += [f"{n}@x.example,Person {n},Team {n},staff" for n in range(41)]
        world.import_roster("\n".join(lines) + "\n", ())
        text = sheet(world, world.draft_wave())
        assert "Level 1 41 departments" in text
        assert "Team 7" not in text

    def test_says_how_long_things_are_kept(self, world: World) -> None:
        Organisation.objects.update(months_kept=7)
        world.import_roster(roster_csv())
        wave = world.draft_wave()
        assert "7 months after the result was computed" in sheet(world, wave)
        services.open_wave(wave=wave, now=NOW)
        Organisation.objects.update(months_kept=9)
        text = sheet(world, wave)
        assert "7 months after the result was computed" in text
        assert "if it is never ended, 7 months after it was closed" in text
        assert "and 7 months after the end at the longest" in text
        assert "as set now, 9 months after they left" in text
        assert "14 days after the last page was saved" in text
        assert "Comments quoted in a released report stay in it." in text

    def test_says_what_a_rehearsal_is(self, world: World) -> None:
        wave = world.open_wave()
        assert "Rehearsal: " not in sheet(world, wave)
        Wave.objects.update(is_rehearsal=True)
        text = sheet(world, wave)
        assert "Rehearsal: this is no survey that counts." in text
        assert "erased unread" in text
        assert "cleared from the database’s files" in text
        assert "Result and reports" not in text

    def test_tells_the_limits_beside_the_promises(self, world: World) -> None:
        text = sheet(world, world.open_wave())
        for words in (
            "A submitted answer can no longer be found.",
            "somebody who has both the database and its key can open answers",
            "Whoever has someone’s link",
            "Whoever writes the list decides whose answers are counted together",
            "A comment may be recognised",
            "means and shares that are shown rests on fewer than 5 people. Colleagues who tell",
            "with one exception: questions that all but one at most answered alike",
            "Where that is as many as were asked, everybody did. No response rate is told",
            "with two exceptions: the answers of customers who agreed to be seen are kept, and a",
        ):
            assert words in text

    def test_of_a_wave_whose_lists_are_deleted_says_so(self, world: World) -> None:
        wave = world.open_wave()
        wave.invitations.all().delete()
        text = sheet(world, wave)
        assert "Staff list deleted" in text
        assert "The list with the values is deleted." in text


class TestHeldAboutAPerson:
    def test_is_a_file_that_nobody_keeps_on_the_way(self, world: World) -> None:
        wave = world.open_wave()
        person = world.organisation.people.get(name="Customer 1")
        path = f"/organisations/{world.organisation.pk}/people/{person.pk}/held.json"
        response = world.client(world.coordinator).get(path)
        assert response.headers["Content-Disposition"] == 'attachment; filename="held.json"'
        assert "no-store" in response.headers["Cache-Control"]
        held = response.json()
        assert (held["name"], held["email"]) == ("Customer 1", "customer1@buyer.example")
        assert held["account"] == "Buyer 1"
        assert [asked["wave"] for asked in held["asked_in"]] == [wave.name]
        assert held["unfinished_answers"] is None

    def test_of_another_client_is_not_there(self, world: World) -> None:
        world.import_roster(roster_csv())
        person = world.organisation.people.get(name="Staff 1")
        own = Organisation.objects.get(name="Other Ltd")
        path = f"/organisations/{own.pk}/people/{person.pk}/held.json"
        assert world.client(world.outsider).get(path).status_code == 404
