"""The consultant's Markdown: what it can do, and that it can do nothing else."""

from html.parser import HTMLParser

import pytest

from reports.markdown import render


class Tags(HTMLParser):
    """Collects every tag with its attributes, as a browser would take them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


class TestRender:
    @pytest.mark.parametrize(
        ("text", "html"),
        [
            ("One *stressed*.", "<p>One <em>stressed</em>.</p>"),
            ("One **strong**.", "<p>One <strong>strong</strong>.</p>"),
            ("First.\n\nSecond.", "<p>First.</p>\n<p>Second.</p>"),
            ("One\nTwo", "<p>One<br>\nTwo</p>"),
            ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
            ("3. a", '<ol start="3">\n<li>a</li>\n</ol>'),
            ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
            ("3 < 4 & 5", "<p>3 &lt; 4 &amp; 5</p>"),
            ("", ""),
        ],
    )  # fmt: skip
    def test_knows(self, text: str, html: str) -> None:
        assert render(text) == html

    def test_links_to_the_web_and_to_mail(self) -> None:
        assert render("[a](https://a.example/?b=1&c=2)") == (
            '<p><a href="https://a.example/?b=1&amp;c=2" rel="noopener noreferrer">a</a></p>'
        )
        assert 'href="mailto:ada@firm.example"' in render("<mailto:ada@firm.example>")

    @pytest.mark.parametrize(
        "text",
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[a](javascript:alert(1))",
            "[a](data:text/html,x)",
            "[a](file:///etc/passwd)",
            "[a](//elsewhere.example/x)",
            "[a](/waves/)",
            "<javascript:alert(1)>",
            '[a](https://a.example "onmouseover=alert(1)")',
            "<a href='https://a.example' style='position:fixed'>a</a>",
            "<style>p{display:none}</style>",
        ],
    )
    def test_lets_nothing_happen(self, text: str) -> None:
        found = Tags()
        found.feed(render(text))
        assert {tag for tag, _attributes in found.tags} <= {"p", "a"}
        for _tag, attributes in found.tags:
            assert set(attributes) <= {"href", "rel"}
            assert str(attributes.get("href", "https:")).startswith("https:")

    @pytest.mark.parametrize(
        "text", ["# Heading", "![picture](https://a.example/a.png)", "---", "`code`"]
    )
    def test_leaves_out_what_belongs_to_the_report(self, text: str) -> None:
        html = render(text)
        assert not [tag for tag in ("<h", "<img", "<hr", "<code") if tag in html]
