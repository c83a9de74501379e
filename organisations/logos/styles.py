"""Styles of a drawing as attributes of its elements, so that no sheet of styles is kept.

Drawing programs write colours as ``.st0 { fill: #c00; }`` or ``style="fill: #c00"``. Of sheets only
rules for an element's name, class or id are known, which is all that such programs write.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from operator import itemgetter
from xml.etree.ElementTree import Element

import tinycss2

from organisations.logos.vocabulary import PROPERTIES

_SELECTOR = re.compile(r"[.#]?[^\s.#:\[\]>+~*,()]+")
# By what a rule is for: its place among all, and the attributes it sets.
Rules = Mapping[str, list[tuple[int, dict[str, str]]]]


def rules_of(sheets: list[str]) -> tuple[Rules, bool]:
    """Return the rules of a drawing's sheets, and whether something else stands in them.

    That are imports, fonts, media and rules for anything but a name, a class or an id.
    """
    found: dict[str, list[tuple[int, dict[str, str]]]] = defaultdict(list)
    is_all = True
    for place, node in enumerate(tinycss2.parse_stylesheet("\n".join(sheets), True, True)):
        if node.type != "qualified-rule":
            is_all = False
            continue
        for selector in tinycss2.serialize(node.prelude).split(","):
            if _SELECTOR.fullmatch(selector.strip()):
                found[selector.strip()].append((place, _declared(node.content)))
            else:
                is_all = False
    return found, is_all


def styled(element: Element, name: str, rules: Rules) -> dict[str, str]:
    """Return an element's attributes with its styles among them, as a browser ranks them."""
    given = dict(element.attrib)
    classes = [f".{each}" for each in given.pop("class", "").split()]
    for selectors in ([name], classes, [f"#{given.get('id', '')}"]):
        matching = [rule for selector in selectors for rule in rules.get(selector, ())]
        for _place, declared in sorted(matching, key=itemgetter(0)):
            given.update(declared)
    return given | _declared(given.pop("style", ""))


def _declared(content: object) -> dict[str, str]:
    return dict(_declarations(content))


def _declarations(content: object) -> Iterator[tuple[str, str]]:
    for node in tinycss2.parse_blocks_contents(content, True, True):
        if node.type == "declaration" and node.lower_name in PROPERTIES:
            yield node.lower_name, tinycss2.serialize(node.value).strip()
