"""Joining a framework's structure with its texts; what is missing or does not fit is an error."""

from maturity.framework import (
    Action,
    Construct,
    Dimension,
    Foundation,
    Framework,
    Module,
    Page,
    Questionnaire,
    Source,
    Stage,
    Step,
    Theme,
)
from maturity.item_assembly import ItemAssembly
from maturity.items import Item
from maturity.tables import Table

CODED = (
    "sources",
    "stages",
    "scales",
    "dimensions",
    "foundations",
    "steps",
    "themes",
    "constructs",
    "modules",
    "evidence",
    "actions",
)


class Assembly:
    """Joins structure and texts of one language; errors are TableError and name the place."""

    def __init__(self, structure: Table, texts: Table) -> None:
        self.structure = structure
        self.texts = texts
        for section in CODED:
            structure.require_unique(structure.codes(section), f"entry of {section}")
        self.items = ItemAssembly(structure, texts)
        self.stages = tuple(
            Stage(entry["code"], rank, text["name"], text["summary"])
            for rank, (entry, text) in enumerate(self._entries("stages"), start=1)
        )

    def _entries(self, section: str) -> list[tuple[Table, Table]]:
        """Return each entry of a section with its texts."""
        return [
            (entry, self.texts[section][entry["code"]]) for entry in self.structure.get(section, [])
        ]

    def framework(self, digest: str, language: str) -> Framework:
        """Return the whole model."""
        roadmap_texts = self.texts.get("roadmap", {})
        steps = self._steps()
        items = self.items.build(steps, self._foundations())
        return Framework(
            key=self.structure["key"],
            version=self.structure["version"],
            is_published=self.structure["published"],
            hash=digest,
            language=language,
            title=self.texts["title"],
            summary=self.texts["summary"],
            sources=tuple(Source(e["code"], text["title"]) for e, text in self._entries("sources")),
            stages=self.stages,
            dimensions=tuple(self._dimension(*entry) for entry in self._entries("dimensions")),
            steps=steps,
            foundations=self._foundations(),
            items=tuple(items.values()),
            questionnaires=self._questionnaires(items, steps),
            assessor=self.items.assessor,
            themes=self._themes(),
            constructs=self._constructs(),
            modules=tuple(
                Module(entry["code"], text["name"], text["summary"], entry["default"])
                for entry, text in self._entries("modules")
            ),
            actions=tuple(self._action(*entry) for entry in self._entries("actions")),
            roadmap_pace=roadmap_texts.get("pace", ""),
            roadmap_basis=roadmap_texts.get("basis", ""),
        )

    def _steps(self) -> tuple[Step, ...]:
        return tuple(
            Step(entry["code"], rank, text["name"], text["summary"], entry["source"])
            for rank, (entry, text) in enumerate(self._entries("steps"), start=1)
        )

    def _foundations(self) -> tuple[Foundation, ...]:
        return tuple(
            Foundation(entry["code"], text["name"], text["summary"], entry["source"])
            for entry, text in self._entries("foundations")
        )

    def _themes(self) -> tuple[Theme, ...]:
        return tuple(
            Theme(e["code"], text["name"], text["question"], self.items.source_of(e))
            for e, text in self._entries("themes")
        )

    def _constructs(self) -> tuple[Construct, ...]:
        themes = self.structure.codes("themes")
        return tuple(
            Construct(
                code=entry["code"],
                theme=entry.chosen("theme", themes),
                name=text["name"],
                summary=self.items.passage(text["summary"], entry, entry["basis"]),
            )
            for entry, text in self._entries("constructs")
        )

    def _dimension(self, entry: Table, texts: Table) -> Dimension:
        conditions = [
            self.items.passage(
                texts["conditions"][stage.code], entry, entry["conditions"][stage.code]
            )
            for stage in self.stages
        ]
        return Dimension(
            code=entry["code"],
            name=texts["name"],
            question=texts["question"],
            is_core=entry["core"],
            conditions=tuple(conditions),
        )

    def _action(self, entry: Table, texts: Table) -> Action:
        aims = {"dimension", "stage", "foundation"}.intersection(entry)
        entry.require(
            aims in ({"foundation"}, {"dimension", "stage"}),
            "must serve either a dimension and a stage, or a foundation",
        )
        if "foundation" in entry:
            aim = {"dimension": "", "stage": ""}
            foundation = entry.chosen("foundation", self.structure.codes("foundations"))
        else:
            aim, foundation = self.items.aim_of(entry), ""
        return Action(
            code=entry["code"],
            foundation=foundation,
            what=self.items.passage(texts["what"], entry, entry["basis"]),
            **aim,
            **{name: texts[name] for name in ("why", "done", "company", "customer", "partner")},
        )

    def _questionnaires(
        self, items: dict[str, Item], steps: tuple[Step, ...]
    ) -> dict[str, Questionnaire]:
        """Return the questionnaires in order, the assessor's last."""
        entries = self.structure["questionnaires"]
        self.structure.require_unique([e["audience"] for e in entries], "questionnaire of")
        asked = {entry["audience"]: self._questionnaire(entry, items) for entry in entries}
        assessor = self.items.assessor
        if assessor:
            own = asked.pop(assessor, Questionnaire(assessor, ()))
            self.structure.require(
                all(item.kind in {"choice", "several"} for item in own.items),
                f'has "{assessor}" both answer the questionnaire and rate; that is two audiences',
            )
            generated = self._assessor_pages(items, steps)
            asked[assessor] = Questionnaire(assessor, (*own.pages, *generated))
        return asked

    def _questionnaire(self, entry: Table, items: dict[str, Item]) -> Questionnaire:
        audience = entry["audience"]
        codes = [code for page in entry["pages"] for code in page["items"]]
        entry.require_unique(codes, "item")
        earlier: set[str] = set()
        for page in entry["pages"]:
            for code in page["items"]:
                entry.require(
                    code in items and audience in items[code].audiences,
                    f'asks "{code}", which is no item for this audience',
                )
                when = items[code].when
                entry.require(
                    when is None or when.item in codes,
                    f'asks "{code}" depending on an item it does not ask',
                )
                entry.require(
                    when is None or when.item in earlier,
                    f'asks "{code}" depending on an item that is not on an earlier page',
                )
            earlier.update(page["items"])
        pages = tuple(self._page(page, items) for page in entry["pages"])
        return Questionnaire(audience, pages, entry.get("minutes"))

    def _page(self, entry: Table, items: dict[str, Item]) -> Page:
        texts = self.texts["pages"][entry["code"]]
        modules = self.structure.codes("modules")
        return Page(
            code=entry["code"],
            title=texts["title"],
            intro=texts["intro"],
            items=tuple(items[code] for code in entry["items"]),
            module=entry.chosen("module", modules) if modules else "",
        )

    def _assessor_pages(self, items: dict[str, Item], steps: tuple[Step, ...]) -> list[Page]:
        """One page a dimension for the evidence, one page a step for the roadmap."""
        evidence = [item for item in items.values() if item.kind == "evidence"]
        pages = [
            Page(
                code=f"evidence-{entry['code']}",
                title=text["name"],
                intro=text["question"],
                items=tuple(item for item in evidence if item.dimension == entry["code"]),
            )
            for entry, text in self._entries("dimensions")
            if evidence
        ]
        rated = [item for item in items.values() if item.kind == "roadmap"]
        return pages + [
            Page(step.code, step.name, step.summary, tuple(i for i in rated if i.step == step.code))
            for step in steps
            if rated
        ]
