"""Departments and groups on their page and on paper."""

import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from maturity.loading import load
from maturity.result import Document
from reports.models import Result
from reports.pdf import render_pdf
from tests.reports.findings import chapters, page
from tests.reports.samples import NOT_SHOWN, group, put_result, story, told, unit, with_groups
from tests.world import World

DIMENSIONS = [each.code for each in load("centricity").dimensions]


def sample(teams: int = 1) -> Document:
    """Sales with some teams and others, service, and two groups of an attribute."""
    low = dict.fromkeys(DIMENSIONS, told(1.5, 1.2, 1.8, "10–19", "awareness"))
    high = dict.fromkeys(DIMENSIONS, told(3.5, 3.2, 3.8, "50+", "focus"))
    statements = {"knowledge": {k: v for k, v in low["knowledge"].items() if k != "stage"}}
    return with_groups(
        units=[
            unit("Sales", low, rest=group(low)),
            *(unit(f"Sales / Team {number}", low) for number in range(teams)),
            unit("Service", high) | {"experience": statements},
        ],
        units_not_shown=2,
        attributes_not_shown=["place"],
        attributes=[
            {
                "name": "tenure",
                "categories": [group(low, values=["new", ""]), group(low, values=["old"])],
            }
        ],
    )


def words_of(page: Any) -> str:
    """The words of a page, with line ends made spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


class TestPaper:
    def test_has_departments_groups_and_what_customers_experience(self) -> None:
        reader = PdfReader(io.BytesIO(render_pdf(story(sample()))))
        text = words_of(" ".join(page.extract_text() for page in reader.pages))
        assert "Service (3.5) is above Sales (1.5)." in text
        assert f"2 of 5 departments are {NOT_SHOWN}." in text
        assert "Others in Sales" in text
        assert "new or not given" in text
        assert f"By place: {NOT_SHOWN}." in text
        assert "Departments and groups on what customers experience" in text

    def test_tells_every_unit_under_a_head_that_every_page_repeats(self) -> None:
        reader = PdfReader(io.BytesIO(render_pdf(story(sample(40)))))
        texts = [words_of(page.extract_text()) for page in reader.pages]
        # Claims name a team or two elsewhere.
        pages = [text for text in texts if len(re.findall(r"Team \d", text)) > 2]
        assert len(pages) > 1
        assert all("Department Customer know" in text for text in pages)
        teams = [team for text in pages for team in re.findall(r"Team \d+", text)]
        assert len(teams) == len(set(teams)) == 40


@pytest.mark.django_db(transaction=True)
class TestPage:
    def page(self, world: World, document: Document) -> str:
        """The page of a sealed wave that had this result."""
        wave = world.sealed_wave() if not Result.objects.exists() else Result.objects.get().wave
        put_result(document)
        client = world.client(world.consultant)
        found = [code for code in chapters(client, wave) if code == "departments"]
        return " ".join(page(client, wave, code).text for code in found)

    def test_shows_departments_and_groups(self, shared_world: World) -> None:
        text = words_of(self.page(shared_world, sample()))
        assert "Service (3.5) is above Sales (1.5)." in text
        assert f"2 of 5 departments are {NOT_SHOWN}." in text
        assert "Team 0 , Sales" in text
        assert "new or not given" in text
        assert f"By place: {NOT_SHOWN}." in text
        assert "1.5 1.2 to 1.8 stage 1 · 10–19" in text

    def test_names_no_groups_where_there_are_none(self, shared_world: World) -> None:
        assert self.page(shared_world, with_groups()) == ""

    def test_asks_no_more_of_the_database_the_more_departments(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave()
        client = shared_world.client(shared_world.consultant)
        asked = []
        for teams in (2, 25):
            put_result(sample(teams))
            with CaptureQueriesContext(connection) as queries:
                page(client, wave, "departments")
            asked.append(len(queries))
        assert asked[0] == asked[1]
