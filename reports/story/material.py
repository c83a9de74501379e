"""What a story is told from, and the few choices every part of it shares."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from maturity.framework import Dimension, Framework, Stage
from maturity.items import Item
from maturity.result import Document
from maturity.stage_cells import fewest_of
from maturity.stages import overall_stage
from reports import words


@dataclass(frozen=True)
class Side:
    """An audience in a chart; ``place`` is its place in the framework and chooses its mark."""

    place: int
    title: str


# The kinds of item that measure something together, and the part of a result that says so.
PARTS = {
    "anchored": "dimensions",
    "parallel": "experience",
    "rating": "constructs",
    "step": "steps",
}


def interval(cell: Document) -> tuple[float | None, float | None]:
    """Return both ends of a score's interval; None where the score is exact or not shown."""
    if cell.get("complete"):
        return None, None
    return cell.get("low"), cell.get("high")


def interval_text(cell: Document) -> str:
    """Return a score's interval, or that the score is exact; a dash where there is neither.

    A score at a covered end is not told exactly.
    """
    if cell.get("complete") and not cell.get("end"):
        return _("exact")
    return words.interval(*interval(cell))


def score_text(cell: Document) -> str:
    """Return a score with its interval; a dash where it is not shown."""
    if not cell["shown"]:
        return words.DASH
    return f"{words.score(cell['mean'], cell.get('end'))} ({interval_text(cell)})"


def is_unsure(cell: Document, stage: Stage | None) -> bool:
    """Whether too few answers, or accounts, say that a stage is reached to tell how sure it is.

    The first stage needs none to, and neither does what everybody who is meant has answered.
    Results that know of no certainty leave it open.
    """
    if stage is None or stage.rank == 1 or cell.get("complete"):
        return False
    return "certainty" in cell and cell["certainty"] is None


def view_of(cell: Document) -> str:
    """Return the code of how far people agree on a scale, which ``words.view`` says.

    A view that is not shared is divided only where there are two camps; else views differ.
    Empty in results that have none.
    """
    view: str = cell.get("view") or ""
    if view == "divided" and not cell.get("two_camps"):
        return "differing"
    return view


@dataclass(frozen=True)
class Material:
    """A result, what the consultant added to it (empty if nothing), and its framework."""

    framework: Framework
    result: Document
    edition: Document

    @property
    def organisation(self) -> str:
        """The organisation's name."""
        name: str = self.result["scope"]["organisation"]
        return name

    @cached_property
    def shown(self) -> dict[str, Document]:
        """The audiences that may be shown, in the framework's order."""
        audiences: dict[str, Document] = self.result["audiences"]
        return {
            code: audiences[code]
            for code in self.framework.respondents
            if audiences.get(code, {}).get("shown")
        }

    @property
    def hidden(self) -> list[str]:
        """The audiences that may not be shown."""
        return [code for code in self.framework.respondents if code not in self.shown]

    def side(self, code: str) -> Side:
        """Return an audience as the charts name it."""
        return Side(self.framework.respondents.index(code), words.audience_title(code))

    @cached_property
    def headline(self) -> str:
        """The audience whose answers place the organisation; empty if none can.

        The framework lists the audience that knows the daily work first: staff, then leaders.
        """
        for code, audience in self.shown.items():
            if any(cell["shown"] for cell in audience["dimensions"].values()):
                return code
        return ""

    @cached_property
    def cells(self) -> dict[str, Document]:
        """The headline audience's dimensions by code, {"shown": false} among them."""
        cells: dict[str, Document] = (
            self.shown[self.headline]["dimensions"] if self.headline else {}
        )
        return cells

    @property
    def asked(self) -> list[Dimension]:
        """The dimensions the headline audience was asked about, in the framework's order."""
        return [each for each in self.framework.dimensions if each.code in self.cells]

    @cached_property
    def scored(self) -> dict[str, list[Document]]:
        """The shown scores of every shown audience, of whatever kind."""
        return {
            code: [
                cell
                for part in PARTS.values()
                for cell in audience.get(part, {}).values()
                if cell["shown"]
            ]
            for code, audience in self.shown.items()
        }

    def was_asked(self, code: str, item: Item) -> bool:
        """Whether a question was part of an audience's wave: modules may be left out."""
        audience = self.shown[code]
        part = PARTS.get(item.kind)
        if item.kind == "single":
            return True
        if part is None:
            return item.code in audience.get("choices", {})
        return (item.dimension or item.construct or item.step) in audience.get(part, {})

    def stage(self, code: str | None) -> Stage | None:
        """Return a stage by code, None for none."""
        return next((stage for stage in self.framework.stages if stage.code == code), None)

    def target(self, dimension: str) -> Stage | None:
        """Return the stage aimed at in a dimension, if one was set."""
        return self.stage(self.edition.get("targets", {}).get(dimension))

    def target_reason(self, dimension: str) -> str:
        """Return why management aims at that stage; "" if it was not said."""
        reason: str = self.edition.get("target_reasons", {}).get(dimension, "")
        return reason

    def weight(self, dimension: str) -> int:
        """Return how often a gap along the dimension counts: 1 unless management said more."""
        weight: int = self.edition.get("weights", {}).get(dimension, 1)
        return weight

    @property
    def with_target(self) -> list[Dimension]:
        """The dimensions for which a target was set."""
        return [each for each in self.framework.dimensions if self.target(each.code)]

    @property
    def asks_for_stages(self) -> bool:
        """False if whoever would have placed the organisation was not asked about its stages."""
        left_out = any(
            code in self.placing and not each["dimensions"] for code, each in self.shown.items()
        )
        return bool(self.placing) and not left_out

    @property
    def placing(self) -> list[str]:
        """The audiences whose questionnaires ask for stages."""
        return [
            code
            for code in self.framework.respondents
            if any(item.kind == "anchored" for item in self.framework.questionnaire(code).items)
        ]

    def fewest(self, audience: str, dimension: str) -> int:
        """How many answered the question about a shown dimension that fewest answered.

        By this number the shares of a dimension are rounded.
        """
        return fewest_of(self.framework, audience, self.shown[audience], dimension)

    @property
    def overall(self) -> Stage | None:
        """The stage of the whole profile as the headline audience sees it."""
        return self.stage(self.shown[self.headline]["stage"]) if self.headline else None

    @property
    def overall_target(self) -> Stage | None:
        """The stage the targets amount to by the same rule; None unless all are set."""
        targets = {each.code: self.target(each.code) for each in self.framework.dimensions}
        ranks = {code: stage.rank for code, stage in targets.items() if stage}
        if not ranks or len(ranks) < len(targets):
            return None
        core = {each.code for each in self.framework.dimensions if each.is_core}
        return self.framework.stages[overall_stage(ranks, core) - 1]

    @property
    def overall_probability(self) -> Document:
        """Certainty and probability of the overall stage; empty in results that have neither."""
        found = self.shown[self.headline].get("stage_probability") if self.headline else None
        return found or {}

    @property
    def smallest_group(self) -> int:
        """The size below which no group is shown; format 1 held it beside no other rule."""
        smallest: int = self.result.get("rules", self.result)["smallest_group"]
        return smallest

    @property
    def is_pulse(self) -> bool:
        """Whether a part of an earlier wave was asked again, and no more."""
        return bool(self.result["scope"].get("kind") == "pulse")

    @property
    def is_from_file(self) -> bool:
        """Whether the answers came from outside, as a file."""
        return bool(self.result["scope"]["origin"] == "file")
