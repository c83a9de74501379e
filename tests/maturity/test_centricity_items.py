"""The items of our own framework: their codes, what they are about, and who comes to them."""

from collections import Counter

import pytest

from maturity.loading import load

CENTRICITY = load("centricity")


def codes(audience: str, kind: str = "") -> list[str]:
    items = CENTRICITY.questionnaire(audience).items
    return [item.code for item in items if not kind or item.kind == kind]


class TestItems:
    # Codes are for ever: results of earlier waves are read by them.
    ANCHORED = (
        "KN1 KN2 KN3 ME1 ME2 ME3 SV1 SV2 SV3 CR1 CR2 CR3 CO1 CO2 CO3 MT1 MT2 MT3 IR1 IR2 IR3"
    ).split()
    PARALLEL = "KNP MEP SVP CRP COP MTP IRP".split()
    ALIGNMENT = "AV1 AV2 AI1 AI2 AT1 AT2 AE1 AE2".split()
    AMBASSADORSHIP = "EN1 EN2 PR1 PR2 CU1 CU2".split()
    TRUST = "TR1 TR2 FA1 FA2 ST1".split()
    STEPS = "RS1 RS2 RS3 RS4 RS5".split()
    TIME = "TI1 TI2 TI3".split()
    TURNOVER = "TU1 TU2 TU3 TU4 TU5 TU6 TU7".split()
    COVERAGE = (
        "CC1 CC2 CC3 CC4 CC5 PA1 PA2 PA3 PA4 PA5 PA6 SR1 SR2 SR3 SR4 SR5 SR6 SR7 EX1 EX2 EX3 EX4"
    ).split()

    def test_staff_are_asked_by_these_codes(self) -> None:
        everything = self.ANCHORED + self.PARALLEL + self.ALIGNMENT + self.AMBASSADORSHIP
        assert codes("staff") == [*everything, *self.TRUST, *self.STEPS, "CM1", "CM2"]

    def test_leaders_are_asked_by_these_codes(self) -> None:
        everything = self.ANCHORED + self.PARALLEL + self.STEPS + self.TIME + self.TURNOVER
        assert codes("leaders") == [*everything, *self.COVERAGE, "CM1"]

    def test_customers_are_asked_by_these_codes(self) -> None:
        assert codes("customers") == [
            *("XP1", "XP2", "LO1", "LO2", "LO3"),
            *("KNP", "SVP", "CRP", "MEP", "COP", "MTP", "IRP"),
            *("CH1", "CH2", "PB1", "PB2", "PB3", "PT1", "PT2", "PT3", "PT4", "PN1", "CX1"),
        ]

    def test_the_assessor_is_asked_coverage_evidence_and_roadmap(self) -> None:
        evidence = [
            f"{dimension.code}-{stage.code}-{number}"
            for dimension in CENTRICITY.dimensions
            for stage in CENTRICITY.stages[1:]
            for number in (1, 2)
        ]
        steps = [step.code for step in CENTRICITY.steps]
        foundations = [foundation.code for foundation in CENTRICITY.foundations]
        cells = [f"{step}-{foundation}" for step in steps for foundation in foundations]
        assert codes("assessor") == [*self.COVERAGE, *evidence, *cells]

    def test_every_code_and_column_is_there_once(self) -> None:
        for questionnaire in CENTRICITY.questionnaires.values():
            columns = [column.code for column in questionnaire.columns]
            assert len(columns) == len(set(columns))
        assert len({item.code for item in CENTRICITY.items}) == len(CENTRICITY.items)
        asked = {code for audience in CENTRICITY.questionnaires for code in codes(audience)}
        assert asked == {item.code for item in CENTRICITY.items}

    @pytest.mark.parametrize("audience", ["staff", "leaders"])
    def test_three_anchored_items_and_a_parallel_one_a_dimension(self, audience: str) -> None:
        items = CENTRICITY.questionnaire(audience).items
        asked = Counter((item.dimension, item.kind) for item in items)
        for dimension in CENTRICITY.dimensions:
            assert asked[dimension.code, "anchored"] == 3
            assert asked[dimension.code, "parallel"] == 1

    def test_parallel_items_are_the_same_for_all_three_audiences(self) -> None:
        for audience in CENTRICITY.respondents:
            assert sorted(codes(audience, "parallel")) == sorted(self.PARALLEL)
        parallel = [item for item in CENTRICITY.items if item.kind == "parallel"]
        assert {item.audiences for item in parallel} == {("staff", "leaders", "customers")}
        assert {item.scale.code for item in parallel} == {"agreement"}

    @pytest.mark.parametrize(
        ("theme", "each"),
        [
            # Meyer's four requirements, three commitments, and trust, fairness and staying.
            ("alignment", {"values": 2, "information": 2, "initiative": 2, "evidence": 2}),
            ("ambassadorship", {"enterprise": 2, "proposition": 2, "customers": 2}),
            ("trust", {"managers-trust": 2, "fairness": 2, "staying": 1}),
        ],
    )
    def test_staff_are_asked_so_many_about_each(self, theme: str, each: dict[str, int]) -> None:
        assert [entry.code for entry in CENTRICITY.constructs if entry.theme == theme] == [*each]
        items = CENTRICITY.questionnaire("staff").items
        asked = Counter(item.construct for item in items)
        assert {construct: asked[construct] for construct in each} == each

    @pytest.mark.parametrize("audience", ["staff", "leaders"])
    def test_one_item_a_step(self, audience: str) -> None:
        items = CENTRICITY.questionnaire(audience).items
        asked = [item.step for item in items if item.kind == "step"]
        assert asked == [step.code for step in CENTRICITY.steps]

    @pytest.mark.parametrize(
        ("code", "edges"),
        # What the sources name: a third of the time, half a day back, 30 and 40 percent.
        [("TI1", {33}), ("TI3", {0.5}), ("TU1", {30, 40})],
    )
    def test_bands_have_their_edges_where_the_rules_are(self, code: str, edges: set[float]) -> None:
        scale = next(item.scale for item in CENTRICITY.items if item.code == code)
        assert edges <= set(scale.bounds)
        assert len(scale.bands) == len(scale.labels)


class TestBranches:
    """The complaint block."""

    BLOCK = set("PB1 PB2 PB3 PT1 PT2 PT3 PT4 PN1".split())

    @pytest.mark.parametrize(
        ("answers", "asked"),
        [
            # Yes is 1, no is 2.
            ({}, {"PB1"}),
            ({"PB1": 2}, {"PB1"}),
            ({"PB1": 255}, {"PB1"}),
            ({"PB1": 1}, {"PB1", "PB2", "PB3"}),
            ({"PB1": 1, "PB3": 255}, {"PB1", "PB2", "PB3"}),
            ({"PB1": 1, "PB3": 1}, {"PB1", "PB2", "PB3", "PT1", "PT2", "PT3", "PT4"}),
            ({"PB1": 1, "PB3": 2}, {"PB1", "PB2", "PB3", "PN1"}),
            # Whoever goes back and takes the problem away has not told anybody of it.
            ({"PB1": 2, "PB3": 1}, {"PB1"}),
        ],
    )
    def test_of_the_complaints_lead_on(self, answers: dict[str, int], asked: set[str]) -> None:
        came_to = CENTRICITY.questionnaire("customers").asked(answers)
        assert came_to & self.BLOCK == asked
        others = set(codes("customers")) - self.BLOCK
        assert others <= came_to

    def test_there_are_no_others(self) -> None:
        conditional = {item.code for item in CENTRICITY.items if item.when}
        assert conditional == self.BLOCK - {"PB1"}
