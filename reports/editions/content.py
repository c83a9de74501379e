"""What an edition says: its format, and the parts in which it is written.

Values in, values out; editions made before a part existed do not have it.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from maturity.plan import whole_action
from maturity.result import Document, canonical, content_hash
from reports.story.look import plain_look

FORMAT = "centricity.edition"
FORMAT_VERSION = 4
# A list of more is no longer one of priorities.
MOST_PRIORITIES = 7


class Part(StrEnum):
    """A part of an edition that has a page of its own."""

    TARGETS = "targets"
    COMMENTARY = "commentary"
    PRIORITIES = "priorities"
    ACTIONS = "actions"
    COMPARISON = "comparison"
    CUSTOMERS = "customers"
    PEOPLE = "people"


# The keys of each part, with what stands there where nothing was written::
#
#     targets         {dimension: stage}
#     target_reasons  {dimension: words}
#     commentary      {section of the report: Markdown}
#     priorities      [{"code": "dimension:…" or "step:…", "text": words}], the first comes first
#     actions         [see maturity.plan.BLANK], the client's plan as it stood; before format 3
#                     with the keys priority, what, owner, due_on and done alone
#     carried         {"result_id", "sha256", "wave", "actions": [see maturity.plan.BLANK]} or {}:
#                     those planned on an earlier result, as they stood; from format 3 on
#     comparison      {"result_id", "sha256", "assessment", "wave", "audiences": [code]} or {}
#     portfolio       {"file": {"id", "sha256", "filename", "since", "until", "currency"}, "cuts":
#                     {name: value}, "document": see maturity.portfolio.document, "earlier":
#                     {"result_id", "sha256", "assessment", "wave", "file", "cuts"} or None} or {}
#     complaints      {"customers": number or None, "revenue_each": money or None, "currency",
#                     "register": {"file", "document": see maturity.iceberg.register} or {}} or {}
#     people          {"staff": number or None, "pay_each": money or None, "currency"} or {}
#     look            see story.look.plain_look, as it stood; from format 4 on
#     written_on      the day it became an edition, where the client is; from format 4 on
EMPTY: Mapping[Part, Document] = {
    Part.TARGETS: {
        "targets": {},
        "target_reasons": {},
        "target_step": "",
        "target_step_reason": "",
    },
    Part.COMMENTARY: {"commentary": {}},
    Part.PRIORITIES: {"priorities": []},
    Part.ACTIONS: {"actions": []},
    Part.COMPARISON: {"comparison": {}},
    Part.CUSTOMERS: {"portfolio": {}, "complaints": {}},
    Part.PEOPLE: {"people": {}},
}


def part_of(content: Document, part: Part) -> Document:
    """Return a part's keys with their values, empty ones where there are none."""
    return {key: content.get(key, empty) for key, empty in EMPTY[part].items()}


def mark_of(content: Document, part: Part | None = None) -> str:
    """Return a mark that changes with what a part says, or with anything where none is given.

    A page sends it back, so that it is noticed if somebody else has written meanwhile.
    """
    return content_hash(canonical(part_of(content, part) if part else content))[:16]


def to_be_written(content: Document) -> Document:
    """Return an edition's content as the next one begins with it.

    Comments that were quoted are chosen anew at each release.
    """
    parts = {key: value for part in Part for key, value in part_of(content, part).items()}
    kept = {key: value for key, value in content.items() if key not in {"comments", "written_on"}}
    kept.setdefault("carried", {})
    parts["actions"] = [whole_action(each) for each in parts["actions"]]
    return {**kept, **parts, "format": FORMAT, "format_version": FORMAT_VERSION}


def written_on(content: Document) -> date | None:
    """Return the day on which it became an edition; None of what may still change, or is older."""
    return date.fromisoformat(content["written_on"]) if "written_on" in content else None


def say_the_same(one: Document, other: Document) -> bool:
    """Whether two contents come to the same edition; before format 3 actions had no id.

    One from before format 4 was told in the plain look, whatever the firm's name and language.
    """
    known: Document = one.get("look") or other.get("look") or plain_look()
    plain = plain_look(known["language"], known["firm"]["name"])
    first, second = (_without_ids(to_be_written({"look": plain, **each})) for each in (one, other))
    return first == second


def _without_ids(content: Document) -> Document:
    return {**content, "actions": [{**each, "id": ""} for each in content["actions"]]}
