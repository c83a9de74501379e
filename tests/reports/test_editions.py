"""Editions: written in a working copy, kept as documents, released, withdrawn."""

import pytest
from django.core.exceptions import ValidationError

from maturity.result import Document
from organisations.models import Record
from organisations.records import Actor, acting
from reports import building, comments, services
from reports.editions.content import Part, mark_of
from reports.editions.working import content_of, is_ahead
from reports.models import Edition, ImmutableError, Report, Result
from surveys.models import Comment
from tests.together import together
from tests.world import NOW, World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def result(shared_world: World) -> Result:
    found: Result = shared_world.sealed_wave().result
    return found


def write(world: World, result: Result, part: Part, shown: str = "", **values: object) -> None:
    """Write a part as one who has just looked at it, or saw what ``shown`` marks."""
    services.change_part(
        result=result,
        part=part,
        values=values,
        shown=shown or mark_of(content_of(result), part),
        user=world.consultant,
        now=NOW,
    )


def comment(world: World, result: Result, text: str) -> None:
    write(world, result, Part.COMMENTARY, commentary={"answer": text})


def numbers(result: Result) -> list[int]:
    return list(result.editions.order_by("number").values_list("number", flat=True))


def release(world: World, result: Result, note: str = "") -> Edition:
    report = services.release_newest(
        result=result, user=world.consultant, now=NOW, release_note=note
    )
    assert report is not None
    return report.edition


class TestWorkingCopy:
    def test_begins_as_the_seal_left_it(self, result: Result) -> None:
        content = content_of(result)
        assert content["targets"] == result.editions.get().content["targets"]
        assert content["commentary"] == {}
        assert not is_ahead(result)

    def test_holds_what_was_written_and_leaves_the_edition_alone(
        self, shared_world: World, result: Result
    ) -> None:
        first = result.editions.get()
        comment(shared_world, result, "Well begun.")
        assert content_of(result)["commentary"] == {"answer": "Well begun."}
        assert is_ahead(result)
        first.refresh_from_db()
        assert "Well begun." not in first.document

    def test_written_back_as_it_was_is_not_ahead(self, shared_world: World, result: Result) -> None:
        comment(shared_world, result, "Well begun.")
        write(shared_world, result, Part.COMMENTARY, commentary={})
        assert not is_ahead(result)

    def test_does_not_lose_what_somebody_else_has_written(
        self, shared_world: World, result: Result
    ) -> None:
        seen = mark_of(content_of(result), Part.COMMENTARY)
        comment(shared_world, result, "The first.")
        with pytest.raises(ValidationError, match="Ada Moss has changed this page"):
            write(shared_world, result, Part.COMMENTARY, seen, commentary={"answer": "The second."})
        assert content_of(result)["commentary"] == {"answer": "The first."}

    def test_lets_two_write_different_parts(self, shared_world: World, result: Result) -> None:
        seen = mark_of(content_of(result), Part.TARGETS)
        comment(shared_world, result, "The first.")
        write(shared_world, result, Part.TARGETS, seen, target_step_reason="Enough for us.")
        content = content_of(result)
        assert content["commentary"] == {"answer": "The first."}
        assert content["target_step_reason"] == "Enough for us."

    def test_of_two_at_once_one_is_told(self, shared_world: World, result: Result) -> None:
        seen = mark_of(content_of(result), Part.COMMENTARY)

        def say(text: str) -> None:
            write(shared_world, result, Part.COMMENTARY, seen, commentary={"answer": text})

        refused = together(lambda: say("One."), lambda: say("Two."))
        assert len(refused) == 1
        assert content_of(result)["commentary"]["answer"] in {"One.", "Two."}

    def test_is_recorded_by_part_and_never_by_word(
        self, shared_world: World, result: Result
    ) -> None:
        with acting(Actor(shared_world.consultant, shared_world.consultant.email, NOW)):
            comment(shared_world, result, "Well begun.")
            comment(shared_world, result, "Well begun.")
        record = Record.objects.get()
        assert (record.act, record.object_type) == ("changed", "result")
        assert record.fields == ["commentary"]


class TestKeeping:
    def test_a_draft_makes_an_edition_of_what_was_written(
        self, shared_world: World, result: Result
    ) -> None:
        comment(shared_world, result, "Well begun.")
        report = services.ask_for_draft(result=result, user=shared_world.consultant, now=NOW)
        assert numbers(result) == [1, 2]
        assert (report.edition.number, report.is_final) == (2, False)
        assert report.edition.content["commentary"] == {"answer": "Well begun."}
        assert report.edition.created_by == shared_world.consultant
        assert not is_ahead(result)

    def test_two_drafts_of_the_same_words_are_of_one_edition(
        self, shared_world: World, result: Result
    ) -> None:
        for _ in range(2):
            services.ask_for_draft(result=result, user=None, now=NOW)
        assert numbers(result) == [1]

    def test_an_edition_cannot_be_written_over(self, result: Result) -> None:
        with pytest.raises(ImmutableError):
            result.editions.get().write({"format": "centricity.edition"})


