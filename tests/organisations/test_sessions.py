"""One's own account: name, password, and where one is signed in."""

import pytest
from django.test import Client
from django.urls import reverse

from organisations.models import Theme, User
from tests.organisations.pages import alerts, words
from tests.world import PASSWORD, World

NEW_PASSWORD = "seven quiet horses"


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("my_account")).status_code == 200


def member_path(world: World, user: User, act: str) -> str:
    member = world.organisation.memberships.get(user=user)
    return reverse(f"organisations:member_{act}", args=[world.organisation.pk, member.pk])


class TestMyAccount:
    def test_shows_the_address_and_changes_the_name(self, world: World) -> None:
        client = world.client(world.leader)
        path = reverse("my_account")
        assert "You sign in with leader@client.example." in words(client.get(path))
        response = client.post(path, {"name": "Lea Lind", "theme": "device"}, follow=True)
        assert alerts(response) == ["Your settings are saved."]
        world.leader.refresh_from_db()
        assert world.leader.name == "Lea Lind"

    @pytest.mark.parametrize("theme", ["light", "dark", "device"])
    def test_the_site_looks_as_one_chose_wherever_one_signs_in(
        self, world: World, theme: str
    ) -> None:
        world.client(world.leader).post(reverse("my_account"), {"name": "Lea", "theme": theme})
        page = world.client(world.leader).get(reverse("reports:report_list"))
        assert f'<html lang="en" data-theme="{theme}">' in page.content.decode()
        others = world.client(world.coordinator).get(reverse("my_account"))
        assert f'data-theme="{Theme.DEVICE}"' in others.content.decode()

    def test_it_looks_no_other_way_than_those_three(self, world: World) -> None:
        client = world.client(world.leader)
        client.post(reverse("my_account"), {"name": "Lea", "theme": "pink"})
        world.leader.refresh_from_db()
        assert (world.leader.name, world.leader.theme) == ("Lee leader", Theme.DEVICE)

    def test_refuses_no_name_and_keeps_the_old_one(self, world: World) -> None:
        client = world.client(world.leader)
        response = client.post(reverse("my_account"), {"name": "  "})
        assert "This field is required." in words(response)
        assert "Lee leader" in words(response)
        world.leader.refresh_from_db()
        assert world.leader.name == "Lee leader"

    def test_is_on_every_page(self, world: World) -> None:
        text = world.client(world.leader).get(reverse("reports:report_list")).content.decode()
        assert f'href="{reverse("my_account")}"' in text


class TestPassword:
    def change(self, client: Client, old: str, new: str = NEW_PASSWORD) -> list[str]:
        given = {"old_password": old, "new_password1": new, "new_password2": new}
        return alerts(client.post(reverse("my_password"), given, follow=True))

    def test_is_changed_by_whoever_knows_the_old_one(self, world: World) -> None:
        here, there = world.client(world.leader), world.client(world.leader)
        [message] = self.change(here, PASSWORD)
        assert message.startswith("Your password is changed")
        assert is_signed_in(here)
        assert not is_signed_in(there)
        world.leader.refresh_from_db()
        assert world.leader.check_password(NEW_PASSWORD)

    def test_is_not_changed_otherwise(self, world: World) -> None:
        client = world.client(world.leader)
        assert self.change(client, "wrong") == []
        assert self.change(client, PASSWORD, "short") == []
        world.leader.refresh_from_db()
        assert world.leader.check_password(PASSWORD)


class TestSessions:
    def test_one_ends_all_but_this_one(self, world: World) -> None:
        here, there, others = (
            world.client(user) for user in (world.leader, world.leader, world.coordinator)
        )
        response = here.post(reverse("my_sessions_end"), follow=True)
        assert alerts(response) == ["You are signed out everywhere else."]
        assert [is_signed_in(browser) for browser in (here, there, others)] == [True, False, True]

    def test_one_signs_in_again_with_the_same_password(self, world: World) -> None:
        there = world.client(world.leader)
        world.client(world.leader).post(reverse("my_sessions_end"))
        given = {"username": world.leader.email, "password": PASSWORD}
        there.post(reverse("sign_in"), given)
        assert is_signed_in(there)

    def test_a_consultant_ends_those_of_a_member(self, world: World) -> None:
        browsers = [world.client(world.leader) for _ in range(2)]
        consultant = world.client(world.consultant)
        response = consultant.post(member_path(world, world.leader, "sign_out"), follow=True)
        assert alerts(response) == ["Lee leader is signed out everywhere."]
        assert not any(is_signed_in(browser) for browser in browsers)
        assert is_signed_in(consultant)

    def test_a_consultant_does_not_end_those_of_an_administrator(self, world: World) -> None:
        browser = world.client(world.administrator)
        world.client(world.consultant).post(member_path(world, world.administrator, "sign_out"))
        assert is_signed_in(browser)

    def test_an_administrator_ends_their_own_but_for_this_browser(self, world: World) -> None:
        here, there = (world.client(world.administrator) for _ in range(2))
        here.post(member_path(world, world.administrator, "sign_out"))
        assert (is_signed_in(here), is_signed_in(there)) == (True, False)
