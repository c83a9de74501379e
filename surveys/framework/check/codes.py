"""Whether the codes a framework's structure names are there, and there once.

The entries may break the schema: what has the wrong form is passed over here.
"""

from collections.abc import Iterator
from typing import Any

from maturity.answers import DONT_KNOW
from surveys.framework.check.faults import Fault, TomlFile, suggestion, texts
from surveys.framework.check.lines import EntryPath

# Where the code is to be found that an entry of this name holds.
SECTIONS = {
    "source": "sources",
    "scale": "scales",
    "dimension": "dimensions",
    "stage": "stages",
    "foundation": "foundations",
    "step": "steps",
    "theme": "themes",
    "construct": "constructs",
    "module": "modules",
}
CODED = (*SECTIONS.values(), "items", "evidence", "actions")


def code_faults(file: TomlFile) -> list[Fault]:
    """Return what in ``framework.toml`` is there twice, or named but not there."""
    questionnaires = range(len(file.tables("questionnaires")))
    return [
        *_doubled(file),
        *_unknown(file, file.entries, ()),
        *_marks(file),
        *_conditions(file),
        *(fault for place in questionnaires for fault in _asked(file, place)),
    ]


def _doubled(file: TomlFile) -> Iterator[Fault]:
    """Complain of a code where it comes the second time."""
    for section in (*CODED, "questionnaires"):
        name = "audience" if section == "questionnaires" else "code"
        seen: dict[str, int] = {}
        for place, entry in enumerate(file.tables(section)):
            code = entry.get(name)
            line = file.lines.line((section, place, name))
            if isinstance(code, str) and seen.setdefault(code, line) != line:
                complaint = f'has the {name} "{code}" twice, first on line {seen[code]}'
                yield file.fault((section,), complaint, at=(section, place, name))


def _unknown(file: TomlFile, here: Any, path: EntryPath) -> Iterator[Fault]:
    """Walk over all entries and complain of codes that are named but not there."""
    for name, value in here.items() if isinstance(here, dict) else enumerate(here):
        if name in SECTIONS and isinstance(value, str):
            section = SECTIONS[name]
            # What serves a step up cannot lead to the stage where everyone begins.
            codes = file.codes(section)[1 if name == "stage" else 0 :]
            if value not in codes:
                known = (
                    f"it must be one of {', '.join(codes)}" if codes else f"there are no {section}"
                )
                yield file.value_fault((*path, name), known)
        elif isinstance(value, dict | list) and name != "conditions":
            yield from _unknown(file, value, (*path, name))


def _marks(file: TomlFile) -> Iterator[Fault]:
    """Hold that every dimension and every anchored item has a mark for every stage."""
    stages = file.codes("stages")
    for place in range(len(file.tables("dimensions"))):
        path = ("dimensions", place, "conditions")
        marks = file.at(path)
        marked = marks if isinstance(marks, dict) else dict.fromkeys(stages)
        for stage in stages:
            if stage not in marked:
                yield file.fault(path, f'lacks "{stage}"')
        for stage in marked.keys() - stages:
            complaint = f'has the unknown stage "{stage}"; {suggestion(stage, stages)}'
            yield file.fault(path, complaint, at=(*path, stage))
    scales = {str(entry.get("code")): entry.get("points") for entry in file.tables("scales")}
    for place, entry in enumerate(file.tables("items")):
        if entry.get("kind") != "anchored":
            continue
        marks, points = entry.get("anchors"), scales.get(str(entry.get("scale")))
        if isinstance(marks, list) and len(marks) != len(stages):
            complaint = f"has {len(marks)} marks; there are {len(stages)} stages"
            yield file.fault(("items", place, "anchors"), complaint)
        if type(points) is int and points != len(stages):
            demand = f"its {points} points are not one for each of the {len(stages)} stages"
            yield file.value_fault(("items", place, "scale"), demand)


def _conditions(file: TomlFile) -> Iterator[Fault]:
    """Hold that what an item depends on has one answer, and can be answered so."""
    items = {str(entry.get("code")): entry for entry in file.tables("items")}
    scales = {str(entry.get("code")): entry for entry in file.tables("scales")}
    for place, entry in enumerate(file.tables("items")):
        needed, path = _needed(entry), ("items", place, "when")
        if not needed:
            continue
        item = items.get(needed, {})
        if item.get("kind") in (None, "several", "comment"):
            yield file.value_fault((*path, "item"), "it must be an item with one answer")
            continue
        scale = scales.get(str(item.get("scale")), {})
        points, answers = scale.get("points"), entry["when"].get("answers")
        if not isinstance(points, int) or not isinstance(answers, list):
            continue
        known = [*range(1, points + 1), *([DONT_KNOW] if scale.get("dont_know") is True else [])]
        for number, answer in enumerate(answers):
            if answer not in known:
                demand = f"{needed} has the answers {', '.join(map(str, known))}"
                yield file.value_fault((*path, "answers", number), demand)


def _asked(file: TomlFile, place: int) -> Iterator[Fault]:
    """Complain of what a questionnaire asks though it does not exist, or not there or not yet."""
    audience = file.at(("questionnaires", place, "audience"))
    items = {str(entry.get("code")): entry for entry in file.tables("items")}
    pages = file.tables("questionnaires", place, "pages")
    all_asked = {code for page in pages for code in texts(page.get("items"))}
    asked: dict[str, int] = {}
    for number, page in enumerate(pages):
        path = ("questionnaires", place, "pages", number)
        for index, code in enumerate(texts(page.get("items"))):
            item = items.get(code, {})
            needed = _needed(item)
            complaint = ""
            if code not in items:
                complaint = f"which is no item; {suggestion(code, items)}"
            elif audience not in texts(item.get("audiences")):
                complaint = f"which is no item for {audience}"
            elif code in asked:
                complaint = "which was asked before"
            elif needed in items and needed not in all_asked:
                complaint = f'which depends on "{needed}"; {audience} are not asked that'
            elif needed and asked.get(needed, number) >= number:
                complaint = f'which depends on "{needed}"; ask that on an earlier page'
            asked.setdefault(code, number)
            if complaint:
                yield file.fault(path, f'asks "{code}", {complaint}', at=(*path, "items", index))


def _needed(item: dict[str, Any]) -> str:
    """Return the code of the item on whose answer this one depends, or nothing."""
    when = item.get("when")
    needed = when.get("item") if isinstance(when, dict) else None
    return needed if isinstance(needed, str) else ""
