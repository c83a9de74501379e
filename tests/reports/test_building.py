"""Reports are asked for, made by a worker, released, and read."""

import io

import pytest
from django.core.files.storage import default_storage
from pypdf import PdfReader

from organisations.jobs import Job
from reports import building, services
from reports.models import Report
from reports.tasks import sweep_jobs
from tests.conftest import Worker, running_redis, wait_until
from tests.world import NOW, World

pytestmark = pytest.mark.django_db(transaction=True)


def text_of(report: Report) -> str:
    """The text of a report's PDF."""
    with report.file.open("rb") as file:
        pages = PdfReader(io.BytesIO(file.read())).pages
    return " ".join(page.extract_text() for page in pages)


def finished(report: Report) -> Report:
    """The report, once a worker has ended it."""

    def ended() -> bool:
        report.refresh_from_db()
        return not report.is_pending

    wait_until(ended)
    return report


class TestReport:
    def test_is_made_by_a_worker_and_downloaded(self, shared_world: World, worker: Worker) -> None:
        edition = shared_world.edition()
        worker.start()
        browser = shared_world.client(shared_world.consultant)
        page = browser.post(f"/editions/{edition.pk}/report/", follow=True)
        assert "Draft report" in page.content.decode()
        report = finished(Report.objects.get())
        assert report.state == Job.State.DONE
        response = browser.get(f"/reports/{report.pk}/report.pdf")
        assert response["Content-Type"] == "application/pdf"
        assert b"".join(response.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
        text = text_of(report)
        assert "Client Ltd" in text
        assert "Customer focus" in text

    def test_tells_its_time_where_the_client_is(self, shared_world: World) -> None:
        shared_world.organisation.time_zone = "America/New_York"
        shared_world.organisation.save()
        edition = shared_world.edition()
        report = services.ask_for_report(edition=edition, user=None, now=NOW)
        browser = shared_world.client(shared_world.consultant)
        for path in (f"/waves/{edition.result.wave_id}/result/", f"/reports/{report.pk}/progress/"):
            # Half past nine in UTC.
            assert "2 November 2026, 04:30" in browser.get(path).content.decode()

    def test_is_a_draft_until_the_edition_is_released(self, shared_world: World) -> None:
        edition = shared_world.edition()
        draft = services.ask_for_report(edition=edition, user=None, now=NOW)
        final = services.release_edition(edition=edition, user=shared_world.consultant, now=NOW)
        assert final is not None
        assert (draft.is_final, final.is_final) == (False, True)
        again = services.release_edition(edition=edition, user=shared_world.consultant, now=NOW)
        assert again is None

    def test_reaches_leaders_only_when_released_and_ready(self, shop: World) -> None:
        edition = shop.edition()
        leader = shop.client(shop.leader)
        draft = services.ask_for_report(edition=edition, user=None, now=NOW)
        building.build_report(draft)
        assert "No report has been released" in leader.get("/reports/").content.decode()
        assert leader.get(f"/reports/{draft.pk}/report.pdf").status_code == 404
        final = services.release_edition(edition=edition, user=shop.consultant, now=NOW)
        assert final is not None
        assert "No report has been released" in leader.get("/reports/").content.decode()
        building.build_report(final)
        assert str(final.pk) in leader.get("/reports/").content.decode()
        assert str(draft.pk) not in leader.get("/reports/").content.decode()
        assert leader.get(f"/reports/{final.pk}/report.pdf").status_code == 200
        assert leader.get(f"/reports/{draft.pk}/report.pdf").status_code == 404
        # The whole hash can be read and copied wherever the file can be had.
        final.refresh_from_db()
        overview = f"/waves/{edition.result.wave_id}/findings/"
        for path in ("/reports/", overview, f"/reports/{final.pk}/progress/"):
            reader = shop.client(shop.consultant) if "progress" in path else leader
            assert f">{final.sha256}</code>" in reader.get(path).content.decode(), path


class TestFaults:
    def test_asked_for_without_a_broker_it_is_kept_and_served_later(self, shop: World) -> None:
        edition = shop.edition()
        browser = shop.client(shop.consultant)
        page = browser.post(f"/editions/{edition.pk}/report/", follow=True)
        assert "Waiting for a worker" in page.content.decode()
        report = Report.objects.get()
        assert report.state == Job.State.QUEUED
        with running_redis():
            worker = Worker()
            worker.start()
            try:
                sweep_jobs()
                assert finished(report).state == Job.State.DONE
            finally:
                worker.kill()

    def test_a_worker_killed_while_rendering_is_replaced(
        self, shared_world: World, worker: Worker
    ) -> None:
        edition = shared_world.edition()
        worker.start(JOB_LEASE_SECONDS="2")
        report = services.ask_for_report(edition=edition, user=None, now=NOW)

        def running() -> bool:
            report.refresh_from_db()
            return report.state == Job.State.RUNNING

        wait_until(running)
        worker.kill()
        report.refresh_from_db()
        assert report.state == Job.State.RUNNING
        worker.start()

        def swept() -> bool:
            sweep_jobs()
            report.refresh_from_db()
            return report.state == Job.State.DONE

        wait_until(swept)
        assert report.attempt >= 2
        assert text_of(report)

    def test_a_failure_has_a_reason_and_can_be_tried_again(
        self, shop: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        edition = shop.edition()
        report = services.ask_for_report(edition=edition, user=None, now=NOW)

        def disk_full(*args: object, **kwargs: object) -> str:
            raise OSError("No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(default_storage, "save", disk_full)
            building.build_report(report)
        browser = shop.client(shop.consultant)
        page = browser.get(f"/waves/{edition.result.wave_id}/result/").content.decode()
        assert "The report could not be made" in page
        assert "No space left" not in page
        browser.post(f"/reports/{report.pk}/retry/")
        report.refresh_from_db()
        assert report.state == Job.State.QUEUED
        building.build_report(report)
        report.refresh_from_db()
        assert report.state == Job.State.DONE
