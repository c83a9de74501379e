"""Leaders' time with customers, and what they bring home of it, beside the two rules."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.disclosure import lower_end
from maturity.figures import TimeItems
from maturity.result import Document
from maturity.shares import Share, shares_in
from reports import words
from reports.story.iceberg.levels import indicative
from reports.story.material import Material
from reports.story.spread import is_covered


@dataclass(frozen=True)
class Band:
    """An answer and the share that gave it, 0..1; ``keeps`` says whether it keeps the rule.

    ``is_covered`` says that the share is told as "at most": nobody may have answered so.
    """

    name: str
    share: float
    share_text: str
    keeps: bool
    is_covered: bool

    @property
    def length(self) -> float:
        """How long it is drawn: not at all where nobody may have answered so."""
        return 0.0 if self.is_covered else self.share


@dataclass(frozen=True)
class TimeRule:
    """A question on time, its rule and its bands; the shares that keep it, or dashes."""

    code: str
    question: str
    rule: str
    bands: tuple[Band, ...]
    n: str
    unsure_name: str
    unsure_text: str
    kept_text: str
    interval_text: str


@dataclass(frozen=True)
class TimeStory:
    """Both questions, as far as they are told; ``sentences`` say who keeps the rules."""

    sentences: tuple[str, ...]
    rules: tuple[TimeRule, ...]

    @property
    def legend(self) -> tuple[str, ...]:
        """What belongs below the drawing."""
        said = _("Single answers have no interval; the share that keeps a rule has one.")
        if not any(band.is_covered for rule in self.rules for band in rule.bands):
            return (said,)
        return (_("≤: at most so many, and perhaps nobody."), said)


def time_with_customers(material: Material) -> TimeStory | None:
    """Tell the questions whose answers are told; None where there are none."""
    items = material.framework.figures.time
    audience = material.shown.get(items.audience) if items else None
    part = audience.get("time") if audience else None
    if items is None or audience is None or part is None:
        return None
    sentences, rules = [], []
    for name, (code, answer_from) in items.rules.items():
        cell = audience.get("choices", {}).get(code, {"shown": False})
        if not cell["shown"] or cell["shares"] is None:
            continue
        kept = shares_in(part[name]).get("kept")
        rules.append(_rule(material, items, name, cell, kept, answer_from))
        if kept is not None:
            sentences.append(_sentence(name, kept))
    return TimeStory(tuple(sentences), tuple(rules)) if rules else None


def _rule(
    material: Material,
    items: TimeItems,
    name: str,
    cell: Document,
    kept: Share | None,
    answer_from: int,
) -> TimeRule:
    code = items.rules[name][0]
    item = next(each for each in material.framework.items if each.code == code)
    n = lower_end(cell["n"])
    replied = words.replies(cell.get("dont_know_n"), cell["n"])
    return TimeRule(
        code=code,
        question=item.text(items.audience),
        rule=_rules()[name],
        bands=tuple(
            Band(
                label,
                share,
                words.share(share, n),
                answer >= answer_from,
                is_covered(share, n),
            )
            for answer, (label, share) in enumerate(
                zip(item.options(), cell["shares"], strict=True), start=1
            )
        ),
        n=words.number(cell["n"]),
        unsure_name=item.scale.dont_know,
        unsure_text=words.share(cell["dont_know"], replied),
        kept_text=indicative(kept) + words.told_share(kept) if kept else words.DASH,
        interval_text=words.shares(kept.low, kept.high) if kept else words.DASH,
    )


def _rules() -> dict[str, str]:
    return {
        "spent": _("Rule: more than a third of the time with customers"),
        "back": _("Rule: half a day back for each day out"),
    }


def _sentence(name: str, kept: Share) -> str:
    values = {"share": words.told_share(kept), "interval": words.shares(kept.low, kept.high)}
    if name == "spent":
        return (
            _(
                "%(share)s of leaders (95%% interval %(interval)s) spend more than a third of their"
                " time with customers."
            )
            % values
        )
    return (
        _(
            "%(share)s of leaders with days out (95%% interval %(interval)s) give half a day or"
            " more to pass on what they learned on each."
        )
        % values
    )
