"""What may be attached as evidence: told by what is in a file, never by what it is called.

Few kinds, all of which are recognised by a signature or by what lies in their archive; whether an
office document holds macros has to be looked up in there anyway. So no library of signatures is
used, which knows hundreds of kinds that are refused here.
"""

import codecs
import re
import zipfile
from pathlib import PurePath
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from organisations.plain_text import without_unseen
from reports.models import EvidenceFile

Kind = EvidenceFile.Kind

NAME_LENGTH = 120
# A part of an office document says what the whole is; no such part is longer than this.
MOST_BYTES_READ = 1024 * 1024
SNIFFED = 4096

# How each kind may end, the usual ending first, and what it is handed out as.
ENDINGS = {
    Kind.PDF: (".pdf",),
    Kind.PNG: (".png",),
    Kind.JPEG: (".jpg", ".jpeg"),
    Kind.WEBP: (".webp",),
    Kind.TEXT: (".txt", ".csv", ".md", ".tsv"),
    Kind.DOCX: (".docx",),
    Kind.XLSX: (".xlsx",),
    Kind.PPTX: (".pptx",),
    Kind.ODT: (".odt",),
    Kind.ODS: (".ods",),
    Kind.ODP: (".odp",),
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
TYPES = {
    Kind.PDF: "application/pdf",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.WEBP: "image/webp",
    Kind.TEXT: "text/plain",
    Kind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Kind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Kind.PPTX: f"{_OFFICE}.presentationml.presentation",
    Kind.ODT: f"{_OPEN}.text",
    Kind.ODS: f"{_OPEN}.spreadsheet",
    Kind.ODP: f"{_OPEN}.presentation",
}
ACCEPTED = ",".join(ending for endings in ENDINGS.values() for ending in endings)

SIGNATURES = {
    b"%PDF-": Kind.PDF,
    b"\x89PNG\r\n\x1a\n": Kind.PNG,
    b"\xff\xd8\xff": Kind.JPEG,
}
PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"#!")
ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Of programs in office documents: Visual Basic, macro sheets of Excel, controls, OpenDocument's.
MACROS = re.compile(r"vbaproject\.bin$|vbadata\.xml$|/macrosheets/|/activex/|^basic/|^scripts/")
MARK_UP = re.compile(
    r"<\s*(!doctype|\?xml|html|head|body|script|svg|iframe|object|embed)\b", re.IGNORECASE
)
# Texts have line breaks, tabs and page breaks; other control characters are no text.
NOT_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


def shown_name(name: str, kind: EvidenceFile.Kind) -> str:
    """Return a file's name on one line, with an ending of its kind.

    Whatever it was called, it is opened as what it is.
    """
    name = " ".join(without_unseen(re.split(r"[\\/]", name)[-1]).split())
    ending = PurePath(name).suffix.lower()
    if ending in ENDINGS[kind]:
        name = name[: -len(ending)]
    else:
        ending = ENDINGS[kind][0]
    return f"{name[: NAME_LENGTH - len(ending)].strip() or 'file'}{ending}"


def kind_of(file: BinaryIO) -> EvidenceFile.Kind:
    """Return what a file is; raises ValidationError for what may not be attached."""
    file.seek(0)
    start = file.read(SNIFFED)
    if not start:
        raise ValidationError(_("The file is empty. Look whether it was saved, and try again."))
    for signature, kind in SIGNATURES.items():
        if start.startswith(signature):
            return kind
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return Kind.WEBP
    if start.startswith(PROGRAMS):
        raise ValidationError(_("This is a program, and programs cannot be attached."))
    if start.startswith(OLD_OFFICE):
        raise ValidationError(
            _(
                "This is an office document of the old kind, or it has a password. Save it as"
                " .docx, .xlsx or .pptx without a password, or as PDF, and attach that."
            )
        )
    if start.startswith(b"PK\x03\x04"):
        return _kind_of_archive(file)
    if start.startswith((b"PK\x05\x06", *ARCHIVES)):
        raise ValidationError(_archive())
    return _kind_of_text(file, start)


def _archive() -> str:
    return _("This is an archive. Attach the files in it, one by one.")


def _unknown() -> str:
    return _(
        "Files of this kind cannot be attached. Save it as PDF and attach that, or write under"
        " the links where it lies."
    )


def _kind_of_archive(file: BinaryIO) -> EvidenceFile.Kind:
    """Return which office document it is, without unpacking more than the part that says so."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = {part.filename.lower(): part.filename for part in archive.infolist()}
            said = b""
            for place in ("[content_types].xml", "mimetype"):
                if place in names:
                    with archive.open(names[place]) as part:
                        said += part.read(MOST_BYTES_READ)
    except Exception:
        # A damaged archive raises nearly anything.
        raise ValidationError(
            _("The file is damaged, or it has a password. Save it anew and attach that.")
        ) from None
    if b"macroEnabled" in said or any(MACROS.search(name) for name in names):
        raise ValidationError(
            _(
                "The document holds macros. Save a copy without them (.docx, .xlsx, .pptx, or as"
                " PDF) and attach that."
            )
        )
    for kind, content_type in TYPES.items():
        # In the list of parts it is the main part that has this type.
        found = said == content_type.encode() or f'"{content_type}.main+xml"'.encode() in said
        if content_type.startswith((_OFFICE, _OPEN)) and found:
            return kind
    raise ValidationError(_archive() if not said else _unknown())


def _kind_of_text(file: BinaryIO, start: bytes) -> EvidenceFile.Kind:
    """Return that it is text; raises ValidationError for what a browser or a printer would run."""
    is_utf16 = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if is_utf16:
        text = start.decode("utf-16", "ignore")
    else:
        file.seek(0)
        if NOT_TEXT.search(file.read()):
            raise ValidationError(_unknown())
        text = start.decode("utf-8-sig", "replace")
    if MARK_UP.search(text):
        raise ValidationError(
            _(
                "This is a web page or a drawing made of code, which cannot be attached. Save it"
                " as PDF or as a picture and attach that, or write its address under the links."
            )
        )
    if text.startswith(("{\\rtf", "%!PS")):
        raise ValidationError(_unknown())
    return Kind.TEXT
