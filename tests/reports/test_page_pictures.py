"""Whether finished pages still look as they did when somebody last found them good."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.reports.page_pictures import KEPT, differences, pictures_of, strip
from tests.reports.rendered import rendered
from tests.reports.sample_results import SAMPLES


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_pages_look_as_they_did(name: str, tmp_path: Path) -> None:
    kept, drawn = Image.open(KEPT / f"{name}.png"), strip(pictures_of(rendered(name)))
    found = list(differences(kept, drawn))
    drawn.save(tmp_path / f"{name}.png")
    assert found == [], f"Look at {tmp_path / name}.png beside {KEPT / name}.png."


class TestDifferences:
    """The comparison sees what must not pass, and nothing where nothing is to be seen."""

    @pytest.fixture
    def page(self) -> Image.Image:
        return Image.open(KEPT / "tiny.png")

    def test_are_none_in_the_same_picture(self, page: Image.Image) -> None:
        assert list(differences(page, page.copy())) == []

    def test_are_seen_where_a_line_of_words_runs_over_another(self, page: Image.Image) -> None:
        other = page.copy()
        # A line of text at this size: 4 dots high, half as dark as its ink.
        ImageDraw.Draw(other).rectangle((330, 200, 420, 205), fill=110)
        assert list(differences(page, other))

    def test_are_seen_where_a_chart_has_moved(self, page: Image.Image) -> None:
        width = page.size[0]
        moved = page.copy()
        moved.paste(page.crop((0, 0, width, page.size[1] - 9)), (0, 9))
        assert list(differences(page, moved))

    def test_are_seen_in_a_report_of_more_pages(self, page: Image.Image) -> None:
        assert list(differences(page, page.crop((0, 0, page.size[0] - 298, page.size[1]))))
