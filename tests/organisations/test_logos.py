"""Logos as they are handed in: what is kept of them, and what is refused, in words."""

import gzip
import struct
import zlib
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageFile
from PIL.PngImagePlugin import PngInfo

from organisations.logos import CleanLogo, read_logo
from tests.pace import within

SVG = "http://www.w3.org/2000/svg"
TOO_INTRICATE = (
    "The drawing is too intricate for a logo. Simplify it in your drawing program, or save it as "
    "PNG."
)
SHAPE = '<path d="M0 0h10v5z"/>'


def svg(inside: str = SHAPE, head: str = 'viewBox="0 0 10 5"', before: str = "") -> bytes:
    names = f'xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{before}<svg {names} {head}>{inside}</svg>".encode()


def use(n: int) -> str:
    return f'<use href="#a{n}"/>'


def png(picture: Image.Image, **how: object) -> bytes:
    written = BytesIO()
    picture.save(written, "PNG", **how)
    return written.getvalue()


def fault(data: bytes) -> str:
    """Why a file is refused, on one line."""
    with pytest.raises(ValidationError) as refused:
        read_logo(data)
    return " ".join(refused.value.messages)


def parts(logo: CleanLogo) -> list[tuple[str, dict[str, str]]]:
    """The elements of a drawing with their attributes."""
    root = ElementTree.fromstring(logo.content)
    return [(each.tag.removeprefix(f"{{{SVG}}}"), each.attrib) for each in root.iter()]


