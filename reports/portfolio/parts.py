"""What an edition says of the customers: the portfolio's totals and what the register holds.

Computed when it is written, and then a part of the edition: what it was computed from is named
by id and hash, and need not be there any more.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from maturity.iceberg.register import register_document
from maturity.portfolio import Cuts, Earlier, Portfolio, assess
from maturity.result import Document
from organisations.models import CustomerFile
from reports.editions.earlier import before
from reports.editions.working import content_of
from reports.models import Result
from reports.portfolio.joining import are_answers_kept, items_asked, join
from surveys.framework.own_questions import asked_framework


@dataclass(frozen=True)
class EarlierPortfolio:
    """The portfolio of an earlier wave as its own edition has it, and the file it was made of."""

    result: Result
    pinned: Document
    file: CustomerFile

    @property
    def cuts(self) -> Cuts:
        """Where its classes were cut."""
        return Cuts(**self.pinned["cuts"])


def portfolio_part(
    result: Result, *, file: CustomerFile, cuts: Cuts, earlier: EarlierPortfolio | None
) -> Document:
    """Return the part on the portfolio; its answers must be there."""
    portfolio = portfolio_of(result, file=file, cuts=cuts, earlier=earlier)
    return {
        "file": {**pin(file), "currency": _currency(file)},
        "cuts": asdict(cuts),
        "document": portfolio.document(),
        "earlier": earlier and pin_earlier(earlier),
    }


def portfolio_of(
    result: Result, *, file: CustomerFile, cuts: Cuts, earlier: EarlierPortfolio | None
) -> Portfolio:
    """Place the accounts of a file by the answers of a wave, beside an earlier one if there is."""
    wave = result.wave
    items = items_asked(asked_framework(wave), wave)
    assert items is not None
    joined = join(wave, items, file)
    then = None
    if earlier is not None:
        before = join(earlier.result.wave, items, earlier.file)
        is_same = _currency(earlier.file) == _currency(file)
        then = Earlier(before.accounts, before.voices, earlier.cuts, is_same)
    return assess(
        joined.accounts, joined.voices, cuts, smallest_group=wave.smallest_group, earlier=then
    )


def complaints_part(
    *,
    customers: int | None = None,
    revenue_each: float | None = None,
    currency: str = "",
    register: Document | None = None,
) -> Document:
    """Return the part on complaints, with what ``register_part`` returns; {} if nothing is said."""
    told: Document = {
        "customers": customers,
        "revenue_each": revenue_each,
        "currency": currency if revenue_each else "",
        "register": register or {},
    }
    return told if any(told.values()) else {}


def register_part(file: CustomerFile) -> Document:
    """Return what is said of a register that was taken in."""
    content = file.content
    assert content is not None
    columns = (content[name] for name in ("days", "channels", "causes", "outcomes", "accounts"))
    return {"file": pin(file), "document": register_document(*columns)}


def pin(file: CustomerFile) -> Document:
    """Return what an edition says of a file, by which it is found again."""
    return {
        "id": str(file.pk),
        "sha256": file.sha256,
        "filename": file.filename,
        "since": file.since.isoformat() if file.since else "",
        "until": file.until.isoformat() if file.until else "",
    }


def pinned_file(pinned: Document) -> CustomerFile | None:
    """Return the file that was pinned; None if it was deleted."""
    found: CustomerFile | None = CustomerFile.objects.filter(
        pk=pinned["id"], sha256=pinned["sha256"], taken_at__isnull=False
    ).first()
    return found


def pinned_earlier(pinned: Document, *, now: datetime) -> EarlierPortfolio | None:
    """Return the earlier portfolio that was pinned; None if file or answers are gone."""
    result = Result.objects.select_related("wave__assessment__organisation").get(
        pk=pinned["result_id"]
    )
    file = pinned_file(pinned["file"])
    if file is None or not are_answers_kept(result.wave, now):
        return None
    return EarlierPortfolio(result, pinned, file)


def earlier_portfolios(result: Result, *, now: datetime) -> list[EarlierPortfolio]:
    """Return the client's earlier waves whose portfolio can be set beside this one, latest first.

    They have one in their own next edition, and answers and file are still there.
    """
    framework = asked_framework(result.wave)
    items = items_asked(framework, result.wave)
    found = []
    for earlier in before(result):
        pinned = content_of(earlier).get("portfolio")
        is_asked = items is not None and items_asked(framework, earlier.wave) == items
        if pinned and is_asked and are_answers_kept(earlier.wave, now):
            file = pinned_file(pinned["file"])
            if file is not None:
                found.append(EarlierPortfolio(earlier, pinned, file))
    return found


def pin_earlier(earlier: EarlierPortfolio) -> Document:
    """Return what an edition says of an earlier portfolio its own is set beside."""
    wave = earlier.result.wave
    return {
        "result_id": str(earlier.result.pk),
        "sha256": earlier.result.sha256,
        "assessment": wave.assessment.name,
        "wave": wave.name,
        "file": earlier.pinned["file"],
        "cuts": earlier.pinned["cuts"],
    }


def _currency(file: CustomerFile) -> str:
    assert file.content is not None
    return str(file.content["currency"])
