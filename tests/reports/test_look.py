"""The look of client and firm in editions and reports: frozen, told, drawn, and harmless."""

import logging
import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from threading import Thread

import pytest
from django.urls import reverse
from django.utils.translation import override
from pypdf import PdfReader

from maturity.loading import load
from organisations import services as organisations
from organisations.logos import read_logo
from organisations.models import Logo
from reports import services
from reports.editions.differences import differences
from reports.editions.working import content_of, is_ahead
from reports.look import drop_unused_logos, look_of
from reports.models import Edition, Result
from reports.pdf import render_pdf
from reports.story.look import PLAIN, ClientLook, FirmLook, Look, Picture
from reports.telling import tell
from tests.pace import within
from tests.reports.samples import edition, full_result, story
from tests.world import NOW, World

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h2v1z"/>%s</svg>'
LOGO, OTHER = SVG % b"", SVG % b'<path d="M1 1h1v1z"/>'


def dress(world: World, data: bytes = LOGO, colour: str = "#123456") -> str:
    """Give the client a look, and return the hash of its logo."""
    organisations.change_look(
        organisation=world.organisation,
        colour=colour,
        second_colour="#b07d12",
        logo=read_logo(data),
        now=NOW,
    )
    return str(world.organisation.logo_id)


def keep(world: World, result: Result) -> Edition:
    # As a request would read it, with the client as it is now.
    result = Result.objects.get(pk=result.pk)
    return services.keep_edition(result=result, user=world.consultant, now=NOW)


@pytest.mark.django_db(transaction=True)
class TestEditions:
    def test_begin_with_the_look_there_is_when_a_wave_is_sealed(self, world: World) -> None:
        logo = dress(world)
        content = world.edition().content
        assert content["format_version"] == 4
        assert content["look"] == {
            "language": "en",
            "organisation": {"colour": "#123456", "second_colour": "#b07d12", "logo": logo},
            "firm": {
                "name": "Moss & Partners",
                "colour": "#1f4e79",
                "second_colour": "#2b7695",
                "logo": "",
            },
        }

    def test_are_told_in_their_language_whoever_asks(self, world: World) -> None:
        edition = world.edition()
        here = tell(edition, is_final=True)
        with override("de"):
            assert tell(edition, is_final=True) == here

    def test_keep_their_look_and_the_next_one_has_the_new(self, world: World) -> None:
        first = world.edition()
        result = first.result
        assert not is_ahead(Result.objects.get(pk=result.pk))
        logo = dress(world)
        assert is_ahead(Result.objects.get(pk=result.pk))
        second = keep(world, result)
        assert (first.number, second.number) == (1, 2)
        assert look_of(first.content).organisation == PLAIN.organisation
        told = look_of(second.content).organisation
        assert (told.colour, told.on_second_colour) == ("#123456", "#000000")
        dress(world, OTHER)
        assert told == look_of(second.content).organisation
        picture = tell(second, is_final=True).look.organisation.logo
        assert picture is not None
        assert (
            picture.data_uri
            == "data:image/svg+xml;base64,"
            + b64encode(bytes(Logo.objects.get(pk=logo).content)).decode()
        )
        assert (picture.width, picture.height) == (1000, 500)

    def test_without_a_look_are_told_in_the_plain_one(self, world: World) -> None:
        first = world.edition()
        old = {key: value for key, value in first.content.items() if key != "look"}
        assert look_of(old) == PLAIN
        second = Edition(result=first.result, number=2, created_at=NOW)
        second.write({**old, "format_version": 3})
        second.save()
        # Nobody is told to release what looks as it did; but a logo is new.
        assert not is_ahead(Result.objects.get(pk=first.result_id))
        dress(world)
        assert is_ahead(Result.objects.get(pk=first.result_id))

    def test_say_on_their_page_what_has_changed(self, world: World) -> None:
        result = world.edition().result
        logo = dress(world)
        now = content_of(Result.objects.get(pk=result.pk))
        found = differences(load("centricity"), result.editions.get().content, now)
        assert [(each.part, each.about, each.before, each.after) for each in found] == [
            ("Look", "First colour", "#2b7695", "#123456"),
            ("Look", "Second colour", "#b0561a", "#b07d12"),
            ("Look", "Logo", "", logo[:8]),
        ]


@pytest.mark.django_db(transaction=True)
class TestLogos:
    def test_that_nothing_shows_any_more_are_deleted(self, world: World) -> None:
        result = world.edition().result
        frozen = dress(world)
        keep(world, result)
        unused = dress(world, OTHER)
        shown = dress(world, SVG % b'<path d="M0 1h1v1z"/>')
        drop_unused_logos(now=NOW + timedelta(hours=23))
        assert set(Logo.objects.values_list("pk", flat=True)) == {frozen, unused, shown}
        drop_unused_logos(now=NOW + timedelta(hours=25))
        assert set(Logo.objects.values_list("pk", flat=True)) == {frozen, shown}


