"""What WeasyPrint is doing, told as stages while it makes a report."""

import logging
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reports.stages import Progress

# Where the kinds of work of a PDF begin, in per cent of the time that fifty pages take.
CHARTS, TEXT, LOOK, PAGES, FILE = 4, 5, 7, 21, 74
# How many pages there will be shows at the end only: the first so many take half of that time.
HALF_OF_PAGES = 15
# What WeasyPrint logs on its way to the first page: its steps, and where each begins.
STEPS = {"Step 2": 9, "Step 3": 10, "Step 4": 16}


@contextmanager
def listening(progress: Progress) -> Iterator[None]:
    """Let ``progress`` be told what WeasyPrint is doing in this thread."""
    logger = logging.getLogger("weasyprint.progress")
    listener = _Listener(progress)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(listener)
    try:
        yield
    finally:
        logger.removeHandler(listener)


class _Listener(logging.Handler):
    """Passes on what WeasyPrint logs of its way; what is raised there stops it."""

    def __init__(self, progress: Progress) -> None:
        super().__init__(logging.INFO)
        self.progress = progress
        self.thread = threading.get_ident()
        self.page = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Tell which section and page is being laid out, or what comes before and after."""
        if record.thread != self.thread:
            return
        said = record.getMessage()
        page = re.search(r"- Page (\d+)", said)
        if page:
            self._tell_page(int(page[1]))
        elif said.startswith("Step 6"):
            self.progress("file", FILE)
        elif said[:6] in STEPS:
            self.progress("look", STEPS[said[:6]])

    def _tell_page(self, page: int) -> None:
        # Numbers of pages that were not known yet send it through them again: no news.
        if page <= self.page:
            return
        self.page = page
        share = 1 - 0.5 ** (page / HALF_OF_PAGES)
        self.progress(f"page:{_section_begun()}:{page}", PAGES + int(share * (FILE - PAGES)))


def _section_begun() -> str:
    """Return the id of the section with which the page being laid out begins; "" before the first.

    WeasyPrint tells the number of a page alone; where in the document the page begins is known to
    its function that goes from page to page, and is read there (ADR 19).
    """
    frame = sys._getframe()
    while frame.f_code.co_name != "make_all_pages":
        if frame.f_back is None:
            return ""
        frame = frame.f_back
    known = frame.f_locals
    begins_at, *_rest = known["context"].page_maker[known["i"]]
    return _section_at(known["root_box"], begins_at)


def _section_at(box: Any, place: dict[int, Any] | None) -> str:
    """Return the id of the outermost section on the way to a place: {child: {child: ... None}}."""
    while place:
        [(child, place)] = place.items()
        box = box.children[child]
        if box.element_tag == "section":
            return str(box.element.get("id", ""))
    return ""
