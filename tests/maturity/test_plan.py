"""The 100-day plan: the order of its actions, what it warns of, and what the library proposes."""

from collections.abc import Mapping

from maturity.loading import load
from maturity.plan import BLANK, Proposal, Way, in_order, is_late, proposals, way, whole_action
from maturity.result import Document, Rules, Scope, build_result

CENTRICITY = load("centricity")
SCOPE = Scope("wave", "Northwind", "Review", "First", "w-1", "2026-03-02", "2026-03-20")
TODAY = "2026-11-29"


def action(what: str = "Walk.", **more: object) -> Document:
    return whole_action({"what": what, **more})


def rated(steps: Mapping[str, int], **foundations: int) -> Document:
    """A result in which all foundations of a step are rated alike, but for those named."""
    ratings = {
        item.code: foundations.get(item.code.replace("-", "_"), steps.get(item.step, 0))
        for item in CENTRICITY.roadmap_items
    }
    return build_result(CENTRICITY, {}, scope=SCOPE, rules=Rules(5), ratings=ratings)


def reaching(**stages: str | None) -> Document:
    """A result in which staff place dimensions at these stages, and no step is rated."""
    cells = {code: {"shown": True, "stage": stage} for code, stage in stages.items()}
    staff = {"shown": True, "dimensions": cells}
    return {**rated({}), "audiences": {"staff": staff}}


def content(*actions: Document, priorities: tuple[str, ...] = (), target: str = "") -> Document:
    chosen = [{"code": code, "text": ""} for code in priorities]
    return {"actions": list(actions), "priorities": chosen, "target_step": target}


def way_of(result: Document, target: str = "") -> Way:
    return way(CENTRICITY, result, content(target=target))


def proposed(result: Document, said: Document) -> list[Proposal]:
    return proposals(CENTRICITY, result, said, way(CENTRICITY, result, said))


class TestOrder:
    def test_late_ones_come_first_then_by_day_then_those_without(self) -> None:
        given = [
            action("without"),
            action("soon", due_on="2026-11-29"),
            action("done long ago", due_on="2026-01-05", state="done"),
            action("late", due_on="2026-11-28", state="under_way"),
            action("later", due_on="2027-02-01"),
            action("later still late", due_on="2026-03-01"),
        ]
        assert [each["what"] for each in in_order(given, TODAY)] == [
            "later still late",
            "late",
            "done long ago",
            "soon",
            "later",
            "without",
        ]

    def test_an_action_is_late_from_the_day_after_until_it_is_done_or_dropped(self) -> None:
        assert not is_late(action(due_on="2026-11-29"), TODAY)
        assert is_late(action(due_on="2026-11-28"), TODAY)
        for state in ("done", "dropped"):
            assert not is_late(action(due_on="2026-11-28", state=state), TODAY)
        assert not is_late(action(), TODAY)

    def test_an_action_of_an_older_edition_is_planned_and_says_nothing_else(self) -> None:
        old = {"priority": "", "what": "Walk.", "owner": "Kim", "due_on": "", "done": ""}
        assert whole_action(old) == {**BLANK, "what": "Walk.", "owner": "Kim"}


