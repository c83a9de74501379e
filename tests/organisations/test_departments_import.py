"""The pages on which a file of departments is handed in, looked at, confirmed and had."""

import io
import re
from typing import TYPE_CHECKING

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from organisations.models import Organisation, Person, Record
from tests.organisations.pages import alerts, words
from tests.organisations.test_departments import paths, plant, staff
from tests.organisations.test_departments_pages import page_of, tree_path
from tests.world import World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response


@pytest.fixture
def organisation(world: World) -> Organisation:
    """A client with four departments and three people."""
    plant(world.organisation, "Sales", "Sales / North", "Sales / North / York", "Service")
    staff(world.organisation, "Ann", "Sales / North", "Sales")
    staff(world.organisation, "Bert", "Sales / North / York")
    staff(world.organisation, "Cora", "Sales / North / York")
    return world.organisation


@pytest.fixture
def client(world: World) -> Client:
    """The coordinator's browser."""
    return world.client(world.coordinator)


def hand_in(client: Client, organisation: Organisation, text: str) -> "Response":
    """Hand in a file; returns the page that says what it would do."""
    file = io.BytesIO(text.encode())
    file.name = "departments.csv"
    path = reverse("organisations:departments_import", args=[organisation.pk])
    return client.post(path, {"file": file})


def confirm(client: Client, organisation: Organisation, file: str) -> "Response":
    """Press the button under the preview."""
    path = reverse("organisations:departments_write", args=[organisation.pk])
    return client.post(path, {"file": file}, follow=True)


def signed(response: "Response") -> str:
    """What a preview hands over when it is confirmed."""
    (found,) = re.findall(r'name="file" value="([^"]+)"', response.content.decode())
    return str(found)


def test_is_looked_at_and_confirmed(organisation: Organisation, client: Client) -> None:
    text = "department,parent\nYork,Service\nHull,York\nService,\n"
    preview = hand_in(client, organisation, text)
    said = re.sub(r"\s+", " ", words(preview))
    assert "1 new, 1 moved, 1 as before; 2 not in the file, which stay." in said
    assert "Afterwards 2 departments stand at the top: Sales; Service." in said
    assert "Sales / North / York Service / York" in said
    assert "Service / York / Hull" not in paths(organisation)
    response = confirm(client, organisation, signed(preview))
    assert alerts(response) == ["2 departments are changed."]
    assert paths(organisation) == [
        "Sales", "Sales / North", "Service", "Service / York", "Service / York / Hull",
    ]  # fmt: skip


def test_faults_are_told_and_cannot_be_confirmed(
    organisation: Organisation, client: Client
) -> None:
    for text in ("department,parent\nHull,Nowhere\n", "department,parent\na/b,\n", ""):
        response = hand_in(client, organisation, text)
        assert "Nothing was imported. Correct what is listed here" in words(response)
        assert 'name="file"' not in response.content.decode()


def test_nothing_to_do_is_said(organisation: Organisation, client: Client) -> None:
    response = hand_in(client, organisation, "path\nSales / North\n")
    assert "there is nothing to import" in words(response)
    assert 'name="file"' not in response.content.decode()


def test_what_was_changed_meanwhile_is_looked_at_again(
    organisation: Organisation, client: Client
) -> None:
    preview = hand_in(client, organisation, "department,parent\nYork,Service\n")
    moved = {"do": "rename", "name": "Help"}
    client.post(page_of(organisation, "Service"), moved)
    response = confirm(client, organisation, signed(preview))
    assert "have been changed meanwhile. Nothing is written" in words(response)
    assert "There is no department “Service”" in words(response)
    assert "Sales / North / York" in paths(organisation)


def test_is_of_one_client_and_cannot_be_made_up(
    organisation: Organisation, world: World, client: Client
) -> None:
    file = signed(hand_in(client, organisation, "path\nExport\n"))
    own = Organisation.objects.get(name="Other Ltd")
    made_up = signing.dumps({"rows": [], "seen": ""}, salt="another")
    for user, target, sent in (
        (world.outsider, own, file),
        (world.coordinator, organisation, made_up),
        (world.coordinator, organisation, f"{file}x"),
    ):
        response = confirm(world.client(user), target, sent)
        assert alerts(response) == ["The file is no longer there. Hand it in again."]
    assert paths(own) == []
    assert "Export" not in paths(organisation)


def test_what_is_exported_can_be_imported_and_nothing_in_it_is_computed(
    organisation: Organisation, client: Client
) -> None:
    Person.objects.filter(name="Ann").update(name="=1+1")
    response = client.get(f"{tree_path(organisation)}?export=xlsx")
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    assert list(sheet.values) == [
        ("path", "people", "people with those below", "led by"),
        ("Sales", 0, 3, "=1+1"),
        ("Sales / North", 1, 3, None),
        ("Sales / North / York", 2, 2, None),
        ("Service", 0, 0, None),
    ]
    assert sheet["D2"].data_type == "s"
    assert Record.objects.get().act == "exported"
    file = io.BytesIO(response.content)
    file.name = "departments.xlsx"
    path = reverse("organisations:departments_import", args=[organisation.pk])
    again = words(client.post(path, {"file": file}))
    assert "0 new, 0 moved, 4 as before; 0 not in the file" in re.sub(r"\s+", " ", again)
