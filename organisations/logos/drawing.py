"""Whether a logo can be drawn, and how much work it is with all that is drawn more than once."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from organisations.logos.vocabulary import NUMBER

# Elements drawn in all; and one in another, by standing or by being pointed to.
MOST_DRAWN = 10_000
MOST_NESTED = 60
# Less is no area for whoever draws it.
SMALLEST = 1e-12
_STEP = re.compile(r"([A-Za-z]+) ?\(([^)]*)\)")
_NUMBER = re.compile(NUMBER)
_POINTED = re.compile(r"(?:url\()?#(i\d+)\)?")


def check_weight(root: Element) -> None:
    """Refuse a cleaned drawing that points to itself, or grows beyond measure by pointing.

    Raises ValidationError. A few elements, each pointing twice to the next, make millions.
    """
    weights: dict[Element, tuple[int, int]] = {}
    known = {each.get("id", ""): each for each in root.iter()}

    def weigh(element: Element, depth: int) -> tuple[int, int]:
        """Return how many elements are drawn with it, and how deep they lie."""
        if element not in weights:
            if depth > MOST_NESTED:
                raise ValidationError(_too_much())
            parts = [weigh(each, depth + 1) for each in (*element, *_pointed(element, known))]
            drawn = 1 + sum(weight for weight, _depth in parts)
            weights[element] = drawn, 1 + max((deep for _weight, deep in parts), default=0)
        drawn, deep = weights[element]
        if drawn > MOST_DRAWN or depth + deep > MOST_NESTED + 1:
            raise ValidationError(_too_much())
        return drawn, deep

    weigh(root, 0)


def flattens(transform: str) -> bool:
    """Whether a transform of the vocabulary leaves no area, so that nothing can be painted by it.

    What it makes of an area of one is the product of what its steps make of it; turning, moving
    and leaning change nothing.
    """
    area = 1.0
    for name, inside in _STEP.findall(transform):
        numbers = [float(each) for each in _NUMBER.findall(inside)]
        if name == "scale":
            area *= numbers[0] * numbers[-1]
        elif name == "matrix":
            area *= numbers[0] * numbers[3] - numbers[1] * numbers[2]
    # Nor is what is no number.
    return not abs(area) >= SMALLEST


def _pointed(element: Element, known: dict[str, Element]) -> Iterator[Element]:
    """Yield what an element points to."""
    for name, value in element.attrib.items():
        if name not in {"id", "xmlns"} and (found := _POINTED.fullmatch(value)):
            target = known.get(found[1])
            if target is not None:
                yield target


def _too_much() -> str:
    return _(
        "The drawing repeats itself too often to be drawn. Simplify it in your drawing program, "
        "or save it as PNG."
    )
