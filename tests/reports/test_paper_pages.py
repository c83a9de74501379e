"""On which paper a PDF is asked for, and by what its file is known again."""

import hashlib
import io

import pytest
from pypdf import PdfReader

from reports import building, services
from reports.models import Report
from tests.world import NOW, World

pytestmark = pytest.mark.django_db(transaction=True)


def asked_for(world: World, **said: str) -> str:
    """The paper of the report that a consultant's post asks for."""
    edition = world.edition()
    path = f"/editions/{edition.pk}/report/"
    world.client(world.consultant).post(path, said)
    return Report.objects.get().paper


class TestPaper:
    @pytest.mark.parametrize(
        ("said", "paper"), [("letter", "letter"), ("a4", "a4"), ("wallpaper", "a4")]
    )
    def test_is_what_was_chosen(self, shared_world: World, said: str, paper: str) -> None:
        assert asked_for(shared_world, paper=said) == paper

    def test_is_a4_where_nothing_was_chosen(self, shared_world: World) -> None:
        assert asked_for(shared_world) == "a4"

    def test_is_chosen_for_a_draft_too(self, shared_world: World) -> None:
        wave = shared_world.edition().result.wave
        browser = shared_world.client(shared_world.consultant)
        assert "US Letter" in browser.get(f"/waves/{wave.pk}/result/").content.decode()
        browser.post(f"/waves/{wave.pk}/draft/", {"paper": "letter"})
        assert Report.objects.get().paper == "letter"

    @pytest.mark.parametrize(("said", "paper"), [({}, "a4"), ({"paper": "letter"}, "letter")])
    def test_of_a_release_is_chosen_too(
        self, shared_world: World, said: dict[str, str], paper: str
    ) -> None:
        wave = shared_world.edition().result.wave
        browser = shared_world.client(shared_world.consultant)
        browser.post(f"/waves/{wave.pk}/release/", {"sure": "yes", **said})
        assert Report.objects.get(is_final=True).paper == paper

    def test_of_a_release_is_at_first_that_of_the_last_draft(self, shared_world: World) -> None:
        wave = shared_world.edition().result.wave
        browser = shared_world.client(shared_world.consultant)
        address = f"/waves/{wave.pk}/release/"
        assert browser.get(address).context["form"]["paper"].value() == "a4"
        browser.post(f"/waves/{wave.pk}/draft/", {"paper": "letter"})
        assert browser.get(address).context["form"]["paper"].value() == "letter"


class TestFile:
    def test_has_the_paper_it_was_asked_for(self, shared_world: World) -> None:
        report = services.ask_for_report(
            edition=shared_world.edition(), user=None, now=NOW, paper="letter"
        )
        building.build_report(report)
        with report.file.open("rb") as file:
            assert round(PdfReader(io.BytesIO(file.read())).pages[0].mediabox.width) == 612

    def test_made_again_is_the_same_and_leaders_read_its_hash(self, shared_world: World) -> None:
        edition = shared_world.edition()
        first = services.release_edition(edition=edition, user=shared_world.consultant, now=NOW)
        assert first is not None
        building.build_report(first)
        organisation = shared_world.organisation
        organisation.time_zone = "Pacific/Kiritimati"
        organisation.save()
        second = services.ask_for_report(edition=first.edition, user=None, now=NOW)
        building.build_report(second)
        with first.file.open("rb") as one, second.file.open("rb") as other:
            made = one.read()
            assert made == other.read()
        said = hashlib.sha256(made).hexdigest()
        assert (first.sha256, second.sha256) == (said, said)
        page = shared_world.client(shared_world.leader).get("/reports/").content.decode()
        assert f">{said}</code>" in page
