"""What every page behind a link says of itself: who can see what, and that it is a rehearsal."""

import pytest
from django.test import Client

from organisations.models import Organisation
from surveys import services
from surveys.mail import letters
from surveys.models import MailText, Wave
from surveys.privacy import ballots
from tests.world import NOW, World, invitation_of, link_of, same_answers, visit_of, words_of


class TestPrivacyStatement:
    @pytest.fixture
    def wave(self, world: World) -> Wave:
        Organisation.objects.update(months_kept=7)
        world.organisation.refresh_from_db()
        world.open_wave()
        # What people were told holds, whatever is set afterwards.
        Organisation.objects.update(months_kept=120)
        Wave.objects.update(smallest_group=6)
        return Wave.objects.get()

    def test_gives_the_waves_own_numbers_and_groups(self, wave: Wave) -> None:
        text = words_of(f"{link_of(wave, 'Staff 1')}privacy/")
        for words in (
            "at least 6 people", "fewer than 6 people", "departments and of groups by tenure",
            "for 14 days after", "for 7 months after the end at the longest",
            "at least 10 people of your group",
            "A submitted answer can no longer be found", "ada@firm.example", "Moss &amp; Partners",
        ):  # fmt: skip
            assert words in text

    def test_says_who_could_learn_more_than_they_should(self, wave: Wave) -> None:
        text = words_of(f"{link_of(wave, 'Staff 1')}privacy/")
        for words in (
            "nothing about anybody’s answers",
            "they could find out with the site’s secret key who has answered, and open answers",
            "Your unfinished answers, whether you have answered, and what is held about you",
            "Someone who adds addresses of their own can subtract their own answers",
        ):
            assert words in text

    def test_says_how_long_comments_live(self, wave: Wave) -> None:
        text = words_of(f"{link_of(wave, 'Staff 1')}privacy/")
        assert "without name or date, for 7 months after the end at the longest" in text
        assert "they name nobody. Comments quoted in a released report stay in it." in text

    def test_speaks_of_departments_alone_where_there_are_no_groups(self, wave: Wave) -> None:
        Wave.objects.update(attributes=[])
        text = words_of(f"{link_of(wave, 'Staff 1')}privacy/")
        assert "those of departments, each of at least 6 people" in text
        assert "groups by" not in text

    def test_speaks_to_customers_of_their_account(self, wave: Wave) -> None:
        text = words_of(f"{link_of(wave, 'Customer 1')}privacy/")
        assert "Only if you agree to it when you submit" in text
        assert "“Buyer 1”" in text
        for words in ("manager", "departments", "tenure"):
            assert words not in text

    @pytest.mark.parametrize("name", ["Staff 1", "Leader 1", "Customer 1"])
    def test_is_linked_from_every_page(self, wave: Wave, name: str) -> None:
        link = link_of(wave, name)
        for rest in ("", "about/", "1/", "check/", "held/", "leave/", "privacy/"):
            text = Client().get(f"{link}{rest}").content.decode()
            assert f'href="{link}privacy/"' in text

    def test_is_announced_on_the_first_page_with_the_groups_that_may_be_shown(
        self, wave: Wave
    ) -> None:
        text = words_of(link_of(wave, "Staff 1"))
        assert "results of departments and of groups by tenure" in text
        assert "departments" not in words_of(link_of(wave, "Customer 1"))


class TestSmallestGroup:
    """A customer may agree to be seen; what is promised to the others has no such end."""

    @pytest.mark.parametrize(("name", "may_agree"), [("Staff 1", False), ("Customer 1", True)])
    def test_is_promised_but_for_ones_own_consent(
        self, world: World, name: str, may_agree: bool
    ) -> None:
        wave = world.open_wave()
        link = link_of(wave, name)
        for rest in ("about/", "privacy/"):
            text = words_of(f"{link}{rest}")
            assert ("unless you agree to it yourself, at the end" in text) == may_agree
        found = visit_of(wave, name)
        services.save_page(visit=found, answers=same_answers(found, 3), page=1, now=NOW)
        services.submit_response(visit=visit_of(wave, name))
        text = words_of(link)
        assert "none about fewer than 5 people is ever shown" in text
        assert ("unless you agreed to it yourself" in text) == may_agree

    @pytest.mark.parametrize(
        ("name", "is_rehearsal", "then", "may_agree"),
        [
            ("Staff 1", False, "and anonymous afterwards.", False),
            ("Staff 1", True, "rehearsal is over, and erased then.", False),
            ("Customer 1", False, "and counted then among those of other customers.", True),
            ("Customer 1", True, "rehearsal is over, and erased then.", True),
        ],
    )
    def test_is_promised_in_the_invitation(
        self, world: World, name: str, is_rehearsal: bool, then: str, may_agree: bool
    ) -> None:
        wave = world.open_wave()
        wave.is_rehearsal = is_rehearsal
        key, invitation = ballots.wave_key(wave), invitation_of(wave, name)
        text = str(letters.Letters(wave, key, MailText.Kind.INVITATION).to(invitation).body)
        assert then in text
        assert text.count("anonymous afterwards") == (then == "and anonymous afterwards.")
        assert ("unless you agree to it yourself, at the end" in text) == may_agree


class TestRehearsal:
    def test_is_said_on_every_page(self, world: World) -> None:
        wave = world.open_wave()
        link = link_of(wave, "Staff 1")
        words = "Rehearsal: your answers are erased at the end and no result is made of them."
        rests = ("", "1/", "check/", "about/", "held/", "leave/", "privacy/")
        assert not any(words in words_of(f"{link}{rest}") for rest in rests)
        Wave.objects.update(is_rehearsal=True)
        assert all(words in words_of(f"{link}{rest}") for rest in rests)
        found = visit_of(wave, "Staff 1")
        services.save_page(visit=found, answers={"TL1": 3}, page=1, now=NOW)
        services.submit_response(visit=visit_of(wave, "Staff 1"))
        assert words in words_of(link)
        assert words in Client().post(f"{link}leave/").content.decode()
