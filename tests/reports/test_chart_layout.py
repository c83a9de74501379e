"""How charts stand on the page: no words over others, none outside, all told apart without hue."""

import re
from dataclasses import fields, is_dataclass, replace
from itertools import combinations, cycle, pairwise
from typing import Any
from xml.etree import ElementTree

import pytest

from reports.charts import CHARTS, Chart, DataTable, charts_of
from reports.charts.base import NEUTRAL, NO, PADDING, SHADES, WIDTH, YES
from reports.charts.canvas import Canvas, Words
from reports.charts.letters import cut, width_of, wrapped
from tests.reports.sample_results import SAMPLES

# An A4 page has room for so many pixels below a heading and a sentence.
HIGHEST = 880
# What parts a chart stays so far from words, in pixels.
NEAR = 1.5
SVG = "{http://www.w3.org/2000/svg}"
ALL = [(sample, name) for sample in (*SAMPLES, "stretched") for name in CHARTS]
BLANK = Canvas(height=0).draw("", (), DataTable((), ()))
Fill = tuple[float, float, float]
Box = tuple[float, float, float, float]


# A second wave in which every name is long, in one script after the other.
STRETCHED = "stretched"
NAMES = cycle(
    (
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH",
        "خدمة العملاء والدعم الفني والشؤون الإدارية والمالية والتدريب المستمر للموظفين",
        "東日本営業部第一課顧客満足度向上推進委員会事務局品質保証担当者連絡会議",
        "שירות לקוחות ותמיכה טכנית לכל הסניפים בצפון ובדרום ובמרכז הארץ כולה",
        "Département des relations avec la clientèle institutionnelle d’outre-mer et de Corse",
    )
)
NAMED = {"name", "what", "owner", "title", "then", "now", "rule", "question", "dimensions"}


def stretch(part: Any) -> Any:
    """Return a part of a story with every name in it replaced by a long one."""
    if isinstance(part, tuple | list):
        return type(part)(map(stretch, part)) if not hasattr(part, "_fields") else part
    if not is_dataclass(part) or isinstance(part, type):
        return part
    changed = {}
    for each in fields(part):
        value = getattr(part, each.name)
        is_name = each.name in NAMED and isinstance(value, str) and value
        changed[each.name] = next(NAMES) if is_name else stretch(value)
    return replace(part, **changed)


@pytest.fixture(scope="module")
def charts() -> dict[str, dict[str, Chart]]:
    found = {name: charts_of(sample().story()) for name, sample in SAMPLES.items()}
    story = SAMPLES["second_wave"]().story()
    parts = {
        each: stretch(getattr(story, each))
        for each in ("answer", "profile", "grid", "perception", "certainty", "staff", "iceberg",
                     "portfolio", "roadmap", "plan", "groups", "network", "progress", "trend")
    }  # fmt: skip
    return found | {STRETCHED: charts_of(replace(story, **parts))}


@pytest.fixture
def chart(charts: dict[str, dict[str, Chart]], sample: str, name: str) -> Chart:
    """A chart of a sample; a blank one where the sample has nothing to draw in it."""
    return charts[sample].get(name, BLANK)


def overlap(one: Words, other: Words) -> bool:
    return (
        one.left < other.right - 0.5
        and other.left < one.right - 0.5
        and one.top < other.bottom - 0.5
        and other.top < one.bottom - 0.5
    )


def crosses(line: Box, words: Words) -> bool:
    """Whether a line passes through words, and not only touches their edge."""
    x, y, x2, y2 = line
    steps = [step / 200 for step in range(201)]
    return any(
        words.left + 1 < x + (x2 - x) * step < words.right - 1
        and words.top + 1 < y + (y2 - y) * step < words.bottom - 1
        for step in steps
    )


@pytest.mark.parametrize(("sample", "name"), ALL)
class TestWords:
    def test_do_not_overlap(self, chart: Chart) -> None:
        pairs = combinations(chart.canvas.words, 2)
        assert not [(a.text, b.text) for a, b in pairs if overlap(a, b)]

    def test_stay_inside(self, chart: Chart) -> None:
        assert not [
            words.text
            for words in chart.canvas.words
            if words.left < -PADDING
            or words.right > WIDTH + PADDING
            or words.top < -PADDING
            or words.bottom > chart.canvas.height + PADDING
        ]
        assert chart.height <= HIGHEST

    def test_are_not_crossed_by_marks(self, chart: Chart) -> None:
        nodes = ElementTree.fromstring(chart.svg).iter()
        marks = [_around(node) for node in nodes if node.tag in {f"{SVG}circle", f"{SVG}polygon"}]
        crossed = [
            words.text
            for words in chart.canvas.words
            for mark in marks
            if overlap(words, Words("", *mark)) and not _lies_in(words, mark)
        ]
        assert not crossed

    def test_are_not_crossed_by_lines(self, chart: Chart) -> None:
        """Those of a grid may pass below words; what parts a chart or leads to words may not."""
        root = ElementTree.fromstring(chart.svg)
        crossed = [
            (words.text, line)
            for line in filter(None, map(_line, root.iter(f"{SVG}path")))
            for words in chart.canvas.words
            if (_is_slanting(line) and crosses(line, words))
            or (_parts(line) and words.top - NEAR < line[1] < words.bottom + NEAR)
        ]
        assert not crossed

    def test_can_be_read_on_what_lies_below(self, chart: Chart) -> None:
        root = ElementTree.fromstring(chart.svg)
        boxes = [(_box(node), node.get("fill", "")) for node in root.iter(f"{SVG}rect")]
        boxes += [(_around(node), node.get("fill", "")) for node in root.iter(f"{SVG}circle")]
        texts = list(root.iter(f"{SVG}text"))
        for words, node in zip(chart.canvas.words, texts, strict=True):
            x, y = (words.left + words.right) / 2, (words.top + words.bottom) / 2
            below = [
                fill
                for (left, top, right, bottom), fill in boxes
                if left <= x <= right and top <= y <= bottom
            ]
            ground = below[-1] if below else "white"
            assert contrast(node.get("fill", ""), ground) >= 4.5, words.text


