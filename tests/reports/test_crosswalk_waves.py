"""A wave asked in a new version of the model beside one asked in the version before."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from maturity.loading import FRAMEWORKS
from reports.editions.earlier import earlier_results
from reports.models import Result
from reports.pdf import render_pdf
from reports.story import Story
from reports.telling import tell_content
from surveys.framework import library
from tests.reports.test_pdf import read, text
from tests.waves import sealed_round
from tests.world import NOW, World, build_world

pytestmark = pytest.mark.django_db(transaction=True)

LATER = NOW + timedelta(days=200)
WORDING = '"Who decides here what is done for a customer?"'


def lay(folder: Path, version: str, wording: str = WORDING) -> None:
    """Lay a version of a model like the product's own where an administrator puts models."""
    place = folder / "guild" / version
    shutil.copytree(FRAMEWORKS / "centricity" / "1.0", place)
    structure, texts = place / "framework.toml", place / "en.toml"
    head = structure.read_text()
    head = head.replace('key = "centricity"', 'key = "guild"', 1)
    head = head.replace('version = "1.0"', f'version = "{version}"', 1)
    structure.write_text(head.replace("published = true", "published = false", 1))
    texts.write_text(texts.read_text().replace(WORDING, wording, 1))


@pytest.fixture
def pair(settings: Any, tmp_path: Path) -> tuple[Result, Result]:
    """Two results of the same people, of whom all chose a stage more in the second."""
    settings.FRAMEWORKS_DIR = tmp_path
    shutil.copy(FRAMEWORKS / "centricity" / "figures.toml", _folder(tmp_path) / "figures.toml")
    lay(tmp_path, "1.0")
    lay(tmp_path, "1.1", '"Who decides?"')
    world = build_world(library.find("guild", "1.0"))
    first = sealed_round(world, code=2)
    newer = World(**{**vars(world), "framework": library.find("guild", "1.1")})
    second = sealed_round(
        newer, "Spring", code=3, now=LATER, assessment=newer.assessment("Once more")
    )
    return first.result, second.result


def _folder(root: Path) -> Path:
    folder = root / "guild"
    folder.mkdir()
    return folder


def told(pair: tuple[Result, Result]) -> Story:
    _first, second = pair
    (earlier,) = earlier_results(second)
    content = {**second.editions.get().content, "comparison": earlier.pinned}
    return tell_content(second, content, is_final=False, now=LATER)


class TestTwoVersions:
    def test_are_compared_by_what_both_ask_in_the_same_words(
        self, pair: tuple[Result, Result]
    ) -> None:
        progress = told(pair).progress
        assert progress is not None
        staff = next(table for table in progress.tables if table.audience == "Staff")
        names = {row.name for row in staff.rows}
        assert len(names) == 6
        assert "Management and teaming" not in names

    def test_say_which_questions_are_not_the_same(self, pair: tuple[Result, Result]) -> None:
        story = told(pair)
        assert story.progress is not None
        crosswalk = story.progress.crosswalk
        assert crosswalk is not None
        assert {(row.code, row.fate, row.now) for row in crosswalk.rows} == {
            ("MT1", "asked otherwise", "Who decides?")
        }
        printed = text(read(render_pdf(story)))
        assert "From the earlier questions to these" in printed
        assert "Who decides here what is done for a customer?" in printed

    def test_cannot_be_compared_without_the_earlier_version(
        self, pair: tuple[Result, Result], tmp_path: Path
    ) -> None:
        shutil.rmtree(tmp_path / "guild" / "1.0")
        (earlier,) = earlier_results(pair[1])
        assert earlier.audiences == ()
        assert "in other words" in earlier.obstacle
