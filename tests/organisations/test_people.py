"""The roster's page, and putting one person on it or right by hand."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from organisations import services
from organisations.models import Account, MailStop, Person, Unit
from organisations.services import PersonValues
from tests.organisations.pages import words
from tests.world import NOW, World

ROSTER = """email,name,unit,audience,account
anna@client.example,Anna,Sales / North,staff,
bert@client.example,Bert,Service,leaders,
eve@buyer.example,Eve,,customers,Buyer Ltd
"""


@pytest.fixture
def roster(world: World) -> World:
    """Three people, one of each audience."""
    world.import_roster(ROSTER, columns=())
    return world


def unit(world: World, path: str) -> Unit:
    return world.organisation.units.get(path=path)


def buyer(world: World) -> Account:
    return world.organisation.accounts.get(name="Buyer Ltd")


def person(world: World, name: str) -> Person:
    return world.organisation.people.get(name=name)


def values_of(known: Person, **changed: Any) -> PersonValues:
    """A person as they are, but for what is changed."""
    values = PersonValues(
        name=known.name,
        email=known.email or "",
        audience=known.audience,
        unit=known.unit,
        leads=known.leads,
        account=known.account,
    )
    return replace(values, **changed)


def faults(error: ValidationError) -> dict[str, str]:
    """{field: what is wrong}."""
    return {field: " ".join(said) for field, said in error.message_dict.items()}


class TestRoster:
    def test_says_everything_of_a_person_in_one_row(self, roster: World, client: Client) -> None:
        Person.objects.filter(name="Anna").update(
            leads=unit(roster, "Sales"), mail_stop=MailStop.BOUNCED
        )
        base = f"/organisations/{roster.organisation.pk}"
        page = client.get(f"{base}/roster/")
        row = page.text.split("<tbody>")[1].split("</tr>")[0]
        for said in (
            f'<a href="{base}/people/{person(roster, "Anna").pk}/"',
            "anna@client.example",
            "Staff",
            "Sales / North",
            "<td>Sales</td>",
            "The address does not exist",
        ):
            assert said in row

    def test_leads_on_to_everything_else(self, roster: World, client: Client) -> None:
        page = client.get(f"/organisations/{roster.organisation.pk}/roster/").text
        base = f"/organisations/{roster.organisation.pk}"
        for path in ("/roster/import/", "/people/new/", "/accounts/", "/attributes/"):
            assert f'href="{base}{path}"' in page

    def test_has_no_column_of_accounts_where_there_are_none(
        self, world: World, client: Client
    ) -> None:
        world.import_roster("\n".join(ROSTER.splitlines()[:3]), columns=())
        page = client.get(f"/organisations/{world.organisation.pk}/roster/").text
        assert ">Leads</a></th>" in page
        assert ">Account</a></th>" not in page

    def test_asks_the_database_as_often_for_many_as_for_few(
        self, roster: World, client: Client, django_assert_max_num_queries: Any
    ) -> None:
        lines = [f"p{n}@client.example,P{n},Sales / N{n},staff," for n in range(40)]
        roster.import_roster("\n".join([ROSTER.splitlines()[0], *lines]), columns=())
        with django_assert_max_num_queries(14):
            client.get(f"/organisations/{roster.organisation.pk}/roster/")


class TestAdding:
    def test_puts_somebody_on_the_roster(self, roster: World) -> None:
        services.add_person(
            organisation=roster.organisation,
            values=PersonValues("Zoe", "zoe@client.example", "staff", unit=unit(roster, "Sales")),
        )
        zoe = person(roster, "Zoe")
        assert (zoe.email, zoe.audience, str(zoe.unit)) == ("zoe@client.example", "staff", "Sales")

    @pytest.mark.parametrize(
        ("wrong", "field", "said"),
        [
            ({"name": "", "email": ""}, "name", "Enter a name: without an e-mail address"),
            ({"name": "=1+1"}, "name", "a formula; paste the value instead"),
            ({"name": "Zoe\u202eeoZ"}, "name", "invisible character"),
            ({"email": "zoe.client.example"}, "email", "Enter a valid email address."),
            ({"unit": None}, "unit", "Choose the department they belong to."),
            ({"audience": "customers"}, "account", "Choose the account this customer belongs to."),
        ],
    )
    def test_is_refused_by_the_rules_of_a_roster_file(
        self, roster: World, wrong: dict[str, Any], field: str, said: str
    ) -> None:
        good = PersonValues("Zoe", "zoe@client.example", "staff", unit=unit(roster, "Sales"))
        with pytest.raises(ValidationError) as refused:
            services.add_person(organisation=roster.organisation, values=replace(good, **wrong))
        assert said in faults(refused.value)[field]
        assert roster.organisation.people.count() == 3

    def test_staff_have_no_account_and_customers_lead_nothing(self, roster: World) -> None:
        account, sales = buyer(roster), unit(roster, "Sales")
        for values, field in (
            (PersonValues("Zoe", "", "staff", unit=sales, account=account), "account"),
            (PersonValues("Zoe", "", "customers", leads=sales, account=account), "leads"),
        ):
            with pytest.raises(ValidationError) as refused:
                services.add_person(organisation=roster.organisation, values=values)
            assert list(faults(refused.value)) == [field]

    def test_twice_is_refused_and_a_shared_address_is_not(self, roster: World) -> None:
        values = PersonValues("ANNA", "Anna@client.example", "staff", unit=unit(roster, "Sales"))
        with pytest.raises(ValidationError, match="ANNA is on the list already"):
            services.add_person(organisation=roster.organisation, values=values)
        services.add_person(
            organisation=roster.organisation, values=replace(values, name="Anna the Second")
        )
        assert roster.organisation.people.count() == 4

    @pytest.mark.parametrize("email", ["ANNA@client.example", ""])
    def test_does_not_bring_back_who_asked_not_to_be_asked(self, roster: World, email: str) -> None:
        anna = person(roster, "Anna")
        Person.objects.filter(pk=anna.pk).update(
            left_on=NOW.date(), has_opted_out=True, email=email.lower() or None
        )
        values = PersonValues("Anna", email, "staff", unit=anna.unit)
        with pytest.raises(ValidationError) as refused:
            services.add_person(organisation=roster.organisation, values=values)
        (said,) = faults(refused.value).values()
        assert "asked not to be asked again" in said
        assert roster.organisation.people.present().count() == 2


class TestChanging:
    def test_writes_what_is_given_and_nothing_else(self, roster: World) -> None:
        anna = person(roster, "Anna")
        Person.objects.filter(pk=anna.pk).update(external_key="17", attributes={"x": "y"})
        sales = unit(roster, "Sales")
        services.change_person(
            person=anna, values=values_of(anna, name="Anna Weber", unit=sales, leads=sales)
        )
        anna.refresh_from_db()
        assert (anna.name, anna.unit, anna.leads) == ("Anna Weber", sales, sales)
        assert (anna.email, anna.external_key) == ("anna@client.example", "17")
        assert anna.attributes == {"x": "y"}

    @pytest.mark.parametrize(
        ("stop", "email", "after"),
        [
            ("bounced", "anna.weber@client.example", ""),
            # The person's own wish goes with them to every address.
            ("complained", "anna.weber@client.example", "complained"),
            ("unsubscribed", "anna.weber@client.example", "unsubscribed"),
            # The same address written otherwise is no other address.
            ("bounced", "Anna@Client.example", "bounced"),
            ("bounced", "anna@client.example", "bounced"),
        ],
    )
    def test_of_the_address_takes_away_what_spoke_of_the_old_one(
        self, roster: World, stop: str, email: str, after: str
    ) -> None:
        Person.objects.filter(name="Anna").update(mail_stop=stop)
        anna = person(roster, "Anna")
        services.change_person(person=anna, values=values_of(anna, email=email))
        anna.refresh_from_db()
        assert (anna.email, anna.mail_stop) == (email, after)

    def test_that_is_refused_changes_nothing(self, roster: World) -> None:
        anna = person(roster, "Anna")
        before = Person.objects.filter(pk=anna.pk).values().get()
        for wrong in ({"unit": None}, {"name": "Bert", "email": "bert@client.example"}):
            with pytest.raises(ValidationError):
                services.change_person(person=anna, values=values_of(anna, **wrong))
        assert Person.objects.filter(pk=anna.pk).values().get() == before

    def test_to_the_address_of_one_who_wants_out_is_refused(self, roster: World) -> None:
        Person.objects.filter(name="Bert").update(left_on=NOW.date(), has_opted_out=True)
        anna = person(roster, "Anna")
        with pytest.raises(ValidationError, match="asked not to be asked again"):
            services.change_person(person=anna, values=values_of(anna, email="bert@client.example"))

    def test_who_left_meanwhile_is_not_changed(self, roster: World) -> None:
        anna = person(roster, "Anna")
        Person.objects.filter(pk=anna.pk).update(left_on=NOW.date())
        with pytest.raises(ValidationError, match="has left the list"):
            services.change_person(person=anna, values=values_of(anna, name="Anna Weber"))


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong(
    roster: World, client: Client
) -> None:
    path = f"/organisations/{roster.organisation.pk}/people/new/"
    response = client.post(path, {"name": "Zoe", "email": "zoe@", "audience": "staff"})
    assert "Choose the department they belong to." in words(response)
    assert 'value="Zoe"' in response.text
    assert 'value="zoe@"' in response.text
    assert roster.organisation.people.count() == 3
