"""The pages of the next edition: what can be written there, and what is refused in which words."""

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from reports.editions.working import content_of
from reports.models import Result
from tests.reports import findings
from tests.world import World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

CUTS = {
    "value_share": "80",
    "experience": "4",
    "fall": "0.3",
    "trend": "10",
    "potential": "50",
    "certainty": "70",
}
ONE_ROW = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def result(world: World) -> Result:
    found: Result = world.sealed_wave().result
    return found


@pytest.fixture
def desk(world: World) -> Client:
    return world.client(world.consultant)


def path(result: Result, part: str) -> str:
    return f"/waves/{result.wave_id}/edition/{part}/"


def write(desk: Client, result: Result, part: str, **given: Any) -> "Response":
    """Open a page, fill it in, and save it."""
    shown = desk.get(path(result, part)).context["shown"]
    return desk.post(path(result, part), {"shown": shown, **given})


def rows(**fields: str) -> dict[str, str]:
    """One row of several that can be filled in."""
    return {**ONE_ROW, **{f"form-0-{name}": value for name, value in fields.items()}}


def words(page: "Response") -> str:
    return page.content.decode()


class TestWay:
    def test_leads_from_part_to_part_and_back_to_the_result(
        self, desk: Client, result: Result
    ) -> None:
        given: dict[str, dict[str, str]] = {
            "targets": {},
            "commentary": {"answer": "Well begun."},
            "priorities": rows(code="dimension:service"),
            "comparison": {"earlier": ""},
            "customers": {"customers": "1200", **CUTS},
            "people": {"staff": "120", "pay_each": "42000", "currency": "EUR"},
        }
        ways = [write(desk, result, part, **fields)["Location"] for part, fields in given.items()]
        assert ways == [
            path(result, "commentary"),
            path(result, "priorities"),
            f"/organisations/{result.wave.assessment.organisation_id}/plan/",
            path(result, "customers"),
            path(result, "people"),
            f"/waves/{result.wave_id}/result/",
        ]

    def test_says_on_every_page_what_is_there_so_far(self, desk: Client, result: Result) -> None:
        write(desk, result, "commentary", answer="Well begun.", roadmap="Slowly.")
        page = words(desk.get(path(result, "targets")))
        assert "on 2 parts" in page
        assert "7 dimensions" in page
        assert "none yet" in page


class TestTargets:
    def test_are_written_for_the_report_and_leave_the_assessment_alone(
        self, desk: Client, result: Result
    ) -> None:
        given = {"target_service": "obsession", "reason_service": "Our promise.", "target_step": ""}
        write(desk, result, "targets", **given)
        content = content_of(result)
        assert content["targets"] == {"service": "obsession"}
        assert content["target_reasons"] == {"service": "Our promise."}
        assert len(result.wave.assessment.target_stages) == 7
        assert 'name="weight_' not in words(desk.get(path(result, "targets")))


class TestCommentary:
    def test_is_shown_as_it_will_look_without_being_saved(
        self, desk: Client, result: Result
    ) -> None:
        page = write(desk, result, "commentary", answer="Well *begun*.", preview="1")
        assert "Well <em>begun</em>." in words(page)
        assert content_of(result)["commentary"] == {}

    def test_only_its_looks_come_to_a_page_that_asks_as_it_is_typed(
        self, desk: Client, result: Result
    ) -> None:
        data = {"answer": "Well *begun*.", "preview": "1"}
        page = words(desk.post(path(result, "commentary"), data, headers={"HX-Request": "true"}))
        assert '<div id="preview-answer" aria-live="polite" hx-swap-oob="true">' in page
        assert "<html" not in page

    def test_on_peoples_own_words_can_be_written_before_they_are_quoted(
        self, desk: Client, result: Result
    ) -> None:
        assert 'name="voices"' not in words(desk.get(path(result, "commentary")))
        result.wave.comments.create(audience="staff", question="CM1", text="Hm.", review="kept")
        page = words(desk.get(path(result, "commentary")))
        assert 'name="voices"' in page
        assert "no such part" not in page
        write(desk, result, "commentary", voices="Listen.")
        desk.post(f"/waves/{result.wave_id}/release/", {"sure": "yes"})
        page = findings.page(desk, result.wave, "items").text
        assert "Hm." in page
        assert "Listen." in page

    def test_that_is_too_long_is_refused(self, desk: Client, result: Result) -> None:
        page = write(desk, result, "commentary", answer="x" * 5001)
        assert "at most 5000 characters" in words(page)
        assert content_of(result)["commentary"] == {}

    def test_is_told_on_the_page_of_what_it_is_about(self, desk: Client, result: Result) -> None:
        write(desk, result, "commentary", answer="Well **begun**.")
        page = findings.page(desk, result.wave).text
        assert "Well <strong>begun</strong>." in page


class TestPriorities:
    @pytest.mark.parametrize(
        ("given", "complaint"),
        [
            (rows(text="Of what?"), "Choose what this is about, or delete the text."),
            (rows(code="dimension:nothing"), "Select a valid choice"),
            (
                {
                    "form-TOTAL_FORMS": "2",
                    "form-INITIAL_FORMS": "0",
                    "form-0-code": "dimension:service",
                    "form-1-code": "dimension:service",
                },
                "This is a priority already.",
            ),
        ],
    )
    def test_are_refused_in_words(
        self, desk: Client, result: Result, given: dict[str, str], complaint: str
    ) -> None:
        assert complaint in words(write(desk, result, "priorities", **given))
        assert content_of(result)["priorities"] == []

    def test_close_up_where_a_row_is_left_empty(self, desk: Client, result: Result) -> None:
        given = {
            "form-TOTAL_FORMS": "7",
            "form-INITIAL_FORMS": "0",
            "form-1-code": "step:teams",
            "form-4-code": "dimension:service",
            "form-4-text": "Now.",
        }
        write(desk, result, "priorities", **given)
        assert content_of(result)["priorities"] == [
            {"code": "step:teams", "text": ""},
            {"code": "dimension:service", "text": "Now."},
        ]


