import pytest

from organisations.models import MOST_ATTRIBUTES
from organisations.roster_file import RosterFile, choose_attributes
from organisations.spreadsheets import Fault
from tests.organisations.roster_files import ACCOUNTS, ANNA, HEADER, only, read_csv


class TestRows:
    def test_header_names_are_free_in_case_and_wording(self) -> None:
        roster = read_csv(
            " EMAIL , NAME ,department,AUDIENCE,Account,External Key",
            "a@example.org,Anna,Sales/North / Hull,Employee,,7",
            "b@example.org,,,Customer,Acme,",
        )
        assert not roster.faults
        anna, buyer = roster.rows
        assert (anna.number, anna.unit, anna.audience) == (2, ("Sales", "North", "Hull"), "staff")
        assert (anna.external_key, anna.account) == ("7", "")
        assert (buyer.audience, buyer.account, buyer.unit, buyer.name) == (
            "customers",
            "Acme",
            (),
            "",
        )

    @pytest.mark.parametrize(
        ("text", "audience"),
        [("STAFF", "staff"), ("employees", "staff"), ("Leader", "leaders"), ("leaders", "leaders")],
    )
    def test_audiences(self, text: str, audience: str) -> None:
        assert read_csv(HEADER, f"a@example.org,A,HQ,{text}").rows[0].audience == audience

    @pytest.mark.parametrize(
        ("row", "column", "words"),
        [
            ("anna@,Anna,HQ,staff,,", "E-mail", "not an e-mail address"),
            (",,HQ,staff,,", "Name", "Enter a name"),
            (
                f"a@{'x' * 60}.{'y' * 60}.{'z' * 60}.{'w' * 60}.example.org,A,HQ,staff,,",
                "E-mail",
                "254",
            ),
            (f"a@example.org,{'A' * 121},HQ,staff,,", "Name", "at most 120"),
            ("a@example.org,Anna,,staff,,", "Unit", "Enter the unit"),
            ("a@example.org,Anna,Sales //North,staff,,", "Unit", "slash"),
            ("a@example.org,Anna,a/b/c/d/e/f/g,staff,,", "Unit", "at most 6"),
            (f"a@example.org,Anna,{'S' * 81},staff,,", "Unit", "at most 80"),
            (f"a@example.org,Anna,{'/'.join(['S' * 79] * 5)},staff,,", "Unit", "at most 400"),
            ("a@example.org,Anna,HQ,boss,,", "Audience", "staff, leaders, customers"),
            ("a@example.org,Anna,HQ,,,", "Audience", "staff, leaders, customers"),
            ("a@example.org,Anna,,customer,,", "Account", "Enter the account"),
            ("a@example.org,Anna,HQ,staff,Acme,", "Account", "Only customers"),
            (f"a@example.org,Anna,,customers,{'A' * 121},", "Account", "at most 120"),
            (f"a@example.org,Anna,HQ,staff,,{'1' * 81}", "ID", "at most 80"),
            ("=HYPERLINK(1),Anna,HQ,staff,,", "E-mail", "a formula; paste the value"),
            ("a@example.org,=1+1,HQ,staff,,", "Name", "a formula; paste the value"),
            ("a@example.org,@SUM(1),HQ,staff,,", "Name", "reads as a formula"),
            ("a@example.org,-Anna,HQ,staff,,", "Name", "reads as a formula"),
            ("a@example.org,Anna,HQ / +North,staff,,", "Unit", "reads as a formula"),
            ("a@example.org,Anna,,customer,=Acme,", "Account", "a formula"),
            ("a@example.org,Anna,HQ,=A1,,", "Audience", "a formula"),
            ("a@example.org,2026-03-04,HQ,staff,,", "Name", "is a date"),
            ("a@example.org,4711,HQ,staff,,", "Name", "is a number. Enter the name."),
            ("a@example.org,Anna,2026-03-04,staff,,", "Unit", "is a date"),
            ("a@example.org,Anna,3/4/2026,staff,,", "Unit", "is a date"),
            ("a@example.org,Anna,12:30,staff,,", "Unit", "is a date or a time"),
            ("a@example.org,Anna,,customers,04.03.2026,", "Account", "is a date"),
            ("a@example.org,Anna,HQ,staff,,2026-03-04 00:00:00", "ID", "is a date"),
            ("a@example.org,Anna,HQ,staff,,1.23457E+15", "ID", "has shortened"),
            ("a@example.org,#N/A,HQ,staff,,", "Name", "an error of the spreadsheet"),
            ("a@example.org,An\x07na,HQ,staff,,", "Name", "U+0007"),
            ("a@example.org,An\u202ena,HQ,staff,,", "Name", "U+202E"),
            ("a@example.org,An\x00na,HQ,staff,,", "Name", "U+0000"),
        ],
    )
    def test_each_mistake_names_its_cell(self, row: str, column: str, words: str) -> None:
        roster = read_csv(ACCOUNTS, "", row)
        fault = only(roster)
        assert (fault.row, fault.column) == (3, column)
        assert words in fault.message
        assert roster.rows == ()

    def test_a_lone_dash_is_an_empty_cell(self) -> None:
        roster = read_csv(ACCOUNTS + ",Grade", "-,Anna,HQ,staff,–,-,-")
        assert not roster.faults
        assert roster.rows[0].email == roster.rows[0].account == roster.rows[0].external_key == ""
        assert roster.rows[0].others == {"Grade": ""}

    @pytest.mark.parametrize(
        ("text", "key"), [("123.0", "123"), ("007", "007"), ("1.5", "1.5"), ("A1.0", "A1.0")]
    )
    def test_an_id_loses_the_point_a_program_put_behind_it(self, text: str, key: str) -> None:
        assert read_csv(ACCOUNTS, f"a@example.org,A,HQ,staff,,{text}").rows[0].external_key == key

    def test_a_department_may_be_a_number(self) -> None:
        assert read_csv(HEADER, "a@example.org,Anna,4711 / 12,staff").rows[0].unit == ("4711", "12")

    def test_several_faults_of_a_row_come_together(self) -> None:
        roster = read_csv(ACCOUNTS, "anna@,=1,,boss,Acme,-7")
        assert [fault.column for fault in roster.faults] == ["Audience", "E-mail", "Name"]

    def test_the_account_column_is_needed_only_for_customers(self) -> None:
        assert not read_csv(HEADER, ANNA).faults
        roster = read_csv(HEADER, ANNA, "b@example.org,B,,customer", "c@example.org,C,,customer")
        fault = only(roster)
        assert (fault.row, fault.column) == (None, "account")
        assert "Row 3" in fault.message

    def test_an_address_may_be_shared_only_under_different_ids(self) -> None:
        def faults(*ids: str) -> list[tuple[int | None, str, str]]:
            rows = [f"a@example.org,A,HQ,staff,,{key}" for key in ids]
            return [(f.row, f.column, f.message[:5]) for f in read_csv(ACCOUNTS, *rows).faults]

        assert faults("1", "2", "3") == []
        assert faults("", "") == [(3, "E-mail", "Row 2")]
        assert faults("1", "") == [(3, "E-mail", "Row 2")]
        assert faults("", "2", "3") == [(3, "E-mail", "Row 2"), (4, "E-mail", "Row 2")]
        assert faults("1", "1") == [(3, "ID", "Row 2")]

    def test_addresses_are_compared_without_case(self) -> None:
        assert only(read_csv(HEADER, ANNA, ANNA.replace("anna@", "ANNA@"))).column == "E-mail"

    def test_faults_are_capped_and_the_rest_counted(self) -> None:
        roster = read_csv(HEADER, *(f"bad{i},A,HQ,staff" for i in range(250)))
        assert len(roster.faults) == 201
        assert roster.faults[-1] == Fault(None, "", "and 50 more")

    def test_wants_something_to_tell_two_people_apart(self) -> None:
        roster = read_csv(
            "email,name,unit,audience,id",
            ",Ann Young,Sales,staff,",
            ",Ann Young,Service,staff,",
            ",ann young,Sales,staff,",
            ",Ann Young,Sales,staff,7",
        )
        fault = only(roster)
        assert (fault.row, fault.column) == (4, "name")
        assert "Row 2 has the same name there" in fault.message