class TestDrawings:
    def test_keep_their_shapes_and_their_proportion(self) -> None:
        logo = read_logo(svg(head='viewBox="0 0 10 5" width="99999999" height="1"'))
        assert (logo.media_type, logo.width, logo.height) == ("image/svg+xml", 1000, 500)
        head = {"viewBox": "0 0 10 5", "width": "1000", "height": "500"}
        assert parts(logo) == [("svg", head), ("path", {"d": "M0 0h10v5z"})]
        assert logo.left_out == ()

    def test_without_a_view_box_are_as_large_as_they_say(self) -> None:
        logo = read_logo(svg(head='width="20mm" height="10mm"'))
        assert (logo.width, logo.height) == (1000, 500)
        # 25.4 mm are 96 pixels.
        assert parts(logo)[0][1]["viewBox"] == "0 0 75.5906 37.7953"

    def test_have_their_styles_as_attributes(self) -> None:
        """As a browser ranks them: name, class, id, own style; of a class the later rule."""
        sheet = ".b{fill:#00b}.a,.c{fill:#00a;stroke:red !important}path{opacity:.5}#x{opacity:1}"
        inside = '<path class="a b" d="M0 0"/><path id="x" style="fill: #123456" d="M0 0"/>'
        _svg, first, second = parts(read_logo(svg(f"<style>{sheet}</style>{inside}")))
        assert first[1] == {"d": "M0 0", "opacity": ".5", "fill": "#00a", "stroke": "red"}
        assert {**second[1], "id": ""} == {
            "id": "", "d": "M0 0", "opacity": "1", "fill": "#123456",
        }  # fmt: skip

    def test_as_drawing_programs_write_them(self) -> None:
        """With a DOCTYPE, groups of their own, clips by reference, and notes to themselves."""
        inside = """<metadata>Ada Moss</metadata><switch><g i:extraneous="self">
        <defs><rect id="SVGID_1_" width="10" height="5"/></defs>
        <clipPath id="SVGID_2_"><use xlink:href="#SVGID_1_" style="overflow:visible;"/></clipPath>
        <path style="clip-path:url(#SVGID_2_);fill:url('#Слой');" d="M0 0h10v5z"/>
        <linearGradient id="Слой"><stop offset="0" stop-color="rgb(1, 2, 3)"/></linearGradient>
        </g></switch>"""
        doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://127.0.0.1:9/svg11.dtd">'
        head = 'xmlns:i="http://ns.example/" viewBox="0 0 10 5"'
        logo = read_logo(svg(inside, head, doctype))
        assert logo.left_out == ()
        assert [name for name, _attributes in parts(logo)] == [
            "svg", "g", "g", "defs", "rect", "clipPath", "use", "path", "linearGradient", "stop",
        ]  # fmt: skip
        found = dict(parts(logo))
        assert found["use"]["href"] == f"#{found['rect']['id']}"
        assert found["path"]["clip-path"] == f"url(#{found['clipPath']['id']})"
        assert found["path"]["fill"] == f"url(#{found['linearGradient']['id']})"
        assert b"Moss" not in logo.content

    @pytest.mark.parametrize(
        ("inside", "left_out"),
        [
            ("<script>alert(1)</script>", "script"),
            ('<script href="http://evil.example/x.js"/>', "script"),
            ("<foreignObject><p>alert(1)</p></foreignObject>", "foreignObject"),
            ('<image href="http://evil.example/a.png"/>', "image"),
            ('<image href="file:///etc/passwd"/>', "image"),
            ('<image href="data:image/svg+xml,&lt;svg/&gt;"/>', "image"),
            ('<use xlink:href="http://evil.example/a.svg#x"/>', "href"),
            ('<use href="file:///etc/passwd#x"/>', "href"),
            ('<use href="data:image/svg+xml;base64,PHN2Zy8+#x"/>', "href"),
            ('<linearGradient id="g" xlink:href="http://evil.example/#g"/>', "href"),
            ('<path onload="alert(1)" d="M0 0"/>', "onload"),
            ('<path ONCLICK="alert(1)" d="M0 0"/>', "ONCLICK"),
            ('<path fill="url(http://evil.example/#g)" d="M0 0"/>', "url"),
            ('<path style="fill:url(//evil.example/#g)" d="M0 0"/>', "url"),
            ('<path style="fill:u\\72l(//evil.example/#g)" d="M0 0"/>', "url"),
            ('<path style="mask:url(data:image/svg+xml,x)" d="M0 0"/>', "url"),
            ("<style>@import url(http://evil.example/a.css);</style>", "style"),
            ("<style>@font-face{font-family:a;src:url(http://evil.example/a)}</style>", "style"),
            ("<style>path[d]{fill:url(http://evil.example/#g)}</style>", "style"),
            ('<a href="javascript:alert(1)"><set to="javascript:alert(1)"/></a>', "set"),
            ('<animate attributeName="href" values="javascript:alert(1)"/>', "animate"),
            ('<filter id="f"><feImage href="http://evil.example/a"/></filter>', "filter"),
            ('<iframe src="http://evil.example/"/>', "iframe"),
            ('<linearGradient id="g" x2="0.0001" spreadMethod="repeat"/>', "spreadMethod"),
            ('<path d="M0 0h9" stroke-dasharray="0.0001"/>', "stroke-dasharray"),
            ('<path d="M0 0h9" style="stroke-dasharray:0.0001"/>', "stroke-dasharray"),
            ('<linearGradient id="g" gradientTransform="scale(0)"/>', "gradientTransform"),
        ],
    )  # fmt: skip
    def test_lose_what_runs_or_fetches_and_say_what(self, inside: str, left_out: str) -> None:
        logo = read_logo(svg(SHAPE + inside))
        assert logo.left_out == (left_out,)
        kept = logo.content.decode().replace(SVG, "")
        assert not [word for word in ("evil", "etc/", "alert", "data:", "script:") if word in kept]
        assert ("path", {"d": "M0 0h10v5z"}) in parts(logo)

    def test_lose_what_other_kinds_of_documents_hide_in_them(self) -> None:
        inside = '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script><?php 1 ?>'
        assert b"alert" not in read_logo(svg(SHAPE + inside)).content
        before = '<?xml-stylesheet href="http://evil.example/a.css"?><!-- evil -->'
        assert b"evil" not in read_logo(svg(before=before)).content

    @pytest.mark.parametrize(
        "doctype",
        [
            '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE svg [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;]>',
            '<!DOCTYPE svg [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;">]>',
        ],
    )
    def test_that_declare_entities_are_refused(self, doctype: str) -> None:
        assert "The file declares entities" in fault(
            svg(f"{SHAPE}<desc>&a;</desc>", before=doctype)
        )

    @pytest.mark.parametrize(
        ("inside", "words"),
        [
            ("<text>Northwind</text>", "words that are set in a font"),
            ("<g><a><text>Northwind</text></a></g>", "words that are set in a font"),
            ("<g/>", "Nothing in the file can be drawn"),
            ('<path d="M0 0h9999999"/>', "too intricate"),
            ('<path d="M0 0" transform="scale(1e99)"/>', "too intricate"),
            ("<g/>" * 6000, "The drawing has 6001 parts; a logo may have 5000 at most"),
            ("<g>" * 100 + SHAPE + "</g>" * 100, "too intricate"),
            ('<g id="a"><use href="#a"/></g>', "repeats itself"),
            (
                '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>'
                '<path fill="url(#a)" d="M0 0"/>',
                "repeats itself",
            ),
            (
                '<clipPath id="a"><path clip-path="url(#a)" d="M0 0"/></clipPath>',
                "repeats itself",
            ),
            # Eight times eight times ... 30 times over.
            (
                "".join(f'<g id="a{n}">{use(n + 1) * 8}</g>' for n in range(30)) + SHAPE,
                "repeats itself",
            ),
        ],
    )  # fmt: skip
    def test_that_cannot_be_drawn_alike_everywhere_are_refused(
        self, inside: str, words: str
    ) -> None:
        assert words in fault(svg(inside))

    @pytest.mark.parametrize(
        ("head", "words"),
        [
            ("", "does not say how large it is"),
            ('width="100%" height="100%"', "does not say how large it is"),
            ('viewBox="0 0 0 10"', "does not say how large it is"),
            ('viewBox="0 0 1e99 1e99"', "does not say how large it is"),
            ('width="99999999" height="99999999"', "does not say how large it is"),
            ('viewBox="0 0 130 10"', "more than 12 times as long as the other"),
        ],
    )
    def test_without_measure_are_refused(self, head: str, words: str) -> None:
        assert words in fault(svg(head=head))

    @pytest.mark.parametrize(
        "inside",
        [
            f'<path d="M0 0" transform="matrix({"1" * 250_000}"/>',
            f'<path d="M0 0" transform="{"scale(1)" * 30_000}x"/>',
            f'<path d="M0 0" fill="rgb({"1 " * 120_000}x"/>',
            f'<path d="M0 0" stroke-dasharray="{"1 , " * 60_000}x"/>',
            f'<path d="M0 0" fill="url({" " * 250_000}"/>',
            f'<path d="M0 0" style="fill:{"(" * 200_000}"/>',
            f"<style>{'(' * 200_000}</style>",
            f"<style>{'a{' * 100_000}</style>",
        ],
    )
    def test_made_to_take_long_are_read_or_refused_in_no_time(self, inside: str) -> None:
        # The longest takes about two seconds; one that tries all ways would never end.
        with within(15):
            try:
                kept: object = parts(read_logo(svg(SHAPE + inside)))[1]
            except ValidationError as refused:
                kept = refused.messages[0]
            assert kept in (("path", {"d": "M0 0h10v5z"}), TOO_INTRICATE)


