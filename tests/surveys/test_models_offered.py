"""Which maturity models a new assessment may be made with."""

import re
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from maturity import loading
from maturity.framework import Framework, FrameworkError
from surveys import services
from surveys.framework import library
from tests.conftest import MODELS
from tests.world import NOW, World, answer_all, roster_csv


@pytest.fixture
def models(settings: Any, tmp_path: Path) -> Path:
    """An administrator's folder with a model in it."""
    settings.FRAMEWORKS_DIR = tmp_path
    shutil.copytree(MODELS / "workshop", tmp_path / "workshop")
    shutil.copy(MODELS / "published.toml", tmp_path)
    return tmp_path


def change(models: Path, file: str, old: str, new: str, version: str = "1.0") -> None:
    path = models / "workshop" / version / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    # Files never change under a running site; here they do.
    loading._load.cache_clear()


def publish_again(models: Path, version: str = "1.0") -> None:
    """Put a changed version into the register as if it were new."""
    (models / "published.toml").unlink()
    call_command("framework", "publish", str(models / "workshop" / version), stdout=StringIO())


def page(world: World, query: str = "") -> str:
    client = world.client(world.consultant)
    path = f"/organisations/{world.organisation.pk}/assess/{query}"
    return client.get(path).content.decode()


class TestOffered:
    def test_is_a_model_of_ones_own(self, world: World, models: Path) -> None:
        assert "workshop" in [framework.key for framework in library.offered()]
        text = page(world, "?framework=workshop")
        assert "The reliable workshop" in text

    def test_makes_an_assessment_of_that_model(self, world: World, models: Path) -> None:
        client = world.client(world.consultant)
        path = f"/organisations/{world.organisation.pk}/assess/?framework=workshop"
        response = client.post(path, {"name": "Tools 2027"})
        assert response.status_code == 302
        assessment = world.organisation.assessments.get()
        assert (assessment.framework_key, assessment.framework_version) == ("workshop", "1.0")
        targets = client.get(f"/assessments/{assessment.pk}/targets/").content.decode()
        assert "Can everyone find and use the right tool?" in targets

    def test_is_the_newest_version_that_is_published(self, models: Path) -> None:
        shutil.copytree(models / "workshop" / "1.0", models / "workshop" / "1.1")
        change(models, "framework.toml", 'version = "1.0"', 'version = "1.1"', version="1.1")
        change(models, "framework.toml", "published = true", "published = false", version="1.1")
        assert self.workshop() == "1.0"
        path = models / "workshop" / "1.1"
        call_command("framework", "publish", str(path), stdout=StringIO())
        loading._load.cache_clear()
        assert self.workshop() == "1.1"

    def test_is_none_whose_files_are_not_those_published(self, world: World, models: Path) -> None:
        change(models, "en.toml", "The reliable workshop", "The unreliable workshop")
        assert self.workshop() == ""
        assert "unreliable" not in page(world)

    def test_is_none_that_says_of_itself_that_it_is_published(self, models: Path) -> None:
        (models / "published.toml").unlink()
        assert self.workshop() == ""

    @pytest.mark.parametrize("register", ["", "versions = 3", "[[versions]\n", "\x00"])
    def test_is_none_where_the_register_cannot_be_read(self, models: Path, register: str) -> None:
        (models / "published.toml").write_text(register, "utf-8")
        assert self.workshop() == ""

    @pytest.mark.parametrize("languages", ["[]", "5", '"en"', "[1]"])
    def test_is_none_without_languages(self, models: Path, languages: str) -> None:
        change(models, "framework.toml", '["en"]', languages)
        assert self.workshop() == ""

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
        call_command("framework", "publish", str(path), stdout=StringIO())
        text = page(world, "?framework=workshop")
        assert 'href="?framework=atelier"' in text
        assert "The quiet atelier" in text


