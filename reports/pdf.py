"""A story as a tagged PDF (PDF/UA-1)."""

from django.template.loader import render_to_string
from django.utils import translation

from reports import pdf_progress, words
from reports.charts import charts_of
from reports.pdf_document import tagged_pdf
from reports.pdf_tags import complete_tags
from reports.sheet import sheet_style
from reports.stages import Progress, unheard
from reports.story import Story

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
    names = {chapter.code: chapter.title for chapter in story.chapters}
    with pdf_progress.listening(progress):
        return tagged_pdf(page, lambda file: complete_tags(file, names))