class TestPictures:
    def test_are_written_anew_without_what_came_along(self) -> None:
        about = PngInfo()
        about.add_text("Author", "Ada Moss")
        exif = Image.Exif()
        exif[0x010E] = "Taken at home"
        given = png(Image.new("RGBA", (30, 20), (200, 10, 10, 128)), pnginfo=about, exif=exif)
        logo = read_logo(given + b"PK\x03\x04 <script>alert(1)</script>")
        assert (logo.media_type, logo.width, logo.height) == ("image/png", 30, 20)
        for word in (b"Moss", b"home", b"script", b"PK\x03\x04"):
            assert word not in logo.content
        with Image.open(BytesIO(logo.content)) as picture:
            assert (picture.format, picture.getpixel((3, 3))) == ("PNG", (200, 10, 10, 128))
            assert not picture.info

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB"])
    def test_of_every_usual_kind(self, mode: str) -> None:
        assert read_logo(png(Image.new(mode, (30, 20)))).width == 30

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (png(Image.new("L", (2001, 400))), "has 2001 × 400 pixels; a logo may have 2000"),
            (png(Image.new("L", (500, 40))), "more than 12 times as long"),
            (png(Image.new("I;16", (30, 20))), "8 bits a channel"),
            (
                png(
                    Image.new("L", (30, 20)),
                    save_all=True,
                    append_images=[Image.new("L", (30, 20), 9)],
                ),
                "The picture moves",
            ),
            (png(Image.new("L", (30, 20)))[:50], "damaged"),
            (b"\x89PNG\r\n\x1a\n<svg/>", "damaged"),
        ],
    )
    def test_that_cannot_be_printed_are_refused(self, data: bytes, words: str) -> None:
        assert words in fault(data)

    def test_cut_off_are_refused_where_pillow_would_fill_them_up(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As it does in a process that has made a report."""
        monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
        assert "damaged" in fault(png(Image.new("L", (30, 20)))[:50])

    def test_far_too_large_is_refused_by_its_head_alone(self) -> None:
        """20,000 × 20,000 pixels in a few bytes, which would take 1.2 GB to unpack."""
        head = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)

        def chunk(kind: bytes, data: bytes) -> bytes:
            body = kind + data
            return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

        bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
        bomb += chunk(b"IDAT", zlib.compress(bytes(60_001))) + chunk(b"IEND", b"")
        assert "has 20000 × 20000 pixels" in fault(bomb)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty"),
        (svg(SHAPE + " " * 300_000), "The file has 301 kB; a logo may have 300 kB at most"),
        (b"GIF89a\x01\x00\x01\x00", "neither an SVG nor a PNG"),
        (b"\xff\xd8\xff\xe0", "neither an SVG nor a PNG"),
        (b"PK\x03\x04", "neither an SVG nor a PNG"),
        (b"%PDF-1.7", "neither an SVG nor a PNG"),
        (b"<html><body/></html>", "neither an SVG nor a PNG"),
        (b"<svg", "damaged"),
        (b'<?xml version="1.0" encoding="klingon"?><svg/>', "damaged"),
        (gzip.compress(svg()), "The file is packed"),
    ],
)
def test_of_other_kinds_are_refused_whatever_they_are_called(data: bytes, words: str) -> None:
    assert words in fault(data)
