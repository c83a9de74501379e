"""WeasyPrint as reports need it. The only place that imports it."""

import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any

from reports.fonts import own_fonts

# It looks for fonts when it is read, and says so where it finds none.
with own_fonts():
    from weasyprint import CSS, HTML
    from weasyprint.html import UA
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

VARIANT = "pdf/ua-1"
# What WeasyPrint's own style says of parts that any element might have, as no report does:
# footnotes, notes, marks of lists. It would keep six styles for every cell of a table (ADR 20).
PARTS_OF_ANYTHING = re.compile(r"^::[^{]*{[^}]*}", re.MULTILINE)
MARK_OF_AN_ITEM = "li::marker { font-variant-numeric: tabular-nums; white-space: pre }"


class ForeignAddressError(Exception):
    """A report's document names a file or a server; the message says which."""


@cache
def _style_of_elements() -> CSS:
    """Return the style that every element begins with; read by whoever makes a report, once."""
    return CSS(string=PARTS_OF_ANYTHING.sub("", UA) + MARK_OF_AN_ITEM)


class ReportDocument(HTML):  # type: ignore[misc]  # WeasyPrint carries no types
    """A document whose parts cost as much memory as they show."""

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        """Return what a document begins with; reports have no forms."""
        return [_style_of_elements()]


class _OwnDrawingsOnly(URLFetcher):  # type: ignore[misc]
    """Lets in what the document brings along and stops at any other address.

    A report contains words from outside (names, notes); whatever they turn out to be, making
    it must never read a file or call a server.
    """

    # The first address that was asked for in vain: a drawing that names one is left out silently.
    refused = ""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """Return a data: address; refuse all others."""
        if not url.startswith("data:"):
            self.refused = self.refused or url[:80]
            raise FatalURLFetchingError(self.refused)
        return super().fetch(url, headers)


def tagged_pdf(page: str, finish: Callable[[Any], None]) -> bytes:
    """Return an HTML page as a tagged PDF, always the same, after ``finish`` has seen its file.

    Raises ForeignAddressError if the page, against all intent, points outside itself.
    """
    with own_fonts():
        fonts = FontConfiguration()
    fetcher = _OwnDrawingsOnly()
    pdf = b""
    # WeasyPrint's own is no Exception and would pass by whoever records a failed job.
    with suppress(FatalURLFetchingError):
        document = ReportDocument(string=page, url_fetcher=fetcher)
        laid_out = document.render(font_config=fonts, pdf_variant=VARIANT)
        pdf = laid_out.write_pdf(
            finisher=lambda _document, file: finish(file), pdf_variant=VARIANT, pdf_identifier=True
        )
    if fetcher.refused:
        raise ForeignAddressError(f"A report may not fetch {fetcher.refused}.")
    return pdf
