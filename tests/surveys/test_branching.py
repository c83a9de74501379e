"""Questions that are asked only of those whose earlier answers lead to them."""

import pytest
from django.test import Client

from surveys import services
from surveys.models import Wave
from surveys.privacy import ballots
from surveys.respond.visits import Visit
from tests.world import NOW, World, link_of, visit_of

# The workshop's customers: how late was it, if it was, and one more question if very late.
VISIT, LATE, VERY_LATE, WORDS = 1, 2, 3, 4
NO, YES, VERY, DONT_KNOW = 1, 2, 3, 255


@pytest.fixture
def wave(world: World) -> Wave:
    return world.open_wave()


@pytest.fixture
def found(wave: Wave) -> Visit:
    return visit_of(wave, "Customer 1")


def post(wave: Wave, number: int, go: str = "next", **data: object) -> int | str:
    """Save a page; return the number of the page it leads to, or "check"."""
    link = link_of(wave, "Customer 1")
    response = Client().post(f"{link}{number}/", {**data, "shown": "", "go": go})
    assert response.status_code == 302, response.content.decode()
    place = response.headers["Location"].removeprefix(link).removesuffix("?passed").strip("/")
    return int(place) if place.isdecimal() else place


def text(wave: Wave, place: object = "") -> str:
    path = f"{link_of(wave, 'Customer 1')}{place}/" if place else link_of(wave, "Customer 1")
    return Client().get(path, follow=True).content.decode()


class TestTheWay:
    def test_skips_pages_that_ask_nothing_forward_and_back(self, wave: Wave) -> None:
        assert post(wave, VISIT, LA1=NO) == WORDS
        assert post(wave, WORDS, go="back") == VISIT

    def test_asks_those_an_answer_leads_to(self, wave: Wave) -> None:
        assert post(wave, VISIT, LA1=YES) == LATE
        assert post(wave, LATE, LA3=1) == WORDS
        assert post(wave, WORDS, go="back") == LATE
        assert post(wave, LATE, LA3=VERY) == VERY_LATE
        assert post(wave, VERY_LATE) == WORDS
        assert post(wave, WORDS) == "check"

    def test_can_depend_on_not_knowing(self, wave: Wave) -> None:
        post(wave, VISIT, LA1=YES)
        assert post(wave, LATE, LA3=DONT_KNOW) == VERY_LATE

    def test_skips_where_nothing_was_answered(self, wave: Wave) -> None:
        assert post(wave, VISIT) == WORDS

    def test_leads_on_from_a_page_opened_by_its_address(self, wave: Wave) -> None:
        link = link_of(wave, "Customer 1")
        for number in (LATE, VERY_LATE):
            response = Client().get(f"{link}{number}/")
            assert response.headers["Location"] == f"{link}{WORDS}/"

    def test_leads_back_to_where_one_was(self, wave: Wave) -> None:
        post(wave, VISIT, LA1=YES)
        post(wave, LATE, LA3=VERY)
        assert "A long wait" in text(wave)
        post(wave, VISIT, LA1=NO)
        assert "In your own words" in text(wave)

    def test_from_the_check_goes_back_to_the_last_page_that_asks(
        self, wave: Wave, found: Visit
    ) -> None:
        assert f"{link_of(wave, 'Customer 1')}{WORDS}/" in text(wave, "check")