class TestRelease:
    def test_is_of_what_was_written_so_far(self, shared_world: World, result: Result) -> None:
        comment(shared_world, result, "Well begun.")
        edition = release(shared_world, result, "Read page 2.")
        assert (edition.number, edition.is_released) == (2, True)
        assert edition.release_note == "Read page 2."
        assert edition.content["commentary"] == {"answer": "Well begun."}
        assert Report.objects.get().is_final

    def test_happens_once_for_the_same_words(self, shared_world: World, result: Result) -> None:
        release(shared_world, result)
        assert services.release_newest(result=result, user=shared_world.consultant, now=NOW) is None
        assert Report.objects.count() == 1

    def test_of_newer_words_takes_the_place_of_the_one_before(
        self, shared_world: World, result: Result
    ) -> None:
        first = release(shared_world, result)
        building.build_report(first.reports.get())
        comment(shared_world, result, "Better said.")
        second = release(shared_world, result)
        building.build_report(second.reports.get())
        first.refresh_from_db()
        assert (first.is_replaced, second.number) == (True, 2)
        leader = shared_world.client(shared_world.leader)
        page = leader.get("/reports/").content.decode()
        paths = [f"/reports/{each.reports.get().pk}/report.pdf" for each in (first, second)]
        assert [path in page for path in paths] == [False, True]
        assert [leader.get(path).status_code for path in paths] == [404, 200]


class TestWithdrawal:
    @pytest.fixture
    def released(self, shared_world: World, result: Result) -> Edition:
        edition = release(shared_world, result)
        building.build_report(edition.reports.get())
        return edition

    def withdraw(self, world: World, edition: Edition, reason: str = "A wrong target.") -> None:
        services.withdraw_edition(edition=edition, reason=reason, user=world.consultant, now=NOW)
        edition.refresh_from_db()

    def test_takes_the_report_from_the_leaders(
        self, shared_world: World, released: Edition
    ) -> None:
        leader = shared_world.client(shared_world.leader)
        path = f"/reports/{released.reports.get().pk}/report.pdf"
        assert leader.get(path).status_code == 200
        self.withdraw(shared_world, released)
        assert leader.get(path).status_code == 404
        page = leader.get("/reports/").content.decode()
        assert path not in page
        assert "A wrong target." in page
        assert "No report is released at the moment." in page
        # The consultant still can look at what it was.
        assert shared_world.client(shared_world.consultant).get(path).status_code == 200

    @pytest.mark.parametrize("reason", ["", "  \n "])
    def test_needs_a_reason(self, shared_world: World, released: Edition, reason: str) -> None:
        with pytest.raises(ValidationError, match="Say why"):
            self.withdraw(shared_world, released, reason)
        released.refresh_from_db()
        assert released.is_released

    def test_is_of_what_is_released_and_happens_once(
        self, shared_world: World, released: Edition
    ) -> None:
        self.withdraw(shared_world, released)
        with pytest.raises(ValidationError, match="not released"):
            self.withdraw(shared_world, released)

    def test_a_new_edition_can_follow_even_of_the_same_words(
        self, shared_world: World, released: Edition
    ) -> None:
        self.withdraw(shared_world, released)
        again = services.release_edition(edition=released, user=shared_world.consultant, now=NOW)
        assert again is not None
        assert again.edition.number == released.number + 1
        assert again.edition.content == released.content
        released.refresh_from_db()
        assert released.is_withdrawn

    def test_of_a_later_edition_does_not_bring_the_earlier_back(
        self, shared_world: World, released: Edition
    ) -> None:
        comment(shared_world, released.result, "Better said.")
        second = release(shared_world, released.result)
        building.build_report(second.reports.get())
        self.withdraw(shared_world, second, "Wrong once more.")
        page = shared_world.client(shared_world.leader).get("/reports/").content.decode()
        assert "report.pdf" not in page
        assert page.count("was withdrawn on") == 1
        assert "Wrong once more." in page

    def test_opens_the_comments_again(self, shared_world: World, result: Result) -> None:
        wave = result.wave
        text = "The door sticks."
        Comment.objects.create(
            wave=wave, audience="staff", question="CM1", text=text, review="kept"
        )
        edition = release(shared_world, result)
        assert comments.are_frozen(wave)
        assert text in edition.document
        self.withdraw(shared_world, edition)
        assert not comments.are_frozen(wave)
        wave.comments.update(review="withheld")
        content: Document = release(shared_world, result).content
        assert content["comments"]["staff"]["CM1"]["texts"] == []


class TestQuotations:
    def test_draw_the_same_dozen_again(self, shared_world: World, result: Result) -> None:
        Comment.objects.bulk_create(
            Comment(
                wave=result.wave, audience="staff", question="CM1", text=f"No. {n}.", review="kept"
            )
            for n in range(40)
        )

        def quoted() -> set[str]:
            content = release(shared_world, result).content
            return set(content["comments"]["staff"]["CM1"]["texts"])

        first = quoted()
        assert len(first) == 12
        comment(shared_world, result, "Better said.")
        assert quoted() == first
        # What may no longer be quoted makes room for one that was not seen before.
        gone = next(iter(first))
        result.wave.comments.filter(text=gone).update(review="withheld")
        comment(shared_world, result, "Said best.")
        third = quoted()
        assert first - third == {gone}
        assert len(third) == 12
