"""Who has a part in a client: giving it, changing it, inviting again, taking it away."""

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from organisations import services
from organisations.models import Membership, Organisation, User
from tests.organisations.pages import alerts, words
from tests.world import NOW, PASSWORD, World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

LEA = "lea@client.example"
ONLY_AN_ADMINISTRATOR = (
    "Only an administrator of this client decides about administrators and consultants."
)
SOMEBODY_STAYS = "A client needs at least one administrator or consultant."


@pytest.fixture
def administrator(world: World) -> Client:
    """The administrator's browser; ``client`` is the consultant's."""
    return world.client(world.administrator)


def give(client: Client, world: World, email: str, role: str) -> "Response":
    path = reverse("organisations:members", args=[world.organisation.pk])
    return client.post(path, {"name": "Lea", "email": email, "role": role}, follow=True)


def page_of(world: World, user: User, act: str = "") -> str:
    """The address of a member's page, or of what can be done there."""
    member = world.organisation.memberships.get(user=user)
    return reverse(f"organisations:member{act}", args=[world.organisation.pk, member.pk])


def take(client: Client, world: World, user: User) -> "Response":
    return client.post(page_of(world, user, "_remove"), follow=True)


def role_of(world: World, user: User) -> str:
    return world.organisation.memberships.get(user=user).role


class TestGive:
    def test_are_listed_with_their_roles(self, world: World, client: Client) -> None:
        text = " ".join(
            words(
                client.get(reverse("organisations:members", args=[world.organisation.pk]))
            ).split()
        )
        assert "Mo Moss moss@firm.example Administrator Not yet" in text
        assert "Ada Moss ada@firm.example Consultant Yes" in text
        assert "Lee leader leader@client.example Leader Not yet" in text
        assert "otto@elsewhere.example" not in text

    def test_a_newcomer_is_given_a_part(self, world: World, client: Client) -> None:
        response = give(client, world, "Lea@Client.example", "leader")
        assert alerts(response) == ["Lea now has access."]
        user = User.objects.get(email=LEA)
        assert role_of(world, user) == "leader"
        assert not user.has_usable_password()
        assert user.firm is None

    def test_somebody_known_keeps_name_and_password(self, world: World, client: Client) -> None:
        password = world.outsider.password
        give(client, world, "OTTO@elsewhere.example", "leader")
        world.outsider.refresh_from_db()
        assert (world.outsider.name, world.outsider.password) == ("Otto Out", password)
        assert role_of(world, world.outsider) == "leader"

    def test_refuses_what_is_no_address(self, world: World, client: Client) -> None:
        assert "valid email address" in words(give(client, world, "lea", "leader"))

    def test_the_creator_of_a_client_is_its_administrator(self, world: World) -> None:
        other = Organisation.objects.get(name="Other Ltd")
        assert other.memberships.get().role == "administrator"
        assert other.memberships.get().user == world.outsider


class TestWhoMayGiveWhat:
    @pytest.mark.parametrize("role", ["administrator", "consultant", "coordinator", "leader"])
    def test_administrators_give_every_role(
        self, world: World, administrator: Client, role: str
    ) -> None:
        give(administrator, world, LEA, role)
        assert role_of(world, User.objects.get(email=LEA)) == role

    @pytest.mark.parametrize("role", ["administrator", "consultant", "emperor", ""])
    def test_consultants_give_no_role_that_works_on_the_client(
        self, world: World, client: Client, role: str
    ) -> None:
        response = give(client, world, LEA, role)
        assert not User.objects.filter(email=LEA).exists()
        assert 'value="consultant"' not in response.content.decode()

    def test_consultants_change_coordinators_and_leaders(
        self, world: World, client: Client
    ) -> None:
        give(client, world, world.leader.email, "coordinator")
        assert role_of(world, world.leader) == "coordinator"
        response = client.post(page_of(world, world.leader), {"role": "leader"}, follow=True)
        assert alerts(response) == ["Lee leader has another role now."]
        assert role_of(world, world.leader) == "leader"

    def test_consultants_do_not_touch_administrators(self, world: World, client: Client) -> None:
        for response in (
            give(client, world, world.administrator.email, "leader"),
            client.post(page_of(world, world.administrator), {"role": "leader"}, follow=True),
            take(client, world, world.administrator),
            client.post(page_of(world, world.administrator, "_sign_out"), follow=True),
        ):
            assert ONLY_AN_ADMINISTRATOR in words(response)
        assert role_of(world, world.administrator) == "administrator"

    def test_administrators_change_and_remove_consultants(
        self, world: World, administrator: Client
    ) -> None:
        administrator.post(page_of(world, world.consultant), {"role": "coordinator"})
        assert role_of(world, world.consultant) == "coordinator"
        take(administrator, world, world.consultant)
        assert not world.consultant.memberships.exists()

    def test_without_an_administrator_consultants_decide(
        self, world: World, client: Client
    ) -> None:
        world.organisation.memberships.get(user=world.administrator).delete()
        give(client, world, LEA, "administrator")
        assert role_of(world, User.objects.get(email=LEA)) == "administrator"