class TestPages:
    def test_show_only_what_is_asked(self, wave: Wave) -> None:
        post(wave, VISIT, LA1=NO)
        assert "What would have helped you most?" not in text(wave, WORDS)
        post(wave, VISIT, LA1=YES)
        assert "What would have helped you most?" in text(wave, WORDS)

    def test_say_how_far_one_is_without_counting_pages_that_may_not_come(self, wave: Wave) -> None:
        assert "0% done" in text(wave, VISIT)
        post(wave, VISIT, LA1=NO)
        shown = text(wave, WORDS)
        # Two pages are asked now, this one and the one before.
        assert "50% done" in shown
        assert "of 4" not in shown

    def test_count_the_pages_an_answer_opens(self, wave: Wave) -> None:
        post(wave, VISIT, LA1=YES)
        assert "33% done" in text(wave, LATE)
        post(wave, LATE, LA3=VERY)
        assert "50% done" in text(wave, VERY_LATE)
        post(wave, VERY_LATE)
        assert "75% done" in text(wave, WORDS)

    def test_never_say_less_than_before(self, wave: Wave) -> None:
        post(wave, VISIT, LA1=NO)
        assert "50% done" in text(wave, WORDS)
        post(wave, WORDS, go="back")
        assert "50% done" in text(wave, VISIT)
        post(wave, VISIT, LA1=YES)
        assert "50% done" in text(wave, LATE)

    def test_refuse_an_answer_to_what_is_not_asked(self, wave: Wave) -> None:
        post(wave, VISIT, LA1=NO)
        path = f"{link_of(wave, 'Customer 1')}{WORDS}/"
        response = Client().post(path, {"CM2": "A call.", "shown": "", "go": "next"})
        assert response.status_code == 400
        assert "does not ask" in response.content.decode()

    def test_that_ask_nothing_any_more_save_nothing(self, wave: Wave, found: Visit) -> None:
        post(wave, VISIT, LA1=NO)
        assert post(wave, LATE, LA3=VERY) == WORDS
        assert found.progress().answers == {"LA1": NO}

    def test_that_ask_nothing_any_more_say_so_where_one_goes_on(self, wave: Wave) -> None:
        post(wave, VISIT, LA1=NO)
        path = f"{link_of(wave, 'Customer 1')}{LATE}/"
        data = {"LA3": VERY, "shown": "", "go": "next"}
        sentence = "That page is no longer asked, because of another answer."
        assert sentence in Client().post(path, data, follow=True).content.decode()
        assert sentence not in Client().get(path, follow=True).content.decode()


class TestWhatWasLeftOut:
    def test_counts_only_what_was_asked_and_no_comments(self, wave: Wave) -> None:
        post(wave, VISIT, TLP=4, LA1=NO)
        shown = text(wave, "check")
        assert "Your last visit</a>: 1 question" in shown
        assert "When it was late" not in shown
        assert "In your own words" not in shown
        post(wave, VISIT, TLP=4, PRP=4, LA1=YES)
        assert "When it was late</a>: 2 questions" in text(wave, "check")

    def test_is_nothing_when_all_that_was_asked_is_answered(self, wave: Wave) -> None:
        post(wave, VISIT, TLP=4, PRP=4, LA1=YES)
        post(wave, LATE, LA2=["phone"], LA3=1)
        assert "You have answered every question." in text(wave, "check")


class TestChangingOnesMind:
    def answer_everything(self, wave: Wave) -> None:
        post(wave, VISIT, TLP=4, PRP=4, LA1=YES)
        post(wave, LATE, LA2=["phone"], LA3=VERY)
        post(wave, VERY_LATE, LA4=YES)
        post(wave, WORDS, CM1="Keep the bell.", CM2="A call.")

    def submitted(self, wave: Wave, found: Visit) -> tuple[dict[str, int], dict[str, str]]:
        services.submit_response(visit=found)
        (opened,) = ballots.open_ballots(ballots.wave_key(wave), wave)
        codes = (column.code for column in found.columns)
        return dict(zip(codes, opened.answers, strict=True)), opened.comments

    def test_loses_nothing_before_the_ballot_is_cast(self, wave: Wave, found: Visit) -> None:
        self.answer_everything(wave)
        before = found.progress()
        post(wave, VISIT, TLP=4, PRP=4, LA1=NO)
        post(wave, VISIT, TLP=4, PRP=4, LA1=YES)
        assert found.progress().answers == before.answers
        assert found.progress().comments == before.comments

    def test_blanks_what_is_not_asked_any_more_when_it_is_cast(
        self, wave: Wave, found: Visit
    ) -> None:
        self.answer_everything(wave)
        post(wave, VISIT, TLP=4, PRP=4, LA1=NO)
        answers, comments = self.submitted(wave, found)
        assert answers == {
            "TLP": 4, "PRP": 4, "LA1": NO,
            "LA2.phone": 0, "LA2.letter": 0, "LA2.counter": 0, "LA3": 0, "LA4": 0,
        }  # fmt: skip
        assert comments == {"CM1": "Keep the bell."}

    def test_blanks_what_hangs_on_a_blanked_answer(self, wave: Wave, found: Visit) -> None:
        self.answer_everything(wave)
        post(wave, LATE, LA2=["phone"], LA3=1)
        answers, comments = self.submitted(wave, found)
        assert answers["LA3"] == 1
        assert answers["LA4"] == 0
        assert set(comments) == {"CM1", "CM2"}

    def test_leaves_nothing_to_submit_where_all_that_is_left_is_not_asked(
        self, found: Visit
    ) -> None:
        services.save_page(visit=found, answers={"LA3": 1}, page=WORDS, now=NOW)
        with pytest.raises(ballots.NothingAnswered):
            services.submit_response(visit=found)