@pytest.mark.django_db(transaction=True)
def test_leaders_read_a_result_under_their_own_colours_and_logo(world: World) -> None:
    result = world.edition().result
    services.release_newest(result=result, user=world.consultant, now=NOW)
    logo = dress(world)
    page = world.client(world.leader).get(reverse("reports:findings", args=[result.wave_id])).text
    assert "/organisations/colours.css?first=%23123456&amp;second=%23b07d12" in page
    assert f'src="/organisations/logos/{logo}/"' in page


class Listener(BaseHTTPRequestHandler):
    """Notes what is asked for."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(404)
        self.end_headers()


@pytest.fixture
def listener() -> Iterator[str]:
    """The address of a server that must not be asked."""
    server = HTTPServer(("127.0.0.1", 0), Listener)
    Thread(target=server.serve_forever, daemon=True).start()
    Listener.asked.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def picture(content: bytes) -> Picture:
    return Picture(f"data:image/svg+xml;base64,{b64encode(content).decode()}", 1000, 500)


def hostile(site: str) -> bytes:
    """A drawing that asks a server for everything a drawing can ask for."""
    return f"""<?xml version="1.0"?><?xml-stylesheet href="{site}/sheet.css"?>
    <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "{site}/svg11.dtd">
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
      viewBox="0 0 20 10" onload="fetch('{site}/onload')">
    <style>@import url({site}/import.css); path {{ fill: url({site}/style.svg#a) }}
      @font-face {{ font-family: a; src: url({site}/font) }}</style>
    <script href="{site}/script.js">fetch('{site}/fetch')</script>
    <image href="{site}/image.png" width="5" height="5"/>
    <image xlink:href="file:///etc/passwd" width="5" height="5"/>
    <use href="{site}/use.svg#a"/><use xlink:href="{site}/used.svg#a"/>
    <linearGradient id="g" xlink:href="{site}/gradient.svg#a"><stop offset="1"/></linearGradient>
    <filter id="f"><feImage href="{site}/filter.png"/></filter>
    <foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="{site}/frame"/></foreignObject>
    <path d="M0 0h10v5z" mask="url({site}/mask.svg#a)" style="fill: url({site}/fill.svg#a)"/>
    <rect x="10" y="5" width="10" height="5" fill="url(#g)" filter="url(#f)"/>
    </svg>""".encode()


TINY = '<linearGradient id="g" %s><stop offset="0" stop-color="red"/><stop offset="1"/>'
INTRICATE = [
    f'{TINY % tiny}</linearGradient><path d="M0 0h20v10z" fill="url(#g)"/>'
    for tiny in (
        'x2="0.00001" spreadMethod="repeat"',
        'gradientUnits="userSpaceOnUse" x2="0.0001" spreadMethod="reflect"',
        'x2="1e-9"',
        'gradientTransform="scale(0)"',
        'gradientTransform="scale()"',
        f'gradientTransform="{"scale(1000000)" * 59}scale(0)"',
        'gradientTransform="matrix(1 1 1 1 0 0)"',
    )
] + [
    '<path d="M0 0h20v10z" transform="matrix(1 2 3 4 5 6 7)"/><path d="M0 0h9v9z"/>',
    '<path d="M0 0h20v10z" transform="rotate(1 2)"/><path d="M0 0h9v9z"/>',
    '<path d="M0 0A1 1"/><path d="M0 0h9v9z"/>',
    '<path d="M0 0A1 1 0 0 1 5 5 7 7"/><path d="M0 0h9v9z"/>',
    '<path d="M0 0a5 5 0 01.5.5L5 5z"/>',
]  # fmt: skip


@pytest.mark.parametrize("inside", INTRICATE)
def test_a_logo_that_was_accepted_is_drawn_at_once(
    inside: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Read after what chooses its fonts.
    from weasyprint import HTML

    monkeypatch.setattr(logging.getLogger("weasyprint"), "propagate", True)
    head = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"'
    logo = read_logo(f"<svg {head}>{inside}</svg>".encode())
    with within(5):
        pdf = HTML(string=f'<img src="{picture(logo.content).data_uri}">').write_pdf()
    assert len(pdf) < 50_000
    assert not [each.getMessage() for each in caplog.records if "render" in each.getMessage()]


class TestReport:
    def test_has_colours_and_logos_on_its_cover_and_fetches_nothing(self, listener: str) -> None:
        cleaned = read_logo(hostile(listener)).content
        assert listener.encode() not in cleaned
        # Even one that had come in uncleaned could ask for nothing.
        look = Look(
            "en",
            ClientLook("#123456", "#b07d12", picture(cleaned)),
            FirmLook("Moss & Partners", "#7a1f5c", "#b07d12", picture(hostile(listener))),
        )
        pdf = render_pdf(story(full_result(), edition(), look=look))
        assert Listener.asked == []
        content = PdfReader(BytesIO(pdf)).pages[0].get_contents()
        assert content is not None
        drawn = content.get_data().decode("latin-1")
        # 18, 52 and 86 of 255 are .07, .2 and .34.
        assert re.search(r"\b0?\.0705\d* 0?\.2039\d* 0?\.3372\d* (rg|scn)", drawn)

    def test_without_a_look_is_plain(self) -> None:
        told = story(full_result(), edition())
        assert told.look == PLAIN
        assert told.look.organisation.logo is None
