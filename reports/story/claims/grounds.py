"""What claims are made on: the documents of a report, and the few facts many rules share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from maturity.framework import Dimension, Stage
from maturity.result import Document
from maturity.stages import FIRST_STAGE_WITH_EVIDENCE
from reports.story.claims.addresses import EARLIER, EDITION, RESULT, address
from reports.story.evidence import is_refuted
from reports.story.material import Material, is_unsure


@dataclass(frozen=True)
class Standing:
    """A dimension as the headline audience sees it; ranks are None where not shown or not set.

    ``certainty`` is None of the first stage, below which none lies, and where it is not known.
    ``is_unsure``: too few answers tell how sure the stage is.
    ``is_refuted``: evidence does not confirm the stage, or the target where that is lower.
    """

    code: str
    name: str
    is_core: bool
    rank: int | None
    target: int | None
    certainty: str | None
    is_refuted: bool
    is_unsure: bool

    @property
    def distance(self) -> int | None:
        """How many stages are missing to the target; below 0 beyond it."""
        if self.rank is None or self.target is None:
            return None
        return self.target - self.rank

    @property
    def may_miss(self) -> bool:
        """Whether its target could have been missed: not the first stage, which all reach."""
        return (self.target or 1) > 1

    @property
    def is_provisional(self) -> bool:
        """Whether its stage is not sure to be reached."""
        return self.certainty == "provisional"


@dataclass(frozen=True)
class Grounds:
    """The material of a report and the earlier result it is compared with, if any.

    ``told_on`` decides which actions are late.
    """

    material: Material
    earlier: Document | None
    told_on: date

    @property
    def documents(self) -> dict[str, Document]:
        """The documents an address may lead into."""
        found = {RESULT: self.material.result, EDITION: self.material.edition}
        return found if self.earlier is None else {**found, EARLIER: self.earlier}

    @property
    def headline(self) -> str:
        """The audience whose answers place the organisation; empty if none can."""
        return self.material.headline

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """The dimensions the headline audience was asked about, in the framework's order."""
        return tuple(self._standing(each) for each in self.material.asked)

    def _standing(self, dimension: Dimension) -> Standing:
        cell = self.material.cells[dimension.code]
        stage, target = self.material.stage(cell.get("stage")), self.material.target(dimension.code)
        rank = _rank(stage)
        return Standing(
            code=dimension.code,
            name=dimension.name,
            is_core=dimension.is_core,
            rank=rank,
            target=_rank(target),
            certainty=cell.get("certainty") if rank and rank > 1 else None,
            is_refuted=is_refuted(self.material, dimension, stage, target),
            is_unsure=is_unsure(cell, stage),
        )

    @cached_property
    def shown(self) -> tuple[Standing, ...]:
        """Those of which the stage is told."""
        return tuple(each for each in self.standings if each.rank is not None)

    # Where values stand

    def of_headline(self, *way: str | int) -> str:
        """Return the address of something in the headline audience's part of the result."""
        return address(RESULT, "audiences", self.headline, *way)

    def stages(self, standings: Sequence[Standing]) -> list[str]:
        """Return where the stages of shown dimensions stand."""
        return [self.of_headline("dimensions", each.code, "stage") for each in standings]

    def certainties(self, standings: Sequence[Standing]) -> list[str]:
        """Return where it stands how sure the stages of dimensions are, above the first."""
        return [
            self.of_headline("dimensions", each.code, "certainty")
            for each in standings
            if (each.rank or 1) > 1 and "certainty" in self.material.cells[each.code]
        ]

    def unsure(self, standings: Sequence[Standing]) -> list[str]:
        """Return where it stands that too few answers tell how sure any of these stages is."""
        if not (standings and all(each.is_unsure for each in standings)):
            return []
        return [*self.certainties(standings), *self.completes(standings)]

    def completes(self, standings: Sequence[Standing]) -> list[str]:
        """Return where it stands of which dimensions everybody who is meant has answered."""
        return [
            self.of_headline("dimensions", each.code, "complete")
            for each in standings
            if "complete" in self.material.cells[each.code]
        ]

    def evidence(self, standings: Sequence[Standing]) -> list[str]:
        """Return where evidence stands, if any may speak of the stages of dimensions."""
        needs_it = any((each.rank or 1) >= FIRST_STAGE_WITH_EVIDENCE for each in standings)
        return (
            [self.in_edition("evidence")]
            if needs_it and self.material.edition.get("evidence")
            else []
        )

    def are_shown(self) -> list[str]:
        """Return where it stands which dimensions are shown."""
        return [self.of_headline("dimensions", each.code, "shown") for each in self.standings]

    def targets(self, standings: Sequence[Standing]) -> list[str]:
        """Return where the targets of dimensions stand, of those that have one."""
        return [address(EDITION, "targets", each.code) for each in standings if each.target]

    def in_edition(self, key: str) -> str:
        """Return where a part of the edition stands; the whole edition where it has none."""
        return address(EDITION, *([key] if key in self.material.edition else []))

    def placing(self) -> list[str]:
        """Return where it stands that no view of any stage is shown, of those asked for stages."""
        sources = []
        for code in self.material.placing:
            audience = self.material.shown.get(code)
            at = ("audiences", code)
            if audience:
                sources += [
                    address(RESULT, *at, "dimensions", each, "shown")
                    for each in audience["dimensions"]
                ]
            elif code in self.material.result["audiences"]:
                sources.append(address(RESULT, *at, "shown"))
        return sources

    def left_out(self) -> list[str]:
        """Return where it stands that an audience was not asked for the stages it could tell."""
        return [
            address(RESULT, "audiences", code, "dimensions")
            for code in self.material.placing
            if code in self.material.shown and not self.material.shown[code]["dimensions"]
        ]

    def audiences(self) -> list[str]:
        """Return where it stands which audiences are shown."""
        known = self.material.result["audiences"]
        return [
            address(RESULT, "audiences", code, "shown")
            for code in self.material.framework.respondents
            if code in known
        ]


def _rank(stage: Stage | None) -> int | None:
    return stage.rank if stage else None
