"""A result and an edition in one file, as they are stored, with their hashes and schemas."""

from collections.abc import Callable

from maturity.result import Document, canonical
from reports.models import Edition
from reports.models.results import SealedDocument
from reports.schemas import schema_of

FORMAT = "centricity.file"
FORMAT_VERSION = 1


def result_file(edition: Edition, address: Callable[[str], str]) -> str:
    """Return the file's text; ``address`` says where the schema of a name is served.

    Each document stands in it letter for letter as it was hashed.
    """
    whole = {"format": FORMAT, "format_version": FORMAT_VERSION}
    return canonical(
        {
            **whole,
            "$schema": address(schema_of(whole)),
            "result": _told(edition.result, address),
            "edition": {**_told(edition, address), "number": edition.number},
        }
    )


def _told(stored: SealedDocument, address: Callable[[str], str]) -> Document:
    content = stored.content
    schema = schema_of(content)
    return {
        "id": str(stored.pk),
        "sha256": stored.sha256,
        "schema": address(schema) if schema else "",
        "document": content,
    }
