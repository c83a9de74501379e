"""Going back to what was left out, and what is sent that is no page."""

import pytest
from django.test import Client

from surveys import services
from surveys.models import Wave
from tests.world import NOW, World, link_of, visit_of

PAGES = 6  # of the workshop's staff
TO_THE_END = "Save and go to the end"


@pytest.fixture
def wave(world: World) -> Wave:
    return world.open_wave()


@pytest.fixture
def link(wave: Wave) -> str:
    return link_of(wave, "Staff 1")


def send(link: str, number: int, go: str = "next", **data: object) -> str:
    """Save a page; return where it leads to behind the link."""
    response = Client().post(f"{link}{number}/", {**data, "shown": "", "go": go})
    return str(response.headers["Location"]).removeprefix(link)


def text(address: str) -> str:
    return Client().get(address, follow=True).content.decode()


@pytest.fixture
def seen_all(link: str) -> str:
    """The link of somebody who went through all pages and left everything out."""
    for number in range(1, PAGES + 1):
        send(link, number)
    return link


class TestFromTheCheck:
    def test_a_page_offers_the_way_straight_back(self, seen_all: str) -> None:
        shown = text(f"{seen_all}2/")
        assert TO_THE_END in shown
        assert send(seen_all, 2, "end", PR1=3) == "check/"

    def test_what_is_answered_then_is_saved(self, wave: Wave, seen_all: str) -> None:
        send(seen_all, 2, "end", PR1=3)
        assert visit_of(wave, "Staff 1").progress().answers == {"PR1": 3}

    def test_the_pages_still_lead_to_each_other(self, seen_all: str) -> None:
        assert send(seen_all, 2) == "3/"
        assert send(seen_all, 2, "back") == "1/"

    def test_progress_stays_complete(self, seen_all: str) -> None:
        send(seen_all, 2, "back")
        shown = text(f"{seen_all}1/")
        assert "All pages seen" in shown
        assert 'value="100"' in shown

    def test_the_link_leads_to_the_end_again(self, seen_all: str) -> None:
        send(seen_all, 2, "back", PR1=3)
        assert "Ready to submit?" in text(seen_all)

    def test_the_last_page_has_one_button_to_the_end(self, seen_all: str) -> None:
        shown = text(f"{seen_all}{PAGES}/")
        assert "To the end" in shown
        assert TO_THE_END not in shown


class TestOnTheWay:
    def test_the_end_is_offered_only_once_it_was_reached(self, link: str) -> None:
        send(link, 1)
        assert TO_THE_END not in text(f"{link}1/")

    def test_the_furthest_page_is_where_one_goes_on(self, link: str) -> None:
        send(link, 1)
        send(link, 2)
        send(link, 3, "back")
        assert "Page 3 of 6" in text(link)

    def test_the_bar_shows_the_furthest_page(self, link: str) -> None:
        send(link, 1)
        send(link, 2)
        shown = text(f"{link}1/")
        assert "Page 1 of 6" in shown
        assert 'value="33"' in shown


class TestWhatIsNoPage:
    @pytest.mark.parametrize(
        ("body", "content_type"),
        [
            ("", "application/x-www-form-urlencoded"),
            ("go=next", "application/x-www-form-urlencoded"),
            ("TL1=4&go=next", "application/x-www-form-urlencoded"),
            ('{"TL1": "4", "shown": "1", "go": "next"}', "application/json"),
            ("TL1=4&shown=1", "text/plain"),
        ],
    )
    def test_erases_nothing_and_is_refused(
        self, wave: Wave, link: str, body: str, content_type: str
    ) -> None:
        services.save_page(
            visit=visit_of(wave, "Staff 1"), answers={"TL1": 3, "TL2": 2}, page=1, now=NOW
        )
        response = Client().post(f"{link}1/", body, content_type=content_type)
        assert response.status_code == 400
        assert "Nothing was saved; please answer again." in response.content.decode()
        assert visit_of(wave, "Staff 1").progress().answers == {"TL1": 3, "TL2": 2}

    def test_is_timed_from_when_it_is_shown_again(self, link: str) -> None:
        shown = Client().post(f"{link}1/", {"go": "next"}).content.decode()
        assert 'name="shown" value=""' not in shown
