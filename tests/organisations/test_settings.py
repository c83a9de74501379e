"""A client's settings: name, time zone, and how long what was collected is kept."""

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from organisations import services
from organisations.models import Organisation
from tests.organisations.pages import alerts, words
from tests.world import World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response


def save(client: Client, organisation: Organisation, **changed: object) -> "Response":
    given = {
        "name": "Client Ltd",
        "time_zone": "Europe/London",
        "months_kept": 24,
        "language": "en",
        **changed,
    }
    path = reverse("organisations:settings", args=[organisation.pk])
    return client.post(path, given, follow=True)


def kept(organisation: Organisation) -> tuple[str, str, int]:
    organisation.refresh_from_db()
    return organisation.name, organisation.time_zone, organisation.months_kept


def test_are_saved(world: World, client: Client) -> None:
    given = {"name": "Client & Sons", "time_zone": "Asia/Tokyo", "months_kept": 3}
    before = kept(world.organisation)
    asked = words(save(client, world.organisation, **given))
    assert "Keep what was collected for only 3 months?" in asked
    assert kept(world.organisation) == before
    response = save(client, world.organisation, **given, sure="yes")
    assert alerts(response) == ["The settings are saved."]
    assert "kept for 3 months." in words(response)
    assert kept(world.organisation) == ("Client & Sons", "Asia/Tokyo", 3)


def test_the_name_may_stay_or_change_its_case(world: World, client: Client) -> None:
    assert alerts(save(client, world.organisation)) == ["The settings are saved."]
    save(client, world.organisation, name="CLIENT Ltd")
    assert kept(world.organisation)[0] == "CLIENT Ltd"


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"name": "second LTD"}, "Your firm already has a client of this name."),
        ({"name": ""}, "This field is required."),
        ({"time_zone": "Moon/Far"}, "Select a valid choice."),
        ({"months_kept": 0}, "greater than or equal to 1"),
        ({"months_kept": 121}, "less than or equal to 120"),
        ({"months_kept": ""}, "This field is required."),
        ({"language": "tlh"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_refused(
    world: World, client: Client, changed: dict[str, object], fault: str
) -> None:
    Organisation.objects.create(firm=world.organisation.firm, name="Second Ltd")
    response = save(client, world.organisation, **changed)
    assert fault in words(response)
    assert "Client Ltd" in words(response)
    assert kept(world.organisation) == ("Client Ltd", "Europe/London", 24)


@pytest.mark.parametrize("months", [0, 121])
def test_the_service_refuses_it_too(world: World, months: int) -> None:
    with pytest.raises(ValidationError):
        services.change_organisation(
            organisation=world.organisation,
            name="Client Ltd",
            time_zone="Europe/London",
            months_kept=months,
            language="en",
        )
    assert kept(world.organisation)[2] == 24


def test_the_page_says_what_is_deleted(world: World, client: Client) -> None:
    for path in (
        reverse("organisations:settings", args=[world.organisation.pk]),
        reverse("organisations:organisation_create"),
    ):
        text = words(client.get(path))
        assert "its comments, the list of who was invited, the answers of customers" in text
        assert "the files attached to its workbook are deleted" in text
        assert "results and reports stay" in text
    text = words(client.get(reverse("organisations:settings", args=[world.organisation.pk])))
    assert "keep what the people asked in them were told" in text


def test_the_desk_leads_there_for_those_who_may(world: World) -> None:
    desk = reverse("surveys:organisation_detail", args=[world.organisation.pk])
    path = reverse("organisations:settings", args=[world.organisation.pk])
    for user, expected in ((world.consultant, True), (world.coordinator, False)):
        assert (f'href="{path}"' in world.client(user).get(desk).content.decode()) == expected
