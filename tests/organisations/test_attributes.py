"""The attributes of a client: their order, the order of their values, and their end."""

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from organisations import services
from organisations.models import Attribute, Organisation, Person
from tests.organisations.pages import alerts, confirm, upload, words
from tests.world import NOW, World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

HEADER = "email,name,unit,audience,tenure,place"
TENURES = ["under 2", "2 to 5", "over 5"]


def roster(*tenures: str, first: int = 0) -> str:
    """A roster of one member of staff for each tenure."""
    rows = [
        f"p{n}@client.example,P{n},HQ,staff,{tenure},{'Hull' if n % 2 else 'York'}"
        for n, tenure in enumerate(tenures, first)
    ]
    return "\n".join([HEADER, *rows])


@pytest.fixture
def organisation(world: World) -> Organisation:
    """A client with two attributes, tenure before place."""
    world.import_roster(roster(*TENURES), columns=("tenure", "place"))
    return world.organisation


def attribute(organisation: Organisation, name: str) -> Attribute:
    return organisation.attributes.get(name=name)


def orders(organisation: Organisation) -> dict[str, list[str]]:
    """{name: values in their order}, the attributes in theirs."""
    return dict(organisation.attributes.order_by("position").values_list("name", "ordered_values"))


def arrange(organisation: Organisation, **values: Sequence[str]) -> None:
    services.arrange_attributes(
        organisation=organisation,
        ordered_values={attribute(organisation, name).pk: v for name, v in values.items()},
    )


class TestArrange:
    def test_sets_both_orders(self, organisation: Organisation) -> None:
        before = set(organisation.attributes.values_list("pk", "name"))
        arrange(organisation, place=[], tenure=TENURES)
        assert list(orders(organisation).items()) == [("place", []), ("tenure", TENURES)]
        assert set(organisation.attributes.values_list("pk", "name")) == before
        arrange(organisation, tenure=[], place=["York", "Hull"])
        assert list(orders(organisation).items()) == [("tenure", []), ("place", ["York", "Hull"])]

    @pytest.mark.parametrize(
        ("values", "fault"),
        [
            (TENURES[:2], "These are missing: “over 5”. Give each its place."),
            ([*TENURES, "over 9"], "Nobody on the roster has these: “over 9”."),
            ([*TENURES, "under 2"], "These stand there more than once: “under 2”."),
        ],
    )
    def test_an_order_holds_exactly_the_values_on_the_roster(
        self, organisation: Organisation, values: list[str], fault: str
    ) -> None:
        with pytest.raises(ValidationError, match=fault):
            arrange(organisation, tenure=values, place=[])
        assert orders(organisation) == {"tenure": [], "place": []}

    def test_values_of_those_who_left_do_not_count(self, organisation: Organisation) -> None:
        Person.objects.filter(name="P2").update(left_on=NOW.date())
        arrange(organisation, tenure=TENURES[:2], place=[])
        assert orders(organisation)["tenure"] == TENURES[:2]

    def test_all_attributes_and_no_others(self, organisation: Organisation) -> None:
        tenure = attribute(organisation, "tenure").pk
        for keys in ([tenure], [tenure, uuid.uuid4()], []):
            with pytest.raises(ValidationError, match="changed meanwhile"):
                services.arrange_attributes(
                    organisation=organisation, ordered_values={key: [] for key in keys}
                )


