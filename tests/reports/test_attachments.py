"""Files attached as evidence: what may be, what may not and why, and that no file is left over."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from openpyxl import Workbook

from reports import services
from reports.models import MOST_FILES, EvidenceFile, WorkbookEntry
from surveys.models import Wave
from tests.world import NOW, World

pytestmark = pytest.mark.django_db(transaction=True)

ITEM = "knowledge-focus-1"
OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def archive(**parts: str) -> bytes:
    """A ZIP; double underscores in a name are its slashes, T is the list of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, text in parts.items():
            path = "[Content_Types].xml" if name == "T" else name.replace("__", "/")
            packed.writestr(path, text)
    return file.getvalue()


def office(kind: str, **parts: str) -> bytes:
    """An office document as far as its list of parts."""
    return archive(T=f'<Override ContentType="{OFFICE}.{kind}.main+xml"/>', **parts)


def spreadsheet() -> bytes:
    """A real one."""
    file = io.BytesIO()
    Workbook().save(file)
    return file.getvalue()


def attach(wave: Wave, content: bytes, name: str = "x", item: str = ITEM) -> EvidenceFile:
    upload = SimpleUploadedFile(name, content, "application/x-whatever")
    return services.attach_file(wave=wave, item=item, file=upload, user=None, now=NOW)


@pytest.fixture
def stored(settings: Any, tmp_path: Path) -> Any:
    """What lies in the storage."""
    settings.MEDIA_ROOT = tmp_path
    return lambda: sorted(path.name for path in tmp_path.rglob("*") if path.is_file())


@pytest.fixture
def wave(shared_world: World, stored: Any) -> Wave:
    return shared_world.draft_wave()


