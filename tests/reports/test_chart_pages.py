"""The charts of a result's pages, each an image of its own."""

import re
from xml.etree import ElementTree

import pytest
from django.test import Client

from reports import services
from reports.charts import charts_of
from reports.editions.content import Part, mark_of
from reports.editions.working import content_of
from reports.telling import tell_content
from surveys.models import Wave
from tests.organisations.pages import words
from tests.reports.findings import chapters, page
from tests.reports.samples import full_result, put_result
from tests.world import NOW, World

pytestmark = pytest.mark.django_db(transaction=True)

IMAGE = re.compile(r'<img src="([^"]+)" width="(\d+)" height="(\d+)" alt="([^"]+)"')


@pytest.fixture
def wave(shared_world: World) -> Wave:
    """A sealed wave in which leaders see everything more kindly than customers do."""
    wave = shared_world.sealed_wave()
    put_result(full_result())
    return wave


@pytest.fixture
def consultant(shared_world: World) -> Client:
    return shared_world.client(shared_world.consultant)


def images(consultant: Client, wave: Wave) -> dict[str, tuple[str, ...]]:
    """Address, width, height and words of every image on the pages, by name."""
    texts = [page(consultant, wave, code).text for code in ("", *chapters(consultant, wave))]
    found = [image for text in texts for image in IMAGE.findall(text)]
    return {image[0].rpartition("/")[2]: image for image in found}


def test_the_pages_name_every_chart_with_its_size_and_words(consultant: Client, wave: Wave) -> None:
    found = images(consultant, wave)
    told = tell_content(wave.result, content_of(wave.result), is_final=False, now=NOW)
    assert found.keys() == {f"{name}.svg" for name in charts_of(told)}
    assert len(found) > 10
    for address, width, height, alt in found.values():
        response = consultant.get(address)
        assert response["Content-Type"] == "image/svg+xml"
        assert response["Cache-Control"] == "no-store, private"
        root = ElementTree.fromstring(response.content)
        title, description = (root[place].text for place in (0, 1))
        assert f"{title}. {description}" == alt.replace("&#x27;", "'")
        assert float(root.get("width", "")) == pytest.approx(int(width), rel=0.02)
        assert float(root.get("height", "")) == pytest.approx(int(height), rel=0.02)


def test_an_image_shows_what_was_written_since(
    shared_world: World, consultant: Client, wave: Wave
) -> None:
    address = images(consultant, wave)["dumbbell.svg"][0]
    before = consultant.get(address).content.decode()
    content = content_of(wave.result)
    first = shared_world.framework.stages[0]
    services.change_part(
        result=wave.result,
        part=Part.TARGETS,
        values={"targets": {each.code: first.code for each in shared_world.framework.dimensions}},
        shown=mark_of(content, Part.TARGETS),
        user=shared_world.consultant,
        now=NOW,
    )
    assert f"target {first.name}" in images(consultant, wave)["dumbbell.svg"][3]
    after = consultant.get(address).content.decode()
    assert f"target {shared_world.framework.stages[-2].name}" in before
    assert f"target {first.name}" in after


@pytest.mark.parametrize("name", ["nothing", "ladder-nothing"])
def test_there_is_no_other_chart(consultant: Client, wave: Wave, name: str) -> None:
    for _time in range(2):
        assert consultant.get(f"/waves/{wave.pk}/findings/charts/{name}.svg").status_code == 404


def test_the_widest_gaps_stand_at_the_top(consultant: Client, wave: Wave) -> None:
    top = words(page(consultant, wave)).split("Where views lie furthest apart")[1]
    assert top.count("leaders rate higher than customers") == 3
    assert "Customer knowledge: leaders rate higher than customers, 4.0 against 2.0 of 5." in top
