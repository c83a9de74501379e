"""What is being made of a report just now: a code in its row, words on the page.

A code names the kind of work, the section it is for ("" for none), and which piece of it:
"page:roadmap:12" is the twelfth page, "slide:roadmap:3:14" the third slide of fourteen.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from reports.topics import TOPICS

# Told of a stage and how much of the whole is done, in per cent; may raise to stop the work.
Progress = Callable[[str, int], None]


def unheard(stage: str, percent: int) -> None:
    """Tell nobody."""


def in_words(stage: str) -> str:
    """Return what a stage is called; "" for one that is not known (any more)."""
    match stage.split(":"):
        case ["story"]:
            return _("Reading the result")
        case ["charts"]:
            return _("Drawing the charts")
        case ["text"]:
            return _("Writing the chapters")
        case ["look"]:
            return _("Setting the type")
        case ["page", section, page] if section in TOPICS:
            said = {"topic": TOPICS[section], "page": page}
            return _("Laying out “%(topic)s”, page %(page)s") % said
        case ["page", _section, page]:
            return _("Laying out page %(page)s") % {"page": page}
        case ["slide", section, slide, slides] if section in TOPICS:
            said = {"topic": TOPICS[section], "slide": slide, "slides": slides}
            return _("Making the slides of “%(topic)s”, %(slide)s of %(slides)s") % said
        case ["file"]:
            return _("Writing the file")
        case _other:
            return ""
