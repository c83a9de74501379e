import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from maturity.answers import DONT_KNOW
from maturity.framework import Framework, FrameworkError
from maturity.loading import load
from reports.answer_file import AnswerFile, AnswerFileError, Fault, read_answers, template
from tests.maturity.made_up import with_roadmap
from tests.pace import within

FRAMEWORK = load("centricity")
CODES = {name: [c.code for c in q.columns] for name, q in FRAMEWORK.questionnaires.items()}
RATED = [item.code for item in FRAMEWORK.roadmap_items]
# What customers are asked in parallel; everything else may be missing.
PARALLEL = ["KNP", "SVP", "CRP", "MEP", "COP", "MTP", "IRP"]
CUSTOMERS = ",".join(["audience", "unit", *PARALLEL])
ANSWERS = ",,1,2,3,4,5,1,2"


def read(*lines: str, encoding: str = "utf-8") -> AnswerFile:
    return read_answers("\n".join(lines).encode(encoding), FRAMEWORK)


def faults(*lines: str, encoding: str = "utf-8") -> tuple[Fault, ...]:
    with pytest.raises(AnswerFileError) as caught:
        read(*lines, encoding=encoding)
    return caught.value.faults


def only(*lines: str, encoding: str = "utf-8") -> Fault:
    (fault,) = faults(*lines, encoding=encoding)
    return fault


def table(answers: AnswerFile, audience: str, codes: Sequence[str]) -> list[list[int]]:
    """The answers to some columns, a row each respondent."""
    places = [CODES[audience].index(code) for code in codes]
    rows: list[list[int]] = answers.responses[audience].answers[:, places].tolist()
    return rows


@pytest.fixture
def surveyed(tmp_path: Path) -> Framework:
    """A model whose roadmap is rated on a scale without "don't know"."""
    return load("harbour", root=with_roadmap(tmp_path))


class TestTemplate:
    @pytest.mark.parametrize("audience", list(CODES))
    def test_filled_in_it_can_be_read(self, audience: str) -> None:
        values = ",".join(["1"] * len(CODES[audience]))
        answers = read_answers(
            (template(FRAMEWORK, audience) + f"{audience},HQ,,{values}\n").encode(), FRAMEWORK
        )
        if audience == FRAMEWORK.assessor:
            assert answers.ratings == dict.fromkeys(CODES[audience], 1)
        else:
            assert table(answers, audience, CODES[audience]) == [[1] * len(CODES[audience])]

    def test_explains_every_code(self) -> None:
        text = template(FRAMEWORK, "leaders")
        *comments, header = text.splitlines()
        assert all(line.startswith("#") for line in comments)
        assert header.split(",") == ["audience", "unit", "account", *CODES["leaders"]]
        for item in FRAMEWORK.questionnaire("leaders").items:
            if item.is_comment:
                assert item.text("leaders") not in text
                continue
            assert f"# {item.code}: {item.text('leaders')}" in comments
            for code, option in enumerate(item.options(), start=1):
                assert f"#   {code} = {option}" in comments
        assert "#   dk = I do not know, or cannot see this" in comments
        assert any(line.startswith("#   EX4.") for line in comments)

    def test_no_dk_where_it_is_not_allowed(self, surveyed: Framework) -> None:
        text = template(surveyed, "surveyor")
        assert "dk" not in text.split("audience,unit")[0]

    def test_survives_a_spreadsheet(self) -> None:
        rows = csv.reader(io.StringIO(template(FRAMEWORK, "customers")))
        out = io.StringIO()
        csv.writer(out, delimiter=";").writerows(
            [*rows, ["customers", "", "", *"1" * len(CODES["customers"])]]
        )
        saved = out.getvalue().encode("utf-8-sig")
        assert len(read_answers(saved, FRAMEWORK).responses["customers"].answers) == 1

    def test_unknown_audience(self) -> None:
        with pytest.raises(FrameworkError, match="it has staff, leaders, customers, assessor"):
            template(FRAMEWORK, "boss")


class TestReadAnswers:
    def test_keeps_the_order_of_the_questionnaire(self) -> None:
        header = ",".join(["audience", "tenure", *reversed(PARALLEL)])
        answers = read(header, "customers,long,1,2,3,4,5,,DK")
        assert table(answers, "customers", PARALLEL) == [[DONT_KNOW, 0, 5, 4, 3, 2, 1]]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    def test_every_encoding_and_separator(self, encoding: str, separator: str) -> None:
        lines = [CUSTOMERS, "customers,Süd,1,2,3,4,5,1,2"]
        answers = read(*(line.replace(",", separator) for line in lines), encoding=encoding)
        assert answers.responses["customers"].answers.shape == (1, len(CODES["customers"]))

    def test_names_and_codes_are_free_in_case(self) -> None:
        answers = read(CUSTOMERS.upper().replace("KNP", " knp "), "Customers" + ANSWERS + ",")
        assert len(answers.responses["customers"].answers) == 1

    def test_numbers_written_as_decimals(self) -> None:
        answers = read(CUSTOMERS, "customers,,1.0,2.0,3.0,4.0,5.0,1.0,")
        assert table(answers, "customers", PARALLEL) == [[1, 2, 3, 4, 5, 1, 0]]

    def test_several_audiences_and_the_assessor(self) -> None:
        asked = len(CODES["staff"])
        header = ["audience", *CODES["staff"], *RATED]
        staff = ["staff", *["2"] * asked, *[""] * 35]
        assessor = ["assessor", *[""] * asked, *["4"] * 34]
        answers = read(*(",".join(row) for row in [header, staff, assessor, staff]))
        assert answers.responses.keys() == {"staff"}
        assert len(answers.responses["staff"].answers) == 2
        assert [answers.ratings[code] for code in RATED] == [4] * 34 + [0]
        assert sum(answers.ratings.values()) == 4 * 34

    def test_rows_without_answers_are_counted_and_left_out(self) -> None:
        answers = read(CUSTOMERS, "customers" + ANSWERS, "customers,HQ", ",,,,,,,,", "")
        assert len(answers.responses["customers"].answers) == 1
        assert answers.blank_rows == 1

    def test_contacts_of_one_account_belong_together_and_the_others_to_nobody(self) -> None:
        header = CUSTOMERS.replace("unit", "unit,account")
        accounts = ["Mill", "", "Mill", "Dock", ""]
        rows = [f"customers,,{account},1,2,3,4,5,1,2" for account in accounts]
        found = read(header, *rows).responses["customers"].account
        assert found is not None
        assert found[0] == found[2]
        assert len(set(found.tolist())) == 4

    def test_without_accounts_nobody_belongs_together(self) -> None:
        assert read(CUSTOMERS, "customers" + ANSWERS).responses["customers"].account is None

    def test_many_rows(self) -> None:
        header = ",".join(["audience", *CODES["staff"]])
        with within(5):
            answers = read(header, *["staff" + ",3" * len(CODES["staff"])] * 20_000)
        assert answers.responses["staff"].answers.shape == (20_000, len(CODES["staff"]))


