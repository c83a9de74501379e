"""The commands of the organisations app."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from organisations.models import Firm, User

BEA = "bea@firm.example"


def add_consultant(email: str = BEA, name: str = "Bea Bell", firm: str = "Bell & Co") -> list[str]:
    """Run the command; returns the lines it prints."""
    out = StringIO()
    call_command("add_consultant", email, name=name, firm=firm, stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.django_db
class TestAddConsultant:
    def test_prints_a_link_that_lets_one_sign_in(self) -> None:
        words, link = add_consultant()
        assert words == "Bea Bell can choose a password here (the link works once):"
        client = Client()
        page = client.get(link.removeprefix("http://testserver"), follow=True)
        password = "seven quiet horses"
        client.post(
            page.redirect_chain[-1][0], {"new_password1": password, "new_password2": password}
        )
        response = client.post(reverse("sign_in"), {"username": BEA, "password": password})
        assert response.headers["Location"] == reverse("home")
        page = client.get(reverse("organisations:organisation_create"))
        assert page.status_code == 200

    def test_adds_the_firm_once(self) -> None:
        add_consultant()
        add_consultant("ben@firm.example", "Ben Bell")
        assert Firm.objects.get().user_set.count() == 2

    def test_keeps_the_address_in_lower_case(self) -> None:
        add_consultant("Bea@Firm.Example")
        assert User.objects.get().email == BEA

    @pytest.mark.parametrize("email", ["bea", "bea@", "bea@firm example", ""])
    def test_rejects_what_is_no_address(self, email: str) -> None:
        with pytest.raises(CommandError, match="is not an e-mail address"):
            add_consultant(email)
        assert not User.objects.exists()
        assert not Firm.objects.exists()

    def test_rejects_somebody_who_has_access(self) -> None:
        add_consultant()
        with pytest.raises(CommandError, match=r"bea@firm\.example already has access"):
            add_consultant("BEA@firm.example", firm="Other")
        assert User.objects.get().firm == Firm.objects.get()
