"""The pages about looks: of a client, of a firm, and the logos and colours they show."""

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from organisations import services
from organisations.logos import read_logo
from organisations.models import Firm, Logo, Organisation, Record
from tests.organisations.pages import alerts, words
from tests.world import NOW, World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h2v1z"/>%s</svg>'
LOGO, OTHER = SVG % b"", SVG % b'<path d="M1 1h1v1z"/>'
FIRM = "/organisations/firm/"


def address(organisation: Organisation, view: str = "look") -> str:
    return reverse(f"organisations:{view}", args=[organisation.pk])


def save(client: Client, organisation: Organisation, **given: object) -> "Response":
    form = {"colour": "#1f4e79", "second_colour": "#b0561a", **given}
    return client.post(address(organisation), form, follow=True)


def file(data: bytes = LOGO, name: str = "logo.svg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/html")


def logo_of(organisation: Organisation) -> Logo | None:
    organisation.refresh_from_db()
    return organisation.logo


class TestClient:
    def test_has_two_colours_and_a_logo(self, world: World, client: Client) -> None:
        page = save(client, world.organisation, second_colour="#b07d12", logo=file())
        assert alerts(page) == ["The look is saved. Reports made from now on have it."]
        logo = logo_of(world.organisation)
        assert logo is not None
        assert world.organisation.second_colour == "#b07d12"
        assert f'<img src="/organisations/logos/{logo.pk}/" alt="Logo of Client Ltd">' in page.text
        assert (
            "?first=%231f4e79&amp;second=%23b07d12&amp;firm=%231f4e79&amp;firm-second=%232b7695"
            in page.text
        )

    def test_keeps_its_logo_until_another_comes_or_it_is_taken_away(
        self, world: World, client: Client
    ) -> None:
        save(client, world.organisation, logo=file())
        first = logo_of(world.organisation)
        save(client, world.organisation)
        assert logo_of(world.organisation) == first
        save(client, world.organisation, logo=file(OTHER))
        assert logo_of(world.organisation) not in {None, first}
        save(client, world.organisation, removes_logo="on")
        assert logo_of(world.organisation) is None
        assert "Take the logo away" not in words(client.get(address(world.organisation)))
        # An edition may name what was replaced.
        assert Logo.objects.count() == 2

    def test_is_told_what_was_left_out_of_the_logo(self, world: World, client: Client) -> None:
        page = save(client, world.organisation, logo=file(SVG % b"<script>alert(1)</script>"))
        assert alerts(page)[1] == (
            "Left out of the logo, because it may not hold that: script. Look at it below."
        )
        logo = logo_of(world.organisation)
        assert logo is not None
        assert b"alert" not in bytes(logo.content)

    @pytest.mark.parametrize(
        ("given", "fault"),
        [
            ({"colour": "red"}, "“red” is not a colour. Write it as # and six digits"),
            # Of (255, 102, 0) the relative luminance is 0.2126 + 0.7152 × 0.1329 = 0.3076, and so
            # the contrast with white 1.05 / 0.3576 = 2.94, cut off to 2.9.
            ({"colour": "#ff6600"}, "the contrast is 2.9 to 1, and 4.5 is needed. Choose a darker"),
            ({"second_colour": "#ff6600"}, "Lines in #ff6600 are hard to see on white paper"),
            ({"second_colour": "#ff6600"}, "is 2.9 to 1, and 3 is needed. Choose a darker"),
            ({"logo": file(b"GIF89a", "logo.svg")}, "This is neither an SVG nor a PNG."),
            ({"logo": file(b"", "logo.png")}, "The submitted file is empty."),
            ({"logo": file(b"<svg/>" + b" " * 400_000)}, "a logo may have 300 kB at most"),
        ],
    )
    def test_is_told_in_words_what_cannot_be(
        self, world: World, client: Client, given: dict[str, object], fault: str
    ) -> None:
        page = save(client, world.organisation, **given)
        assert fault in words(page)
        assert logo_of(world.organisation) is None
        assert world.organisation.colour == "#2b7695"

    def test_may_have_a_second_colour_too_light_for_white_words(
        self, world: World, client: Client
    ) -> None:
        # Greys: #767676 has 4.54 with white and #949494 has 3.03, as WCAG's own tables say.
        save(client, world.organisation, colour="#767676", second_colour="#949494")
        world.organisation.refresh_from_db()
        assert world.organisation.second_colour == "#949494"
        page = words(save(client, world.organisation, colour="#777777"))
        assert "the contrast is 4.4 to 1" in page

    def test_sees_the_cover_before_it_is_saved(self, world: World, client: Client) -> None:
        path = address(world.organisation, "look_preview")
        shown = client.get(path, {"colour": "#123456", "second_colour": "#ffff00"})
        assert "first=%23123456&amp;second=%23b0561a&amp;" in shown.text
        assert "Lines in #ffff00 are hard to see" in words(shown)
        world.organisation.refresh_from_db()
        assert world.organisation.colour == "#2b7695"