class TestFaults:
    @pytest.mark.parametrize(
        ("row", "column", "words"),
        [
            ("customers,,6,,,,,,", "KNP", '"6" is no answer. Write one of 1, 2, 3, 4, 5, dk'),
            ("customers,,0,,,,,,", "KNP", '"0" is no answer'),
            ("customers,,1.5,,,,,,", "KNP", '"1.5" is no answer'),
            ("customers,,,agree,,,,,", "SVP", '"agree" is no answer'),
            ("client,,1,,,,,,", "audience", "staff, leaders, customers, assessor"),
            (",,1,,,,,,", "audience", '"" is no audience'),
            ("customers,,1,,,,,,,5", "", "column without a name"),
        ],
    )
    def test_each_mistake_names_its_cell(self, row: str, column: str, words: str) -> None:
        fault = only("# a comment", CUSTOMERS, "customers" + ANSWERS, row)
        assert (fault.row, fault.column) == (4, column)
        assert words in fault.message

    def test_no_dk_for_the_assessor(self) -> None:
        header = ",".join(["audience", *RATED])
        assert "1, 2, 3, 4," in only(header, "assessor,dk").message

    def test_an_answer_of_another_audience(self) -> None:
        fault = only(CUSTOMERS + ",KN1", "customers" + ANSWERS + ",2")
        assert (fault.row, fault.column) == (2, "KN1")
        assert '"customers" is not asked this' in fault.message

    def test_two_rows_of_ratings(self) -> None:
        header = ",".join(["audience", *RATED])
        fault = only(header, "assessor,1", "assessor,1")
        assert fault.row == 3
        assert "row 2" in fault.message

    def test_missing_columns_of_an_audience_with_rows(self) -> None:
        fault = only(CUSTOMERS, "customers" + ANSWERS, "staff,,1,1,1,1,1,1,1")
        assert (fault.row, fault.column) == (None, "")
        assert '"staff" (row 3)' in fault.message
        assert "KN1, KN2, KN3, ME1" in fault.message

    @pytest.mark.parametrize(
        ("title", "words"),
        [
            ("KN22", "Is KN2 meant?"),
            ("remarks", "Move an attribute in front of KNP"),
            ("knp", "twice"),
        ],
    )
    def test_a_column_that_is_no_item(self, title: str, words: str) -> None:
        fault = only(f"{CUSTOMERS},{title}", "customers" + ANSWERS)
        assert (fault.row, fault.column) == (None, title)
        assert words in fault.message

    def test_no_audience_column(self) -> None:
        assert only(CUSTOMERS.removeprefix("audience,"), ANSWERS).column == "audience"

    def test_no_item_at_all(self) -> None:
        assert "such as KN1" in only("audience,unit,a", "staff,HQ,1").message

    def test_all_are_told_up_to_fifty(self) -> None:
        with pytest.raises(AnswerFileError) as caught:
            read(CUSTOMERS, *["customers,,9,9"] * 40)
        assert len(caught.value.faults) == 50
        assert str(caught.value).splitlines()[0].startswith('Row 2, column "KNP": "9" is no answer')
        assert str(caught.value).endswith("\nand 30 more")

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "empty"),
            (b" \n", "empty"),
            (b"PK\x03\x04 a workbook", "CSV UTF-8"),
            (CUSTOMERS.encode("utf-16-le"), "CSV UTF-8"),
            (f"{CUSTOMERS}\ncustomers,Süd".encode("latin-1"), 'Line 2 .* "CSV UTF-8"'),
            (f"{CUSTOMERS}\n".encode(), "no answer in the file"),
            (f"{CUSTOMERS}\ncustomers,,,\n".encode(), "no answer in the file"),
            (b"# only\n# comments", "No column has the code"),
            (f'{CUSTOMERS}\ncustomers,"Sales,1\n'.encode(), "Row 2: A quotation mark"),
        ],
    )
    def test_unusable_files(self, data: bytes, words: str) -> None:
        with pytest.raises(AnswerFileError, match=words):
            read_answers(data, FRAMEWORK)
