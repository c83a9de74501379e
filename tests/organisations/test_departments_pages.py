"""The pages of the department tree."""

import re
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisations.models import Organisation, Person
from tests.organisations.pages import alerts, words
from tests.organisations.test_departments import paths, plant, staff, unit
from tests.world import World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response


def tree_path(organisation: Organisation) -> str:
    return reverse("organisations:departments", args=[organisation.pk])


def page_of(organisation: Organisation, path: str) -> str:
    return reverse("organisations:department", args=[organisation.pk, unit(organisation, path).pk])


def shown(response: "Response") -> list[str]:
    """The names in the tree, in their order."""
    text = response.content.decode()
    return re.findall(r'<a id="d-[^>]*>(?:<mark>)?([^<]+)<', text)


def open_levels(response: "Response") -> tuple[int, int]:
    """How many levels are open, of how many."""
    text = response.content.decode()
    return text.count("<details open>"), text.count("<details")


@pytest.fixture
def organisation(world: World) -> Organisation:
    """A client with four departments and three people."""
    plant(world.organisation, "Sales", "Sales / North", "Sales / North / York", "Service")
    for name, path, leads in (
        ("Ann", "Sales / North", "Sales"),
        ("Bert", "Sales / North / York", ""),
        ("Cora", "Sales / North / York", ""),
    ):
        staff(world.organisation, name, path, leads)
    return world.organisation


@pytest.fixture
def client(world: World) -> Client:
    """The coordinator's browser."""
    return world.client(world.coordinator)


class TestTree:
    def test_counts_people_and_names_leaders(
        self, organisation: Organisation, client: Client
    ) -> None:
        Person.objects.filter(name="Cora").update(left_on="2026-10-01")
        response = client.get(tree_path(organisation))
        assert shown(response) == ["Sales", "North", "York", "Service"]
        text = re.sub(r"\s+", " ", words(response))
        assert "Sales 0 people, 2 with all below · led by Ann" in text
        assert "North 1 person, 2 with all below" in text
        assert "York 1 person" in text
        assert "Service 0 people" in text
        assert "Waves that have been opened keep the departments as they were." in text

    def test_adds_and_comes_back_to_what_was_added(
        self, organisation: Organisation, client: Client
    ) -> None:
        sales = unit(organisation, "Sales").pk
        response = client.post(tree_path(organisation), {"name": "South", "parent": sales})
        south = unit(organisation, "Sales / South").pk
        assert response["Location"] == f"{tree_path(organisation)}?at={south}#d-{south}"
        response = client.get(f"{tree_path(organisation)}?at={south}")
        assert alerts(response) == ["“Sales / South” is added."]
        # The next one goes to the same place unless another is chosen.
        assert f'<option value="{sales}" selected>Sales</option>' in response.content.decode()

    def test_keeps_what_was_typed_when_it_cannot_be(
        self, organisation: Organisation, client: Client
    ) -> None:
        response = client.post(tree_path(organisation), {"name": "SALES", "parent": ""})
        assert "There is a department “SALES” in that place already." in words(response)
        assert 'value="SALES"' in response.content.decode()

    def test_large_ones_are_closed_but_where_one_looks(
        self, organisation: Organisation, client: Client
    ) -> None:
        plant(organisation, *(f"Region {n}" for n in range(40)))
        assert open_levels(client.get(tree_path(organisation))) == (0, 2)
        york = unit(organisation, "Sales / North / York").pk
        assert open_levels(client.get(f"{tree_path(organisation)}?at={york}")) == (2, 2)
        assert open_levels(client.get(f"{tree_path(organisation)}?open=all")) == (2, 2)

    def test_finds_by_a_part_of_the_name(self, organisation: Organisation, client: Client) -> None:
        plant(organisation, "Übersee")
        response = client.get(tree_path(organisation), {"q": "yor"})
        assert shown(response) == ["Sales", "North", "York"]
        assert "1 department found." in words(response)
        assert shown(client.get(tree_path(organisation), {"q": "übers"})) == ["Übersee"]
        nothing = client.get(tree_path(organisation), {"q": "nothing"})
        assert (shown(nothing), "0 departments found." in words(nothing)) == ([], True)

    def test_whoever_types_gets_the_tree_alone(
        self, organisation: Organisation, client: Client
    ) -> None:
        headers = {"HX-Request": "true"}
        response = client.get(tree_path(organisation), {"q": "yor"}, headers=headers)
        assert shown(response) == ["Sales", "North", "York"]
        assert response.content.decode().strip().startswith('<section id="tree"')

    def test_takes_as_many_queries_for_many_as_for_few(
        self, organisation: Organisation, client: Client
    ) -> None:
        with CaptureQueriesContext(connection) as few:
            client.get(tree_path(organisation))
        plant(organisation, *(f"Service / Team {n}" for n in range(30)))
        with CaptureQueriesContext(connection) as many:
            client.get(tree_path(organisation))
        assert len(many) == len(few)

    def test_without_any_says_what_to_do(self, world: World, client: Client) -> None:
        response = client.get(tree_path(world.organisation))
        assert "None yet. Add the first one here" in words(response)
        assert "Download as XLSX" not in words(response)

    def test_is_reached_from_the_client(self, organisation: Organisation, client: Client) -> None:
        desk = client.get(reverse("surveys:organisation_detail", args=[organisation.pk]))
        assert f'href="{tree_path(organisation)}"' in desk.content.decode()