class TestWay:
    def test_is_not_known_before_the_steps_are_assessed(self) -> None:
        assert way_of(rated({})) == Way(False, None, None, (), ())

    def test_leads_to_the_lowest_step_that_does_not_stand_fully(self) -> None:
        found = way_of(rated({"networks": 4, "teams": 3, "coordinator": 1, "matrix": 1}))
        assert found.next_step == CENTRICITY.step("teams")
        assert (found.goal, found.ahead) == (None, ())
        assert found.steps == (CENTRICITY.step("teams"),)

    def test_warns_of_a_matrix_before_the_coordinator_and_begins_with_the_coordinator(
        self,
    ) -> None:
        # Networks stand largely (all foundations achieve two thirds), so they are next.
        found = way_of(rated({"networks": 3, "teams": 3, "coordinator": 1, "matrix": 3}))
        (ahead,) = found.ahead
        assert ahead.step == CENTRICITY.step("matrix")
        assert ahead.foundations == (CENTRICITY.step("coordinator"),)
        assert not ahead.is_planned
        assert [step.code for step in found.steps] == ["coordinator", "networks"]

    def test_warns_first_of_the_highest_of_several_steps(self) -> None:
        found = way_of(rated({"networks": 1, "teams": 3, "coordinator": 1, "matrix": 3}))
        assert [
            (each.step.code, [step.code for step in each.foundations]) for each in found.ahead
        ] == [("matrix", ["networks", "coordinator"]), ("teams", ["networks"])]
        assert [step.code for step in found.steps] == ["networks", "coordinator"]

    def test_warns_of_a_step_that_is_planned_before_its_foundations(self) -> None:
        result = rated({"networks": 4, "teams": 4, "coordinator": 1, "matrix": 1})
        aim = {"step": "matrix", "foundation": "roles"}
        for planned in (action(aim=aim), action(priority="step:matrix")):
            (ahead,) = way(CENTRICITY, result, content(planned)).ahead
            assert (ahead.step.code, ahead.is_planned) == ("matrix", True)
        dropped = action(priority="step:matrix", state="dropped")
        assert way(CENTRICITY, result, content(dropped)).ahead == ()

    def test_ends_where_management_wants_to_go_no_further(self) -> None:
        result = rated({"networks": 4, "teams": 4, "coordinator": 1})
        reached = way_of(result, target="teams")
        assert reached.goal == CENTRICITY.step("teams")
        assert (reached.next_step, reached.steps) == (None, ())
        on_the_way = way_of(result, target="coordinator")
        assert on_the_way.next_step == CENTRICITY.step("coordinator")
        assert on_the_way.goal is None

    def test_ends_where_everything_stands_without_being_anybodys_goal(self) -> None:
        every = {step.code: 4 for step in CENTRICITY.steps}
        found = way_of(rated(every), target="segments")
        assert (found.next_step, found.goal, found.steps) == (None, None, ())


class TestProposals:
    def test_for_the_next_step_strengthen_its_weakest_foundations(self) -> None:
        # Working climate achieves nothing, roles and communication a third; the rest two thirds.
        result = rated({"networks": 3}, networks_climate=1, networks_roles=2)
        found = proposed(result, content())
        assert {each.priority for each in found} == {"step:networks"}
        foundations = [each.aim["foundation"] for each in found]
        # Of equals the first of the roadmap comes in.
        assert list(dict.fromkeys(foundations)) == ["climate", "roles", "communication"]
        assert all(each.aim["step"] == "networks" for each in found)
        assert all(each.library.foundation == each.aim["foundation"] for each in found)

    def test_for_a_dimension_lead_to_the_stage_that_is_not_reached(self) -> None:
        result = reaching(service="sensitivity", knowledge="obsession", tools=None)
        dimensions = ("dimension:service", "dimension:knowledge", "dimension:measurement")
        found = proposed(result, content(priorities=dimensions))
        assert [each.library.code for each in found] == ["service-focus-1", "service-focus-2"]
        assert found[0].aim == {"dimension": "service", "stage": "focus"}

    def test_say_what_is_to_be_seen_and_what_it_is_worth(self) -> None:
        found = proposed(
            reaching(service="sensitivity"), content(priorities=("dimension:service",))
        )
        library = found[0].library
        assert found[0].action == {
            "id": "",
            "priority": "dimension:service",
            "aim": {"dimension": "service", "stage": "focus"},
            "what": library.what.text,
            "owner": "",
            "due_on": "",
            "done": library.done,
            "company": library.company,
            "customers": library.customer,
            "partners": library.partner,
            "state": "planned",
            "outcome": "",
        }

    def test_are_not_repeated_once_they_are_planned(self) -> None:
        result = reaching(service="sensitivity")
        said = content(priorities=("dimension:service",))
        first, second = proposed(result, said)
        assert proposed(result, {**said, "actions": [first.action]}) == [second]

    def test_come_once_where_two_steps_have_the_same_weakness(self) -> None:
        result = rated({"networks": 3, "teams": 3, "coordinator": 1, "matrix": 3})
        texts = [each.library.what.text for each in proposed(result, content())]
        assert len(texts) == len(set(texts))

    def test_never_lead_beyond_managements_target(self) -> None:
        result = rated({"networks": 4, "teams": 4, "coordinator": 1})
        chosen = ("step:coordinator",)
        assert proposed(result, content(priorities=chosen, target="teams")) == []
        assert proposed(result, content(priorities=chosen, target="coordinator")) != []
