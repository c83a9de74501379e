"""What PDF/UA asks of the tags of a report and WeasyPrint leaves undone.

Works on the file's objects, just before they are written.
"""

from collections.abc import Mapping
from typing import Any

import pydyf

# A foot is no part of what is read; so it says what it is.
_FOOT = {"Type": "/Pagination", "Subtype": "/Footer"}
# Cells keep their place in a table even where nothing is in them.
_MAY_BE_EMPTY = {"/TH", "/TD"}


def complete_tags(pdf: Any, names: Mapping[str, str]) -> None:
    """Give headers their scope, drop empty tags, and take the foot of pages out of the reading.

    ``names`` says of the places that links lead to what they are called.
    """
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    read: set[int] = set()
    for reference in root["K"]:
        _complete(pdf, _object(pdf, reference), read, in_head=False)
    _leave_unread(pdf, _object(pdf, root["ParentTree"])["Nums"], read)
    for each in pdf.objects:
        if isinstance(each, dict) and each.get("Subtype") == "/Link" and "Dest" in each:
            target = each["Dest"].string
            each["Contents"] = pydyf.String(names.get(target, target))


def _complete(pdf: Any, element: Any, read: set[int], *, in_head: bool) -> bool:
    """Complete an element and all in it; return whether there is anything in it."""
    kind, kids = element["S"], []
    for kid in element["K"]:
        child = _object(pdf, kid) if isinstance(kid, bytes) else None
        is_element = child is not None and child["Type"] == "/StructElem"
        within = in_head or kind == "/THead"
        if not is_element or _complete(pdf, child, read, in_head=within):
            kids.append(kid)
    element["K"] = pydyf.Array(kids)
    if kind == "/TH":
        element["A"]["Scope"] = "/Column" if in_head else "/Row"
    elif kind == "/L":
        # What stands before an item is in the text as it is.
        element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": "/None"})
    if not kids and kind not in _MAY_BE_EMPTY:
        return False
    read.add(element.number)
    return True


def _leave_unread(pdf: Any, parents: list[Any], read: set[int]) -> None:
    """Mark what belongs to no element that is read as the foot of its page."""
    pages = [_object(pdf, reference) for reference in pdf.page_references]
    # By turns the number of a page and the elements of its pieces; links come after the pages.
    for page, elements in zip(pages, parents[1::2], strict=False):
        unread = {
            place for place, each in enumerate(elements) if _object(pdf, each).number not in read
        }
        content = _object(pdf, page["Contents"]).stream
        for place, piece in enumerate(content):
            if isinstance(piece, dict) and piece.get("MCID") in unread:
                content[place - 1 : place + 1] = ["/Artifact", pydyf.Dictionary(_FOOT)]
        for place in unread:
            elements[place] = b"null"


def _object(pdf: Any, reference: bytes) -> Any:
    """Return what a reference points to."""
    return pdf.objects[int(reference.split()[0])]
