"""What people write in their own words: cleaned when it is saved, counted when it is sealed."""

import pytest
from django.test import Client

from reports import services as reports
from reports.sealing import seal_wave
from surveys import services
from surveys.models import Comment, Wave
from surveys.privacy import ballots
from tests.world import NOW, World, link_of, roster_csv, visit_of

WORDS = 6  # the page of the workshop's staff
# An override of the direction, a joiner, a private character and a line separator.
DISGUISED = "\u202eKeep\u200d the\ue000 bell.\u2028"


@pytest.fixture
def wave(world: World) -> Wave:
    world.import_roster(roster_csv(staff=14))
    return world.open_wave()


def save(wave: Wave, text: str) -> dict[str, str]:
    """Write into the page; return what is kept."""
    data = {"CM1": text, "shown": "", "go": "next"}
    Client().post(f"{link_of(wave, 'Staff 1')}{WORDS}/", data)
    return visit_of(wave, "Staff 1").progress().comments


class TestSaving:
    def test_drops_what_cannot_be_seen(self, wave: Wave) -> None:
        assert save(wave, DISGUISED) == {"CM1": "Keep the bell."}

    @pytest.mark.parametrize("text", ["…", "- - -", "\u200b\u200d", "👍", "\u202e!?"])
    def test_keeps_nothing_without_a_letter_or_a_digit(self, wave: Wave, text: str) -> None:
        assert save(wave, text) == {}

    @pytest.mark.parametrize("text", ["7", "ja", "鐘", "٣"])
    def test_keeps_a_single_word_or_number_of_any_script(self, wave: Wave, text: str) -> None:
        assert save(wave, text) == {"CM1": text}

    def test_of_nothing_takes_back_what_was_there(self, wave: Wave) -> None:
        save(wave, "Keep the bell.")
        assert save(wave, "...") == {}

    def test_knows_how_much_fits_of_the_text_at_hand(self) -> None:
        # 1,200 bytes hold 400 characters of three and 300 of four; no more than 600 are asked for.
        assert ballots.comment_room("字" * 700) == 400
        assert ballots.comment_room("\U0001f6b2" * 700) == 300
        assert ballots.comment_room("a" * 700) == 600
        assert ballots.comment_room("a" * 12) == 12


@pytest.mark.django_db(transaction=True)
class TestSealing:
    @pytest.fixture
    def wave(self, shared_world: World) -> Wave:
        shared_world.import_roster(roster_csv(staff=14))
        return shared_world.open_wave()

    def sealed(self, wave: Wave, texts: list[str]) -> list[str]:
        """Seal a wave in which so many people wrote these texts; return those kept."""
        for number, text in enumerate(texts):
            found = visit_of(wave, f"Staff {number}")
            given = {"answers": {"TL1": 1}, "comments": {"CM1": text}}
            services.save_page(visit=found, page=1, now=NOW, **given)  # type: ignore[arg-type]
            services.submit_response(visit=found)
        services.close_wave(wave=wave, now=NOW)
        seal_wave(reports.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
        return sorted(Comment.objects.values_list("text", flat=True))

    def test_keeps_ten(self, wave: Wave) -> None:
        texts = [f"Words {number}" for number in range(10)]
        assert self.sealed(wave, texts) == texts

    def test_destroys_nine(self, wave: Wave) -> None:
        assert self.sealed(wave, [f"Words {number}" for number in range(9)]) == []

    def test_counts_nobody_who_wrote_nothing_that_can_be_read(self, wave: Wave) -> None:
        texts = [f"Words {number}" for number in range(9)]
        assert self.sealed(wave, [*texts, "...", "!"]) == []

    def test_keeps_only_what_can_be_read(self, wave: Wave) -> None:
        texts = [f"Words {number}" for number in range(10)]
        assert self.sealed(wave, [*texts, "..."]) == texts


class TestPromise:
    def test_is_made_where_comments_are_asked_for(self, wave: Wave) -> None:
        text = Client().get(f"{link_of(wave, 'Staff 1')}about/").content.decode()
        assert "only where at least 10 people of your group wrote something" in text
        assert "one person’s own words: yours" in text

    def test_is_of_the_smallest_group_where_that_is_larger(self, world: World) -> None:
        wave = world.open_wave()
        Wave.objects.update(smallest_group=12)
        text = Client().get(f"{link_of(wave, 'Staff 1')}about/").content.decode()
        assert "at least 12 people of your group" in text
