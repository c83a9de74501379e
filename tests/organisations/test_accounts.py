"""The accounts of a client's customers."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from organisations import services
from organisations.models import Account, Organisation, Record
from tests.organisations.pages import alerts, words
from tests.world import NOW, World

ROSTER = """email,name,unit,audience,account
ann@buyer.example,Ann,,customers,Buyer Ltd
ben@buyer.example,Ben,,customers,Buyer Ltd
cat@shop.example,Cat,,customers,Shop & Co
"""


@pytest.fixture
def base(world: World) -> str:
    """Where the accounts are, with two of them."""
    world.import_roster(ROSTER, columns=())
    return f"/organisations/{world.organisation.pk}/accounts/"


def account(world: World, name: str) -> Account:
    return world.organisation.accounts.get(name=name)


class TestList:
    def test_counts_the_contacts_who_are_there(
        self, world: World, client: Client, base: str
    ) -> None:
        world.organisation.people.filter(name="Ben").update(left_on=NOW.date())
        services.add_account(organisation=world.organisation, name="Empty")
        text = words(client.get(base))
        assert "3 accounts" in text
        for said in ("Buyer Ltd – 1 ", "Shop &amp; Co – 1 ", "Empty – 0 "):
            assert said in text

    def test_sorts_by_the_number_of_contacts(self, client: Client, base: str) -> None:
        page = client.get(f"{base}?sort=-contact_count").text
        assert page.index("Buyer Ltd</a>") < page.index("Shop &amp; Co</a>")
        page = client.get(f"{base}?sort=contact_count").text
        assert page.index("Buyer Ltd</a>") > page.index("Shop &amp; Co</a>")

    @pytest.mark.parametrize("text", ["buyer l", "ben", "BEN@buyer"])
    def test_finds_by_account_and_by_contact(self, client: Client, base: str, text: str) -> None:
        found = words(client.get(base, {"text": text}))
        assert "Found: 1 account" in found
        assert "Buyer Ltd – 2 " in found

    def test_says_the_next_step_where_there_are_none(self, world: World, client: Client) -> None:
        page = client.get(f"/organisations/{world.organisation.pk}/accounts/")
        assert "None yet. Import a roster with your customers" in words(page)
        assert f'href="/organisations/{world.organisation.pk}/roster/import/"' in page.text


class TestAdding:
    def test_adds_one_to_which_contacts_can_be_added(
        self, world: World, client: Client, base: str
    ) -> None:
        assert alerts(client.post(base, {"name": " New Ltd "}, follow=True)) == [
            "“New Ltd” is added."
        ]
        new = account(world, "New Ltd")
        page = client.get(f"{base}{new.pk}/").text
        link = f"/organisations/{world.organisation.pk}/people/new/?account={new.pk}"
        assert f'href="{link}"' in page
        form = client.get(link).text
        assert f'<option value="{new.pk}" selected>' in form
        assert '<option value="customers" selected>' in form

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("buyer LTD", "There is an account of this name already."),
            ("", "This field is required."),
            ("=1+1", "a formula; paste the value instead"),
        ],
    )
    def test_refuses_what_is_no_new_name(
        self, world: World, client: Client, base: str, name: str, said: str
    ) -> None:
        assert said in words(client.post(base, {"name": name}))
        assert world.organisation.accounts.count() == 2


class TestRenaming:
    def test_keeps_the_contacts(self, world: World, client: Client, base: str) -> None:
        found = account(world, "Buyer Ltd")
        response = client.post(f"{base}{found.pk}/", {"name": "Buyer plc"}, follow=True)
        assert alerts(response) == ["“Buyer plc” is saved."]
        assert "Ann" in words(response)
        found.refresh_from_db()
        assert (found.name, found.contacts.count()) == ("Buyer plc", 2)

    def test_may_change_how_it_is_written(self, world: World, client: Client, base: str) -> None:
        found = account(world, "Buyer Ltd")
        client.post(f"{base}{found.pk}/", {"name": "BUYER Ltd"})
        found.refresh_from_db()
        assert found.name == "BUYER Ltd"

    def test_to_the_name_of_another_is_refused(
        self, world: World, client: Client, base: str
    ) -> None:
        found = account(world, "Buyer Ltd")
        response = client.post(f"{base}{found.pk}/", {"name": "shop & co"})
        assert "There is an account of this name already." in words(response)
        assert "<h1>Buyer Ltd</h1>" in response.text
        assert account(world, "Buyer Ltd") == found


class TestRemoving:
    def test_is_possible_once_nobody_belongs_to_it(
        self, world: World, client: Client, base: str
    ) -> None:
        empty = services.add_account(organisation=world.organisation, name="Empty")
        assert "Remove the account" in words(client.get(f"{base}{empty.pk}/"))
        response = client.post(f"{base}{empty.pk}/remove/", follow=True)
        assert alerts(response) == ["“Empty” is removed."]
        assert world.organisation.accounts.count() == 2

    def test_is_refused_while_somebody_does(self, world: World, client: Client, base: str) -> None:
        found = account(world, "Buyer Ltd")
        assert "Remove the account" not in words(client.get(f"{base}{found.pk}/"))
        response = client.post(f"{base}{found.pk}/remove/", follow=True)
        assert alerts(response) == [
            "2 contacts belong to this account. Give them another account first, or take them off "
            "the list."
        ]
        world.organisation.people.filter(account=found).update(left_on=NOW.date())
        with pytest.raises(ValidationError, match="2 contacts who left the list still belong"):
            services.remove_account(account=found)
        assert world.organisation.accounts.count() == 2


def test_of_which_there_are_too_many_for_a_list_are_typed(
    world: World, client: Client, base: str
) -> None:
    more = (Account(organisation=world.organisation, name=f"Shop {n}") for n in range(600))
    Account.objects.bulk_create(more)
    path = f"/organisations/{world.organisation.pk}/people/new/"
    page = client.get(f"{path}?account={account(world, 'Shop 7').pk}")
    assert "Shop 8" not in page.text
    assert 'value="Shop 7"' in page.text
    given = {"name": "Dan", "email": "dan@shop.example", "audience": "customers"}
    refused = client.post(path, {**given, "account": "Shop"})
    assert "There is no account of this name on the list." in words(refused)
    assert not world.organisation.people.filter(name="Dan").exists()
    client.post(path, {**given, "account": "Shop 8"})
    dan = world.organisation.people.get(name="Dan")
    assert dan.account == account(world, "Shop 8")
    page = client.get(f"/organisations/{world.organisation.pk}/people/{dan.pk}/")
    assert 'value="Shop 8"' in page.text


def test_of_another_client_are_not_found(world: World, base: str) -> None:
    other = Organisation.objects.get(name="Other Ltd")
    found = account(world, "Buyer Ltd")
    browser = world.client(world.outsider)
    for path in (f"{found.pk}/", f"{found.pk}/remove/"):
        assert browser.post(f"/organisations/{other.pk}/accounts/{path}").status_code == 404
    assert account(world, "Buyer Ltd") == found


def test_every_act_is_recorded(world: World, client: Client, base: str) -> None:
    client.post(base, {"name": "New Ltd"})
    new = account(world, "New Ltd")
    client.post(f"{base}{new.pk}/", {"name": "Newer Ltd"})
    client.post(f"{base}{new.pk}/remove/")
    records = Record.objects.filter(object_type="account").order_by("at")
    assert [(record.act, record.object_name, record.fields) for record in records] == [
        ("added", "New Ltd", []),
        ("changed", "Newer Ltd", ["name"]),
        ("removed", "Newer Ltd", []),
    ]
