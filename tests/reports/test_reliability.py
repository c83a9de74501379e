import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from maturity.tally import Floats
from tests.maturity.published import (
    COHESION,
    COHESION_RWG_J,
    FOUR_PEOPLE,
    PLATOON_NAMES,
    PLATOONS,
    SHROUT_FLEISS,
)

ROOT = Path(__file__).resolve().parents[2]
ITEMS = "A1,A2,A3,A4,A5"
TINY = "A1,A2,team\n1,2,x\n3,4,x\n5,5,y\n"


def table(values: Floats, *more: Sequence[str]) -> str:
    """A CSV of items A1, A2 and so on, and further columns that begin with their name."""
    out = io.StringIO()
    write = csv.writer(out).writerow
    write([*(f"A{i + 1}" for i in range(values.shape[1])), *(column[0] for column in more)])
    for row, answers in enumerate(values):
        cells = ["" if np.isnan(answer) else f"{answer:g}" for answer in answers]
        write([*cells, *(column[row + 1] for column in more)])
    return out.getvalue()


COHESION_FILE = table(COHESION, ["platoon", *(PLATOON_NAMES[index] for index in PLATOONS)])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data.csv"


def printed(data: Path, text: str, items: str, scale: str = "1-5", **options: Any) -> Any:
    data.write_text(text, encoding="utf-8")
    out = io.StringIO()
    needed = f"--items={items}", f"--scale={scale}"
    call_command("reliability", str(data), *needed, stdout=out, **options)
    return json.loads(out.getvalue())


class TestDocument:
    def test_shrout_and_fleiss(self, data: Path) -> None:
        document = printed(data, table(SHROUT_FLEISS), "A1,A2,A3,A4", "1-10")
        assert document["n"] == 6
        assert document["alpha"]["listwise"]["value"] == pytest.approx(0.909316, abs=5e-7)
        assert document["alpha"]["listwise"]["value"] == document["alpha"]["pairwise"]["value"]
        assert "agreement" not in document

    def test_files_of_other_programs(self, data: Path) -> None:
        spreadsheet = "A1;A2\n1,0;2\nNA;4\n3;NaN\n5;5,0\n"
        plain = "A1,A2\n1,2\n,4\n3,\n5,5\n"
        assert printed(data, spreadsheet, "A1,A2") == printed(data, plain, "A1,A2")

    def test_cohesion(self, data: Path) -> None:
        document = printed(data, COHESION_FILE, ITEMS, group="platoon")
        alpha = document["alpha"]
        assert (alpha["listwise"]["n"], alpha["pairwise"]["n"]) == (10, 11)
        assert alpha["listwise"]["value"] == pytest.approx(0.884791, abs=5e-7)
        assert alpha["pairwise"]["value"] == pytest.approx(0.883887, abs=5e-7)
        groups = document["agreement"]["groups"]
        assert list(groups) == list(PLATOON_NAMES)
        found = [group["rwg_j"]["uniform"] for group in groups.values()]
        assert found == pytest.approx(COHESION_RWG_J, abs=5e-7)
        assert document["agreement"]["null_variances"] == {"uniform": 2.0, "slight_skew": 1.34}
        summary = document["agreement"]["summary"]["rwg_j"]["uniform"]
        assert summary["share_at_least_0.70"] == 0.75
        assert summary["median"] == pytest.approx((0.813953 + 0.909091) / 2, abs=5e-7)
        assert document["agreement"]["summary"]["view"] == "too_few"

    def test_agreement_by_hand(self, data: Path) -> None:
        text = table(FOUR_PEOPLE, ["team", *["x"] * 4])
        document = printed(data, text, "A1,A2,A3", group="team")
        team = document["agreement"]["groups"]["x"]
        assert team["n"] == 4
        assert team["rwg"]["uniform"]["A1"] == pytest.approx(0.875)
        assert team["rwg_j"]["uniform"] == pytest.approx(0.948980, abs=5e-7)
        assert team["rwg_j"]["slight_skew"] == pytest.approx(0.919820, abs=5e-7)
        assert team["r_star"]["uniform"] == pytest.approx(0.861111, abs=5e-7)
        assert team["ad"] == pytest.approx(0.416667, abs=5e-7)
        assert document["agreement"]["summary"]["rwg"]["uniform"] == team["rwg"]["uniform"]
        assert document["agreement"]["summary"]["ad"]["share_within_limit"] == 1.0
        assert document["icc"] is None

    def test_intraclass_correlations_by_hand(self, data: Path) -> None:
        # Person means 1.5 2.5 | 3.5 4.5 | 5.5 6.5: MSB 8, MSW .5, F 16, groups of two.
        rows = ["1,2,x", "2,3,x", "3,4,y", "4,5,y", "5,6,z", "6,7,z"]
        document = printed(data, "\n".join(["A1,A2,team", *rows]), "A1,A2", "1-7", group="team")
        icc = document["icc"]
        assert (icc["groups"], icc["n"], icc["n0"]) == (3, 6, 2.0)
        assert icc["f"] == pytest.approx(16)
        assert icc["icc1"] == pytest.approx(7.5 / 8.5)
        assert icc["icc2"] == pytest.approx(15 / 16)
        assert icc["may_compare_groups"] is True

    def test_reversed_items_are_turned_round_first(self, data: Path) -> None:
        turned = FOUR_PEOPLE.copy()
        turned[:, 1] = 6 - turned[:, 1]
        document = printed(data, table(turned), "A1,A2,A3", reverse="A2")
        assert document["reversed"] == ["A2"]
        assert document["alpha"]["listwise"]["value"] == pytest.approx(0.75)
        document = printed(data, table(turned - 3), "A1,A2,A3", "-2-2", reverse="A2")
        assert document["alpha"]["listwise"]["value"] == pytest.approx(0.75)

    def test_two_items(self, data: Path) -> None:
        document = printed(data, "A1,A2\n1,1\n2,3\n3,2\n", "A1,A2")
        assert document["spearman_brown"] == pytest.approx(2 / 3)
        assert document["omega"] is None

    def test_the_interval_of_programs_that_count_all(self, data: Path) -> None:
        listwise = printed(data, COHESION_FILE, ITEMS)["alpha"]["listwise"]
        assert listwise["counting_all"]["n"] == 11
        assert listwise["low"] < listwise["counting_all"]["low"] < listwise["value"]


