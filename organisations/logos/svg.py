"""A drawing (SVG) made anew from what a logo needs: nothing that runs, and nothing from outside.

SVG 1.1 and 2 as drawing programs write them. What is kept is listed in ``vocabulary``; styles
become attributes, and ids are counted anew, so that no word of the file is left in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from organisations.logos.drawing import check_weight, flattens
from organisations.logos.styles import Rules, rules_of, styled
from organisations.logos.vocabulary import (
    AS_GROUPS,
    ATTRIBUTES,
    COLOURS,
    ELEMENTS,
    MOST,
    NUMBER,
    POINTING,
    REFERENCE,
    REFERRING,
    REPEATING,
    SHAPES,
    SILENT,
    SVG,
    WORDS,
    XLINK,
)

MOST_DEEP = 40
MOST_ELEMENTS = 5000
# A logo that is longer is no longer seen as one.
MOST_PROPORTION = 12
# The longer side of what is written; of a drawing only the proportion matters.
LONGER_SIDE = 1000
PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
_NUMBER = re.compile(NUMBER)


def clean_svg(data: bytes) -> tuple[bytes, int, int, tuple[str, ...]]:
    """Return a drawing made anew, its width and height, and the names of what was left out.

    Raises ValidationError where nothing of it may be drawn, or it would not look as it did.
    """
    root = _parsed(data)
    try:
        return _made_anew(root)
    except RecursionError:
        # Brackets in styles may be nested without end.
        raise ValidationError(_not_simple()) from None


def _made_anew(root: Element) -> tuple[bytes, int, int, tuple[str, ...]]:
    elements = list(root.iter())
    if len(elements) > MOST_ELEMENTS:
        raise ValidationError(
            _(
                "The drawing has %(n)d parts; a logo may have %(most)d at most. Simplify it in "
                "your drawing program, or save it as PNG."
            )
            % {"n": len(elements), "most": MOST_ELEMENTS}
        )
    rules, is_all = rules_of([each.text or "" for each in elements if _name(each) == "style"])
    ids = {each.get("id", ""): f"i{n}" for n, each in enumerate(elements, start=1)}
    cleaning = _Cleaning(rules, ids, set() if is_all else {"style"})
    left, top, width, height = _box(root)
    drawn = Element("svg", {"xmlns": SVG, "viewBox": f"{left:g} {top:g} {width:g} {height:g}"})
    scale = LONGER_SIDE / max(width, height)
    pixels = max(1, round(width * scale)), max(1, round(height * scale))
    drawn.attrib |= {"width": str(pixels[0]), "height": str(pixels[1])}
    drawn.attrib |= dict(cleaning.attributes(root, "svg"))
    cleaning.fill(drawn, root, 1)
    if not any(each.tag in SHAPES for each in drawn.iter()):
        raise ValidationError(
            _("Nothing in the file can be drawn. Save the logo as a plain SVG, or as PNG.")
        )
    check_weight(drawn)
    return tostring(drawn), *pixels, tuple(sorted(cleaning.left_out))


def _parsed(data: bytes) -> Element:
    """Return the drawing's root; nothing it names is fetched, and nothing expanded."""
    try:
        root: Element = fromstring(data)
    except DefusedXmlException:
        raise ValidationError(
            _(
                "The file declares entities, which could hide anything. Save the logo as a plain "
                "SVG, without the data of your drawing program."
            )
        ) from None
    except (ParseError, ValueError, LookupError):
        raise ValidationError(
            _("The file is damaged: it cannot be read as SVG. Save the logo anew.")
        ) from None
    if _name(root) != "svg":
        raise ValidationError(
            _("This is neither an SVG nor a PNG. Save the logo as one of them, and choose that.")
        )
    return root


def _not_simple() -> str:
    return _(
        "The drawing is too intricate for a logo. Simplify it in your drawing program, or save it "
        "as PNG."
    )


