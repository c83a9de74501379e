"""What is left of a framework where some are not asked, or not asked everything."""

from dataclasses import replace

import pytest

from maturity.framework import Framework, FrameworkError, Module, Questionnaire
from maturity.narrowing import asked_modules, incomparable, narrowed, needed_modules


def asked(framework: Framework) -> dict[str, list[str]]:
    """The codes of the items each audience of respondents is asked."""
    return {
        audience: [item.code for item in framework.questionnaire(audience).items]
        for audience in framework.respondents
    }


def with_pages_in(framework: Framework, audience: str, pages: set[str]) -> Framework:
    """The framework with some of an audience's pages in a module "extra" of their own."""
    whole = framework.questionnaire(audience)
    moved = tuple(
        replace(page, module="extra") if page.code in pages else page for page in whole.pages
    )
    return replace(
        framework,
        modules=(*framework.modules, Module("extra", "Extra", "", is_default=True)),
        questionnaires={
            **framework.questionnaires,
            audience: Questionnaire(audience, moved, whole.limit),
        },
    )


class TestNothingLeftOut:
    def test_is_the_framework_itself(self, workshop: Framework) -> None:
        assert narrowed(workshop) is workshop
        assert narrowed(workshop, ["customers", "leaders", "staff"]) is workshop


class TestModules:
    def test_that_are_left_out_are_not_asked(self, workshop: Framework) -> None:
        before, after = asked(workshop), asked(narrowed(workshop, left_out=["more"]))
        gone = {"HE1", "CM1", "CM2"}
        assert after == {
            who: [code for code in codes if code not in gone] for who, codes in before.items()
        }

    def test_leave_no_item_nor_theme_that_nobody_is_asked_about(self, workshop: Framework) -> None:
        left = narrowed(workshop, left_out=["more"])
        gone = {item.code for item in workshop.items} - {item.code for item in left.items}
        assert gone == {"HE1", "CM1", "CM2"}
        assert [theme.code for theme in left.themes] == ["pride", "lateness", "time"]
        assert left.constructs == workshop.constructs

    def test_take_their_constructs_with_them(self, workshop: Framework) -> None:
        framework = with_pages_in(workshop, "staff", {"craft"})
        left = narrowed(framework, left_out=["extra"])
        assert left.constructs == ()
        assert [theme.code for theme in left.themes] == ["lateness", "time", "help"]

    def test_shorten_the_questionnaire(self, workshop: Framework) -> None:
        before = workshop.questionnaire("leaders").seconds
        after = narrowed(workshop, left_out=["more"]).questionnaire("leaders").seconds
        # CM1 has nine words, at 200 a minute, and is one item of 4 s.
        words = len(workshop.questionnaire("leaders").comments[0].text("leaders").split())
        assert words == 9
        assert before - after == pytest.approx(9 * 60 / 200 + 4)

    def test_with_anchored_items_cannot_be_left_out(self, workshop: Framework) -> None:
        assert needed_modules(workshop) == {"core"}
        with pytest.raises(FrameworkError, match='"core" cannot be left out: the stages come'):
            narrowed(workshop, left_out=["core"])

    def test_that_do_not_exist_are_named(self, workshop: Framework) -> None:
        with pytest.raises(FrameworkError, match='has no module "weather"'):
            narrowed(workshop, left_out=["weather"])

    def test_of_respondents_are_offered_in_order(self, workshop: Framework) -> None:
        assert [module.code for module in asked_modules(workshop)] == ["core", "more"]


class TestConditions:
    def test_take_along_what_depends_on_what_is_left_out(self, workshop: Framework) -> None:
        framework = with_pages_in(workshop, "customers", {"visit"})
        left = narrowed(framework, left_out=["extra"])
        # LA2, LA3 and CM2 depend on LA1, and LA4 on LA3.
        assert asked(left)["customers"] == ["CM1"]
        assert [page.code for page in left.questionnaire("customers").pages] == ["customer-words"]

    def test_stay_where_what_they_depend_on_stays(self, workshop: Framework) -> None:
        framework = with_pages_in(workshop, "customers", {"very-late"})
        left = narrowed(framework, left_out=["extra"])
        assert asked(left)["customers"] == ["TLP", "PRP", "LA1", "LA2", "LA3", "CM1", "CM2"]


class TestAudiences:
    def test_that_are_not_asked_are_gone(self, workshop: Framework) -> None:
        left = narrowed(workshop, ["staff"])
        assert left.respondents == ("staff",)
        assert asked(left) == {"staff": asked(workshop)["staff"]}
        assert [theme.code for theme in left.themes] == ["pride", "help"]

    def test_leave_the_assessor_as_they_are(self, workshop: Framework) -> None:
        left = narrowed(workshop, ["staff"], ["more"])
        assert left.questionnaires["assessor"] == workshop.questionnaires["assessor"]
        assert left.roadmap_items == workshop.roadmap_items
        assert left.evidence_items == workshop.evidence_items
        assert left.dimensions == workshop.dimensions

    def test_that_do_not_exist_are_named(self, workshop: Framework) -> None:
        with pytest.raises(FrameworkError, match='does not ask "board"; it asks staff, leaders'):
            narrowed(workshop, ["board"])

    def test_asked_different_statements_are_noticed(self, workshop: Framework) -> None:
        """A second statement on tools stands in "more" for staff, and in "core" for customers."""
        first = next(item for item in workshop.items if item.code == "TLP")
        second = replace(first, code="TLQ")
        pages = {"staff": "help", "leaders": "words", "customers": "visit"}
        questionnaires = dict(workshop.questionnaires)
        for audience, code in pages.items():
            whole = questionnaires[audience]
            questionnaires[audience] = replace(
                whole,
                pages=tuple(
                    replace(page, items=(*page.items, second)) if page.code == code else page
                    for page in whole.pages
                ),
            )
        framework = replace(
            workshop, items=(*workshop.items, second), questionnaires=questionnaires
        )
        assert incomparable(framework) == ""
        assert 'parallel items TLP, TLQ on "tools"' in incomparable(
            narrowed(framework, left_out=["more"])
        )
        assert incomparable(narrowed(framework, ["staff", "leaders"], ["more"])) == ""