class TestReading:
    def test_missing_answers_and_groups(self, data: Path) -> None:
        rows = ["1,dk,x", "2,DK,", ",,x", "dk,,y", "", "4,5.0,y", "3,3,"]
        document = printed(data, "\n".join(["A1,A2,team", *rows]), "A1,A2", group="team")
        assert (document["n"], document["blank_rows"], document["without_group"]) == (4, 2, 2)
        assert document["alpha"]["listwise"]["n"] == 2
        assert document["agreement"]["groups"]["x"]["n"] == 1
        assert document["agreement"]["groups"]["x"]["ad"] is None

    def test_one_respondent(self, data: Path) -> None:
        document = printed(data, "A1,A2,team\n1,2,x\n", "A1,A2", group="team")
        assert document["n"] == 1
        assert document["alpha"]["listwise"]["value"] is None
        assert document["alpha"]["listwise"]["counting_all"]["low"] is None
        assert document["agreement"]["summary"]["rwg"]["uniform"] == {"A1": None, "A2": None}
        assert document["agreement"]["summary"]["rwg_j"]["uniform"]["median"] is None

    def test_an_item_that_nobody_answered(self, data: Path) -> None:
        document = printed(data, "A1,A2,A3\n1,2,\n3,4,dk\n", "A1,A2,A3")
        assert document["alpha"]["listwise"] | {"counting_all": None} == {
            **dict.fromkeys(("value", "low", "high", "standardised", "counting_all")),
            "n": 0,
        }
        assert document["alpha"]["pairwise"]["value"] is None

    def test_nobody_differs_within_a_group(self, data: Path) -> None:
        rows = ["1,1,x", "1,1,x", "3,3,y", "3,3,y", "5,5,z", "5,5,z"]
        document = printed(data, "\n".join(["A1,A2,team", *rows]), "A1,A2", group="team")
        assert (document["icc"]["f"], document["icc"]["icc1"]) == (None, 1.0)

    def test_other_columns_hold_anything(self, data: Path) -> None:
        text = "id;a1; A2 ;remark\n7;1;2;many words, all fine\n8;2;4;99\n"
        assert printed(data, text, "A1, A2")["n"] == 2

    def test_columns_that_differ_in_case_only(self, data: Path) -> None:
        document = printed(data, "A1,a1,A2\n1,9,1\n2,9,3\n3,9,2\n", "A1,A2")
        assert document["spearman_brown"] == pytest.approx(2 / 3)


