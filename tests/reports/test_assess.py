import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.management import CommandError, call_command

import reports.pdf
from maturity.loading import load
from maturity.result import SCHEMA
from reports.answer_file import template

FRAMEWORK = load("centricity")
# The staff's scales have three points or more; a 7 fits none of them.
ASKED = len(FRAMEWORK.questionnaire("staff").columns)
ROOT = Path(__file__).resolve().parents[2]


def rows(audience: str, count: int, answer: int = 3) -> str:
    columns = FRAMEWORK.questionnaire(audience).columns
    answers = ",".join(str(min(answer, column.item.scale.points)) for column in columns)
    return f"{audience},,,{answers}\n" * count


def assess(*args: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command("assess", *map(str, args), framework="centricity", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def responses(tmp_path: Path) -> Path:
    """A file of six staff and three leaders, who are too few to be shown."""
    path = tmp_path / "responses.csv"
    columns = {
        column.code: column
        for audience in ("staff", "leaders")
        for column in FRAMEWORK.questionnaire(audience).columns
    }
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, ["audience", *columns])
        writer.writeheader()
        for audience in ["staff"] * 6 + ["leaders"] * 3:
            asked = [c for c in columns.values() if audience in c.item.audiences]
            answers = {c.code: min(3, c.item.scale.points) for c in asked}
            writer.writerow({"audience": audience, **answers})
    return path


@pytest.fixture
def _quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports.pdf, "render_pdf", lambda story: b"%PDF of " + story.title.encode())


class TestAssess:
    def test_writes_result_and_report(self, responses: Path, tmp_path: Path) -> None:
        out = tmp_path / "new" / "folder"
        told = assess(responses, out=out, organisation="Example Ltd")
        assert "staff: 6 responses\n" in told
        assert "leaders: 3 responses, too few to be shown" in told
        result = json.loads((out / "result.json").read_text(encoding="utf-8"))
        jsonschema.validate(result, json.loads(SCHEMA.read_text(encoding="utf-8")))
        assert result["scope"]["origin"] == "file"
        assert result["scope"]["organisation"] == "Example Ltd"
        assert result["audiences"]["staff"]["stage"] == "focus"
        assert result["audiences"]["leaders"] == {"shown": False}
        assert (out / "report.pdf").read_bytes().startswith(b"%PDF-")
        assert sorted(path.name for path in out.iterdir()) == ["report.pdf", "result.json"]

    @pytest.mark.usefixtures("_quick_pdf")
    def test_takes_the_assessors_ratings(self, tmp_path: Path) -> None:
        path = tmp_path / "ratings.csv"
        path.write_text(template(FRAMEWORK, "assessor") + rows("assessor", 1, 4), encoding="utf-8")
        assess(path, out=tmp_path)
        result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
        assert result["roadmap"]["attained"] == FRAMEWORK.steps[-1].code

    @pytest.mark.usefixtures("_quick_pdf")
    def test_contacts_of_one_account_are_not_taken_for_independent(self, tmp_path: Path) -> None:
        path = tmp_path / "customers.csv"
        lines = rows("customers", 24, 4).splitlines() + rows("customers", 24, 2).splitlines()
        grouped = [
            line.replace("customers,,,", f"customers,,Account {place // 4},")
            for place, line in enumerate(lines)
        ]
        path.write_text(template(FRAMEWORK, "customers") + "\n".join(grouped), encoding="utf-8")
        assess(path, out=tmp_path)
        result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
        experience = result["audiences"]["customers"]["experience"]["service"]
        assert experience["design"] == "clustered"
        assert experience["mean"] == 3.0
        # Twelve accounts, each of one opinion: √(1/12 · 12/11) = 0.30, times t(11) = 2.20.
        assert (experience["low"], experience["high"]) == (2.3, 3.7)

    @pytest.mark.usefixtures("_quick_pdf")
    def test_a_larger_smallest_group(self, responses: Path, tmp_path: Path) -> None:
        assess(responses, out=tmp_path, smallest_group=7)
        result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
        assert result["rules"]["smallest_group"] == 7
        assert result["audiences"]["staff"] == {"shown": False}

    def test_prints_a_template(self) -> None:
        assert assess(template="staff") == template(FRAMEWORK, "staff")

    def test_needs_no_database(self, tmp_path: Path) -> None:
        environment = {**os.environ, "DATA_DIR": str(tmp_path), "MODE": "embedded"}
        environment |= {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}
        environment |= {"DJANGO_SETTINGS_MODULE": "config.settings"}
        command = [sys.executable, "manage.py", "assess", "--framework", "centricity"]
        done = subprocess.run(
            [*command, "--template", "staff"], cwd=ROOT, env=environment, capture_output=True
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(b"# Customer-centricity maturity, centricity 1.0")


class TestMistakes:
    def refused(self, *args: Any, **options: Any) -> str:
        with pytest.raises(CommandError) as caught:
            assess(*args, **options)
        return str(caught.value)

    def test_bad_answers_write_nothing(self, responses: Path, tmp_path: Path) -> None:
        wrong = rows("staff", 2).replace(",3", ",7")
        responses.write_text(template(FRAMEWORK, "staff") + wrong, encoding="utf-8")
        message = self.refused(responses, out=tmp_path / "out")
        assert 'column "KN1": "7" is no answer' in message
        assert message.endswith(f"and {2 * ASKED - 50} more")
        assert not (tmp_path / "out").exists()

    def test_a_failing_report_leaves_nothing(
        self, responses: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(story: object) -> bytes:
            raise OSError("cannot load library 'libpango'")

        monkeypatch.setattr(reports.pdf, "render_pdf", fail)
        message = self.refused(responses, out=tmp_path / "out")
        assert "nothing was written: cannot load library 'libpango'" in message
        assert not (tmp_path / "out").exists()

    @pytest.mark.usefixtures("_quick_pdf")
    @pytest.mark.parametrize("name", ["report.pdf", "result.json"])
    def test_a_file_that_cannot_be_replaced(
        self, responses: Path, tmp_path: Path, name: str
    ) -> None:
        (tmp_path / "out" / name).mkdir(parents=True)
        assert f"{name} is a directory" in self.refused(responses, out=tmp_path / "out")
        assert [path.name for path in (tmp_path / "out").iterdir()] == [name]

    def test_out_is_a_file(self, responses: Path) -> None:
        assert "is not a directory" in self.refused(responses, out=responses)

    @pytest.mark.usefixtures("_quick_pdf")
    def test_out_cannot_be_made(self, responses: Path) -> None:
        assert "Nothing was written to" in self.refused(responses, out=responses / "below")

    def test_no_such_file(self, tmp_path: Path) -> None:
        message = self.refused(tmp_path / "nothing.csv", out=tmp_path)
        assert "nothing.csv cannot be read: No such file" in message

    def test_neither_file_nor_template(self, responses: Path) -> None:
        assert "Name the file of answers" in self.refused()
        assert "--out DIR" in self.refused(responses)

    @pytest.mark.parametrize("size", ["4", "many"])
    def test_smallest_group_below_the_floor(self, responses: Path, size: str) -> None:
        message = self.refused(responses, "--smallest-group", size, out="x")
        assert "not a whole number of 5 or more" in message

    def test_unknown_names(self, responses: Path) -> None:
        assert 'no version "9"' in self.refused(responses, out="x", framework_version="9")
        assert 'no audience "boss"' in self.refused(template="boss")
        with pytest.raises(CommandError, match='no framework "zen"'):
            call_command("assess", framework="zen", template="staff")
