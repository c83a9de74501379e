"""What drafts and ballots hold: always as much as there may be, and of time a single mark."""

import json
import time

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from maturity.framework import Page, Questionnaire
from maturity.items import NO_SCALE, Item, Scale
from surveys import services
from surveys.models import Ballot, Draft, Wave
from surveys.models.answers import COMMENT_BYTES, MOST_CODE_LETTERS, MOST_COLUMNS, MOST_COMMENTS
from surveys.privacy import ballots
from surveys.respond.pages import seconds_between
from surveys.setup.launching import check_room
from tests.world import NOW, World, link_of, same_answers, visit_of

# Four bytes each; and what JSON writes with two.
BICYCLES = "\U0001f6b2"
QUOTES = '"'


def questionnaire(columns: int, comments: int) -> Questionnaire:
    """One page of made-up items; the codes of those in free words are of the longest kind."""
    scale = Scale("seven", 7, tuple("abcdefg"), "I cannot say")
    texts = {"staff": "How?"}
    items = [
        Item(f"ITEM-{n:03}.OPTION", "choice", scale, ("staff",), texts, "") for n in range(columns)
    ] + [
        Item(f"C{n:0>{MOST_CODE_LETTERS - 1}}", "comment", NO_SCALE, ("staff",), texts, "")
        for n in range(comments)
    ]
    return Questionnaire("staff", (Page("all", "All", "", tuple(items)),))


