"""Whether finished pages still look as they did when somebody last found them good."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops

from tests.reports.page_pictures import DOTS_AN_INCH, KEPT, differences, pictures_of, sheet
from tests.reports.rendered import Word, pages_of, rendered
from tests.reports.sample_results import SAMPLES

# All that is kept, so that the repository stays small.
MOST_BYTES = 1_500_000


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_pages_look_as_they_did(name: str, tmp_path: Path) -> None:
    kept, drawn = Image.open(KEPT / f"{name}.png"), pictures_of(rendered(name))
    found = differences(kept, drawn)
    sheet(drawn).save(tmp_path / f"{name}.png")
    assert found == [], f"Look at these pages of {tmp_path / name}.png beside {KEPT / name}.png."


def test_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in KEPT.glob("*.png")) < MOST_BYTES


# How much finer a page is altered than it is compared.
FINE = 5
POINTS = 72
# Where the foot of a page begins, in points from below.
FOOT = 62
# A page of the smallest report with a chart above a table.
PAGE = 4


@pytest.fixture(scope="module")
def page() -> Image.Image:
    """A page as it is printed."""
    return pictures_of(rendered("tiny"), dots_an_inch=FINE * DOTS_AN_INCH, only=PAGE)[0]


@pytest.fixture(scope="module")
def words() -> list[Word]:
    """The words on it, but for the small grey ones at its foot."""
    found = list(pages_of(rendered("tiny")))[PAGE - 1]
    return [word for word in found.words if word.bottom < found.height - FOOT]


class TestDifferences:
    """The comparison sees what must not pass, and nothing where nothing is to be seen.

    A page is altered as it is printed, five times as fine as it is compared.
    """

    def test_are_none_in_the_same_pages(self, page: Image.Image) -> None:
        assert compared(page, page.copy()) == []

    def test_are_none_where_letters_are_smoothed_otherwise(self, page: Image.Image) -> None:
        assert compared(page, ImageChops.offset(page, 1, 0)) == []

    def test_are_seen_where_a_table_has_moved_by_half_a_line(
        self, page: Image.Image, words: list[Word]
    ) -> None:
        top = dots(next(word.top for word in words if word.text == "Dimension")) - 5
        table = page.crop((0, top, page.width, page.height - 200))
        assert compared(page, pasted(page, table, (0, top + millimetres(2)))) == [1]
        assert compared(page, pasted(page, table, (millimetres(2), top))) == [1]

    def test_are_seen_where_lines_run_over_others(
        self, page: Image.Image, words: list[Word]
    ) -> None:
        """Every line of words printed once more, half a line lower."""
        for left, top, right, bottom in lines(words):
            box = left, top, right, bottom
            lower = left, top + (bottom - top) // 2, right, bottom + (bottom - top) // 2
            over = ImageChops.darker(page.crop(box), page.crop(lower))
            assert compared(page, pasted(page, over, lower[:2])) == [1], box

    def test_are_seen_where_words_run_into_the_margin(
        self, page: Image.Image, words: list[Word]
    ) -> None:
        margin = page.width - millimetres(20)
        for box in lines(words):
            out = pasted(page, page.crop(box), (margin + 4, box[1]))
            assert compared(page, out) == [1], box

    @pytest.mark.parametrize(
        ("color", "other"),
        [
            # What a chart is drawn in, and what its fills are; as light, of another hue.
            ((31, 78, 121), (112, 56, 56)),
            ((134, 168, 200), (222, 152, 110)),
        ],
    )
    def test_are_seen_where_a_colour_has_changed(
        self, page: Image.Image, color: tuple[int, ...], other: tuple[int, ...]
    ) -> None:
        assert compared(page, recoloured(page, color, other)) == [1]

    def test_are_seen_in_a_report_of_more_or_fewer_pages(self) -> None:
        white, grey = (Image.new("RGB", (199, 281), color) for color in ("white", "grey"))
        kept = sheet([grey] * 12)
        assert differences(kept, [grey] * 12) == []
        assert differences(kept, [grey] * 11) == [12]
        assert differences(kept, [grey] * 13) == [13]
        assert differences(kept, [grey] * 21) == list(range(13, 31))
        assert differences(kept, [*[grey] * 11, white]) == [12]


def compared(page: Image.Image, other: Image.Image) -> list[int]:
    """The pages that differ, where one is kept and the other drawn."""
    return differences(sheet([page.reduce(FINE)]), [other.reduce(FINE)])


def dots(points: float) -> int:
    return round(points / POINTS * FINE * DOTS_AN_INCH)


def millimetres(length: float) -> int:
    return dots(length / 25.4 * POINTS)


def lines(words: list[Word]) -> list[tuple[int, int, int, int]]:
    """The boxes around words that stand in one line, where there is something to see."""
    tops = sorted({word.top for word in words})
    found = [[word for word in words if word.top == top] for top in tops]
    long = [line for line in found if sum(len(word.text) for word in line) >= 12]
    assert len(long) > 20
    return [
        (
            dots(min(word.left for word in line)),
            dots(line[0].top),
            dots(max(word.right for word in line)),
            dots(line[0].bottom),
        )
        for line in long
    ]


def pasted(page: Image.Image, part: Image.Image, corner: tuple[int, int]) -> Image.Image:
    other = page.copy()
    other.paste(part, corner)
    return other


def recoloured(page: Image.Image, color: tuple[int, ...], other: tuple[int, ...]) -> Image.Image:
    found = np.asarray(page).copy()
    is_it = (found == color).all(axis=2)
    assert is_it.any()
    found[is_it] = other
    return Image.fromarray(found)
