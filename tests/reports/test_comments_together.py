"""Two who read the same comments, and what is left on the disk of words they blacked out."""

from typing import Any

import pytest
from django.test import Client

from reports import services
from surveys.models import Comment, Wave
from surveys.tasks import enforce_retention
from tests.disk import database_files, database_statistics, flush_to_disk, somebody_reading
from tests.reports.test_comments import PLAIN, TELLING, decisions, sealed
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

CHANGED = "changed meanwhile by somebody else"


@pytest.fixture
def wave(shared_world: World, settings: Any, tmp_path: Any) -> Wave:
    """Eleven comments."""
    settings.MEDIA_ROOT = tmp_path
    return sealed(shared_world, [*PLAIN, TELLING])


@pytest.fixture
def consultant(shared_world: World) -> Client:
    return shared_world.client(shared_world.consultant)


def send(browser: Client, wave: Wave, data: dict[str, str]) -> str:
    """The page after these decisions."""
    response = browser.post(f"/waves/{wave.pk}/comments/", data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def review_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).review


class TestStalePage:
    def test_undoes_nothing(self, wave: Wave, consultant: Client) -> None:
        first, second, *_others = comments = list(wave.comments.all())
        services.review_comments(
            wave=wave, reviews=dict.fromkeys((c.pk for c in comments), "kept"), blacked_out={}
        )
        comments = list(wave.comments.all())
        both_see = decisions(comments, "kept")
        page = send(consultant, wave, {**both_see, f"review_{first.pk}": "withheld"})
        assert "Saved." in page
        page = send(consultant, wave, {**both_see, f"review_{second.pk}": "withheld"})
        assert (review_of(first), review_of(second)) == ("withheld", "withheld")
        # What was not touched on the second page is nothing to tell about.
        assert CHANGED not in page

    def test_says_which_decisions_were_not_taken(self, wave: Wave, consultant: Client) -> None:
        first, second, third, *_others = comments = list(wave.comments.all())
        both_see = decisions(comments, "waiting")
        judged = {f"review_{c.pk}": "withheld" for c in (first, second)}
        send(consultant, wave, {**both_see, **judged})
        page = send(consultant, wave, {**both_see, f"review_{first.pk}": "kept"})
        assert f"1 comment was {CHANGED}; look at it again." in page
        page = send(consultant, wave, decisions(comments, "kept"))
        assert f"2 comments were {CHANGED}; look at them again." in page
        assert (review_of(first), review_of(second)) == ("withheld", "withheld")
        assert review_of(third) == "kept"

    def test_may_agree(self, wave: Wave, consultant: Client) -> None:
        data = decisions(list(wave.comments.all()), "withheld")
        assert CHANGED not in send(consultant, wave, data)
        assert CHANGED not in send(consultant, wave, data)
        assert set(wave.comments.values_list("review", flat=True)) == {"withheld"}

    def test_still_blacks_words_out(self, wave: Wave, consultant: Client) -> None:
        comment = wave.comments.get(text=PLAIN[0])
        data = decisions(list(wave.comments.all()), "kept")
        send(consultant, wave, decisions(list(wave.comments.all()), "withheld"))
        send(consultant, wave, {**data, f"words_{comment.pk}": "door"})
        assert Comment.objects.get(pk=comment.pk).text == "Mend the [removed] first."
        assert review_of(comment) == "withheld"

    @pytest.mark.parametrize("shown", ["", "unheard of"])
    def test_that_does_not_say_what_it_showed_saves_nothing(
        self, wave: Wave, consultant: Client, shown: str
    ) -> None:
        comments = list(wave.comments.all())
        data = {**decisions(comments, "kept"), f"shown_{comments[0].pk}": shown}
        page = send(consultant, wave, data)
        assert "Nothing was saved." in page
        assert "Open this page again." in page
        assert set(wave.comments.values_list("review", flat=True)) == {"waiting"}


class TestWordsBlackedOut:
    def black_out(self, browser: Client, wave: Wave) -> None:
        comment = wave.comments.get(text=PLAIN[0])
        data = decisions(list(wave.comments.all()), "kept")
        send(browser, wave, {**data, f"words_{comment.pk}": "the door"})

    def test_are_erased_from_the_disk_within_the_hour(self, wave: Wave, consultant: Client) -> None:
        flush_to_disk()
        assert PLAIN[0].encode() in database_files()
        database_statistics()
        self.black_out(consultant, wave)
        enforce_retention()
        flush_to_disk()
        assert PLAIN[0].encode() not in database_files()
        assert PLAIN[0] not in database_statistics()
        wave.refresh_from_db()
        assert not wave.seal_asked

    def test_are_erased_later_while_the_database_is_busy(
        self, wave: Wave, consultant: Client
    ) -> None:
        self.black_out(consultant, wave)
        with somebody_reading():
            enforce_retention()
        enforce_retention()
        flush_to_disk()
        assert PLAIN[0].encode() not in database_files()

    def test_alone_give_reason_to_clean(self, wave: Wave, consultant: Client) -> None:
        send(consultant, wave, decisions(list(wave.comments.all()), "kept"))
        wave.refresh_from_db()
        assert not wave.seal_asked