class TestSize:
    def longest_comment(self) -> str:
        comment = BICYCLES * (COMMENT_BYTES // 4)
        assert ballots.comment_bytes(comment) == COMMENT_BYTES
        return comment

    def test_has_room_for_the_worst_case(self, world: World) -> None:
        wave = world.open_wave()
        long = {BICYCLES * 59 + str(n): BICYCLES * 80 for n in range(3)}
        Wave.objects.update(attributes=list(long))
        wave.refresh_from_db()
        account = world.organisation.accounts.all()[0]
        unit = wave.units.all()[0]
        customer = wave.invitations.filter(person__name="Customer 1")
        customer.update(attributes=long, account=account, unit=unit)
        found = visit_of(wave, "Customer 1")
        asked = questionnaire(MOST_COLUMNS, MOST_COMMENTS)
        saved = ballots.SavedPage(
            answers={column.code: 255 for column in asked.columns},
            comments={item.code: self.longest_comment() for item in asked.comments},
            following=99,
            seconds=360_000,
            percent=100,
        )
        place = (found.key, found.invitation, found.token)
        ballots.save_draft(*place, asked.columns, saved=saved, today=NOW.date())
        ballots.cast_ballot(*place, asked, asked.columns, with_account=True)
        (opened,) = ballots.open_ballots(found.key, wave)
        assert opened.answers == bytes([255]) * MOST_COLUMNS
        assert opened.attributes == long
        assert (opened.account, opened.unit) == (str(account.pk), str(unit.pk))
        assert len(opened.comments) == MOST_COMMENTS

    def test_is_always_the_same(self, world: World) -> None:
        wave = world.open_wave()
        for name, answers, comment in (
            ("Staff 1", {"TL1": 1}, ""),
            ("Staff 2", same_answers(visit_of(wave, "Staff 2"), 3), self.longest_comment()),
            ("Customer 1", {"LA1": 255}, "Short."),
        ):
            found = visit_of(wave, name)
            comments = {"CM1": comment}
            services.save_page(visit=found, answers=answers, comments=comments, page=1, now=NOW)
        assert len({len(bytes(draft.sealed)) for draft in Draft.objects.all()}) == 1
        for name in ("Staff 1", "Staff 2", "Customer 1"):
            services.submit_response(visit=visit_of(wave, name))
        assert len({len(bytes(ballot.sealed)) for ballot in Ballot.objects.all()}) == 1

    def test_counts_a_comment_as_it_is_stored(self) -> None:
        assert ballots.comment_bytes("") == 0
        assert ballots.comment_bytes("bell") == 4
        assert ballots.comment_bytes("a\nb") == 4
        assert ballots.comment_bytes(QUOTES) == 2
        assert ballots.comment_bytes(BICYCLES) == 4


class TestRoom:
    def test_is_made_sure_of_before_anybody_is_asked(self) -> None:
        check_room(questionnaire(MOST_COLUMNS, MOST_COMMENTS))
        for columns, comments in ((MOST_COLUMNS + 1, 0), (1, MOST_COMMENTS + 1)):
            with pytest.raises(ValidationError, match="at most 160 and 2 are possible"):
                check_room(questionnaire(columns, comments))

    def test_is_for_codes_as_long_as_the_schema_allows(self) -> None:
        long = "C" * (MOST_CODE_LETTERS + 1)
        item = Item(long, "comment", NO_SCALE, ("staff",), {"staff": "What?"}, "")
        asked = Questionnaire("staff", (Page("all", "All", "", (item,)),))
        with pytest.raises(ValidationError, match=f"{long} is too long; at most 20"):
            check_room(asked)


class TestSpeed:
    @pytest.fixture
    def wave(self, world: World) -> Wave:
        return world.open_wave()

    def is_fast(self, wave: Wave, seconds: int | None, answers: dict[str, int]) -> bool:
        found = visit_of(wave, "Staff 1")
        services.save_page(visit=found, answers=answers, page=1, seconds=seconds, now=NOW)
        services.submit_response(visit=found)
        (opened,) = ballots.open_ballots(found.key, wave)
        return opened.is_fast

    @pytest.mark.parametrize(("seconds", "is_fast"), [(5, True), (6, False), (None, False)])
    def test_is_less_than_two_seconds_an_answer_if_known(
        self, wave: Wave, seconds: int | None, is_fast: bool
    ) -> None:
        assert self.is_fast(wave, seconds, {"TL1": 1, "TL2": 2, "TL3": 255}) == is_fast

    def test_counts_answers_on_scales_only(self, wave: Wave) -> None:
        boxes = {"HE1.frames": 2, "HE1.wheels": 1, "HE1.paint": 1}
        assert not self.is_fast(wave, 3, {"TL1": 1, **boxes})

    def answer_in_the_browser(self, wave: Wave, shown: list[str]) -> bool:
        link = link_of(wave, "Staff 1")
        pages = [{"TL1": "1", "TL2": "1"}, {"PR1": "1", "PR2": "1"}, {"CR1": "1", "CR2": "1"}]
        for number, (answers, moment) in enumerate(zip(pages, shown, strict=True), start=1):
            Client().post(f"{link}{number}/", {**answers, "shown": moment, "go": "next"})
        Client().post(f"{link}submit/")
        (opened,) = ballots.open_ballots(ballots.wave_key(wave), wave)
        return opened.is_fast

    def test_is_added_up_over_the_pages(self, wave: Wave) -> None:
        now = int(time.time())
        assert self.answer_in_the_browser(wave, [str(now)] * 3)

    def test_is_not_fast_where_one_page_took_long(self, wave: Wave) -> None:
        now = int(time.time())
        assert not self.answer_in_the_browser(wave, [str(now), str(now - 60), str(now)])

    def test_is_not_known_where_a_page_does_not_say(self, wave: Wave) -> None:
        now = int(time.time())
        assert not self.answer_in_the_browser(wave, [str(now), "yesterday", str(now)])

    def test_begins_when_a_page_is_shown(self, wave: Wave) -> None:
        text = Client().get(f"{link_of(wave, 'Staff 1')}1/").content.decode()
        shown = int(text.split('name="shown" value="')[1].split('"')[0])
        assert abs(shown - time.time()) < 30

    def test_is_kept_from_the_first_time_where_a_page_is_shown_again(self, wave: Wave) -> None:
        path = f"{link_of(wave, 'Staff 1')}1/"
        response = Client().post(path, {"TL1": "9", "shown": "1234567890", "go": "next"})
        assert 'name="shown" value="1234567890"' in response.content.decode()

    @pytest.mark.parametrize(
        ("shown", "seconds"),
        [
            (str(int(NOW.timestamp()) - 20), 20),
            (str(int(NOW.timestamp()) - 9000), 3600),
            (str(int(NOW.timestamp()) + 20), None),
            ("", None),
            ("-5", None),
            ("1e9", None),
            ("٣", None),
            ("9" * 5000, None),
        ],
    )
    def test_ignores_nonsense(self, shown: str, seconds: int | None) -> None:
        assert seconds_between(shown, NOW) == seconds

    def test_leaves_one_mark_in_the_ballot(self, wave: Wave) -> None:
        self.is_fast(wave, 1234, {"TL1": 1})
        key, ballot = ballots.wave_key(wave), Ballot.objects.get()
        content = json.loads(key.ballot_box.open(bytes(ballot.sealed), name=ballot.pk))
        assert set(content) == {
            "audience", "unit", "attributes", "answers", "comments", "is_fast", "account",
        }  # fmt: skip
        assert content["is_fast"] is False

    def test_is_told_to_those_who_answer(self, wave: Wave) -> None:
        text = Client().get(link_of(wave, "Staff 1")).content.decode()
        assert "whether it was too short to read the questions" in text
