"""What a person with a link meets."""

import re
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from surveys import services
from surveys.models import Ballot, Draft, Wave
from surveys.privacy import ballots
from tests.world import NOW, World, invitation_of, link_of, visit_of


def page_answers(wave: Wave, name: str, number: int, code: int = 2) -> dict[str, str]:
    """The same answer to every question of one page; words where words are asked for."""
    items = visit_of(wave, name).pages[number - 1].items
    return {
        item.code: item.several[0].code if item.several
        else "Keep the bell." if item.is_comment
        else str(code)
        for item in items
    }  # fmt: skip


def fill(client: Client, wave: Wave, name: str, code: int = 2) -> str:
    """Answer every page through the browser; return the link."""
    link = link_of(wave, name)
    for number in range(1, len(visit_of(wave, name).pages) + 1):
        answers = page_answers(wave, name, number, code)
        client.post(f"{link}{number}/", {**answers, "shown": "", "go": "next"})
    return link


class TestFirstPage:
    def test_says_who_asks_how_long_whom_to_ask_and_the_smallest_group(self, world: World) -> None:
        wave = world.open_wave()
        text = Client().get(link_of(wave, "Staff 1")).content.decode()
        for words in (
            "Client Ltd", "Moss &amp; Partners", "ada@firm.example", "about 3 minutes",
            "fewer than <strong>5</strong> people", "31 December 2099",
        ):  # fmt: skip
            assert words in text

    def test_needs_no_javascript_and_sets_no_cookie(self, world: World) -> None:
        wave = world.open_wave()
        client = Client()
        link = link_of(wave, "Staff 1")
        for path in (link, f"{link}1/", f"{link}check/", f"{link}about/"):
            assert "<script" not in client.get(path).content.decode()
        assert not client.cookies

    def test_keeps_the_link_out_of_caches_and_referrers(self, world: World) -> None:
        wave = world.open_wave()
        link = link_of(wave, "Staff 1")
        for path in (link, f"{link}1/", f"{link}check/", f"/q/{wave.pk}/WRONG/"):
            response = Client().get(path)
            assert response["Referrer-Policy"] == "no-referrer"
            assert "no-store" in response["Cache-Control"]

    def test_accepts_a_link_typed_in_lower_case(self, world: World) -> None:
        wave = world.open_wave()
        head, token = link_of(wave, "Staff 1").rstrip("/").rsplit("/", 1)
        assert Client().get(f"{head}/{token.lower()}/").status_code == 200


class TestPages:
    def test_show_one_dimension_each_with_progress(self, world: World) -> None:
        wave = world.open_wave()
        text = Client().get(f"{link_of(wave, 'Staff 1')}2/").content.decode()
        assert "Page 2 of 6" in text
        assert set(re.findall(r'name="(\w+)"', text)) >= {"PR1", "PR2", "PR3", "PRP"}
        assert "TL1" not in text

    def test_give_customers_their_own_short_questionnaire(self, world: World) -> None:
        wave = world.open_wave()
        text = Client().get(f"{link_of(wave, 'Customer 1')}1/").content.decode()
        assert "Your last visit" in text
        assert "I can rely on the dates this workshop gives me." in text

    def test_save_and_take_one_back_to_where_one_was(self, world: World) -> None:
        wave = world.open_wave()
        link = link_of(wave, "Staff 1")
        first, second = Client(), Client()
        for number in (1, 2):
            answers = page_answers(wave, "Staff 1", number)
            first.post(f"{link}{number}/", {**answers, "shown": "", "go": "next"})
        response = second.get(link)
        assert response.headers["Location"] == f"{link}3/"
        earlier = second.get(f"{link}1/").content.decode()
        assert len(re.findall(r'value="2"[^>]*checked', earlier)) == 4

    def test_go_back_and_save_on_the_way(self, world: World) -> None:
        wave = world.open_wave()
        link = link_of(wave, "Staff 1")
        response = Client().post(f"{link}2/", {"PR1": "3", "shown": "", "go": "back"})
        assert response.headers["Location"] == f"{link}1/"
        assert visit_of(wave, "Staff 1").progress().answers == {"PR1": 3}

    def test_lead_to_the_check_that_names_what_was_left_out(self, world: World) -> None:
        wave = world.open_wave()
        client = Client()
        link = fill(client, wave, "Staff 1")
        client.post(f"{link}3/", {"CR1": "1", "CR2": "1", "shown": "", "go": "next"})
        text = client.get(f"{link}check/").content.decode()
        assert "Your work</a>: 1 question" in text
        assert "1 questions" not in text

    @pytest.mark.parametrize("number", [0, 7, 99])
    def test_that_do_not_exist_are_not_found(self, world: World, number: int) -> None:
        wave = world.open_wave()
        assert Client().get(f"{link_of(wave, 'Staff 1')}{number}/").status_code == 404