class TestFirm:
    def test_has_a_name_two_colours_and_a_logo(self, world: World, client: Client) -> None:
        given = {"name": "Moss & Daughters", "colour": "#7a1f5c", "second_colour": "#b07d12"}
        page = client.post(FIRM, {**given, "logo": file()}, follow=True)
        firm = Firm.objects.get(pk=world.organisation.firm_id)
        assert {name: getattr(firm, name) for name in given} == given
        assert firm.logo is not None
        assert 'alt="Logo of Moss &amp; Daughters"' in page.text
        # On the pages of its clients too.
        assert (
            f"/organisations/logos/{firm.logo.pk}/" in client.get(address(world.organisation)).text
        )

    def test_shows_its_name_where_it_has_no_logo(self, world: World, client: Client) -> None:
        chosen = {"colour": "#123456", "second_colour": "#b07d12"}
        shown = client.get(f"{FIRM}preview/", chosen)
        assert '<span class="firm">Moss &amp; Partners</span>' in shown.text
        assert "firm=%23123456&amp;firm-second=%23b07d12" in shown.text

    def test_has_colours_that_can_be_seen(self, world: World, client: Client) -> None:
        given = {"name": "Moss", "colour": "#ffff00", "second_colour": "#ffff00"}
        page = words(client.post(FIRM, given))
        assert "Lines in #ffff00 are hard to see" in page
        assert Firm.objects.get(pk=world.organisation.firm_id).colour == "#1f4e79"

    def test_cannot_be_called_like_another(self, world: World, client: Client) -> None:
        page = client.post(
            FIRM, {"name": "ELSEWHERE", "colour": "#1f4e79", "second_colour": "#2b7695"}
        )
        assert "Another firm has this name." in words(page)
        assert not Firm.objects.filter(name="ELSEWHERE").exists()

    def test_is_nothing_to_those_who_belong_to_none(self, world: World) -> None:
        for user in (world.leader, world.coordinator):
            assert world.client(user).get(FIRM).status_code == 403
            assert FIRM not in world.client(user).get(reverse("my_account")).text


class TestLogo:
    def test_can_do_nothing_where_it_is_opened(self, world: World, client: Client) -> None:
        save(client, world.organisation, logo=file())
        logo = logo_of(world.organisation)
        assert logo is not None
        response = client.get(f"/organisations/logos/{logo.pk}/")
        assert response.content == bytes(logo.content)
        assert response["Content-Type"] == "image/svg+xml"
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "private" in response["Cache-Control"]

    def test_is_seen_by_those_it_belongs_to(self, world: World, client: Client) -> None:
        save(client, world.organisation, logo=file())
        client.post(FIRM, {"name": "Moss", "colour": "#1f4e79", "logo": file(OTHER)})
        for logo in Logo.objects.all():
            path = f"/organisations/logos/{logo.pk}/"
            for user in (world.consultant, world.leader, world.coordinator):
                assert world.client(user).get(path).status_code == 200
            assert world.client(world.outsider).get(path).status_code == 404
            assert Client().get(path).status_code == 302

    def test_of_another_client_with_the_same_one_is_seen_too(self, world: World) -> None:
        """The same bytes are kept once, whoever brought them."""
        firm = world.outsider.firm
        assert firm is not None
        logo = read_logo(LOGO)
        services.change_firm(
            firm=firm,
            name="Elsewhere",
            colour="#1f4e79",
            second_colour="#2b7695",
            logo=logo,
            now=NOW,
        )
        path = f"/organisations/logos/{firm.logo_id}/"
        assert world.client(world.leader).get(path).status_code == 404
        services.change_look(
            organisation=world.organisation,
            colour="#1f4e79",
            second_colour="#1f4e79",
            logo=logo,
            now=NOW,
        )
        assert Logo.objects.count() == 1
        assert world.client(world.leader).get(path).status_code == 200

    def test_is_nothing_at_other_addresses(self, client: Client) -> None:
        for name in ("0" * 64, "none", "%00"):
            assert client.get(f"/organisations/logos/{name}/").status_code == 404


class TestColours:
    def test_are_a_sheet_of_nothing_but_colours(self, client: Client) -> None:
        path = "/organisations/colours.css?first=%23123456&second=red;}*{x:url(//e)&firm=%23abc&x=1"
        response = client.get(path)
        assert response["Content-Type"] == "text/css"
        assert response.text == ":root { --first: #123456; }\n"


class TestRecords:
    def test_say_what_was_changed_and_never_to_what(self, world: World, client: Client) -> None:
        save(client, world.organisation, second_colour="#b07d12", logo=file())
        client.post(FIRM, {"name": "Moss", "colour": "#1f4e79", "second_colour": "#2b7695"})
        look, firm = Record.objects.order_by("at")
        assert (look.organisation, look.fields) == (
            world.organisation,
            ["colour", "logo", "second_colour"],
        )
        assert (firm.organisation, firm.object_type, firm.fields) == (None, "firm", ["name"])
        assert "#b07d12" not in str(Record.objects.values())

    def test_say_nothing_where_nothing_has_changed(self, world: World, client: Client) -> None:
        save(client, world.organisation, logo=file())
        before = Record.objects.count()
        save(client, world.organisation, logo=file())
        assert Record.objects.count() == before


def test_the_service_refuses_colours_too(world: World) -> None:
    with pytest.raises(ValidationError):
        services.change_look(
            organisation=world.organisation, colour="#ffffff", second_colour="#b0561a", now=NOW
        )
    world.organisation.refresh_from_db()
    assert world.organisation.colour == "#2b7695"
