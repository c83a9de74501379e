"""What was done and by whom: recorded, read, and never changed."""

import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from organisations import services
from organisations.models import Organisation, Record, RecordIsFinal, User
from organisations.records import Act, Actor, acting, note
from tests.organisations.pages import words
from tests.world import NOW, World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response


def rename(world: World, name: str = "New name") -> None:
    """Change the client's name as the consultant."""
    with acting(Actor(world.consultant, world.consultant.email, NOW)):
        services.change_organisation(
            organisation=world.organisation,
            name=name,
            time_zone="Europe/London",
            months_kept=24,
            language="en",
        )


class TestNote:
    def test_says_who_when_what_and_which_fields(self, world: World) -> None:
        rename(world)
        record = Record.objects.get()
        assert (record.at, record.who, record.user) == (NOW, "ada@firm.example", world.consultant)
        assert (record.act, record.organisation) == ("changed", world.organisation)
        assert (record.object_type, record.object_id) == (
            "organisation",
            str(world.organisation.pk),
        )
        assert record.fields == ["name"]

    def test_says_nothing_where_nothing_has_changed(self, world: World) -> None:
        rename(world, world.organisation.name)
        assert not Record.objects.exists()

    def test_says_nothing_where_nobody_acts(self, world: World) -> None:
        world.import_roster("email,name,unit,audience\na@client.example,Anna,HQ,staff\n", ())
        assert not Record.objects.exists()

    def test_is_undone_with_what_it_records(self, world: World, client: Client) -> None:
        path = reverse("organisations:members", args=[world.organisation.pk])
        client.post(path, {"name": "Mo", "email": world.administrator.email, "role": "leader"})
        assert not Record.objects.exists()

    def test_of_a_person_has_the_id_alone(self, world: World) -> None:
        world.import_roster("email,name,unit,audience\na@client.example,Anna,HQ,staff\n", ())
        person = world.organisation.people.get()
        with acting(Actor(world.consultant, world.consultant.email, NOW)):
            note(Act.CHANGED, person, organisation=world.organisation, fields=["email"])
        record = Record.objects.get()
        assert (record.object_name, record.object_id) == ("", str(person.pk))

    def test_of_a_command_names_the_command(self, db: None) -> None:
        call_command("add_consultant", "bea@firm.example", name="Bea", firm="Moss")
        record = Record.objects.get()
        assert (record.who, record.user) == ("manage.py add_consultant", None)
        assert (record.act, record.object_name) == ("added", "Bea")


class TestFinal:
    @pytest.fixture
    def record(self, world: World) -> Record:
        rename(world)
        return Record.objects.get()

    def test_no_record_is_changed(self, record: Record) -> None:
        record.who = "somebody else"
        with pytest.raises(RecordIsFinal):
            record.save()
        with pytest.raises(RecordIsFinal):
            Record.objects.update(who="somebody else")
        with pytest.raises(RecordIsFinal):
            Record.objects.filter(pk=record.pk).update(who="somebody else")
        with pytest.raises(RecordIsFinal), transaction.atomic():
            Record.objects.bulk_update([record], ["who"])
        with pytest.raises(RecordIsFinal):
            Record.objects.update_or_create(pk=record.pk, defaults={"who": "somebody else"})
        with pytest.raises(RecordIsFinal):
            Record.objects.bulk_create(
                [record], update_conflicts=True, update_fields=["who"], unique_fields=["id"]
            )
        assert Record.objects.get().who == "ada@firm.example"

    @pytest.mark.django_db(transaction=True)
    def test_nor_overwritten_by_one_of_the_same_key(self, shared_world: World) -> None:
        rename(shared_world)
        record = Record.objects.get()
        with pytest.raises(Exception, match=r"(?i)unique"):
            Record(pk=record.pk, at=NOW, who="somebody else", act="changed").save()
        assert Record.objects.get().who == "ada@firm.example"

    def test_no_record_is_deleted(self, record: Record) -> None:
        with pytest.raises(RecordIsFinal):
            record.delete()
        with pytest.raises(RecordIsFinal):
            Record.objects.all().delete()
        with pytest.raises(RecordIsFinal):
            Organisation.objects.get(name="New name").records.filter(act="changed").delete()
        assert Record.objects.count() == 1

    def test_it_outlives_whoever_acted(self, world: World, record: Record) -> None:
        User.objects.get(pk=world.consultant.pk).delete()
        kept = Record.objects.get(pk=record.pk)
        assert (kept.who, kept.user) == ("ada@firm.example", None)


