"""People who have a part in a client and belong to another firm, or work with one as well.

Their name, whether they signed in, and their sessions are nothing a client's consultants decide
about, or learn by typing an address.
"""

import io
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from organisations import services
from organisations.models import Membership, Organisation, Record, User
from tests.organisations.pages import alerts, words
from tests.world import NOW, PASSWORD, World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

Role = Membership.Role


@pytest.fixture(params=["another firm's", "a client's of another firm"])
def stranger(request: pytest.FixtureRequest, world: World, client: Client) -> User:
    """Somebody with a name and a password, whose address a consultant has typed."""
    user = world.outsider
    if request.param != "another firm's":
        user = User.objects.create_user("lou@elsewhere.example", PASSWORD, name="Lou Loud")
        other = Organisation.objects.get(name="Other Ltd")
        services.add_member(organisation=other, email=user.email, name="", role=Role.LEADER)
    User.objects.filter(pk=user.pk).update(last_login=NOW)
    path = reverse("organisations:members", args=[world.organisation.pk])
    given = {"name": "Typed", "email": user.email, "role": "leader"}
    response = client.post(path, given, follow=True)
    assert alerts(response) == ["Typed now has access."]
    return user


def path_of(world: World, user: User, act: str = "") -> str:
    member = world.organisation.memberships.get(user=user)
    return reverse(f"organisations:member{act}", args=[world.organisation.pk, member.pk])


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("my_account")).status_code == 200


def said(response: "Response") -> str:
    return " ".join(words(response).split())


class TestNames:
    def test_the_list_has_the_address_alone(
        self, world: World, client: Client, stranger: User
    ) -> None:
        path = reverse("organisations:members", args=[world.organisation.pk])
        page = said(client.get(path))
        assert f"{stranger.email} {stranger.email} Leader –" in page
        assert "Ada Moss ada@firm.example Consultant Yes" in page
        assert stranger.name not in page

    def test_it_is_sorted_by_what_is_shown(
        self, world: World, client: Client, stranger: User
    ) -> None:
        User.objects.filter(pk=stranger.pk).update(name="Aaron")
        path = reverse("organisations:members", args=[world.organisation.pk])
        page = said(client.get(path, {"sort": "name"}))
        assert page.index("Ada Moss") < page.index(stranger.email)

    def test_so_has_the_file(self, world: World, client: Client, stranger: User) -> None:
        path = reverse("organisations:members", args=[world.organisation.pk])
        content = client.get(path, {"export": "xlsx"}).content
        rows = [*load_workbook(io.BytesIO(content)).worksheets[0].values]
        [row] = [row for row in rows if stranger.email in row]
        assert row == (stranger.email, stranger.email, "Leader", "–")

    def test_the_page_says_nothing_of_signing_in(
        self, world: World, client: Client, stranger: User
    ) -> None:
        for last_login in (NOW, None):
            User.objects.filter(pk=stranger.pk).update(last_login=last_login)
            page = said(client.get(path_of(world, stranger)))
            assert stranger.email in page
            assert stranger.name not in page
            assert "Has not signed in yet" not in page
            assert "Send the letter again" not in page
            assert "End the sessions" not in page

    def test_what_is_done_is_told_and_recorded_with_the_address(
        self, world: World, client: Client, stranger: User
    ) -> None:
        response = client.post(path_of(world, stranger), {"role": "coordinator"}, follow=True)
        assert alerts(response) == [f"{stranger.email} has another role now."]
        response = client.post(path_of(world, stranger, "_remove"), follow=True)
        assert alerts(response) == [f"{stranger.email} no longer has access."]
        names = set(Record.objects.values_list("object_name", flat=True))
        assert names == {f"{stranger.email}, {role}" for role in ("Leader", "Coordinator")}


class TestSessions:
    def test_are_ended_by_themselves_alone(
        self, world: World, client: Client, stranger: User
    ) -> None:
        theirs = world.client(stranger)
        for browser in (client, world.client(world.administrator)):
            response = browser.post(path_of(world, stranger, "_sign_out"), follow=True)
            assert alerts(response) == [
                f"{stranger.email} may use this site for others too. Only they themselves can "
                "end their sessions."
            ]
        assert is_signed_in(theirs)

    def test_also_where_they_work_on_the_client(self, world: World, stranger: User) -> None:
        member = world.organisation.memberships.filter(user=stranger)
        member.update(role=Role.ADMINISTRATOR)
        here, there = world.client(stranger), world.client(stranger)
        assert "End the sessions" in said(here.get(path_of(world, stranger)))
        here.post(path_of(world, stranger, "_sign_out"))
        assert (is_signed_in(here), is_signed_in(there)) == (True, False)

    def test_no_letter_tells_whether_they_have_signed_in(
        self, world: World, client: Client, stranger: User
    ) -> None:
        answers = []
        for last_login in (NOW, None):
            User.objects.filter(pk=stranger.pk).update(last_login=last_login)
            answers += alerts(client.post(path_of(world, stranger, "_invite"), follow=True))
        refusal = (
            f"No letter was sent to {stranger.email}. Whoever has no password, or forgot it, "
            "asks for a new one where one signs in."
        )
        assert answers == [refusal, refusal]


def test_who_works_for_several_clients_of_the_firm_is_none(world: World, client: Client) -> None:
    second = services.create_organisation(
        user=world.consultant, name="Second Ltd", time_zone="Europe/London", now=NOW
    )
    services.add_member(organisation=second, email=world.leader.email, name="", role=Role.LEADER)
    browser = world.client(world.leader)
    assert "Lee leader" in said(client.get(path_of(world, world.leader)))
    client.post(path_of(world, world.leader, "_sign_out"))
    assert not is_signed_in(browser)
