"""What is claimed of what is to be done: priorities and the plan."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maturity.plan import DIMENSION, State, is_late, is_open, whole_action
from maturity.result import Document
from reports import words
from reports.story import saying
from reports.story.claims.addresses import EDITION, address
from reports.story.claims.claim import Rule, Said
from reports.story.claims.grounds import Grounds, Standing
from reports.story.claims.roadmap import found_way, step_sources
from reports.story.subjects import names_of

# Priorities


def chosen(grounds: Grounds) -> list[tuple[int, str]]:
    """Return the priorities that the framework knows, with their places in the edition."""
    known = names_of(grounds.material.framework)
    found: list[Document] = grounds.material.edition.get("priorities", [])
    return [(place, each["code"]) for place, each in enumerate(found) if each["code"] in known]


def _first_of(grounds: Grounds) -> tuple[str, str, list[str]] | None:
    """Return the first priority's code, that it comes first in words, and where that stands."""
    found = chosen(grounds)
    if not found:
        return None
    name = words.quoted(names_of(grounds.material.framework)[found[0][1]])
    text = ngettext(
        "%(name)s is the one priority",
        "%(name)s comes first of %(n)s priorities",
        len(found),
    ) % {"name": name, "n": saying.number(len(found))}
    places = [address(EDITION, "priorities", place, "code") for place, _code in found]
    return found[0][1], text, places


def _first_is_far(grounds: Grounds) -> Said | None:
    """Say how far the first priority is from its target."""
    first = _first_of(grounds)
    if first is None:
        return None
    code, text, places = first
    found = next((e for e in grounds.shown if f"{DIMENSION}{e.code}" == code), None)
    if found is None or (found.distance or 0) <= 0:
        return None
    told = _("%(first)s, %(stages)s below its target")
    return Said(
        told % {"first": text, "stages": saying.stages(found.distance or 0)},
        [*places, *_standing_sources(grounds, found)],
    )


def _standing_sources(grounds: Grounds, found: Standing) -> list[str]:
    return [*grounds.stages([found]), *grounds.targets([found])]


def _first(grounds: Grounds) -> Said | None:
    first = _first_of(grounds)
    return Said(first[1], first[2]) if first else None


PRIORITIES = (
    Rule(
        "priorities.far",
        gettext_lazy("The first priority is a dimension that is shown below its target."),
        _first_is_far,
    ),
    Rule("priorities.first", gettext_lazy("There are priorities."), _first),
)

# The plan


def actions_of(grounds: Grounds) -> list[Document]:
    """Return the actions of the plan, whole."""
    return [whole_action(each) for each in grounds.material.edition.get("actions", [])]


def action_sources(grounds: Grounds, keys: Sequence[str]) -> list[str]:
    """Return where the states of all actions stand, and these keys of those to be done."""
    written: list[Document] = grounds.material.edition.get("actions", [])
    return [
        address(EDITION, "actions", place, key)
        for place, action in enumerate(written)
        for key in ("state", *keys)
        if key in action and (key == "state" or is_open(whole_action(action)))
    ]


def sources_of_some(
    grounds: Grounds, keys: Sequence[str], counts: Callable[[Document], bool]
) -> list[str]:
    """Return the same without ended actions that would not count if they were still to be done."""
    written = actions_of(grounds)
    kept = {
        str(place)
        for place, action in enumerate(written)
        if is_open(action) or counts({**action, "state": State.PLANNED.value})
    }
    return [s for s in action_sources(grounds, keys) if s.split("/")[2] in kept]


def late(grounds: Grounds) -> list[Document]:
    """Return the actions that are late on the day of the report."""
    return [each for each in actions_of(grounds) if is_late(each, grounds.told_on.isoformat())]


def lacking(grounds: Grounds) -> list[Document]:
    """Return the actions still to be done that have no owner or no day."""
    return [each for each in actions_of(grounds) if is_lacking(each)]


def is_lacking(action: Document) -> bool:
    """Whether an action is still to be done and has no owner or no day."""
    return is_open(action) and not (action["owner"] and action["due_on"])


def _late(grounds: Grounds) -> Said | None:
    found, everything = late(grounds), [each for each in actions_of(grounds) if is_open(each)]
    if not found:
        return None
    text = ngettext("%(told)s is late", "%(told)s are late", len(found))
    told = saying.sentence(saying.of_actions(len(found), len(everything)))
    return Said(text % {"told": told}, action_sources(grounds, ["due_on"]))


def _lacking(grounds: Grounds) -> Said | None:
    found, everything = lacking(grounds), [each for each in actions_of(grounds) if is_open(each)]
    if not found:
        return None
    text = ngettext(
        "%(told)s lacks an owner or a day", "%(told)s lack an owner or a day", len(found)
    )
    told = saying.sentence(saying.of_actions(len(found), len(everything)))
    sources = action_sources(grounds, ["owner", "due_on"])
    return Said(text % {"told": told}, sources)


def _to_be_done(grounds: Grounds) -> Said | None:
    n = sum(is_open(each) for each in actions_of(grounds))
    if not n:
        return None
    text = ngettext(
        "%(n)s action is still to be done, with an owner and a day",
        "%(n)s actions are still to be done, each with an owner and a day",
        n,
    )
    sources = action_sources(grounds, ["owner", "due_on"])
    return Said(text % {"n": saying.sentence(saying.number(n))}, sources)


def _ended(grounds: Grounds) -> Said | None:
    n = len(actions_of(grounds))
    if not n:
        return None
    text = ngettext("The one action planned has ended", "%(all)s actions planned have ended", n)
    told = saying.sentence(saying.of_all(n, n))
    return Said(text % {"all": told}, action_sources(grounds, []))


def _no_need(grounds: Grounds) -> Said | None:
    if found_way(grounds).goal is None:
        return None
    sources = [*step_sources(grounds), grounds.in_edition("actions")]
    return Said(_("No further step is planned: management’s goal has been reached"), sources)


PLAN = (
    Rule("plan.late", gettext_lazy("The day of an action still to be done is over."), _late),
    Rule(
        "plan.lacking",
        gettext_lazy("An action still to be done has no owner or no day."),
        _lacking,
    ),
    Rule("plan.open", gettext_lazy("Some action is still to be done."), _to_be_done),
    Rule("plan.ended", gettext_lazy("Every action has ended."), _ended),
    Rule(
        "plan.goal",
        gettext_lazy("Nothing is planned, and management’s goal has been reached."),
        _no_need,
    ),
)
