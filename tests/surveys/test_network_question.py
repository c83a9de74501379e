"""The question on the network: asked in a wave, answered, sealed, and told only by department."""

import pytest
from django.test import Client

from surveys import services
from surveys.framework.network import departments_offered
from surveys.framework.own_questions import wave_framework
from surveys.privacy import ballots
from tests.reports.findings import page
from tests.surveys.network_waves import answer, asking, close_and_seal, page_of
from tests.world import World, link_of, visit_of, words_of

PLACES = {"Sales": 20, "Service": 20, "Stock": 12}


@pytest.mark.django_db(transaction=True)
def test_what_staff_choose_on_the_page_becomes_a_matrix_by_department(world: World) -> None:
    wave = asking(world, PLACES)
    names = [department.name for department in departments_offered(wave)]
    assert names == ["Sales", "Service", "Stock"]

    def chosen(place: str, n: int) -> list[str]:
        """All of Sales name Service, all of Service Sales, half themselves; Stock names nobody."""
        service = ["2", "1"] if n < 30 else ["1"]
        return {"Sales": ["2"], "Service": service, "Stock": ["255"]}[place]

    answer(wave, PLACES, chosen)
    close_and_seal(world, wave)
    document = wave.result.content
    (level,) = document["audiences"]["staff"]["network"]["levels"]
    assert [row["shares"] for row in level["rows"]] == [[5, 95, 5], [95, 50, 5], [10, 10, 10]]
    assert document["audiences"]["leaders"].get("network") is None
    # The ledger remembers whose sums were published.
    kept = wave.result.ledger["staff"]["network"]
    assert kept["rows"] == ["whole", "Sales", "Service", "Stock"]
    text = page(world.client(world.consultant), wave, "departments").text
    assert "Who helps whom" in text
    # As published, 0.8 other departments and 20% their own (of 52, 40 and 10): 1.0 of three.
    assert "staff named on average 33% of the three that can be shown" in text


class TestPage:
    def test_offers_the_departments_and_none(self, world: World) -> None:
        wave = asking(world, {"Sales / North": 6, "Sales / South": 6, "Service": 6})
        text = words_of(page_of(wave, "Staff 0"))
        for name in ("North", "South", "Service", "From none of them", "Choose up to 10"):
            assert name in text

    def test_stands_after_the_closed_questions_and_before_the_comments(self, world: World) -> None:
        pages = wave_framework(asking(world, PLACES)).questionnaire("staff").pages
        place = next(n for n, page in enumerate(pages) if page.code == "network")
        assert not any(item.is_comment for page in pages[:place] for item in page.items)
        assert all(item.is_comment for page in pages[place + 1 :] for item in page.items)

    def test_is_for_staff_alone(self, world: World) -> None:
        wave = asking(world, PLACES)
        codes = [page.code for page in visit_of(wave, "Leader 0").pages]
        assert "network" not in codes

    def test_keeps_numbers_in_their_order_and_shows_them_again(self, world: World) -> None:
        wave = asking(world, PLACES)
        address = page_of(wave, "Staff 0")
        data = {"NET": ["3", "1"], "shown": "0", "go": "next"}
        assert Client().post(address, data).status_code == 302
        progress = visit_of(wave, "Staff 0").progress()
        assert {k: v for k, v in progress.answers.items() if k.startswith("NET")} == {
            "NET.1": 1, "NET.2": 3,
        }  # fmt: skip
        text = Client().get(address).content.decode()
        assert text.count(" checked") == 2
        held = words_of(f"{link_of(wave, 'Staff 0')}held/")
        assert "Sales" in held
        assert "Stock" in held
        # Taken back, nothing is left of it.
        Client().post(address, {"shown": "0", "go": "next"})
        assert visit_of(wave, "Staff 0").progress().answers == {}

    def test_none_counts_only_alone(self, world: World) -> None:
        wave = asking(world, PLACES)
        address = page_of(wave, "Staff 0")
        Client().post(address, {"NET": ["255"], "shown": "0", "go": "next"})
        assert set(visit_of(wave, "Staff 0").progress().answers.values()) == {255}
        held = words_of(f"{link_of(wave, 'Staff 0')}held/")
        assert held.count("From none of them") == 1
        Client().post(address, {"NET": ["255", "2"], "shown": "0", "go": "next"})
        assert visit_of(wave, "Staff 0").progress().answers == {"NET.1": 2}

    @pytest.mark.parametrize("chosen", ["0", "4", "254", "x", "1.0"])
    def test_refuses_what_is_no_department(self, world: World, chosen: str) -> None:
        wave = asking(world, PLACES)
        data = {"NET": [chosen], "shown": "0", "go": "next"}
        response = Client().post(page_of(wave, "Staff 0"), data)
        assert response.status_code == 400
        assert visit_of(wave, "Staff 0").progress().answers == {}

    def test_takes_ten_and_refuses_eleven(self, world: World) -> None:
        wave = asking(world, {f"D{n:02}": 2 for n in range(1, 13)})
        address = page_of(wave, "Staff 0")
        eleven = [str(n) for n in range(1, 12)]
        response = Client().post(address, {"NET": eleven, "shown": "0", "go": "next"})
        assert response.status_code == 400
        assert "at most 10 are possible" in response.content.decode()
        ten = {"NET": eleven[:10], "shown": "0", "go": "next"}
        assert Client().post(address, ten).status_code == 302

    def test_many_stand_under_the_department_above(self, world: World) -> None:
        places = {f"{above} / {above} {n}": 1 for above in ("East", "West") for n in range(1, 10)}
        text = Client().get(page_of(asking(world, places), "Staff 0")).content.decode()
        assert text.count("<details") == 2
        assert "9 departments" in text

    def test_many_without_one_above_stand_under_first_and_last(self, world: World) -> None:
        wave = asking(world, {f"D{n:02}": 1 for n in range(1, 18)})
        text = words_of(page_of(wave, "Staff 0"))
        assert "D01 – D15" in text
        assert "D16 – D17" in text


def test_a_ballot_has_the_same_size_whatever_is_named_of_many(world: World) -> None:
    wave = asking(world, {f"Division {n % 12} / Team {n}": 1 for n in range(150)})
    last = [str(n) for n in range(141, 151)]
    for name, chosen in (("Staff 0", last), ("Staff 1", ["255"])):
        data = {"NET": chosen, "shown": "0", "go": "end"}
        assert Client().post(page_of(wave, name), data).status_code == 302
        services.submit_response(visit=visit_of(wave, name))
    opened = ballots.open_ballots(ballots.wave_key(wave), wave)
    assert {bytes(filter(None, each.answers)) for each in opened} == {
        bytes(range(141, 151)), bytes([255] * 10),
    }  # fmt: skip
    assert len({len(ballot.sealed) for ballot in wave.ballots.all()}) == 1


def test_the_sheet_prints_the_question(world: World) -> None:
    wave = asking(world, PLACES)
    text = world.client(world.consultant).get(f"/waves/{wave.pk}/sheet/").content.decode()
    assert "From which departments did you get help" in text
    assert "From none of them" in text
    assert "Which departments the people of one get help from" in text


def test_the_statement_says_what_is_told_of_it(world: World) -> None:
    wave = asking(world, PLACES)
    told = "From which departments people get help: of departments of which at least 10 people"
    assert told in words_of(f"{link_of(wave, 'Staff 0')}privacy/")
    assert told not in words_of(f"{link_of(wave, 'Leader 0')}privacy/")
