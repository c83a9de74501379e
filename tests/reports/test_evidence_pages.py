"""The pages of attached files, and how long files are kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from organisations.models import Organisation, Record
from reports.models import EvidenceFile
from reports.workbook import keeping
from reports.workbook.attachments import TYPES
from surveys.models import Wave
from surveys.tasks import enforce_retention
from tests.reports.test_attachments import ITEM, PDF, attach, stored, wave
from tests.world import NOW, World, write_workbook

__all__ = ["stored", "wave"]

pytestmark = pytest.mark.django_db(transaction=True)


class TestPages:
    @pytest.fixture
    def consultant(self, shared_world: World) -> Client:
        return shared_world.client(shared_world.consultant)

    def post(self, consultant: Client, wave: Wave, content: bytes, **headers: Any) -> Any:
        path = f"/waves/{wave.pk}/workbook/entries/{ITEM}/files/"
        upload = SimpleUploadedFile("Minutes of March.pdf", content)
        return consultant.post(path, {"file": upload}, follow=True, **headers)

    def test_attach_download_and_remove(self, consultant: Client, wave: Wave, stored: Any) -> None:
        page = self.post(consultant, wave, PDF).content.decode()
        assert "“Minutes of March.pdf” is attached." in page
        file = EvidenceFile.objects.get()
        download = consultant.get(f"/evidence/{file.pk}/")
        assert b"".join(download.streaming_content) == PDF  # type: ignore[attr-defined]
        assert download["Content-Disposition"] == 'attachment; filename="Minutes of March.pdf"'
        assert download["Content-Type"] == "application/pdf"
        assert download["X-Content-Type-Options"] == "nosniff"
        assert download["Cache-Control"] == "no-store, private"
        page = consultant.post(f"/evidence/{file.pk}/remove/", follow=True).content.decode()
        assert "“Minutes of March.pdf” is removed." in page
        assert stored() == []
        acts = Record.objects.filter(object_type="evidencefile").order_by("at")
        assert [(r.act, r.object_name) for r in acts] == [
            ("added", f"file: {ITEM}"), ("removed", f"file: {ITEM}"),
        ]  # fmt: skip

    def test_answer_in_place(self, consultant: Client, wave: Wave) -> None:
        said = self.post(consultant, wave, PDF, headers={"HX-Request": "true"}).content.decode()
        assert "“Minutes of March.pdf” is attached." in said
        assert "<h1" not in said
        said = self.post(consultant, wave, b"MZ", headers={"HX-Request": "true"}).content.decode()
        assert "This is a program" in said
        assert "Minutes of March.pdf" in said

    def test_say_why_not(self, consultant: Client, wave: Wave) -> None:
        assert "This is a program" in self.post(consultant, wave, b"MZ").content.decode()
        assert "The file is empty" in self.post(consultant, wave, b"").content.decode()
        path = f"/waves/{wave.pk}/workbook/entries/{ITEM}/files/"
        assert "Choose a file first" in consultant.post(path, follow=True).content.decode()
        nowhere = f"/waves/{wave.pk}/workbook/entries/nothing/files/"
        assert consultant.post(nowhere).status_code == 404

    def test_know_nothing_of_a_file_that_is_gone(self, consultant: Client, wave: Wave) -> None:
        file = attach(wave, PDF)
        default_storage.delete(file.file.name or "")
        assert consultant.get(f"/evidence/{file.pk}/").status_code == 404

    def test_every_kind_has_a_type_that_no_browser_runs(self) -> None:
        assert set(TYPES) == set(EvidenceFile.Kind)
        assert not {"text/html", "image/svg+xml", "application/xml"} & set(TYPES.values())


class TestKeeping:
    def test_ends_with_the_organisations_months(self, shared_world: World, stored: Any) -> None:
        wave = shared_world.open_wave()
        file = attach(wave, PDF)
        write_workbook(wave, {"service-focus-1": 3})
        Organisation.objects.update(months_kept=3)
        Wave.objects.update(state="sealed", salt=None, key_check="", sealed_at=NOW, months_kept=3)
        # 2 November and three months.
        keeping.enforce(now=NOW + timedelta(days=91))
        assert stored() == [str(file.pk)]
        keeping.enforce(now=NOW + timedelta(days=92))
        assert stored() == []
        assert wave.workbook.count() == 2
        wave.refresh_from_db()
        assert wave.seal_asked
        enforce_retention()
        wave.refresh_from_db()
        assert not wave.seal_asked

    def test_never_outlasts_what_people_were_told(self, shared_world: World, stored: Any) -> None:
        wave = shared_world.open_wave()
        attach(wave, PDF)
        Wave.objects.update(state="sealed", salt=None, key_check="", sealed_at=NOW, months_kept=1)
        Organisation.objects.update(months_kept=60)
        keeping.enforce(now=NOW + timedelta(days=31))
        assert stored() == []

    def test_ends_with_a_wave_that_is_discarded(self, shared_world: World, stored: Any) -> None:
        wave = shared_world.open_wave()
        attach(wave, PDF)
        write_workbook(wave, {"service-focus-1": 3})
        Wave.objects.update(state="discarded", salt=None, key_check="", sealed_at=NOW)
        keeping.enforce(now=NOW)
        assert stored() == []
        assert not wave.workbook.exists()

    def test_goes_on_while_a_wave_is_worked_on(self, shared_world: World, stored: Any) -> None:
        attach(shared_world.draft_wave(shared_world.assessment("Later")), PDF)
        attach(shared_world.open_wave(), PDF)
        keeping.enforce(now=NOW + timedelta(days=4000))
        assert len(stored()) == 2

    def test_drops_strays_after_an_hour(self, wave: Wave, stored: Any) -> None:
        kept = attach(wave, PDF)
        stray = SimpleUploadedFile("stray", PDF)
        name = default_storage.save("evidence/stray", stray)
        made = default_storage.get_modified_time(name)
        keeping.enforce(now=made + timedelta(minutes=59))
        assert len(stored()) == 2
        keeping.enforce(now=made + timedelta(minutes=61))
        assert stored() == [str(kept.pk)]
