"""Reports that are cancelled, take too long, come all at once, or whose worker dies."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from organisations.jobs import Job
from organisations.models import Record
from reports import building, services
from reports.models import CANCELLED, Edition, Report
from reports.stages import in_words
from reports.tasks import drop_stray_reports, sweep_jobs
from tests.conftest import Worker, wait_until
from tests.world import NOW, World

pytestmark = pytest.mark.django_db(transaction=True)

TEN = 10


@pytest.fixture
def stored(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], set[str]]:
    """What lies in the folder of reports, for this process and the workers."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setenv("TEST_MEDIA_ROOT", str(tmp_path))
    folder = tmp_path / "reports"
    return lambda: {path.name for path in folder.glob("*")}


def asked(world: World, edition: Edition | None = None) -> Report:
    return services.ask_for_report(edition=edition or world.edition(), user=None, now=NOW)


def same(report: Report) -> Report:
    """The row as it is now."""
    return Report.objects.get(pk=report.pk)


def row_of(world: World, report: Report) -> str:
    """The report's line on the page, as it is fetched while the report is made."""
    browser = world.client(world.consultant)
    return browser.get(f"/reports/{report.pk}/progress/").content.decode()


def swept_until(happened: Callable[[], bool]) -> None:
    """Sweep, as the scheduler does, until something has happened."""

    def swept() -> bool:
        sweep_jobs()
        return happened()

    wait_until(swept, every=0.5)


