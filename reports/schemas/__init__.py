"""The forms of the documents that can be downloaded, as JSON Schema, by format and version."""

from collections.abc import Mapping
from pathlib import Path

from maturity.result import SCHEMA, Document

_ROOM = Path(__file__).parent

# By the name under which the site serves it.
SCHEMAS: Mapping[str, Path] = {
    "file-1": _ROOM / "file-1.schema.json",
    "result-5": SCHEMA,
    "edition-4": _ROOM / "edition-4.schema.json",
}


def schema_of(document: Document) -> str:
    """Return the name of a document's schema; "" for a format from before there were any."""
    name = f"{document['format'].removeprefix('centricity.')}-{document['format_version']}"
    return name if name in SCHEMAS else ""