class TestMeanwhile:
    def test_what_somebody_else_wrote_is_not_overwritten(
        self, world: World, desk: Client, result: Result
    ) -> None:
        shown = desk.get(path(result, "commentary")).context["shown"]
        other = world.client(world.administrator)
        write(other, result, "commentary", answer="The first.")
        page = desk.post(path(result, "commentary"), {"shown": shown, "answer": "The second."})
        assert "Mo Moss has changed this page since you opened it" in words(page)
        # What was typed is still there to be copied.
        assert "The second." in words(page)
        assert content_of(result)["commentary"] == {"answer": "The first."}
        # Sent again from this page it is still not taken for what was seen.
        again = desk.post(
            path(result, "commentary"),
            {"shown": page.context["shown"], "answer": "The second."},
        )
        assert again.status_code == 200
        assert content_of(result)["commentary"] == {"answer": "The first."}


class TestRelease:
    def test_says_who_is_written_to_and_releases_with_a_note(
        self, desk: Client, result: Result
    ) -> None:
        page = words(desk.get(f"/waves/{result.wave_id}/release/"))
        assert "one leader can download it and gets a letter: Lee leader." in page
        given = {"sure": "yes", "release_note": "Read page 2."}
        desk.post(f"/waves/{result.wave_id}/release/", given)
        edition = result.editions.get()
        assert edition.is_released
        assert edition.release_note == "Read page 2."
        page = words(desk.get(f"/waves/{result.wave_id}/release/"))
        assert "released already, and nothing was written since" in page

    def test_releases_nothing_that_was_written_since_it_was_asked(
        self, world: World, desk: Client, result: Result
    ) -> None:
        release = f"/waves/{result.wave_id}/release/"
        shown = desk.get(release).context["form"]["shown"].value()
        write(world.client(world.administrator), result, "commentary", answer="Unread.")
        page = desk.post(release, {"sure": "yes", "shown": shown}, follow=True)
        assert "Something was written since you opened the page" in words(page)
        assert not result.editions.filter(released_at__isnull=False).exists()
        shown = desk.get(release).context["form"]["shown"].value()
        desk.post(release, {"sure": "yes", "shown": shown})
        assert result.editions.get(number=2).is_released

    def test_whose_release_somebody_else_was_before_is_told(
        self, desk: Client, result: Result
    ) -> None:
        release = f"/waves/{result.wave_id}/release/"
        desk.post(release, {"sure": "yes", "release_note": "The first."})
        page = words(
            desk.post(release, {"sure": "yes", "release_note": "The second."}, follow=True)
        )
        assert "It had been released already, so nothing was done" in page
        assert result.editions.get().release_note == "The first."

    def test_names_the_edition_that_will_be_released(self, desk: Client, result: Result) -> None:
        release = f"/waves/{result.wave_id}/release/"
        assert "Edition 1 becomes the one the leaders read." in words(desk.get(release))
        result.wave.comments.create(audience="staff", question="CM1", text="Hm.", review="kept")
        assert "What you release becomes edition 2." in words(desk.get(release))
        desk.post(release, {"sure": "yes"})
        released = next(each for each in result.editions.all() if each.is_released)
        assert released.number == 2

    def test_says_what_it_replaces(self, desk: Client, result: Result) -> None:
        release = f"/waves/{result.wave_id}/release/"
        desk.post(release, {"sure": "yes"})
        write(desk, result, "commentary", answer="Better said.")
        assert "Edition 1 is replaced by it" in words(desk.get(release))
        desk.post(release, {"sure": "yes"})
        first, second = result.editions.order_by("number")
        assert (first.is_replaced, second.is_released) == (True, True)
        page = desk.get(f"/editions/{first.pk}/withdraw/", follow=True)
        assert "This edition is not released, so it cannot be withdrawn." in words(page)
        page = desk.post(f"/editions/{first.pk}/report/", follow=True)
        assert "no further report of it is made" in words(page)

    def test_a_withdrawal_without_a_reason_is_refused(self, desk: Client, result: Result) -> None:
        desk.post(f"/waves/{result.wave_id}/release/", {"sure": "yes"})
        edition = result.editions.get()
        page = desk.post(f"/editions/{edition.pk}/withdraw/", {"sure": "yes", "reason": "  "})
        assert "This field is required." in words(page)
        edition.refresh_from_db()
        assert edition.is_released

    def test_the_page_of_an_edition_says_what_changed(self, desk: Client, result: Result) -> None:
        write(desk, result, "commentary", answer="Well begun.")
        desk.post(f"/waves/{result.wave_id}/draft/", {"submit": "yes"})
        second = result.editions.get(number=2)
        page = words(desk.get(f"/editions/{second.pk}/"))
        assert "What changed since edition 1" in page
        assert "<ins>Well begun.</ins>" in page

    def test_a_draft_is_marked_as_one(self, desk: Client, result: Result) -> None:
        desk.post(f"/waves/{result.wave_id}/draft/", {"submit": "yes"})
        page = words(desk.get(f"/waves/{result.wave_id}/result/"))
        assert "Draft report of edition 1" in page
