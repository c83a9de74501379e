"""Looking at some audiences or dimensions of a chapter: less of it, and nothing else."""

import re

import pytest
from django.test import Client

from surveys.models import Wave
from tests.reports.findings import address, chapters, page
from tests.reports.samples import full_result, put_result
from tests.reports.test_editions import release
from tests.reports.test_group_pages import sample
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
CHART = re.compile(r'<img src="([^"]+)"')
SOME = (
    "audience=staff",
    "audience=customers&dimension=service",
    "dimension=knowledge",
    "audience=leaders&dimension=measurement&dimension=roles",
)


@pytest.fixture
def wave(shared_world: World) -> Wave:
    wave = shared_world.sealed_wave()
    put_result(full_result())
    release(shared_world, wave.result)
    return wave


@pytest.fixture
def leader(shared_world: World) -> Client:
    return shared_world.client(shared_world.leader)


def told(text: str) -> str:
    """What a chapter tells, without the filter and what it says of itself."""
    main = text.split('<div id="told">')[1].split('<nav class="turning"')[0]
    words = re.sub(r'<p class="narrowed">.*?</p>', " ", main, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", words)


def drawn(client: Client, text: str) -> str:
    """The words of all charts of a page."""
    charts = [client.get(path.replace("&amp;", "&")) for path in CHART.findall(text)]
    assert all(each.status_code == 200 for each in charts)
    return " ".join(re.sub(r"<[^>]+>", " ", each.text) for each in charts)


@pytest.mark.parametrize("query", SOME)
def test_holds_no_number_that_the_whole_does_not(leader: Client, wave: Wave, query: str) -> None:
    is_less = False
    for code in chapters(leader, wave):
        whole, some = (
            leader.get(f"{address(wave, code)}{more}").text for more in ("", f"?{query}")
        )
        numbers = set(NUMBER.findall(told(whole)))
        assert set(NUMBER.findall(told(some))) <= numbers, code
        is_less |= len(told(some).split()) < len(told(whole).split())
        seen = set(NUMBER.findall(drawn(leader, some)))
        assert seen <= numbers | set(NUMBER.findall(drawn(leader, whole))), code
    assert is_less


def test_shows_what_was_chosen_and_says_so(leader: Client, wave: Wave) -> None:
    text = leader.get(f"{address(wave, 'profile')}?dimension=service&dimension=knowledge").text
    assert "2 of 7 dimensions (“Customer knowledge” and “Service and value”)" in text
    rows = re.findall(r'<th scope="row"[^>]*>([^<]+)', told_html(text))
    assert set(rows) == {"Customer knowledge", "Service and value"}
    assert f'href="{address(wave, "profile")}"' in text.split('class="narrowed"')[1]


def told_html(text: str) -> str:
    """The mark-up of what a chapter tells."""
    return text.split('<div id="told">')[1].split('<nav class="turning"')[0]


def test_shows_an_audience_alone(leader: Client, wave: Wave) -> None:
    path = address(wave, "perception")
    heads = [
        re.findall(r'<th scope="col">(\w+)</th>', told_html(leader.get(f"{path}{more}").text))
        for more in ("", "?audience=customers")
    ]
    assert {"Staff", "Leaders", "Customers"} <= set(heads[0])
    assert "Customers" in heads[1]
    assert not {"Staff", "Leaders"} & set(heads[1])


@pytest.mark.parametrize("query", ["audience=nobody", "dimension=", "more=1", "dimension=%00"])
def test_ignores_what_there_is_not(leader: Client, wave: Wave, query: str) -> None:
    for code in ("perception", "profile"):
        text = leader.get(f"{address(wave, code)}?{query}").text
        assert told(text) == told(page(leader, wave, code).text)
        assert 'class="narrowed"' not in text


def test_goes_with_the_reader_to_the_next_chapter(leader: Client, wave: Wave) -> None:
    text = leader.get(f"{address(wave, 'profile')}?dimension=service").text
    links = re.findall(rf'href="({address(wave)}[a-z_]+/[^"]*)"', text)
    assert len(links) > len(chapters(leader, wave))
    assert all(
        link.endswith("?dimension=service") for link in links if link != address(wave, "profile")
    )


def test_says_where_it_has_no_say(leader: Client, wave: Wave) -> None:
    text = leader.get(f"{address(wave, 'method')}?dimension=service").text
    assert "not divided that way" in text
    assert '<form method="get"' not in text


def test_keeps_the_columns_of_departments_that_were_chosen(leader: Client, wave: Wave) -> None:
    put_result(sample())
    path = address(wave, "departments")
    some = leader.get(f"{path}?dimension=service").text
    heads = set(re.findall(r'<th scope="col">([^<]+)</th>', told_html(some)))
    assert heads == {"Department", "Tenure", "Service and value"}
    whole = leader.get(path).text
    assert set(NUMBER.findall(told(some))) <= set(NUMBER.findall(told(whole)))
    assert set(NUMBER.findall(drawn(leader, some))) <= set(NUMBER.findall(drawn(leader, whole)))
