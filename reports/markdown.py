"""The consultant's own words: a little Markdown, turned into HTML in which nothing can happen.

Paragraphs, emphasis, lists, quotations and links, and nothing else: headings belong to the
report, and pictures would have to be fetched from somewhere.
"""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a"}
SCHEMES = {"http", "https", "mailto"}

_PARSER = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
    ["emphasis", "escape", "newline", "entity", "list", "blockquote", "link", "autolink"]
)


def render(text: str) -> SafeString:
    """Return Markdown as HTML; what is not known here stays as it was typed."""
    html = nh3.clean(
        _PARSER.render(text),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}, "*": set()},
        url_schemes=SCHEMES,
        url_relative="deny",
        link_rel="noopener noreferrer",
    )
    # Only tags without any power are left.
    return mark_safe(html.strip())  # noqa: S308
