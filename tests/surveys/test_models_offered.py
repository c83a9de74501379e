"""Which maturity models a new assessment may be made with."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from maturity import loading
from maturity.framework import Framework
from surveys import library
from tests.conftest import MODELS
from tests.world import World


@pytest.fixture
def models(settings: Any, tmp_path: Path) -> Path:
    """An administrator's folder with a model in it."""
    settings.FRAMEWORKS_DIR = tmp_path
    shutil.copytree(MODELS / "workshop", tmp_path / "workshop")
    return tmp_path


def change(models: Path, file: str, old: str, new: str, version: str = "1.0") -> None:
    path = models / "workshop" / version / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    # Files never change under a running site; here they do.
    loading._load.cache_clear()


def page(world: World, query: str = "") -> str:
    client = world.client(world.consultant)
    path = f"/organisations/{world.organisation.pk}/assess/{query}"
    return client.get(path).content.decode()


class TestOffered:
    def test_is_a_model_of_ones_own(self, world: World, models: Path) -> None:
        assert "workshop" in [framework.key for framework in library.offered()]
        text = page(world, "?framework=workshop")
        assert "The reliable workshop" in text
        assert "Can everyone find and use the right tool?" in text

    def test_makes_an_assessment_of_that_model(self, world: World, models: Path) -> None:
        client = world.client(world.consultant)
        path = f"/organisations/{world.organisation.pk}/assess/?framework=workshop"
        response = client.post(path, {"name": "Tools 2027", "target_tools": "trusted"})
        assert response.status_code == 302
        assessment = world.organisation.assessments.get()
        assert (assessment.framework_key, assessment.framework_version) == ("workshop", "1.0")
        assert assessment.target_stages == {"tools": "trusted"}

    def test_is_the_newest_version_that_is_published(self, models: Path) -> None:
        shutil.copytree(models / "workshop" / "1.0", models / "workshop" / "1.1")
        change(models, "framework.toml", 'version = "1.0"', 'version = "1.1"', version="1.1")
        assert self.workshop() == "1.1"
        change(models, "framework.toml", "published = true", "published = false", version="1.1")
        assert self.workshop() == "1.0"

    def test_is_none_that_is_not_published(self, world: World, models: Path) -> None:
        change(models, "framework.toml", "published = true", "published = false")
        assert self.workshop() == ""

    def test_is_none_that_is_broken(self, world: World, models: Path) -> None:
        change(models, "en.toml", 'title = "The reliable workshop"', "")
        assert self.workshop() == ""

    def test_is_none_whose_folders_are_no_versions(self, world: World, models: Path) -> None:
        (models / "workshop" / "1.0").rename(models / "workshop" / "draft")
        assert self.workshop() == ""
        assert "Customer" in page(world)

    def workshop(self) -> str:
        return next((f.version for f in library.offered() if f.key == "workshop"), "")

    def test_is_explained_where_there_is_nothing_to_offer(
        self, world: World, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.FRAMEWORKS_DIR = tmp_path
        monkeypatch.setattr(library, "FRAMEWORKS", tmp_path)
        assert "No maturity model of this site is published" in page(world)

    def test_names_the_others_to_choose_from(
        self, world: World, workshop: Framework, models: Path
    ) -> None:
        shutil.copytree(MODELS / "workshop", models / "atelier")
        path = models / "atelier" / "1.0"
        for file, old, new in (
            ("framework.toml", 'key = "workshop"', 'key = "atelier"'),
            ("en.toml", "The reliable workshop", "The quiet atelier"),
        ):
            text = (path / file).read_text("utf-8").replace(old, new, 1)
            (path / file).write_text(text, "utf-8")
        text = page(world, "?framework=workshop")
        assert 'href="?framework=atelier"' in text
        assert "The quiet atelier" in text
