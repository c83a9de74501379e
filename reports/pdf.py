"""A story as a tagged PDF (PDF/UA-1). The only place that knows WeasyPrint."""

from contextlib import suppress
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from reports import pdf_progress, words
from reports.charts import charts_of
from reports.fonts import own_fonts
from reports.pdf_tags import complete_tags
from reports.sheet import sheet_style
from reports.stages import Progress, unheard
from reports.story import Story

# It looks for fonts when it is read, and says so where it finds none.
with own_fonts():
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

VARIANT = "pdf/ua-1"
# Charts beside which no table stands; the appendix has one of each.
WITHOUT_TABLE = (
    "stage_answers",
    "statement_answers",
    "dots",
    "time",
    "beside",
    "iceberg",
    "network",
)
# The appendix they stand in.
NUMBERS_IN = "items"


class ForeignAddressError(Exception):
    """A report's document names a file or a server; the message says which."""


class _OwnDrawingsOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
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


def printed_page(story: Story, *, paper: str = "a4", progress: Progress = unheard) -> str:
    """Return the whole report as the one page of HTML that is laid out on paper.

    It is in the story's language, whatever the caller's.
    """
    with translation.override(story.language):
        progress("charts", pdf_progress.CHARTS)
        charts = charts_of(story)
        progress("text", pdf_progress.TEXT)
        said = {"story": story, "charts": charts, "sheet": sheet_style(story, paper)}
        said["dash_means"] = words.dash_means()
        said["numbers"] = [charts[name] for name in WITHOUT_TABLE if name in charts]
        said["numbers_place"] = _numbers_place(story)
        return render_to_string("reports/pdf/report.html", said)


def _numbers_place(story: Story) -> str:
    """Return which appendix has the numbers of the charts; nothing in a report without it."""
    marks = [chapter.mark for chapter in story.chapters if chapter.code == NUMBERS_IN]
    return marks[0] if marks else ""


def render_pdf(story: Story, *, paper: str = "a4", progress: Progress = unheard) -> bytes:
    """Return the report as a PDF for a paper of ``reports.sheet``: of one story always the same.

    ``progress`` is told what is being made; it may raise to stop the work. Raises
    ForeignAddressError if the document, against all intent, points outside itself.
    """
    page = printed_page(story, paper=paper, progress=progress)
    progress("look", pdf_progress.LOOK)
    with own_fonts():
        fonts = FontConfiguration()
    names = {chapter.code: chapter.title for chapter in story.chapters}
    fetcher = _OwnDrawingsOnly()
    # WeasyPrint's own is no Exception and would pass by whoever records a failed job.
    with suppress(FatalURLFetchingError), pdf_progress.listening(progress):
        document = HTML(string=page, url_fetcher=fetcher).render(
            font_config=fonts, pdf_variant=VARIANT
        )
        pdf: bytes = document.write_pdf(
            finisher=lambda _document, file: complete_tags(file, names),
            pdf_variant=VARIANT,
            pdf_identifier=True,
        )
    if fetcher.refused:
        raise ForeignAddressError(f"A report may not fetch {fetcher.refused}.")
    return pdf