class TestFound:
    def test_is_said_of_the_product_s_and_one_s_own_where_there_is_no_such(
        self, models: Path
    ) -> None:
        with pytest.raises(FrameworkError) as caught:
            library.find("bakery")
        assert str(caught.value) == (
            'There is no framework "bakery". There is: centricity, workshop.'
        )

    def test_is_said_where_one_s_own_folder_is_missing(self, settings: Any, tmp_path: Path) -> None:
        settings.FRAMEWORKS_DIR = tmp_path / "nowhere"
        with pytest.raises(FrameworkError, match="There is: centricity"):
            library.find("bakery")

    def test_is_a_version_there_is(self, models: Path) -> None:
        with pytest.raises(FrameworkError, match=r'workshop has no version "9.0". It has 1.0'):
            library.find("workshop", "9.0")


class TestInAnotherLanguage:
    """A model that does not come in English."""

    @pytest.fixture
    def german(self, models: Path) -> Path:
        change(models, "framework.toml", '["en"]', '["de"]')
        folder = models / "workshop" / "1.0"
        (folder / "en.toml").rename(folder / "de.toml")
        change(models, "de.toml", "The reliable workshop", "Die verlässliche Werkstatt")
        publish_again(models)
        return models

    def test_is_offered(self, world: World, german: Path) -> None:
        assert "Die verlässliche Werkstatt" in page(world, "?framework=workshop")

    def test_is_found_in_the_language_asked_for_if_it_has_it(self, german: Path) -> None:
        assert library.find("workshop").language == "de"
        assert library.find("workshop", "1.0", "de").language == "de"
        assert library.find("centricity", language="de").language == "en"

    def test_is_asked(self, world: World, german: Path) -> None:
        world.framework = library.find("workshop")
        wave = world.open_wave()
        answer_all(wave, "staff", 1)
        assert wave.ballots.count() == 1


class TestModelForSome:
    """A model that asks only some of the audiences a roster may hold."""

    @pytest.fixture
    def staff_alone(self, world: World, models: Path) -> World:
        structure, texts = (
            models / "workshop" / "1.0" / name for name in ("framework.toml", "en.toml")
        )
        kept, rest = structure.read_text("utf-8").split('[[questionnaires]]\naudience = "leaders"')
        structure.write_text(kept, "utf-8")
        for page in re.findall(r'code = "(\S+)"\nmodule', rest):
            if f'code = "{page}"\nmodule' not in kept:
                text = re.sub(rf"\[pages\.{page}\]\n(.+\n)+", "", texts.read_text("utf-8"))
                texts.write_text(text, "utf-8")
        publish_again(models)
        world.framework = library.find("workshop")
        return world

    def test_invites_only_those(self, staff_alone: World) -> None:
        wave = staff_alone.open_wave()
        invited = set(wave.invitations.values_list("audience", flat=True))
        assert (invited, wave.invitations.count()) == ({"staff"}, 12)

    def test_says_how_many_are_not_asked(self, staff_alone: World) -> None:
        staff_alone.import_roster(roster_csv())
        browser = staff_alone.client(staff_alone.consultant)
        draft = staff_alone.draft_wave()
        text = browser.get(f"/waves/{draft.pk}/").content.decode()
        assert "12 people on the roster will be asked." in text
        assert "14 people on the roster are not asked" in text
        services.open_wave(wave=draft, now=NOW)
        text = browser.get(f"/waves/{draft.pk}/").content.decode()
        assert "12 people invited" in text
        assert "14 people on the roster are not asked" in text

    def test_says_nothing_where_everybody_is_asked(self, world: World, models: Path) -> None:
        world.import_roster(roster_csv())
        path = f"/waves/{world.draft_wave().pk}/"
        text = world.client(world.consultant).get(path).content.decode()
        assert "26 people on the roster will be asked." in text
        assert "not asked" not in text

    def test_is_not_opened_for_others(self, staff_alone: World) -> None:
        staff_alone.import_roster(roster_csv(staff=0))
        wave = staff_alone.draft_wave()
        with pytest.raises(ValidationError, match="no questions for anybody on the roster"):
            services.open_wave(wave=wave, now=NOW)
        wave.refresh_from_db()
        assert wave.is_draft