class TestTake:
    def test_ends_access_with_the_next_request(self, world: World, client: Client) -> None:
        theirs = world.client(world.coordinator)
        roster = reverse("organisations:roster", args=[world.organisation.pk])
        assert theirs.get(roster).status_code == 200
        response = take(client, world, world.coordinator)
        assert alerts(response) == ["Lee coordinator no longer has access."]
        assert theirs.get(roster).status_code == 404
        assert "Client Ltd" not in words(theirs.get(reverse("organisations:organisation_list")))

    def test_a_lesser_role_ends_the_access_of_the_greater(
        self, world: World, client: Client
    ) -> None:
        theirs = world.client(world.coordinator)
        roster = reverse("organisations:roster", args=[world.organisation.pk])
        client.post(page_of(world, world.coordinator), {"role": "leader"})
        assert theirs.get(roster).status_code == 403

    def test_everybody_may_leave_while_somebody_stays(self, world: World, client: Client) -> None:
        response = take(client, world, world.consultant)
        assert response.redirect_chain[0][0] == reverse("home")
        assert alerts(response) == ["Ada Moss no longer has access."]
        assert not world.consultant.memberships.exists()

    def test_the_last_who_works_on_a_client_cannot_leave(
        self, world: World, administrator: Client
    ) -> None:
        take(administrator, world, world.consultant)
        response = take(administrator, world, world.administrator)
        assert alerts(response) == [SOMEBODY_STAYS]
        response = give(administrator, world, world.administrator.email, "leader")
        assert SOMEBODY_STAYS in words(response)
        assert role_of(world, world.administrator) == "administrator"

    def test_it_is_asked_before(self, world: World, client: Client) -> None:
        path = page_of(world, world.leader, "_remove")
        assert f'href="{path}"' in client.get(page_of(world, world.leader)).text
        assert "Take Lee leader’s access away?" in client.get(path).text


class TestInviteAgain:
    def invite(self, client: Client, world: World, user: User) -> "Response":
        return client.post(page_of(world, user, "_invite"), follow=True)

    def test_offered_to_whoever_has_not_signed_in(self, world: World, client: Client) -> None:
        text = words(client.get(page_of(world, world.leader)))
        assert "Has not signed in yet." in text
        assert "Send the letter again" in text
        Client().post(reverse("sign_in"), {"username": world.leader.email, "password": PASSWORD})
        assert "Send the letter again" not in words(client.get(page_of(world, world.leader)))

    def test_sends_the_letter(
        self, world: World, client: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks() as rung:
            response = self.invite(client, world, world.leader)
        assert alerts(response) == ["The letter to Lee leader is on its way."]
        assert len(rung) == 1

    def test_not_to_somebody_who_has_signed_in(self, world: World, client: Client) -> None:
        User.objects.filter(pk=world.leader.pk).update(last_login=NOW)
        [message] = alerts(self.invite(client, world, world.leader))
        assert message.startswith("Lee leader has signed in already.")

    def test_not_more_than_three_an_hour(self, world: World, client: Client) -> None:
        for _ in range(3):
            self.invite(client, world, world.leader)
        [message] = alerts(self.invite(client, world, world.leader))
        assert message.startswith("3 letters went to this address within an hour.")


def test_roles_given_on_the_server_are_not_asked_for(world: World) -> None:
    member = services.add_member(
        organisation=world.organisation,
        email=LEA,
        name="Lea",
        role=Membership.Role.ADMINISTRATOR,
    )
    assert member.role == "administrator"