class TestTampering:
    @pytest.mark.parametrize(
        "data", [{"TL1": "4"}, {"TL1": "-1"}, {"TL1": "two"}, {"PR1": "2"}, {"audience": "leaders"}]
    )
    def test_is_answered_and_saves_nothing(self, world: World, data: dict[str, str]) -> None:
        wave = world.open_wave()
        link = link_of(wave, "Staff 1")
        client = Client()
        client.post(f"{link}1/", {"TL1": "3", "shown": "", "go": "next"})
        response = client.post(f"{link}1/", {**data, "shown": "", "go": "next"})
        assert response.status_code == 400
        text = response.content.decode()
        assert "Please choose one of the answers shown." in text or "does not ask" in text
        assert visit_of(wave, "Staff 1").progress().answers == {"TL1": 3}


class TestSubmit:
    def test_thanks_and_cannot_be_repeated(self, world: World) -> None:
        wave = world.open_wave()
        client = Client()
        link = fill(client, wave, "Staff 1")
        response = client.post(f"{link}submit/", follow=True)
        assert "Your answers are in" in response.content.decode()
        for again in (client.post(f"{link}submit/", follow=True), client.get(link)):
            assert "You cannot submit twice" in again.content.decode()
        client.post(f"{link}1/", {"TL1": "2", "shown": "", "go": "next"})
        assert Ballot.objects.count() == 1
        assert Draft.objects.count() == 0

    def test_wants_at_least_one_answer(self, world: World) -> None:
        wave = world.open_wave()
        response = Client().post(f"{link_of(wave, 'Staff 1')}submit/")
        assert response.status_code == 400
        assert "not answered any question" in response.content.decode()
        assert not Ballot.objects.exists()

    def test_is_not_done_by_following_a_link(self, world: World) -> None:
        wave = world.open_wave()
        client = Client()
        link = fill(client, wave, "Staff 1")
        assert client.get(f"{link}submit/").status_code == 405
        assert not Ballot.objects.exists()

    def test_in_parallel_makes_one_ballot(self, shared_world: World) -> None:
        wave = shared_world.open_wave()
        link = fill(Client(), wave, "Staff 1")
        statuses: list[int] = []

        def submit() -> None:
            statuses.append(Client().post(f"{link}submit/", follow=True).status_code)
            connection.close()

        threads = [Thread(target=submit) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert statuses == [200] * 6
        assert Ballot.objects.count() == 1

    def test_takes_the_longest_department_and_attributes_in_any_alphabet(
        self, world: World
    ) -> None:
        wave = world.open_wave()
        long = {"\U0001f600" * 59 + str(n): "\U0001f600" * 80 for n in range(3)}
        Wave.objects.update(attributes=list(long))
        wave.refresh_from_db()
        wave.invitations.filter(person__name="Staff 1").update(attributes=long)
        client = Client()
        link = fill(client, wave, "Staff 1")
        client.post(f"{link}submit/")
        (opened,) = ballots.open_ballots(ballots.wave_key(wave), wave)
        assert opened.attributes == long

    def test_with_a_link_that_ended_a_moment_ago_is_refused(self, world: World) -> None:
        wave = world.open_wave()
        fill(Client(), wave, "Staff 1")
        found = visit_of(wave, "Staff 1")
        services.replace_link(invitation=invitation_of(wave, "Staff 1"))
        with pytest.raises(ballots.LinkEnded):
            services.submit_response(visit=found)
        assert not Ballot.objects.exists()

    def test_after_closing_is_explained_and_loses_nothing(self, world: World) -> None:
        wave = world.open_wave()
        client = Client()
        link = fill(client, wave, "Staff 1")
        services.close_wave(wave=wave, now=NOW)
        response = client.post(f"{link}submit/")
        assert response.status_code == 410
        assert "This questionnaire is closed" in response.content.decode()
        assert not Ballot.objects.exists()
        services.reopen_wave(wave=wave, closes_on=wave.closes_on, now=NOW)
        response = client.post(f"{link}submit/", follow=True)
        assert "Your answers are in" in response.content.decode()


class TestSaving:
    def test_two_pages_at_once_keeps_both(self, shared_world: World) -> None:
        wave = shared_world.open_wave()
        link = link_of(wave, "Staff 1")
        start = Barrier(6)

        def save(number: int) -> None:
            answers = page_answers(wave, "Staff 1", number)
            connection.close()
            start.wait()
            Client().post(f"{link}{number}/", {**answers, "shown": "", "go": "next"})
            connection.close()

        threads = [Thread(target=save, args=(number,)) for number in range(1, 7)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        progress = visit_of(wave, "Staff 1").progress()
        assert len(progress.answers) == 16
        assert set(progress.comments) == {"CM1"}

    def test_in_the_moment_of_submitting_leaves_no_draft_behind(self, world: World) -> None:
        wave = world.open_wave()
        fill(Client(), wave, "Staff 1")
        found = visit_of(wave, "Staff 1")
        services.submit_response(visit=found)
        with pytest.raises(ballots.AlreadySubmitted):
            services.save_page(visit=found, answers={"TL1": 3}, page=1, now=NOW)
        assert not Draft.objects.exists()


class TestStartAfresh:
    def test_erases_the_unfinished_answers(self, world: World) -> None:
        wave = world.open_wave()
        client = Client()
        link = fill(client, wave, "Staff 1")
        response = client.post(f"{link}afresh/", follow=True)
        assert "Begin" in response.content.decode()
        assert not Draft.objects.exists()