class TestRemove:
    def test_takes_everybodys_value_along(self, organisation: Organisation) -> None:
        Person.objects.filter(name="P2").update(left_on=NOW.date())
        place = str(attribute(organisation, "place").pk)
        services.remove_attribute(attribute=attribute(organisation, "tenure"))
        assert list(organisation.attributes.values_list("name", "position")) == [("place", 1)]
        kept = dict(Person.objects.values_list("name", "attributes"))
        assert kept == {"P0": {place: "York"}, "P1": {place: "Hull"}, "P2": {place: "York"}}

    def test_makes_room_for_another(self, world: World, organisation: Organisation) -> None:
        text = roster(*TENURES).replace(HEADER, "email,name,unit,audience,grade,site")
        world.import_roster(text, columns=("grade",))
        services.remove_attribute(attribute=attribute(organisation, "place"))
        world.import_roster(text, columns=("site",))
        kept = organisation.attributes.order_by("position").values_list("name", "position")
        assert list(kept) == [("tenure", 1), ("grade", 2), ("site", 3)]

    def test_a_running_wave_keeps_its_copy(self, world: World, organisation: Organisation) -> None:
        arrange(organisation, tenure=TENURES, place=[])
        wave = world.open_wave()
        services.remove_attribute(attribute=attribute(organisation, "tenure"))
        wave.refresh_from_db()
        assert wave.attributes == ["tenure", "place"]
        assert wave.ordered_values == {"tenure": TENURES}
        given = wave.invitations.values_list("person__name", "attributes")
        assert dict(given)["P0"] == {"tenure": "under 2", "place": "York"}


class TestImport:
    """A file brings values nobody had before."""

    def test_a_new_value_is_placed_last_and_pointed_out(
        self, world: World, organisation: Organisation, client: Client
    ) -> None:
        arrange(organisation, tenure=TENURES, place=[])
        page = upload(client, organisation, roster("0 to 1", "over 9"), "roster.csv")
        (warning,) = alerts(page)
        assert warning.startswith(
            "“tenure” has values that have no place in its order yet: “0 to 1”, “over 9”."
        )
        assert "New values were placed last" in alerts(confirm(client, "tenure", "place"))[1]
        assert orders(organisation) == {"tenure": [*TENURES, "0 to 1", "over 9"], "place": []}

    def test_one_new_value_is_one(self, organisation: Organisation, client: Client) -> None:
        arrange(organisation, tenure=TENURES, place=[])
        (warning,) = alerts(upload(client, organisation, roster("over 9"), "roster.csv"))
        assert warning.startswith("“tenure” has a value that has no place in its order yet: “over")

    def test_known_values_change_no_order(
        self, world: World, organisation: Organisation, client: Client
    ) -> None:
        arrange(organisation, tenure=TENURES[::-1], place=[])
        page = upload(client, organisation, roster(*TENURES), "roster.csv")
        assert alerts(page) == []
        assert alerts(confirm(client, "tenure", "place")) == ["0 people imported."]
        assert orders(organisation)["tenure"] == TENURES[::-1]

    def test_a_value_to_nearly_everybody_would_name_people(
        self, world: World, client: Client
    ) -> None:
        text = roster(*(f"since {n}" for n in range(2000, 2012)))
        upload(client, world.organisation, text, "roster.csv")
        assert (
            "&quot;tenure&quot; has 12 different values for 12 people; at most 8 are possible. "
            "With a value to nearly every person, the column would name people."
        ) in words(confirm(client, "tenure"))
        assert not Person.objects.exists()

    def test_two_files_have_no_more_values_than_one(self, world: World) -> None:
        world.import_roster(roster(*"12345"), columns=("tenure",))
        world.import_roster(roster(*"678", first=5), columns=("tenure",))
        with pytest.raises(ValidationError, match="would have 9 different values; at most 8"):
            world.import_roster(roster("9", first=8), columns=("tenure",))
        assert world.organisation.people.count() == 8


