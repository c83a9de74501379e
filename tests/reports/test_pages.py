"""How finished pages look: nothing lies over anything else, and nothing leaves its place."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from tests.reports.rendered import Page, Word, inked_columns, pages_of, rendered
from tests.reports.sample_results import SAMPLES

POINTS_OF_A_MM = 72 / 25.4
# The margins of report.css, but for what rounding of glyphs takes.
A4 = 210 * POINTS_OF_A_MM
SIDE, FOOT = 20 * POINTS_OF_A_MM - 1.5, 10 * POINTS_OF_A_MM
# Neighbours may touch: letters lean over, and lines stand close.
TOUCHING, CLOSE = 1.0, 0.45


def overlaps(page: Page) -> Iterator[tuple[Word, Word]]:
    """The pairs of words that are printed over one another."""
    for one, other in combinations(page.words, 2):
        across = min(one.right, other.right) - max(one.left, other.left)
        down = min(one.bottom, other.bottom) - max(one.top, other.top)
        height = min(one.bottom - one.top, other.bottom - other.top)
        if across > TOUCHING and down > CLOSE * height:
            yield one, other


@pytest.fixture(scope="module", params=sorted(SAMPLES))
def sample(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def pages(sample: str) -> list[Page]:
    return list(pages_of(rendered(sample)))


class TestLines:
    def test_stay_within_the_margins(self, sample: str) -> None:
        # The cover has none. A dot of the picture is two points wide.
        out = {}
        for number, columns in enumerate(inked_columns(rendered(sample)), start=1):
            right = A4 - SIDE
            beyond = [at for at in columns if not SIDE - 2 <= at <= right + 1]
            if beyond and number > 1:
                out[number] = (beyond[0], beyond[-1])
        assert out == {}


class TestWords:
    def test_do_not_lie_over_one_another(self, pages: list[Page]) -> None:
        assert [pair for page in pages for pair in overlaps(page)] == []

    def test_stay_within_the_margins(self, pages: list[Page]) -> None:
        # The cover has none.
        out = [
            word
            for page in pages[1:]
            for word in page.words
            if not (word.left >= SIDE and word.right <= page.width - SIDE)
            or not (word.top >= FOOT and word.bottom <= page.height - FOOT)
        ]
        assert out == []

    def test_are_on_every_page(self, pages: list[Page]) -> None:
        # The footer alone makes no page.
        assert [page.number for page in pages if len(page.words) < 20] == []


class TestOverlaps:
    def test_are_found(self) -> None:
        words = (
            Word(1, "one", 100, 100, 130, 110),
            Word(1, "over", 120, 103, 150, 113),
            Word(1, "beside", 130.5, 100, 160, 110),
            Word(1, "below", 100, 109, 130, 119),
        )
        found = [(one.text, other.text) for one, other in overlaps(Page(1, 595, 842, words))]
        assert found == [("one", "over"), ("over", "beside")]
