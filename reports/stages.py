"""What is being made of a report just now: a code in its row, words on the page.

A code names the kind of work, and which piece of it: "slide:3:14" is the third slide of fourteen.
"""

import logging
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

# Told of a stage and how much of the whole is done, in per cent; may raise to stop the work.
Progress = Callable[[str, int], None]

# Where the kinds of work of a PDF begin, in per cent of the time that fifty pages take.
CHARTS, TEXT, LOOK, PAGES, FILE = 4, 5, 7, 21, 74
# How many pages there will be shows at the end only: the first so many take half of that time.
HALF_OF_PAGES = 15
# What WeasyPrint logs on its way to the first page: its steps, and where each begins.
STEPS = {"Step 2": 9, "Step 3": 10, "Step 4": 16}


def unheard(stage: str, percent: int) -> None:
    """Tell nobody."""


def in_words(stage: str) -> str:
    """Return what a stage is called; "" for one that is not known (any more)."""
    kind, *numbers = stage.split(":")
    words = {
        "story": _("Reading the result"),
        "charts": _("Drawing the charts"),
        "text": _("Writing the chapters"),
        "look": _("Setting the type"),
        "page": _("Laying out page %(n)s"),
        "slide": _("Making slide %(n)s of %(all)s"),
        "file": _("Writing the file"),
    }
    return words.get(kind, "") % dict(zip(("n", "all"), numbers, strict=False))


class _Listener(logging.Handler):
    """Passes on what WeasyPrint logs of its way; what is raised there stops it."""

    def __init__(self, progress: Progress) -> None:
        super().__init__(logging.INFO)
        self.progress = progress
        self.thread = threading.get_ident()
        self.page = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Tell which page is being laid out, or what comes before and after."""
        if record.thread != self.thread:
            return
        said = record.getMessage()
        page = re.search(r"- Page (\d+)", said)
        if page:
            # Numbers of pages that were not known yet send it through them again.
            self.page = max(self.page, int(page[1]))
            share = 1 - 0.5 ** (self.page / HALF_OF_PAGES)
            self.progress(f"page:{self.page}", PAGES + int(share * (FILE - PAGES)))
        elif said.startswith("Step 6"):
            self.progress("file", FILE)
        elif said[:6] in STEPS:
            self.progress("look", STEPS[said[:6]])


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
