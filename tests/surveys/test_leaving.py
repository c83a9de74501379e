"""Leaving the list from one's link: what ends, what is erased, what stays."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from organisations.models import Organisation, Person
from surveys import services
from surveys.models import Ballot, Draft, Invitation, Wave
from surveys.privacy import ballots
from tests.surveys.acts import save, second_wave
from tests.world import NOW, World, answer_all, invitation_of, link_of, visit_of, words_of


@pytest.fixture
def wave(world: World) -> Wave:
    return world.open_wave()


class TestLeaving:
    def test_is_explained_before_it_is_done(self, wave: Wave) -> None:
        save(wave, "Staff 1", {"TL1": 3})
        text = words_of(f"{link_of(wave, 'Staff 1')}leave/")
        assert "cannot be taken back" in text
        assert "for 24 months, as set now" in text
        assert "on the list twice, such as with two addresses, use the other link too" in text
        assert Person.objects.present().filter(name="Staff 1").exists()
        assert Draft.objects.count() == 1

    def test_is_not_where_the_button_to_go_on_always_was(self, wave: Wave) -> None:
        page = Client().get(f"{link_of(wave, 'Staff 1')}leave/").content.decode()
        stay, leave = page.index(">Stay<"), page.index(">Leave the list</button>")
        assert page.index('class="btn btn-primary"') < stay
        assert stay < page.index('class="btn btn-outline-secondary"') < leave

    def test_ends_links_erases_drafts_and_is_remembered(self, world: World, wave: Wave) -> None:
        second = second_wave(world)
        for one in (wave, second):
            save(one, "Staff 1", {"TL1": 3})
            save(one, "Staff 2", {"TL1": 3})
        links = [link_of(one, "Staff 1") for one in (wave, second)]
        response = Client().post(f"{links[0]}leave/")
        text = response.content.decode()
        assert response.status_code == 200
        assert "You have left the list" in text
        assert "can no longer be found, so it cannot be taken back" in text
        assert "on the list twice: use the other link too" in text
        assert "You can be put back on the list, if you ask for it yourself." in text
        assert links[0] not in text
        person = Person.objects.get(name="Staff 1")
        assert person.left_on == world.organisation.today(timezone.now())
        assert person.has_opted_out
        for link in links:
            for again in (Client().get(link), Client().post(f"{link}leave/")):
                assert again.status_code == 410
                assert "no longer on the list" in again.content.decode()
        assert Draft.objects.count() == 2
        for one in (wave, second):
            assert visit_of(one, "Staff 2").progress().answers == {"TL1": 3}

    def test_leaves_a_submitted_ballot_where_it_is(self, wave: Wave) -> None:
        answer_all(wave, "staff", 3)
        before = set(Ballot.objects.values_list("pk", flat=True))
        name = "Staff 0"
        assert visit_of(wave, name).has_submitted()
        Client().post(f"{link_of(wave, name)}leave/")
        assert Person.objects.get(name=name).has_opted_out
        assert set(Ballot.objects.values_list("pk", flat=True)) == before
        assert len(list(ballots.open_ballots(ballots.wave_key(wave), wave))) == 3

    def test_changes_the_invitation_alike_whether_one_has_answered_or_not(self, wave: Wave) -> None:
        answer_all(wave, "staff", 1)
        for name in ("Staff 0", "Staff 3"):
            Client().post(f"{link_of(wave, name)}leave/")
        told = Invitation.objects.values("is_revoked", "generation", "mail", "mail_problem")
        answered, silent = (
            told.get(pk=invitation_of(wave, name).pk) for name in ("Staff 0", "Staff 3")
        )
        assert answered == silent

    def test_is_possible_where_another_waves_key_is_lost(self, world: World, wave: Wave) -> None:
        second = second_wave(world)
        Wave.objects.filter(pk=wave.pk).update(key_check="0" * 64)
        assert Client().post(f"{link_of(second, 'Staff 1')}leave/").status_code == 200
        assert not wave.invitations.standing().filter(person__name="Staff 1").exists()

    def test_with_a_link_whose_person_is_deleted_is_explained(self, wave: Wave) -> None:
        link = link_of(wave, "Staff 1")
        Person.objects.filter(name="Staff 1").delete()
        for path in (link, f"{link}held/", f"{link}leave/"):
            assert Client().get(path).status_code == 410

    def test_is_not_offered_beside_the_thanks(self, wave: Wave) -> None:
        """Who leaves the moment they submit may be told by the database's transaction numbers."""
        save(wave, "Staff 1", {"TL1": 3})
        link = link_of(wave, "Staff 1")
        assert f'href="{link}leave/"' in Client().get(link, follow=True).content.decode()
        services.submit_response(visit=visit_of(wave, "Staff 1"))
        thanks = Client().get(link).content.decode()
        assert "Your answers are in" in thanks
        assert f"{link}leave/" not in thanks
        assert f'href="{link}held/"' in thanks
        held = Client().get(f"{link}held/").content.decode()
        assert f'href="{link}leave/"' in held
        assert "any time before the last day" in held

    def test_promises_no_more_than_the_months_in_which_it_is_remembered(self, wave: Wave) -> None:
        Organisation.objects.update(months_kept=7)
        link = link_of(wave, "Staff 1")
        assert "for 7 months, as set now" in words_of(f"{link}leave/")
        left = " ".join(Client().post(f"{link}leave/").content.decode().split())
        assert "will not be asked again" not in left
        assert "No new list brings you back for 7 months, as set now." in left


