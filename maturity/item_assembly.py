"""Joining the structure of items with their texts."""

from collections.abc import Sequence

from maturity.answers import DONT_KNOW
from maturity.framework import Foundation, Step
from maturity.items import NO_SCALE, Condition, Item, Option, Passage, Scale
from maturity.tables import Table

KINDS = ("anchored", "parallel", "rating", "step", "choice", "several", "comment")
# What an item of each kind is about: an entry of its own, and the section that entry is from.
ABOUT = {
    "anchored": ("dimension", "dimensions"),
    "parallel": ("dimension", "dimensions"),
    "rating": ("construct", "constructs"),
    "step": ("step", "steps"),
    "choice": ("theme", "themes"),
    "several": ("theme", "themes"),
}


class ItemAssembly:
    """Builds scales and items; errors are TableError and name the place."""

    def __init__(self, structure: Table, texts: Table) -> None:
        self.structure = structure
        self.texts = texts
        self.sources = structure.codes("sources")
        self.scales = {entry["code"]: self._scale(entry) for entry in structure["scales"]}
        self.raters = [structure[name] for name in ("roadmap", "checklist") if name in structure]

    @property
    def assessor(self) -> str:
        """The audience that rates roadmap and checklist; empty where there is neither."""
        return str(self.raters[0]["audience"]) if self.raters else ""

    def build(self, steps: Sequence[Step], foundations: Sequence[Foundation]) -> dict[str, Item]:
        """Return all items by code."""
        items = [
            *map(self._item, self.structure["items"]),
            *self._evidence_items(),
            *self._roadmap_items(steps, foundations),
        ]
        self.structure.require_unique([item.code for item in items], "item")
        by_code = {item.code: item for item in items}
        for entry in self.structure["items"]:
            self._check_condition(entry, by_code)
        return by_code

    def source_of(self, entry: Table) -> str:
        """Return the document an entry rests on."""
        return entry.chosen("source", self.sources)

    def passage(self, text: str, entry: Table, basis: str) -> Passage:
        """Return a text with the source of its entry and its mark."""
        return Passage(text, self.source_of(entry), self._basis(entry, basis))

    def aim_of(self, entry: Table) -> dict[str, str]:
        """Return dimension and stage of an entry that serves a step up; never the first stage."""
        return {
            "dimension": entry.chosen("dimension", self.structure.codes("dimensions")),
            "stage": entry.chosen("stage", self.structure.codes("stages")[1:]),
        }

    def _basis(self, entry: Table, basis: str) -> str:
        entry.require(
            basis in {"stated", "derived"}, f'has the mark "{basis}"; it must be stated or derived'
        )
        return basis

    def _scale(self, entry: Table) -> Scale:
        texts = self.texts["scales"][entry["code"]]
        bounds = tuple(float(bound) for bound in entry.get("bounds", ()))
        entry.require(
            not bounds
            or (len(bounds) == entry["points"] + 1 and list(bounds) == sorted(set(bounds))),
            f"needs {entry['points'] + 1} ascending edges for its {entry['points']} bands",
        )
        return Scale(
            code=entry["code"],
            points=entry["points"],
            labels=tuple(texts.get("labels", ())),
            dont_know=texts["dont_know"] if entry["dont_know"] else "",
            unit=entry.get("unit", ""),
            bounds=bounds,
        )

    def _scale_of(self, entry: Table) -> Scale:
        """Return the scale an entry names; its labels, if it is answered by them, must fit."""
        scale = self.scales[entry.chosen("scale", self.scales)]
        entry.require(
            entry.get("kind") == "anchored" or len(scale.labels) == scale.points,
            f'needs {scale.points} answers to choose from; "{scale.code}" has {len(scale.labels)}',
        )
        return scale

    def _anchors(self, entry: Table, scale: Scale) -> tuple[Passage, ...]:
        if entry["kind"] != "anchored":
            return ()
        stages = len(self.structure.codes("stages"))
        entry.require(
            scale.points == stages,
            f"is anchored on {scale.points} points; there are {stages} stages",
        )
        texts, marks = self.texts["items"][entry["code"]]["anchors"], entry["anchors"]
        entry.require(
            len(list(filter(str.strip, texts))) == len(marks) == scale.points,
            f"needs {scale.points} anchors, each with a text and a mark",
        )
        return tuple(
            self.passage(text, entry, basis) for text, basis in zip(texts, marks, strict=True)
        )

    def _several(self, entry: Table) -> tuple[Option, ...]:
        if entry["kind"] != "several":
            return ()
        entry.require_unique(entry["options"], "option")
        texts = self.texts["items"][entry["code"]]["options"]
        return tuple(Option(code, texts[code]) for code in entry["options"])

    def _item(self, entry: Table) -> Item:
        texts = self.texts["items"][entry["code"]]
        kind = entry.chosen("kind", KINDS)
        scale = NO_SCALE if kind == "comment" else self._scale_of(entry)
        about = {}
        if kind in ABOUT:
            name, section = ABOUT[kind]
            about[name] = entry.chosen(name, self.structure.codes(section))
        return Item(
            code=entry["code"],
            kind=kind,
            scale=scale,
            audiences=tuple(entry["audiences"]),
            texts={
                audience: texts["texts"][audience] if "texts" in texts else texts["text"]
                for audience in entry["audiences"]
            },
            source=self.source_of(entry),
            basis=self._basis(entry, entry["basis"]) if "basis" in entry else "",
            anchors=self._anchors(entry, scale),
            several=self._several(entry),
            departments=(),
            when=self._condition(entry),
            help=texts.get("help", ""),
            **about,
        )

    def _condition(self, entry: Table) -> Condition | None:
        when = entry.get("when")
        return None if when is None else Condition(when["item"], tuple(when["answers"]))

    def _check_condition(self, entry: Table, items: dict[str, Item]) -> None:
        """Hold that a condition names an item with one answer, and answers it has."""
        when = self._condition(entry)
        if when is None:
            return
        known = {code: i for code, i in items.items() if not i.several and not i.is_comment}
        entry.require(
            when.item in known, f'depends on "{when.item}", which is no item with one answer'
        )
        scale = known[when.item].scale
        codes = {*range(1, scale.points + 1), *([DONT_KNOW] if scale.has_dont_know else [])}
        entry.require(
            bool(when.answers) and codes.issuperset(when.answers),
            f'depends on an answer that "{when.item}" does not have',
        )

    def _rated_scale(self, rating: Table) -> Scale:
        scale = self._scale_of(rating)
        rating.require(
            not scale.has_dont_know,
            f'is rated on "{scale.code}", which has a "don’t know"; '
            "choose a scale with dont_know = false",
        )
        rating.require(
            rating["audience"] == self.assessor,
            f"is rated by {rating['audience']}; one audience rates roadmap and checklist",
        )
        return scale

    def _evidence_items(self) -> list[Item]:
        """What the assessor looks for along each dimension, stage by stage."""
        checklist = self.structure.get("checklist")
        if checklist is None:
            self.structure.require(
                "evidence" not in self.structure, "has evidence but no checklist"
            )
            return []
        scale = self._rated_scale(checklist)
        return [self._evidence_item(entry, scale) for entry in self.structure["evidence"]]

    def _evidence_item(self, entry: Table, scale: Scale) -> Item:
        aim = self.aim_of(entry)
        return Item(
            code=entry["code"],
            kind="evidence",
            scale=scale,
            audiences=(self.assessor,),
            texts={self.assessor: self.texts["evidence"][entry["code"]]},
            source=self.source_of(entry),
            basis=self._basis(entry, entry["basis"]),
            dimension=aim["dimension"],
            stage=aim["stage"],
        )

    def _roadmap_items(
        self, steps: Sequence[Step], foundations: Sequence[Foundation]
    ) -> list[Item]:
        """One item for every step and foundation."""
        roadmap = self.structure.get("roadmap")
        if roadmap is None:
            self.structure.require(not steps, "has steps but no roadmap")
            return []
        scale = self._rated_scale(roadmap)
        cells = self.texts["roadmap"]["cells"]
        return [
            Item(
                code=f"{step.code}-{foundation.code}",
                kind="roadmap",
                scale=scale,
                audiences=(self.assessor,),
                texts={self.assessor: cells[step.code][foundation.code]},
                source=step.source,
                basis=self._basis(roadmap, roadmap["basis"]),
                step=step.code,
                foundation=foundation.code,
            )
            for step in steps
            for foundation in foundations
        ]
