"""Where a number stands: the document that holds it, and the way through it.

An address is the name of a document and a JSON pointer (RFC 6901) into it, as
``result:/audiences/staff/stage``.
"""

from collections.abc import Mapping

from maturity.result import Document

RESULT, EDITION, EARLIER = "result", "edition", "earlier"


def address(document: str, *way: str | int) -> str:
    """Return the address of a value; without a way that of the whole document."""
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in way)
    return f"{document}:/{'/'.join(steps)}"


def value_at(documents: Mapping[str, Document], place: str) -> object:
    """Return what stands at an address; KeyError or IndexError where there is nothing."""
    document, way = place.split(":/", 1)
    found: object = documents[document]
    for step in way.split("/") if way else ():
        name = step.replace("~1", "/").replace("~0", "~")
        found = _below(found, name)
    return found


def _below(value: object, name: str) -> object:
    if isinstance(value, list):
        return value[int(name)]
    if isinstance(value, dict):
        return value[name]
    raise KeyError(name)