class TestDepartment:
    @pytest.mark.parametrize(
        ("sent", "said", "shown_after"),
        [
            ({"do": "rename", "name": "Trade"}, "“Sales” is now called “Trade”.", "Trade"),
            ({"do": "add", "name": "South"}, "“Sales / South” is added.", "Sales / South"),
            ({"do": "move", "parent": "Service"}, "below “Service”.", "Service / Sales"),
            ({"do": "merge", "into": "Service"}, "“Sales” is now part of “Service”.", "Service"),
        ],
    )
    def test_every_change_comes_back_to_what_was_changed(
        self,
        organisation: Organisation,
        client: Client,
        sent: dict[str, str],
        said: str,
        shown_after: str,
    ) -> None:
        if place := sent.get("parent") or sent.get("into"):
            sent = {**sent, next(reversed(sent)): str(unit(organisation, place).pk)}
        response = client.post(page_of(organisation, "Sales"), sent, follow=True)
        (said_there,) = alerts(response)
        assert said in said_there
        last, _status = response.redirect_chain[-1]
        assert last.endswith(f"#d-{unit(organisation, shown_after).pk}")

    def test_is_moved_to_the_top(self, organisation: Organisation, client: Client) -> None:
        sent = {"do": "move", "parent": ""}
        response = client.post(page_of(organisation, "Sales / North"), sent, follow=True)
        assert alerts(response) == ["“North” now stands at the top."]
        assert paths(organisation) == ["North", "North / York", "Sales", "Service"]

    def test_is_removed_where_it_is_empty(self, organisation: Organisation, client: Client) -> None:
        plant(organisation, "Sales / South")
        page = page_of(organisation, "Sales / South")
        assert "Remove “South”" in words(client.get(page))
        response = client.post(page, {"do": "remove"}, follow=True)
        assert alerts(response) == ["“South” is removed."]
        assert response.redirect_chain[-1][0].endswith(f"#d-{unit(organisation, 'Sales').pk}")
        assert client.get(page).status_code == 404

    def test_says_what_to_do_where_it_is_not_empty(
        self, organisation: Organisation, client: Client
    ) -> None:
        page = page_of(organisation, "Sales / North / York")
        assert "There are 2 people in it. Merge it" in words(client.get(page))
        assert "Remove “York”" not in words(client.get(page))
        assert "There are 2 people in it" in words(client.post(page, {"do": "remove"}))
        assert "Sales / North / York" in paths(organisation)

    def test_does_not_offer_what_stands_below_it(
        self, organisation: Organisation, client: Client
    ) -> None:
        page = client.get(page_of(organisation, "Sales / North")).content.decode()
        offered = re.findall(r"<option value=[^>]*>([^<]+)<", page)
        assert offered == ["– at the top –", "Sales", "Service", "– choose –", "Sales", "Service"]
        sent = {"do": "move", "parent": str(unit(organisation, "Sales / North / York").pk)}
        response = client.post(page_of(organisation, "Sales / North"), sent)
        assert "Select a valid choice." in words(response)

    def test_only_the_form_that_was_sent_complains(
        self, organisation: Organisation, client: Client
    ) -> None:
        response = client.post(page_of(organisation, "Sales"), {"do": "rename", "name": "a/b"})
        page = response.content.decode()
        assert page.count("is-invalid") == 1
        assert 'value="a/b"' in page
        assert words(client.post(page_of(organisation, "Sales"), {"do": "burn"}))

    def test_a_name_is_text_and_nothing_else(
        self, organisation: Organisation, client: Client
    ) -> None:
        plant(organisation, "<b>Bold")
        for page in (tree_path(organisation), page_of(organisation, "<b>Bold")):
            text = client.get(page).content.decode()
            assert "&lt;b&gt;Bold" in text
            assert "<b>" not in text

    def test_another_clients_is_nowhere(self, organisation: Organisation, world: World) -> None:
        own = Organisation.objects.get(name="Other Ltd")
        page = reverse("organisations:department", args=[own.pk, unit(organisation, "Service").pk])
        outsider = world.client(world.outsider)
        assert outsider.post(page, {"do": "remove"}).status_code == 404
        assert "Service" in paths(organisation)
