"""The deck is asked for on the pages, made by a worker, and the consultant's alone."""

import pytest

from organisations.models import Record
from reports import building, services
from reports.models import Report
from tests.conftest import Worker
from tests.reports.deck_files import open_deck, words
from tests.reports.test_building import finished
from tests.world import NOW, World

pytestmark = pytest.mark.django_db(transaction=True)
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


class TestDeck:
    def test_is_made_by_a_worker_and_downloaded(self, shared_world: World, worker: Worker) -> None:
        edition = shared_world.edition()
        browser = shared_world.client(shared_world.consultant)
        asking = {"kind": "deck"}
        page = browser.post(f"/waves/{edition.result.wave_id}/draft/", asking, follow=True)
        assert "Draft slides" in page.content.decode()
        assert Record.objects.filter(act="reported").count() == 1
        worker.start()
        report = finished(Report.objects.get())
        response = browser.get(f"/reports/{report.pk}/report.pdf")
        assert response["Content-Type"] == PPTX
        assert response["Content-Disposition"].endswith('draft.pptx"')
        deck = open_deck(b"".join(response.streaming_content))  # type: ignore[attr-defined]
        assert "Client Ltd · Draft" in words(deck.slides[1])

    def test_is_not_for_leaders_even_when_released(self, shared_world: World) -> None:
        edition = shared_world.edition()
        services.release_edition(edition=edition, user=shared_world.consultant, now=NOW)
        edition.refresh_from_db()
        deck = services.ask_for_report(
            edition=edition, user=shared_world.consultant, now=NOW, kind=Report.Kind.DECK
        )
        building.build_report(deck)
        deck.refresh_from_db()
        assert str(deck.file.name).endswith(".pptx")
        leader = shared_world.client(shared_world.leader)
        assert leader.get(f"/reports/{deck.pk}/report.pdf").status_code == 404
        assert "slides" not in leader.get("/reports/").content.decode()

    def test_a_pdf_is_made_where_no_kind_or_an_unknown_one_is_asked_for(
        self, shared_world: World
    ) -> None:
        edition = shared_world.edition()
        browser = shared_world.client(shared_world.consultant)
        for asking in ({}, {"kind": "exe"}):
            browser.post(f"/editions/{edition.pk}/report/", asking)
        assert {report.kind for report in Report.objects.all()} == {Report.Kind.PDF}
