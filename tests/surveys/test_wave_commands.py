"""What a script does to a wave: open it, close it, open it again."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from organisations.models import Organisation, Record
from organisations.records import Act
from surveys.models import Wave
from tests.world import World, roster_csv

NAMES = "Client Ltd / Customer centricity / Autumn"


def run(command: str, *arguments: str) -> str:
    """What a command prints."""
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue().strip()


@pytest.fixture
def draft(world: World) -> Wave:
    world.import_roster(roster_csv())
    return world.draft_wave()


class TestWay:
    def test_from_opening_to_opening_again(self, draft: Wave) -> None:
        assert run("open_wave", NAMES, "--until", "2099-06-30") == (
            "Autumn is open until 2099-06-30; 26 people are asked."
        )
        assert run("close_wave", NAMES) == "Autumn is closed."
        assert run("reopen_wave", str(draft.pk), "--until", "2099-07-31") == (
            "Autumn is open again until 2099-07-31."
        )
        draft.refresh_from_db()
        assert (draft.state, draft.closes_on) == ("open", date(2099, 7, 31))

    def test_is_recorded_as_a_commands(self, draft: Wave) -> None:
        run("open_wave", NAMES)
        run("close_wave", NAMES)
        record = Record.objects.get(act=Act.CLOSED)
        assert (record.who, record.user, record.object_id) == ("command", None, str(draft.pk))


class TestNames:
    def test_are_found_whatever_their_case_and_spaces(self, draft: Wave) -> None:
        assert "is open" in run("open_wave", "client ltd /  customer CENTRICITY / autumn")

    def test_that_do_not_exist_are_answered_with_some_that_do(self, draft: Wave) -> None:
        with pytest.raises(CommandError) as refused:
            run("open_wave", "Client Ltd / Customer centricity / Atumn")
        assert "There is no wave called “Client Ltd / Customer centricity / Atumn”." in str(
            refused.value
        )
        assert NAMES in str(refused.value)

    def test_of_a_site_without_waves(self, world: World) -> None:
        with pytest.raises(CommandError, match="There is no wave on this site yet"):
            run("close_wave", NAMES)

    def test_that_two_clients_share_need_the_id(self, world: World, draft: Wave) -> None:
        Organisation.objects.filter(name="Other Ltd").update(name="Client Ltd")
        other = Organisation.objects.exclude(pk=world.organisation.pk).get()
        mine = draft.assessment
        mine.pk, mine.organisation, mine._state.adding = None, other, True
        theirs = Wave.objects.get(pk=draft.pk)
        mine.save()
        theirs.pk, theirs.assessment, theirs._state.adding = None, mine, True
        theirs.save()
        with pytest.raises(CommandError) as refused:
            run("open_wave", NAMES)
        assert "2 waves are called" in str(refused.value)
        assert str(draft.pk) in str(refused.value)

    def test_an_id_nobody_has(self, draft: Wave) -> None:
        with pytest.raises(CommandError, match="There is no wave with the id"):
            run("close_wave", "9a5b0a9e-3c5f-4a8e-9e55-3f4f0f6c2d11")


class TestRefusals:
    def test_are_in_words(self, draft: Wave) -> None:
        for command, said in (
            (["close_wave", NAMES], "Only an open wave can be closed."),
            (["reopen_wave", NAMES, "--until", "2099-01-01"], "Only a closed wave"),
            (["open_wave", NAMES, "--until", "2020-01-01"], "lies in the past"),
            (["open_wave", NAMES, "--until", "soon"], "is not a day; write it as 2027-03-31"),
        ):
            with pytest.raises(CommandError, match=said) as refused:
                run(*command)
            assert refused.value.returncode == 1
        draft.refresh_from_db()
        assert draft.is_draft

    def test_leave_no_record(self, draft: Wave) -> None:
        before = Record.objects.count()
        with pytest.raises(CommandError):
            run("close_wave", NAMES)
        assert Record.objects.count() == before