@dataclass(frozen=True)
class _Cleaning:
    """What is known of a drawing while it is made anew; names of what is left out are added."""

    rules: Rules
    ids: dict[str, str]
    left_out: set[str] = field(default_factory=set)

    def fill(self, into: Element, element: Element, depth: int) -> None:
        """Put what may be drawn of an element's children into another."""
        if depth > MOST_DEEP:
            raise ValidationError(_not_simple())
        for child in element:
            name = _name(child)
            if name in WORDS:
                raise ValidationError(
                    _(
                        "The logo has words that are set in a font, and would look otherwise "
                        "where that font is missing. Turn them into outlines (paths) in your "
                        "drawing program, or save it as PNG."
                    )
                )
            if name in ELEMENTS | AS_GROUPS:
                kept = SubElement(into, "g" if name in AS_GROUPS else name)
                kept.attrib |= dict(self.attributes(child, name))
                self.fill(kept, child, depth + 1)
            elif name and name not in SILENT:
                self.left_out.add(name)

    def attributes(self, element: Element, name: str) -> Iterator[tuple[str, str]]:
        """Yield the attributes an element keeps."""
        for attribute, value in styled(element, name, self.rules).items():
            if attribute == "id":
                yield "id", self.ids[value]
            elif attribute in {"href", f"{{{XLINK}}}href"} and name in POINTING:
                if (target := self.ids.get(value.strip().removeprefix("#"))) and "#" in value:
                    yield "href", f"#{target}"
                else:
                    self.left_out.add("href")
            elif name == "svg" and attribute in {"x", "y", "width", "height", "viewBox"}:
                continue
            elif attribute in ATTRIBUTES:
                yield from self._value(attribute, " ".join(value.split()))
            elif attribute.lower().startswith("on") or (
                attribute in REPEATING and value.strip() != REPEATING[attribute]
            ):
                self.left_out.add(attribute)

    def _value(self, attribute: str, value: str) -> Iterator[tuple[str, str]]:
        """Yield an attribute if its value is written as it may be."""
        reference = REFERENCE.fullmatch(value)
        if reference and attribute in REFERRING:
            if target := self.ids.get(reference[1]):
                yield attribute, f"url(#{target})"
            return
        if "url" in value.lower():
            self.left_out.add("url")
        elif ATTRIBUTES[attribute].fullmatch(value):
            numbers = () if attribute in COLOURS else _NUMBER.findall(value)
            if any(abs(float(number)) > MOST for number in numbers):
                raise ValidationError(_not_simple())
            if attribute == "gradientTransform" and flattens(value):
                self.left_out.add(attribute)
            else:
                yield attribute, value


def _name(element: Element) -> str:
    """Return an element's name, "" of what is of another kind than drawings."""
    space, _brace, name = str(element.tag).rpartition("}")
    return name if space in {"", f"{{{SVG}"} else ""


def _box(root: Element) -> tuple[float, float, float, float]:
    """Return what is seen of a drawing: its left and top edge, width and height."""
    said = root.get("viewBox", "").replace(",", " ").split()
    numbers = [float(each) for each in said if _NUMBER.fullmatch(each)]
    if len(numbers) != 4:
        numbers = [0, 0, _pixels(root.get("width", "")), _pixels(root.get("height", ""))]
    left, top, width, height = numbers
    if not (0 < width <= MOST and 0 < height <= MOST and max(abs(left), abs(top)) <= MOST):
        raise ValidationError(
            _(
                "The drawing does not say how large it is, or it is without measure. Save it anew "
                "with a width and a height (or a “viewBox”)."
            )
        )
    if max(width / height, height / width) > MOST_PROPORTION:
        raise ValidationError(too_long())
    return left, top, width, height


def too_long() -> str:
    """Say that a logo is no more than a line."""
    return _(
        "One side of the logo is more than %(n)d times as long as the other. Cut off the empty "
        "edge, or choose another form of the logo."
    ) % {"n": MOST_PROPORTION}


def _pixels(length: str) -> float:
    """Return a length in pixels, 0 where it is none or depends on what is around it."""
    found = re.fullmatch(rf"({NUMBER}) ?([a-z]*)", " ".join(length.split()))
    return float(found[1]) * PIXELS.get(found[2], 0) if found else 0
