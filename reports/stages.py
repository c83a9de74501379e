"""What is being made of a report just now: a code in its row, words on the page.

A code names the kind of work, and which piece of it: "chart:3:14" is the third chart of fourteen.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

# Told of a stage and how much of the whole is done, in per cent; may raise to stop the work.
Progress = Callable[[str, int], None]

# Where the kinds of work of a PDF begin, in per cent, as they take their time.
STORY, CHARTS, TEXT, LAYOUT, FILE = 0, 5, 20, 35, 75
# Half of the layout is over by this page: how many there will be shows at the end only.
HALF_OF_PAGES = 15


def unheard(stage: str, percent: int) -> None:
    """Tell nobody."""


def in_words(stage: str) -> str:
    """Return what a stage is called; "" for one that is not known (any more)."""
    kind, *numbers = stage.split(":")
    words = {
        "story": _("Reading the result"),
        "chart": _("Drawing chart %(n)s of %(all)s"),
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

    def emit(self, record: logging.LogRecord) -> None:
        """Tell which page is being laid out, or that the file is being written."""
        if record.thread != self.thread:
            return
        step = record.getMessage()
        if step.startswith("Step 5") and isinstance(record.args, tuple) and "Page" in step:
            [page] = record.args
            share = 1 - 0.5 ** (int(str(page)) / HALF_OF_PAGES)
            self.progress(f"page:{page}", LAYOUT + int(share * (FILE - LAYOUT)))
        elif step.startswith("Step 6"):
            self.progress("file", FILE)


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