class TestMistakes:
    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("A1,A2\n1,2\n1,7\n", 'Row 3, column "A2": "7" is no answer. Write a number from 1 to'),
            ("A1,A2\n1,0\n", 'Row 2, column "A2": "0" is no answer'),
            ("A1,A2\n1,agree\n", 'column "A2": "agree" is no answer'),
            ("A1,A2\n1,inf\n", '"inf" is no answer'),
            ("A1,A2\n1,1e0\n", '"1e0" is no answer'),
            ("A1,A2\n1,2,3\n", "Row 2: The row has more cells"),
            ("A1,A22\n1,2\n", 'Column "A2": The file has no such column. Is "A22" meant?'),
            ("A1,team\n1,2\n", 'Column "A2": The file has no such column'),
            ("team\n1\n", "It has: team."),
            ("A1,A2,A2\n1,2,3\n", 'Column "A2": The column is there twice'),
            ("", "The file is empty"),
            ("PK\x03\x04 a workbook", "This is not a CSV file"),
            ("A1,A2\n", "There is no answer in the file"),
            ("A1,A2\ndk,\n,\n", "There is no answer in the file"),
            ('A1,A2\n1,"2\n', "Row 2: A quotation mark is not closed"),
        ],
    )
    def test_in_the_file(self, data: Path, text: str, message: str) -> None:
        with pytest.raises(CommandError) as caught:
            printed(data, text, "A1,A2")
        assert message in str(caught.value)

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"items": "A1"}, "Name two items or more"),
            ({"items": "A1,A1"}, 'The item "A1" is named twice'),
            ({"reverse": "A3"}, '"A3" cannot be reversed: it is not one of the items A1, A2'),
            ({"group": "A1"}, '"A1" cannot be both'),
            ({"group": "unit"}, 'Column "unit": The file has no such column. It has: A1, A2, team'),
            ({"scale": "5-1"}, 'The scale "5-1" does not rise'),
            ({"scale": "5-5"}, 'The scale "5-5" does not rise'),
            ({"scale": "five"}, '"five" is no scale'),
            ({"scale": "1-"}, '"1-" is no scale'),
        ],
    )
    def test_in_what_is_asked_for(self, data: Path, options: dict[str, str], message: str) -> None:
        with pytest.raises(CommandError) as caught:
            printed(data, TINY, **({"items": "A1,A2"} | options))
        assert message in str(caught.value)

    def test_a_group_that_nobody_has(self, data: Path) -> None:
        with pytest.raises(CommandError, match='Column "team": No row with an answer names'):
            printed(data, "A1,A2,team\n1,2,\n,,x\n", "A1,A2", group="team")

    def test_all_are_told_up_to_fifty(self, data: Path) -> None:
        with pytest.raises(CommandError) as caught:
            printed(data, "A1,A2\n" + "8,9\n" * 30, "A1,A2")
        assert len(str(caught.value).splitlines()) == 51
        assert str(caught.value).endswith("\nand 10 more")

    def test_no_such_file(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=r"nothing\.csv cannot be read: No such file"):
            call_command("reliability", str(tmp_path / "nothing.csv"), items="A1,A2", scale="1-5")


class TestFromTheShell:
    def run(self, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command where no database can be reached."""
        environment = {**os.environ, "DATA_DIR": str(tmp_path), "MODE": "embedded"}
        environment |= {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}
        environment |= {"DJANGO_SETTINGS_MODULE": "config.settings"}
        command = [sys.executable, "manage.py", "reliability", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    def test_needs_no_database(self, data: Path, tmp_path: Path) -> None:
        data.write_text(TINY, encoding="utf-8")
        done = self.run(tmp_path, str(data), "--items", "A1,A2", "--group", "team", "--scale=1-5")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["n"] == 3

    def test_a_mistake_is_one_readable_error(self, data: Path, tmp_path: Path) -> None:
        data.write_text("A1,A2\n1,7\n", encoding="utf-8")
        done = self.run(tmp_path, str(data), "--items", "A1,A2", "--scale", "1-5")
        assert done.returncode == 1
        assert done.stdout == ""
        assert done.stderr.startswith('CommandError: Row 2, column "A2": "7" is no answer')
        assert "Traceback" not in done.stderr