class TestPage:
    def path(self, organisation: Organisation) -> str:
        return reverse("organisations:attributes", args=[organisation.pk])

    def send(
        self, client: Client, organisation: Organisation, *rows: tuple[str, int, bool, str]
    ) -> "Response":
        """Fill the form in: name, place, whether there is an order, the lines."""
        given: dict[str, object] = {}
        for name, place, is_ordered, lines in rows:
            key = attribute(organisation, name).pk
            given |= {f"position_{key}": place, f"values_{key}": lines}
            given |= {f"is_ordered_{key}": "on"} if is_ordered else {}
        return client.post(self.path(organisation), given, follow=True)

    def test_offers_the_values_on_the_roster(
        self, organisation: Organisation, client: Client
    ) -> None:
        page = client.get(self.path(organisation)).content.decode()
        assert "2 to 5\nover 5\nunder 2</textarea>" in page
        arrange(organisation, tenure=TENURES, place=[])
        Person.objects.filter(name="P0").update(left_on=NOW.date())
        assert "2 to 5\nover 5</textarea>" in client.get(self.path(organisation)).content.decode()

    def test_saves_what_is_sent(self, organisation: Organisation, client: Client) -> None:
        lines = "under 2\r\n\r\n 2 to 5 \r\nover 5"
        response = self.send(
            client, organisation, ("tenure", 2, True, lines), ("place", 1, False, "Hull")
        )
        assert alerts(response) == ["The order is saved. Waves opened from now on have it."]
        assert list(orders(organisation).items()) == [("place", []), ("tenure", TENURES)]

    def test_empty_is_no_order(self, organisation: Organisation, client: Client) -> None:
        arrange(organisation, tenure=TENURES, place=[])
        self.send(client, organisation, ("tenure", 1, True, " "), ("place", 2, False, ""))
        assert orders(organisation) == {"tenure": [], "place": []}

    @pytest.mark.parametrize(
        ("place", "lines", "fault"),
        [
            (1, "", "Another attribute has this place."),
            (2, "York", "These are missing: “Hull”."),
            (2, "Hull\nYork\nLeeds", "Nobody on the roster has these: “Leeds”."),
            (9, "", "Select a valid choice."),
        ],
    )
    def test_explains_what_is_wrong(
        self, organisation: Organisation, client: Client, place: int, lines: str, fault: str
    ) -> None:
        rows = ("tenure", 1, True, "\n".join(TENURES)), ("place", place, True, lines)
        assert fault in words(self.send(client, organisation, *rows))
        assert orders(organisation) == {"tenure": [], "place": []}

    def test_removes_one(self, organisation: Organisation, client: Client) -> None:
        key = attribute(organisation, "place").pk
        path = reverse("organisations:attribute_remove", args=[organisation.pk, key])
        assert alerts(client.post(path, follow=True)) == ["“place” has left the roster."]
        assert orders(organisation) == {"tenure": []}
        assert client.post(path).status_code == 404

    def test_another_clients_cannot_be_removed(
        self, world: World, organisation: Organisation
    ) -> None:
        own = world.outsider.memberships.get().organisation
        key = attribute(organisation, "place").pk
        path = reverse("organisations:attribute_remove", args=[own.pk, key])
        assert world.client(world.outsider).post(path).status_code == 404
        assert set(orders(organisation)) == {"tenure", "place"}

    def test_a_name_is_text_and_nothing_else(self, world: World, client: Client) -> None:
        name = "{{ user.email }}{% now 'Y' %}<b>"
        text = f"email,name,unit,audience,{name}\na@client.example,Anna,HQ,staff,<i>x\n"
        world.import_roster(text, columns=(name,))
        page = client.get(self.path(world.organisation)).content.decode()
        assert "{{ user.email }}{% now &#x27;Y&#x27; %}&lt;b&gt;" in page
        assert "&lt;i&gt;x" in page
        assert "<b>" not in page

    def test_without_any_it_says_what_to_do(self, world: World, client: Client) -> None:
        assert "None yet. Import a roster" in words(client.get(self.path(world.organisation)))

    def test_is_reached_from_the_roster_by_those_who_may(
        self, world: World, organisation: Organisation
    ) -> None:
        roster_path = reverse("organisations:roster", args=[organisation.pk])
        for user, expected in ((world.consultant, True), (world.coordinator, False)):
            page = world.client(user).get(roster_path).content.decode()
            assert (f'href="{self.path(organisation)}"' in page) == expected