class TestPage:
    def page(self, world: World, client: Client, **query: str) -> "Response":
        path = reverse("organisations:records", args=[world.organisation.pk])
        return client.get(path, query)

    @pytest.fixture
    def three(self, world: World) -> None:
        """Three acts of two people on three days."""
        for days, user, act in (
            (0, world.consultant, Act.CHANGED),
            (1, world.administrator, Act.EXPORTED),
            (2, world.consultant, Act.OPENED),
        ):
            with acting(Actor(user, user.email, NOW + timedelta(days=days))):
                fields = ["name"] if act == Act.CHANGED else []
                note(act, world.organisation, organisation=world.organisation, fields=fields)

    def rows(self, response: "Response") -> list[str]:
        """The acts on a page, in their order."""
        body = response.content.decode().split("<tbody>")[1].split("</tbody>")[0]
        labels = [str(act.label) for act in Act]
        return [act for row in body.split("<tr>") for act in labels if f"<td>{act}</td>" in row]

    def test_says_that_nothing_was_done(self, world: World, client: Client) -> None:
        assert "Nothing yet." in words(self.page(world, client))

    @pytest.mark.usefixtures("three")
    def test_lists_the_latest_first(self, world: World, client: Client) -> None:
        response = self.page(world, client)
        assert self.rows(response) == ["opened", "exported", "changed"]
        text = " ".join(words(response).split())
        assert "ada@firm.example changed Organisation Client Ltd name" in text

    @pytest.mark.usefixtures("three")
    def test_is_sorted_and_narrowed_down(self, world: World, client: Client) -> None:
        def found(**query: str) -> list[str]:
            return self.rows(self.page(world, client, **query))

        assert found(sort="at") == ["changed", "exported", "opened"]
        assert found(who="moss@firm") == ["exported"]
        assert found(act="opened") == ["opened"]
        assert found(since="2026-11-03", until="2026-11-03") == ["exported"]
        assert found(text=str(world.organisation.pk), act="changed") == ["changed"]

    @pytest.mark.usefixtures("three")
    def test_goes_into_a_spreadsheet_which_is_recorded_too(
        self, world: World, client: Client
    ) -> None:
        response = self.page(world, client, export="xlsx", sort="at")
        sheet = load_workbook(io.BytesIO(response.content)).active
        header, first, *_others = list(sheet.iter_rows(values_only=True))
        assert header == ("When", "Who", "Act", "Object", "Its name or number", "Fields")
        assert first[1:] == ("ada@firm.example", "changed", "Organisation", "Client Ltd", "name")
        assert first[0] == NOW.replace(tzinfo=None)
        assert Record.objects.filter(act="exported", fields=["records"]).exists()

    @pytest.mark.usefixtures("three")
    def test_shows_what_was_done_to_this_client_alone(self, world: World) -> None:
        outsider = world.client(world.outsider)
        own = world.outsider.memberships.get().organisation
        text = words(outsider.get(reverse("organisations:records", args=[own.pk])))
        assert "ada@firm.example" not in text

    @pytest.mark.usefixtures("three")
    def test_takes_no_changes(self, world: World, client: Client) -> None:
        path = reverse("organisations:records", args=[world.organisation.pk])
        for method in (client.post, client.put, client.patch, client.delete):
            assert method(path).status_code == 405
        assert Record.objects.count() == 3

    def test_settings_say_that_records_are_kept(self, world: World, client: Client) -> None:
        path = reverse("organisations:settings", args=[world.organisation.pk])
        assert "kept for good" in words(client.get(path))
