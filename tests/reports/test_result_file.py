"""Result and edition in one file: letter for letter what is stored, in a form that is published."""

import json
from copy import deepcopy
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError, validate

from maturity.result import FORMAT_VERSION, canonical, content_hash
from organisations.models import Record
from reports import services
from reports.editions.content import to_be_written
from reports.schemas import SCHEMAS, schema_of
from reports.story.look import plain_look
from tests.reports import sample_results
from tests.world import NOW, World

SAMPLES = ("full", "second_wave", "tiny", "huge")


def schema(name: str) -> Any:
    return json.loads(SCHEMAS[name].read_text(encoding="utf-8"))


def newest(edition: dict[str, Any]) -> dict[str, Any]:
    """A sample's edition as the next one would be written."""
    return to_be_written({"look": plain_look(), **edition})


class TestSchemas:
    @pytest.mark.parametrize("name", SCHEMAS)
    def test_are_schemas(self, name: str) -> None:
        Draft202012Validator.check_schema(schema(name))

    @pytest.mark.parametrize("name", SAMPLES)
    def test_hold_for_results_and_editions_of_every_kind(self, name: str) -> None:
        sample = getattr(sample_results, name)()
        assert schema_of(sample.result) == f"result-{FORMAT_VERSION}"
        validate(sample.result, schema("result-5"))
        written = newest(sample.edition)
        validate(written, schema(schema_of(written)))

    @pytest.mark.parametrize(
        ("place", "value"),
        [
            ("targets", {"knowledge": 3}),
            ("priorities", [{"code": "knowledge", "text": ""}]),
            ("actions", [{"what": "Walk"}]),
            ("look", {"language": "en"}),
            ("surprise", 1),
        ],
    )
    def test_notice_what_is_no_edition(self, place: str, value: object) -> None:
        written = deepcopy(newest(sample_results.full().edition))
        written[place] = value
        with pytest.raises(ValidationError):
            validate(written, schema("edition-4"))

    def test_are_served_to_anybody(self, client: Any) -> None:
        for name in SCHEMAS:
            response = client.get(f"/schemas/{name}.json")
            assert json.loads(b"".join(response.streaming_content)) == schema(name)
        assert client.get("/schemas/result-4.json").status_code == 404


@pytest.mark.django_db(transaction=True)
class TestFile:
    def read(self, world: World, edition: Any) -> Any:
        response = world.client(world.consultant).get(f"/editions/{edition.pk}/result.json")
        assert response["Content-Type"] == "application/json"
        assert response["Content-Disposition"].endswith('.json"')
        return json.loads(response.content)

    def test_says_its_schemas_ids_and_hashes(self, world: World) -> None:
        edition = world.edition()
        found = self.read(world, edition)
        validate(found, schema("file-1"))
        assert found["$schema"] == "http://testserver/schemas/file-1.json"
        assert found["result"]["id"] == str(edition.result.pk)
        assert found["result"]["schema"] == "http://testserver/schemas/result-5.json"
        assert found["edition"]["schema"] == "http://testserver/schemas/edition-4.json"
        assert found["edition"]["number"] == edition.number
        for part in ("result", "edition"):
            text = canonical(found[part]["document"])
            assert content_hash(text) == found[part]["sha256"]
            validate(found[part]["document"], schema(schema_of(found[part]["document"])))
        assert Record.objects.filter(act="exported", object_type="edition").count() == 1

    def test_holds_what_was_released_with_its_quotations(self, world: World) -> None:
        edition = world.edition()
        services.release_edition(edition=edition, user=world.consultant, now=NOW)
        edition.refresh_from_db()
        last = edition.result.editions.order_by("-number")[0]
        found = self.read(world, last)
        assert found["edition"]["sha256"] == last.sha256
        validate(found["edition"]["document"], schema("edition-4"))
        assert edition.result.document in canonical(found)

    def test_is_the_consultants(self, world: World) -> None:
        edition = world.edition()
        for user, status in ((world.coordinator, 403), (world.leader, 403), (world.outsider, 404)):
            response = world.client(user).get(f"/editions/{edition.pk}/result.json")
            assert response.status_code == status
