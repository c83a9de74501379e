"""``manage.py import_roster``: the same as the pages, for a script."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from organisations import services
from organisations.models import Organisation, Record, RosterImport
from tests.world import NOW, World, link_of

HEADER = "email,name,unit,audience,tenure"
ANNA = "anna@client.example,Anna,Sales,staff,new"
BERT = "bert@client.example,Bert,Sales,staff,old"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text("\n".join([HEADER, ANNA, BERT]))
    return path


def run(file: Path, *options: str, organisation: str = "Client Ltd") -> str:
    out = StringIO()
    call_command("import_roster", str(file), "--organisation", organisation, *options, stdout=out)
    return out.getvalue()


def names(world: World) -> set[str]:
    return set(world.organisation.people.present().values_list("name", flat=True))


class TestImport:
    def test_writes_and_says_what(self, world: World, file: Path) -> None:
        said = run(file, "--attributes", "tenure")
        assert "2 new\n" in said
        assert "1 new departments" in said
        assert said.endswith("Imported.\n")
        assert names(world) == {"Anna", "Bert"}
        assert world.organisation.attributes.get().name == "tenure"
        record = Record.objects.get()
        assert (record.act, record.user, record.object_name) == ("imported", None, "roster.csv")
        assert not RosterImport.objects.exists()

    def test_knows_the_client_by_id(self, world: World, file: Path) -> None:
        run(file, organisation=str(world.organisation.pk))
        assert names(world) == {"Anna", "Bert"}

    def test_only_looks_if_told_to(self, world: World, file: Path) -> None:
        said = run(file, "--dry-run")
        assert "2 new\n" in said
        assert "Nothing was written" in said
        assert names(world) == set()
        assert not RosterImport.objects.exists()

    def test_lets_people_leave_only_if_told_to(self, world: World, file: Path) -> None:
        run(file)
        wave = world.open_wave()
        file.write_text(f"{HEADER}\n{ANNA}")
        assert "1 on the list but not in the file" in run(file)
        assert names(world) == {"Anna", "Bert"}
        assert "1 left the list." in run(file, "--remove-missing")
        assert names(world) == {"Anna"}
        invitations = dict(wave.invitations.values_list("person__name", "is_revoked"))
        assert invitations == {"Anna": False, "Bert": True}
        assert link_of(wave, "Anna")


class TestRefuse:
    def test_names_the_row_and_the_column_of_every_fault(self, world: World, file: Path) -> None:
        file.write_text(f"{HEADER}\n{ANNA}\nbert,Bert,,staff,old")
        with pytest.raises(CommandError) as refused:
            run(file)
        assert str(refused.value).splitlines() == [
            'row 3, column "unit": Enter the unit, as in Sales / North.',
            'row 3, column "email": "bert" is not an e-mail address. Correct it, or clear the '
            "cell.",
            "Nothing was written.",
        ]
        assert names(world) == set()
        assert not RosterImport.objects.exists()

    def test_a_file_that_is_not_there(self, world: World, file: Path) -> None:
        with pytest.raises(CommandError, match=r"missing\.csv cannot be read: No such file"):
            run(file.with_name("missing.csv"))

    def test_a_column_that_is_not_there(self, world: World, file: Path) -> None:
        with pytest.raises(CommandError, match='no column "grade"'):
            run(file, "--attributes", "grade")
        assert not RosterImport.objects.exists()

    def test_an_unknown_client(self, world: World, file: Path) -> None:
        with pytest.raises(CommandError, match='No client is called "Nobody"'):
            run(file, organisation="Nobody")

    def test_a_name_two_firms_have(self, world: World, file: Path) -> None:
        other = services.create_organisation(
            user=world.outsider, name="Client Ltd", time_zone="UTC", now=NOW
        )
        with pytest.raises(CommandError, match="Several firms") as refused:
            run(file)
        for each in (other, Organisation.objects.get(pk=world.organisation.pk)):
            assert str(each.pk) in str(refused.value)
