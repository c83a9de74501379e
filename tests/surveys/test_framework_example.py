"""The example in the documentation is a model one can begin with."""

import random
import re
from pathlib import Path
from typing import Any

import pytest

from reports import sealing
from reports import services as reports
from surveys import services
from tests.surveys.framework_files import errors, run
from tests.surveys.test_framework_passed import goes_through
from tests.world import NOW, World, answer_all, roster_csv

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "frameworks.md"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The folder of the example, written as the documentation says."""
    text = DOCUMENTATION.read_text("utf-8")
    files = re.findall(r"`(\w+\.toml)`:\n\n```toml\n(.*?)```", text, re.DOTALL)
    folder = tmp_path / "bakery" / "1.0"
    folder.mkdir(parents=True)
    for name, content in files:
        (folder / name).write_text(content, "utf-8")
    assert [name for name, _ in files] == ["framework.toml", "en.toml"]
    return folder


class TestExample:
    def test_is_in_order_but_for_one_warning(self, example: Path) -> None:
        code, out, err = run("validate", example)
        assert (code, out.splitlines()[-1]) == (0, "bakery 1.0 is in order.")
        (warning,) = err
        assert warning.endswith('asks 1 anchored items on "freshness"; 3 are usual.')

    def test_is_published_and_computed(self, example: Path) -> None:
        assert run("publish", example)[0] == 0
        assert errors(example) == []
        goes_through(example, random.Random(1))

    @pytest.mark.django_db(transaction=True)
    def test_goes_from_the_assessment_to_the_result(
        self, shared_world: World, settings: Any, example: Path
    ) -> None:
        world = shared_world
        run("publish", example)
        settings.FRAMEWORKS_DIR = example.parent.parent
        world.import_roster(roster_csv())
        browser = world.client(world.consultant)
        path = f"/organisations/{world.organisation.pk}/assess/?framework=bakery"
        assert "The fresh bakery" in browser.get(path).content.decode()
        browser.post(path, {"name": "Bread 2027", "target_freshness": "practised"})
        wave = world.draft_wave(world.organisation.assessments.get())
        assert browser.get(f"/waves/{wave.pk}/questions/").status_code == 200
        services.open_wave(wave=wave, now=NOW)
        wave.refresh_from_db()
        # Were they all of one mind, a dimension of one question would not be shown.
        answer_all(wave, "staff", 10, code=2)
        answer_all(wave, "staff", 12, code=1)
        services.close_wave(wave=wave, now=NOW)
        wave.refresh_from_db()
        assert browser.get(f"/waves/{wave.pk}/workbook/").status_code == 200
        sealing.seal_wave(reports.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
        wave.refresh_from_db()
        assert wave.result.content["audiences"]["staff"]["stage"] == "practised"
        assert browser.get(f"/waves/{wave.pk}/result/").status_code == 200

    @pytest.mark.parametrize("table", [r"\[\[\w+\]\]\n", r"\w+ = .*\n"])
    def test_holds_nothing_that_could_be_left_out(self, example: Path, table: str) -> None:
        path = example / "framework.toml"
        text = path.read_text("utf-8")
        for entry in re.finditer(rf"(?m)^{table}", text):
            path.write_text(text[: entry.start()] + text[entry.end() :], "utf-8")
            assert errors(example), entry[0]
