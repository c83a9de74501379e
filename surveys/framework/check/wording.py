"""Whether one language has a text for everything in the structure, and none is left over.

The entries may break the schema: what has the wrong form is passed over here.
"""

from collections.abc import Iterator

from surveys.framework.check.codes import CODED
from surveys.framework.check.faults import Fault, TomlFile, suggestion, texts
from surveys.framework.check.lines import EntryPath


def wording_faults(structure: TomlFile, wording: TomlFile) -> list[Fault]:
    """Return the texts that one language lacks or has too many."""
    wanted = _wanted(structure)
    return [
        *(fault for path, codes in wanted.items() for fault in _compared(wording, path, codes)),
        *_labels(structure, wording),
        *_anchors(structure, wording),
    ]


def _wanted(structure: TomlFile) -> dict[EntryPath, list[str]]:
    """Return the tables of the texts with the codes they must have."""
    pages = [
        code
        for place in range(len(structure.tables("questionnaires")))
        for code in structure.codes("questionnaires", place, "pages")
    ]
    wanted: dict[EntryPath, list[str]] = {("pages",): list(dict.fromkeys(pages))}
    wanted |= {(section,): structure.codes(section) for section in CODED}
    for code in structure.codes("dimensions"):
        wanted["dimensions", code, "conditions"] = structure.codes("stages")
    wanted["roadmap", "cells"] = structure.codes("steps")
    for code in structure.codes("steps"):
        wanted["roadmap", "cells", code] = structure.codes("foundations")
    for entry in structure.tables("items"):
        wanted["items", str(entry.get("code")), "texts"] = texts(entry.get("audiences"))
        wanted["items", str(entry.get("code")), "options"] = texts(entry.get("options"))
    return wanted


def _compared(wording: TomlFile, path: EntryPath, codes: list[str]) -> Iterator[Fault]:
    """Complain of codes without a text, and of texts without a code."""
    table = wording.at(path)
    # Where one text serves all audiences there is none for each.
    if table is None and codes and path[-1] != "texts":
        there = len(wording.lines.resolve(path))
        yield wording.fault(path[:there], f'lacks "{path[there]}"')
    if not isinstance(table, dict):
        return
    for code in codes:
        if code not in table:
            yield wording.fault(path, f'lacks "{code}"')
    for code in table.keys() - codes:
        complaint = f'has "{code}", which is not in framework.toml; {suggestion(code, codes)}'
        yield wording.fault(path, complaint, at=(*path, code))


def _labels(structure: TomlFile, wording: TomlFile) -> Iterator[Fault]:
    """Hold that scales have a label a point, and a "don't know" if and only if they offer one."""
    used = [entry for entry in structure.tables("items") if entry.get("kind") != "anchored"]
    used += [entry for name in ("roadmap", "checklist") if (entry := structure.at((name,)))]
    labelled = texts(entry.get("scale") for entry in used if isinstance(entry, dict))
    for scale in structure.tables("scales"):
        code, points = str(scale.get("code")), scale.get("points")
        path = ("scales", code)
        if wording.at(path) is None:
            continue
        labels = wording.at((*path, "labels"))
        number = len(labels) if isinstance(labels, list) else 0
        if (number or code in labelled) and type(points) is int and number != points:
            yield wording.fault((*path, "labels"), f"needs {points} labels; there are {number}")
        has_text = wording.at((*path, "dont_know")) is not None
        if scale.get("dont_know") is True and not has_text:
            yield wording.fault(path, 'lacks "dont_know"')
        if scale.get("dont_know") is False and has_text:
            complaint = "is left over; in framework.toml the scale has none"
            yield wording.fault((*path, "dont_know"), complaint)


def _anchors(structure: TomlFile, wording: TomlFile) -> Iterator[Fault]:
    """Hold that an item has a text for each of its marks."""
    for entry in structure.tables("items"):
        path = ("items", str(entry.get("code")), "anchors")
        marks, anchors = entry.get("anchors"), wording.at(path)
        needed = len(marks) if isinstance(marks, list) else 0
        there = len(anchors) if isinstance(anchors, list) else 0
        if needed != there and wording.at(path[:2]) is not None:
            yield wording.fault(path, f"needs {needed} anchors; there are {there}")