@pytest.mark.parametrize("sample", SAMPLES)
def test_boxes_that_touch_differ_in_grey(charts: dict[str, dict[str, Chart]], sample: str) -> None:
    for name, chart in charts[sample].items():
        boxes = [
            (_box(node), node.get("fill", ""), node.get("stroke"))
            for node in ElementTree.fromstring(chart.svg).iter(f"{SVG}rect")
        ]
        for (one, fill, edge), (other, beside, _edge) in combinations(boxes, 2):
            if fill != beside and edge is None and _touch(one, other):
                assert abs(lightness(fill) - lightness(beside)) >= 8, (name, fill, beside)


class TestPalette:
    @pytest.mark.parametrize("scale", [SHADES, (*NO, NEUTRAL, *YES)])
    @pytest.mark.parametrize("eye", ["normal", "protan", "deutan", "grey"])
    def test_neighbours_stand_apart_for_every_eye(self, scale: tuple[str, ...], eye: str) -> None:
        for one, other in pairwise(scale):
            apart = abs(lightness(seen(one, eye)) - lightness(seen(other, eye)))
            assert apart >= 8, (one, other)


class TestLetters:
    def test_breaks_by_width_between_words_and_after_hyphens(self) -> None:
        assert wrapped("Cross-functional teams", 70) == ["Cross-", "functional", "teams"]
        assert wrapped("顧客サービス本部", 50) == ["顧客サ", "ービス", "本部"]
        assert all(width_of(line, 12) <= 80 for line in wrapped("Donaudampfschifffahrt" * 3, 80))

    def test_cuts_after_the_last_line_allowed(self) -> None:
        lines = wrapped("one two three four five six seven", 60, most=2)
        assert len(lines) == 2
        assert lines[-1].endswith("…")
        assert width_of(lines[-1], 12) <= 60

    def test_sets_what_stands_for_the_rest_at_the_end_the_reader_comes_to_last(self) -> None:
        assert cut("خدمة العملاء والدعم الفني", 60).endswith("…\u200f")
        assert cut("Customer service", 60).endswith("…")

    def test_counts_letters_of_every_script(self) -> None:
        # A square a sign, nothing for a mark above a letter.
        assert width_of("東京", 10) == pytest.approx(2 * width_of("東", 10))
        assert width_of("e\u0301", 10) == pytest.approx(width_of("e", 10), rel=0.05)
        assert width_of("iii", 10) < width_of("mmm", 10)


def _box(node: ElementTree.Element) -> Box:
    x, y, width, height = (float(node.get(each, "0")) for each in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


def _around(node: ElementTree.Element) -> Box:
    """Return the box around a mark."""
    if node.tag == f"{SVG}circle":
        x, y, r = (float(node.get(each, "0")) for each in ("cx", "cy", "r"))
        return x - r, y - r, x + r, y + r
    corners = [tuple(map(float, each.split(","))) for each in node.get("points", "").split()]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _line(node: ElementTree.Element) -> Box | None:
    """Return both ends of a line; none for what is drawn of several."""
    found = re.fullmatch(r"M(\S+) (\S+)L(\S+) (\S+)", node.get("d", ""))
    return (float(found[1]), float(found[2]), float(found[3]), float(found[4])) if found else None


def _is_slanting(line: Box) -> bool:
    return line[0] != line[2] and line[1] != line[3]


def _parts(line: Box) -> bool:
    """Whether a line is level and as wide as the chart."""
    return line[1] == line[3] and (line[0], line[2]) == (0, WIDTH)


def _lies_in(words: Words, box: Box) -> bool:
    left, top, right, bottom = box
    return left < words.left and words.right < right and top < words.top and words.bottom < bottom


def _touch(one: Box, other: Box) -> bool:
    """Whether two boxes stand beside each other on one line, no further than two pixels apart."""
    apart = max(one[0], other[0]) - min(one[2], other[2])
    return abs(one[1] - other[1]) < 0.1 and abs(one[3] - other[3]) < 0.1 and -0.1 < apart < 2


def channels(fill: str) -> Fill:
    """Return linear red, green and blue."""
    if fill == "white":
        return 1.0, 1.0, 1.0
    parts = [int(fill[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def luminance(fill: str | Fill) -> float:
    red, green, blue = channels(fill) if isinstance(fill, str) else fill
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lightness(fill: str | Fill) -> float:
    """Return CIE L*, 0 to 100."""
    y = luminance(fill)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def contrast(ink: str, ground: str) -> float:
    """Return the contrast of WCAG 2."""
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# Viénot, Brettel and Mollon 1999, for linear red, green and blue.
EYES = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


def seen(fill: str, eye: str) -> Fill:
    """Return a colour as an eye sees it."""
    linear = channels(fill)
    if eye == "grey":
        return (luminance(linear),) * 3
    if eye == "normal":
        return linear
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True))))
        for row in EYES[eye]
    )
    return red, green, blue