class TestProgress:
    def test_is_told_in_words(self, shop: World) -> None:
        report = asked(shop)
        assert "%" not in row_of(shop, report)
        report.claim(timezone.now())
        report.report_progress(47, timezone.now(), stage="page:roadmap:12")
        row = row_of(shop, report)
        assert "47%: Laying out “The roadmap”, page 12" in row
        assert "A4" in row

    def test_of_what_no_longer_exists_is_a_number_alone(self) -> None:
        assert in_words("slide:plan:3:14") == "Making the slides of “The next 100 days”, 3 of 14"
        assert in_words("page:horoscope:3") == "Laying out page 3"
        assert in_words("slide:3:14") == ""
        assert in_words("spell:2") == ""
        assert in_words("") == ""

    def test_names_every_stage_on_the_way(
        self, shop: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        report = asked(shop)
        seen: list[tuple[str, int]] = []
        keep = Report.report_progress

        def watched(self: Report, percent: int, now: Any, **fields: Any) -> None:
            keep(self, percent, now, **fields)
            row = same(self)
            seen.append((row.stage_in_words, row.progress))

        monkeypatch.setattr(building, "TOLD_EVERY", 0)
        monkeypatch.setattr(Report, "report_progress", watched)
        building.build_report(report)
        words = [words for words, _percent in seen]
        assert words[0] == "Reading the result"
        assert "Laying out “The answer on one page”, page 2" in words
        assert words[-1] == "Writing the file"
        assert all(words)
        percents = [percent for _words, percent in seen]
        assert percents == sorted(percents)

    def test_ends_with_the_hash_of_the_file(self, shop: World, stored: Any) -> None:
        report = asked(shop)
        building.build_report(report)
        digest = sha256(same(report).file.read()).hexdigest()
        assert same(report).sha256 == digest
        assert digest in row_of(shop, report)


class TestCancelling:
    def cancel(self, world: World, report: Report) -> str:
        """Press the button of the report's line; return the page that follows."""
        path = f"/reports/{report.pk}/cancel/"
        assert path in row_of(world, report)
        page = world.client(world.consultant).post(path, follow=True)
        return page.content.decode()

    def test_before_it_is_begun_keeps_it_from_being_made(self, shop: World, stored: Any) -> None:
        report = asked(shop)
        assert "Cancelled" in self.cancel(shop, report)
        building.build_report(report)
        assert same(report).state == CANCELLED
        assert not stored()
        assert Record.objects.filter(act="cancelled").count() == 1

    def test_stops_a_worker_that_makes_it(
        self, shared_world: World, worker: Worker, stored: Any
    ) -> None:
        report = asked(shared_world)
        worker.start()
        wait_until(lambda: same(report).stage.startswith(("look", "page")), every=0.02)
        self.cancel(shared_world, report)
        wait_until(lambda: "is no longer this worker's" in worker.log.read_text())
        assert same(report).state == CANCELLED
        assert not stored()
        # The same worker makes the next one.
        again = asked(shared_world, report.edition)
        wait_until(lambda: same(again).state == Job.State.DONE)
        assert len(stored()) == 1

    def test_can_be_taken_back(self, shop: World) -> None:
        report = asked(shop)
        self.cancel(shop, report)
        browser = shop.client(shop.consultant)
        assert "Try again" in row_of(shop, report)
        browser.post(f"/reports/{report.pk}/retry/")
        building.build_report(report)
        assert same(report).state == Job.State.DONE

    def test_comes_too_late_once_it_is_made(self, shop: World) -> None:
        report = asked(shop)
        building.build_report(report)
        browser = shop.client(shop.consultant)
        page = browser.post(f"/reports/{report.pk}/cancel/", follow=True).content.decode()
        assert "had ended already" in page
        assert same(report).state == Job.State.DONE


class TestTryingAgain:
    def test_is_refused_where_leaders_can_no_longer_see_the_edition(self, shop: World) -> None:
        edition = shop.edition()
        user = shop.consultant
        report = services.release_edition(edition=edition, user=user, now=NOW)
        assert report is not None
        services.cancel_report(report=report)
        services.withdraw_edition(edition=edition, reason="Wrong.", user=user, now=NOW)
        with pytest.raises(ValidationError, match="no further report"):
            services.retry_report(report=same(report))
        browser = shop.client(user)
        page = browser.post(f"/reports/{report.pk}/retry/", follow=True).content.decode()
        assert "no further report" in page
        assert same(report).state == CANCELLED


class TestTime:
    @pytest.mark.parametrize("pool", ["solo", "prefork"])
    def test_is_limited_and_the_worker_goes_on(
        self, shared_world: World, worker: Worker, stored: Any, pool: str
    ) -> None:
        report = asked(shared_world)
        worker.start(pool=pool, REPORT_SECONDS="1")
        swept_until(lambda: same(report).state == Job.State.FAILED)
        assert "stopped after 1 second" in row_of(shared_world, report)
        assert not stored()
        edition = report.edition
        services.release_edition(edition=edition, user=shared_world.consultant, now=NOW)
        final = edition.reports.get(is_final=True)
        swept_until(lambda: same(final).state == Job.State.FAILED)
        assert worker.process is not None
        assert worker.process.poll() is None
        worker.stop()


class TestManyAtOnce:
    def test_ten_all_arrive(self, shop: World, worker: Worker, stored: Any) -> None:
        edition = shop.edition()
        worker.start(pool="prefork")

        def ask(_place: int) -> Report:
            try:
                return asked(shop, edition)
            finally:
                connection.close()

        with ThreadPoolExecutor(TEN) as pool:
            reports = list(pool.map(ask, range(TEN)))
        done = Report.objects.filter(pk__in=[each.pk for each in reports], state=Job.State.DONE)
        wait_until(lambda: done.count() == TEN, seconds=600, every=0.5)
        assert {report.attempt for report in done} == {1}
        assert len(stored()) == TEN
        for report in done:
            assert sha256(report.file.read()).hexdigest() == report.sha256
        worker.stop()


class TestDeadWorkers:
    def test_leave_nothing_half_made(
        self, shared_world: World, worker: Worker, stored: Any
    ) -> None:
        report = asked(shared_world)
        worker.start(JOB_LEASE_SECONDS="2")
        wait_until(lambda: same(report).stage.startswith("page"), every=0.02)
        worker.kill()
        assert same(report).state == Job.State.RUNNING
        assert not stored()
        worker.start()
        swept_until(lambda: same(report).state == Job.State.DONE)
        finished = same(report)
        assert finished.attempt == 2
        assert stored() == {Path(str(finished.file)).name}

    def test_may_leave_a_file_which_is_dropped_after_an_hour(
        self, shop: World, stored: Any, settings: Any
    ) -> None:
        report = asked(shop)
        building.build_report(report)
        stray = default_storage.save(f"reports/{report.pk}-0.pdf", ContentFile(b"%PDF"))
        drop_stray_reports()
        assert len(stored()) == 2
        long_ago = time.time() - timedelta(hours=2).total_seconds()
        for name in stored():
            os.utime(Path(settings.MEDIA_ROOT) / "reports" / name, (long_ago, long_ago))
        drop_stray_reports()
        assert stored() == {Path(str(same(report).file)).name}
        assert not default_storage.exists(stray)