class TestChooseAttributes:
    def roster(self, *values: str) -> RosterFile:
        rows = [f"a{i}@example.org,A,HQ,staff,{value},x" for i, value in enumerate(values)]
        return read_csv(f"{HEADER},Grade,Site", *rows)

    def test_offers_every_other_column(self) -> None:
        roster = self.roster("B", "A", "", "B")
        assert roster.other_columns == ("Grade", "Site")
        assert choose_attributes(roster, ["Grade", "Site"]) == []

    def test_an_unnamed_column_is_ignored(self) -> None:
        assert read_csv(f",{HEADER}", f"1,{ANNA}").other_columns == ()

    def test_at_most_eight_values(self) -> None:
        assert choose_attributes(self.roster(*"12345678"), ["Grade"]) == []
        fault = choose_attributes(self.roster(*"123456789"), ["Grade"])[0]
        assert "9 different values" in fault.message

    def test_at_most_three_columns(self) -> None:
        names = [f"c{i}" for i in range(MOST_ATTRIBUTES + 1)]
        roster = read_csv(",".join([HEADER, *names]), ANNA)
        assert choose_attributes(roster, names[:-1]) == []
        assert "at most 3" in choose_attributes(roster, names)[0].message

    def test_unknown_column(self) -> None:
        assert '"Age"' in choose_attributes(self.roster("A"), ["Age"])[0].message

    @pytest.mark.parametrize("value", ["=1+1", "+a", "@x", "a\u202eb", "x" * 81])
    def test_a_dangerous_value_counts_only_if_chosen(self, value: str) -> None:
        roster = self.roster("A", value)
        assert not roster.faults
        fault = choose_attributes(roster, ["Grade"])[0]
        assert (fault.row, fault.column) == (3, "Grade")
        assert fault.message.startswith('Row 3, column "Grade": ')

    def test_signed_numbers_are_no_formulas(self) -> None:
        assert choose_attributes(self.roster("-1", "+2.5", "-3%"), ["Grade"]) == []

    def test_long_column_name(self) -> None:
        name = "x" * 61
        roster = read_csv(f"{HEADER},{name}", f"{ANNA},a")
        assert "at most 60" in choose_attributes(roster, [name])[0].message


def test_json_brings_everything_back() -> None:
    roster = read_csv(f"{HEADER},Grade", f"{ANNA},A", "bad,B,HQ,staff,B")
    assert roster.rows
    assert roster.faults
    assert RosterFile.from_json(roster.to_json()) == roster
