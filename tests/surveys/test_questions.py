"""Every kind of question, as it is asked, answered, kept and shown again."""

import re

import pytest
from django.test import Client

from surveys.models import Wave
from surveys.privacy import ballots
from tests.world import World, link_of, visit_of

HELP, WORDS = 5, 6  # pages of the workshop's staff


@pytest.fixture
def wave(world: World) -> Wave:
    return world.open_wave()


def post(wave: Wave, number: int, data: dict[str, object], name: str = "Staff 1") -> str:
    """Save a page of questions; return the page if it was not accepted."""
    response = Client().post(f"{link_of(wave, name)}{number}/", {**data, "shown": "", "go": "next"})
    assert response.status_code in {302, 400}
    return response.content.decode()


def page(wave: Wave, number: int, name: str = "Staff 1") -> str:
    return Client().get(f"{link_of(wave, name)}{number}/").content.decode()


def checked(text: str) -> list[str]:
    return [
        value
        for tag in re.findall(r"<input[^>]*>", text)
        if "checked" in tag
        for value in re.findall(r'value="([^"]*)"', tag)
    ]


class TestOneAnswer:
    @pytest.mark.parametrize(
        ("number", "code", "label"),
        [(1, "TL1", "Mostly back in their place."), (3, "CR1", "Disagree"), (4, "ST1", "Partly")],
    )
    def test_is_chosen_from_anchors_or_labels(
        self, wave: Wave, number: int, code: str, label: str
    ) -> None:
        assert label in page(wave, number)
        post(wave, number, {code: "2"})
        assert visit_of(wave, "Staff 1").progress().answers == {code: 2}
        assert checked(page(wave, number)) == ["2"]

    def test_comes_with_the_help_there_is(self, wave: Wave) -> None:
        assert "A guess is good enough." in page(wave, 3, "Leader 1")

    def test_can_be_dont_know(self, wave: Wave) -> None:
        post(wave, 1, {"TL1": "255"})
        assert visit_of(wave, "Staff 1").progress().answers == {"TL1": 255}


class TestSeveralAnswers:
    def answers(self, wave: Wave) -> list[int]:
        progress = visit_of(wave, "Staff 1").progress()
        return [progress.answers.get(f"HE1.{bench}", 0) for bench in ("frames", "wheels", "paint")]

    def test_are_boxes_to_tick_with_one_for_none(self, wave: Wave) -> None:
        text = page(wave, HELP)
        assert text.count('type="checkbox"') == 4
        assert "None of these, or I cannot say" in text
        assert "Choose as many as apply." in text

    @pytest.mark.parametrize(
        ("ticked", "codes"),
        [
            (["frames"], [2, 1, 1]),
            (["frames", "paint"], [2, 1, 2]),
            (["frames", "wheels", "paint"], [2, 2, 2]),
            (["255"], [255, 255, 255]),
            # What was chosen counts, even with "none of these" beside it.
            (["wheels", "255"], [1, 2, 1]),
            ([], [0, 0, 0]),
        ],
    )
    def test_take_a_byte_an_option(self, wave: Wave, ticked: list[str], codes: list[int]) -> None:
        post(wave, HELP, {"HE1": ticked})
        assert self.answers(wave) == codes
        assert checked(page(wave, HELP)) == [box for box in ticked if box != "255" or codes[0] > 2]

    def test_can_be_taken_back(self, wave: Wave) -> None:
        post(wave, HELP, {"HE1": ["frames"]})
        post(wave, HELP, {})
        assert self.answers(wave) == [0, 0, 0]

    def test_that_are_not_offered_are_refused(self, wave: Wave) -> None:
        assert "Please choose one of the answers shown." in post(wave, HELP, {"HE1": ["kitchen"]})
        assert self.answers(wave) == [0, 0, 0]


class TestComment:
    def comment(self, wave: Wave) -> str | None:
        return visit_of(wave, "Staff 1").progress().comments.get("CM1")

    def test_says_how_long_it_may_be_and_to_name_nobody(self, wave: Wave) -> None:
        text = page(wave, WORDS)
        assert "<textarea" in text
        assert "At most 600 characters (about 400 in scripts such as Chinese" in text
        assert "name nobody" in text

    def test_is_kept_and_shown_again(self, wave: Wave) -> None:
        post(wave, WORDS, {"CM1": "  Keep the bell.\r\nMend the <door>.  "})
        assert self.comment(wave) == "Keep the bell.\nMend the <door>."
        assert "Keep the bell.\nMend the &lt;door&gt;." in page(wave, WORDS)

    def test_can_be_taken_back(self, wave: Wave) -> None:
        post(wave, WORDS, {"CM1": "Keep the bell."})
        post(wave, WORDS, {"CM1": " "})
        assert self.comment(wave) is None

    def test_of_the_longest_length_is_taken_and_a_line_break_is_one_character(
        self, wave: Wave
    ) -> None:
        longest = "a" * 299 + "\n" + "b" * 300
        post(wave, WORDS, {"CM1": longest.replace("\n", "\r\n")})
        assert self.comment(wave) == longest

    @pytest.mark.parametrize(
        ("text", "complaint"),
        [
            ("a" * 601, "This has 601 characters; please shorten it to 600."),
            ("a" + "\U0001f6b2" * 301, "This has 302 characters; please shorten it to 300."),
            ("字" * 401, "This has 401 characters; please shorten it to 400."),
            ("字" * 700, "This has 700 characters; please shorten it to 400."),
            # 150 of 1,200 bytes go to the one script; three each are left for 350 of the other.
            ("a" * 150 + "字" * 400, "This has 550 characters; please shorten it to 500."),
        ],
    )
    def test_that_is_too_long_is_shown_again_with_what_to_do(
        self, wave: Wave, text: str, complaint: str
    ) -> None:
        shown = post(wave, WORDS, {"CM1": text})
        assert complaint in shown
        assert text in shown
        assert self.comment(wave) is None

    def test_loses_what_cannot_be_seen(self, wave: Wave) -> None:
        post(wave, WORDS, {"CM1": "Keep\x07 the\x1b[0m bell."})
        assert self.comment(wave) == "Keep  the [0m bell."

    def test_alone_can_be_submitted(self, wave: Wave) -> None:
        post(wave, WORDS, {"CM1": "Keep the bell."})
        response = Client().post(f"{link_of(wave, 'Staff 1')}submit/", follow=True)
        assert "Your answers are in" in response.content.decode()
        (opened,) = ballots.open_ballots(ballots.wave_key(wave), wave)
        assert opened.comments == {"CM1": "Keep the bell."}
        assert not any(opened.answers)
