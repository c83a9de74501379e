"""How often each answer to a question was given, on one line."""

from django.utils.translation import gettext as _

from maturity.disclosure import lower_end, rounded_share
from maturity.items import Item
from maturity.result import Document
from maturity.shares import Share
from reports import words


def is_covered(share: float, n: int) -> bool:
    """Whether a share of n answers is told as "at most": nobody may have answered so."""
    return 0 < (rounded_share(0, n) or 0.0) >= share


def spread(item: Item, cell: Document | None) -> str:
    """Return every answer of a question of choice, the highest first; "" if it is not shown."""
    if cell is None or cell.get("shares") is None:
        return ""
    n = lower_end(cell["n"])
    told = [
        f"{label}: {words.share(share, n)}"
        for label, share in zip(item.options(), cell["shares"], strict=True)
    ]
    told.reverse()
    if item.scale.has_dont_know and cell["dont_know"] is not None:
        told.append(f"{item.scale.dont_know}: {unsure_text(cell)}")
    return " · ".join(told)


def unsure_text(cell: Document) -> str:
    """Return the share of those who could not say."""
    return words.share(cell["dont_know"], words.replies(cell.get("dont_know_n"), cell["n"]))


def share_texts(share: Share | None) -> tuple[str, str]:
    """Return a share and its interval; dashes if it is not shown."""
    if share is None:
        return words.DASH, words.DASH
    return words.told_share(share), words.shares(share.low, share.high)


def with_interval(share: Share) -> str:
    """Return a share and its interval in one."""
    return _("%(share)s (95%% interval %(interval)s)") % {
        "share": words.told_share(share),
        "interval": words.shares(share.low, share.high),
    }


def with_range(share: Share) -> str:
    """Return a share with its interval behind it, as a cell of a table has it."""
    return f"{words.told_share(share)} ({words.shares(share.low, share.high)})"