class TestUnfinishedAnswers:
    """Those of whoever has left are gone, whichever link they were behind."""

    def leave(self, wave: Wave, name: str) -> str:
        return " ".join(Client().post(f"{link_of(wave, name)}leave/").content.decode().split())

    def test_behind_replaced_links_are_erased(self, world: World, wave: Wave) -> None:
        second = second_wave(world)
        for one in (wave, second):
            for _link in range(3):
                save(one, "Staff 1", {"TL1": 3})
                services.replace_link(invitation=invitation_of(one, "Staff 1"))
            save(one, "Staff 2", {"TL1": 3})
        assert Draft.objects.count() == 8
        assert "unfinished answers behind them are erased" in self.leave(wave, "Staff 1")
        assert Draft.objects.count() == 2
        for one in (wave, second):
            assert visit_of(one, "Staff 2").progress().answers == {"TL1": 3}

    @pytest.mark.parametrize("is_begun", [False, True])
    def test_are_not_made_again_by_a_page_on_its_way(self, wave: Wave, is_begun: bool) -> None:
        if is_begun:
            save(wave, "Staff 1", {"TL1": 3})
        late = visit_of(wave, "Staff 1")
        self.leave(wave, "Staff 1")
        with pytest.raises(ballots.LinkEnded):
            services.save_page(visit=late, answers={"TL1": 2}, page=1, now=NOW)
        assert not Draft.objects.exists()

    def test_are_not_made_again_behind_a_link_just_replaced(self, wave: Wave) -> None:
        late = visit_of(wave, "Staff 1")
        services.replace_link(invitation=invitation_of(wave, "Staff 1"))
        with pytest.raises(ballots.LinkEnded):
            services.save_page(visit=late, answers={"TL1": 2}, page=1, now=NOW)
        assert not Draft.objects.exists()

    def test_are_told_apart_where_a_key_is_missing(
        self, world: World, wave: Wave, settings: Any
    ) -> None:
        first_key = settings.RESPONDENT_KEYS[0]
        settings.RESPONDENT_KEYS = ["another-key-of-more-than-thirty-two-characters", first_key]
        second = second_wave(world)
        save(wave, "Staff 1", {"TL1": 3})
        save(second, "Staff 1", {"TL1": 3})
        settings.RESPONDENT_KEYS = settings.RESPONDENT_KEYS[:1]
        text = self.leave(second, "Staff 1")
        assert "unfinished answers behind them are erased" not in text
        assert "will be deleted within 14 days" in text
        assert [draft.wave for draft in Draft.objects.all()] == [wave]


@pytest.mark.django_db(transaction=True)
def test_a_page_sent_while_leaving_leaves_nothing_behind(shared_world: World) -> None:
    wave = shared_world.open_wave()

    def run(act: Callable[[], object]) -> None:
        try:
            act()
        except ballots.LinkEnded:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        for number in range(12):
            found = visit_of(wave, f"Staff {number}")

            def page() -> None:
                services.save_page(visit=found, answers={"TL1": 2}, page=1, now=NOW)  # noqa: B023

            def leave() -> None:
                services.leave_roster(visit=found, today=NOW.date())  # noqa: B023

            list(threads.map(run, (page, leave, page)))
            assert not Draft.objects.exists()