class TestKinds:
    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (PDF, "pdf"),
            (b"\x89PNG\r\n\x1a\n....", "png"),
            (b"\xff\xd8\xff\xe0..JFIF", "jpeg"),
            (b"RIFF\x24\0\0\0WEBPVP8 ", "webp"),
            ("Größe;Zahl\n1;2\n".encode(), "text"),
            ("Größe;Zahl\n1;2\n".encode("cp1252"), "text"),
            ("Größe\n".encode("utf-16"), "text"),
            (b"a < b and b > c\n", "text"),
            (spreadsheet(), "xlsx"),
            (office("wordprocessingml.document"), "docx"),
            (office("presentationml.presentation"), "pptx"),
            (archive(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
            (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
            (archive(mimetype="application/vnd.oasis.opendocument.presentation"), "odp"),
        ],
    )  # fmt: skip
    def test_are_told_by_content(self, wave: Wave, content: bytes, kind: str) -> None:
        file = attach(wave, content, "called.exe")
        assert file.kind == kind
        assert (file.size, file.file.read()) == (len(content), content)

    @pytest.mark.parametrize(
        ("name", "content", "expected"),
        [
            ("Minutes.PDF", PDF, "Minutes.pdf"),
            ("photo.jpeg", b"\xff\xd8\xff\xe0", "photo.jpeg"),
            ("table.csv", b"a,b\n", "table.csv"),
            ("run.bat", b"del *.*\n", "run.bat.txt"),
            ("invoice.pdf.exe", PDF, "invoice.pdf.exe.pdf"),
            ("C:\\papers\\plan.pdf", PDF, "plan.pdf"),
            ("cod\u202efdp.pdf", PDF, "codfdp.pdf"),
            ("a" * 200 + ".pdf", PDF, "a" * 116 + ".pdf"),
            (".pdf", PDF, ".pdf.pdf"),
        ],
    )
    def test_give_the_name_its_ending(
        self, wave: Wave, name: str, content: bytes, expected: str
    ) -> None:
        assert attach(wave, content, name).name == expected

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "The file is empty"),
            (b"MZ\x90\0", "This is a program"),
            (b"\x7fELF\2", "This is a program"),
            (b"#!/bin/sh\nrm -r /\n", "This is a program"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old kind, or it has a password"),
            (b"<!DOCTYPE html><p>", "a web page or a drawing"),
            (b"\xef\xbb\xbf  <html><p>", "a web page or a drawing"),
            ("<html>".encode("utf-16"), "a web page or a drawing"),
            (b'<?xml version="1.0"?><svg/>', "a web page or a drawing"),
            (b"Hello <script>alert(1)</script>", "a web page or a drawing"),
            (b"{\\rtf1\\ansi", "Files of this kind cannot be attached"),
            (b"%!PS-Adobe", "Files of this kind cannot be attached"),
            (b"\0\1\2\3", "Files of this kind cannot be attached"),
            (b"GIF89a\1\0", "Files of this kind cannot be attached"),
            (b"\x1f\x8b\x08", "This is an archive"),
            (b"7z\xbc\xaf\x27\x1c", "This is an archive"),
            (b"Rar!\x1a\x07\0", "This is an archive"),
            (archive(), "This is an archive"),
            (archive(readme="Hello."), "This is an archive"),
            (archive(mimetype="application/epub+zip"), "Files of this kind cannot be attached"),
            (b"PK\x03\x04 and nothing more", "damaged, or it has a password"),
            (office("wordprocessingml.template"), "Files of this kind cannot be attached"),
            (archive(T="application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "holds macros"),
            (office("spreadsheetml.sheet", xl__macrosheets__sheet1="<x/>"), "holds macros"),
            (office("spreadsheetml.sheet", xl__activeX__x="<x/>"), "holds macros"),
            (
                archive(
                    mimetype="application/vnd.oasis.opendocument.text", Basic__Standard__M="Sub"
                ),
                "holds macros",
            ),
        ],
    )
    def test_that_are_not_accepted_say_what_to_do(
        self, wave: Wave, stored: Any, content: bytes, said: str
    ) -> None:
        with pytest.raises(ValidationError, match=said):
            attach(wave, content, "report.pdf")
        assert stored() == []
        assert not WorkbookEntry.objects.exists()

    def test_with_visual_basic_are_not_accepted(self, wave: Wave, stored: Any) -> None:
        file = io.BytesIO(spreadsheet())
        with zipfile.ZipFile(file, "a") as packed:
            packed.writestr("xl/vbaProject.bin", "x")
        with pytest.raises(ValidationError, match="Save a copy without them"):
            attach(wave, file.getvalue())
        assert stored() == []


class TestLimits:
    def test_of_size(self, wave: Wave, stored: Any, settings: Any) -> None:
        settings.EVIDENCE_MAX_BYTES = 2 * 1024 * 1024
        fits = PDF + b"x" * (2 * 1024 * 1024 - len(PDF))
        attach(wave, fits)
        with pytest.raises(ValidationError, match=r"has 2\.0 MB; at most 2 MB can be attached"):
            attach(wave, fits + b"x")
        assert len(stored()) == 1

    def test_of_number(self, wave: Wave, stored: Any) -> None:
        for _ in range(MOST_FILES):
            attach(wave, PDF)
        with pytest.raises(ValidationError, match="10 files are attached here"):
            attach(wave, PDF)
        attach(wave, PDF, item="service-focus-1")
        assert len(stored()) == MOST_FILES + 1

    @pytest.mark.parametrize("state", ["sealed", "discarded"])
    def test_of_time(self, wave: Wave, stored: Any, state: str) -> None:
        file = attach(wave, PDF)
        Wave.objects.update(state=state)
        with pytest.raises(ValidationError, match="its workbook cannot be changed"):
            attach(wave, PDF)
        with pytest.raises(ValidationError, match="its workbook cannot be changed"):
            services.remove_file(file=file)
        assert stored() == [str(file.pk)]


class TestNothingIsLeftOver:
    def test_of_a_file_whose_row_could_not_be_written(self, wave: Wave, stored: Any) -> None:
        def refuse(execute: Any, sql: str, *rest: Any) -> Any:
            if sql.startswith("INSERT") and "evidencefile" in sql:
                # The file is there by now.
                assert len(stored()) == 1
                raise DatabaseError("The disk is full.")
            return execute(sql, *rest)

        with connection.execute_wrapper(refuse), pytest.raises(DatabaseError):
            attach(wave, PDF)
        assert stored() == []
        assert not WorkbookEntry.objects.exists()

    def test_of_one_that_is_removed(self, wave: Wave, stored: Any) -> None:
        kept, file = attach(wave, PDF), attach(wave, PDF)
        services.remove_file(file=file)
        assert stored() == [str(kept.pk)]
        assert EvidenceFile.objects.get() == kept

    def test_of_one_whose_removal_was_undone(self, wave: Wave, stored: Any) -> None:
        file = attach(wave, PDF)

        def refuse(execute: Any, sql: str, *rest: Any) -> Any:
            result = execute(sql, *rest)
            if sql.startswith("DELETE"):
                raise DatabaseError("The disk is full.")
            return result

        with connection.execute_wrapper(refuse), pytest.raises(DatabaseError):
            services.remove_file(file=file)
        assert EvidenceFile.objects.get().file.read() == PDF

    def test_of_a_wave_that_is_deleted(self, wave: Wave, stored: Any) -> None:
        attach(wave, PDF)
        wave.delete()
        assert stored() == []
