"""What is claimed of customers, and of departments."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maturity.iceberg.losses import Iceberg, published_iceberg
from maturity.network.openness import Bridge, bridges, says_enough
from maturity.network.question import AUDIENCE
from maturity.result import Document
from reports import words
from reports.story import saying
from reports.story.claims.addresses import EDITION, RESULT, address
from reports.story.claims.claim import Rule, Said
from reports.story.claims.grounds import Grounds
from reports.story.differences import Contest
from reports.story.portfolio.sums import Sums, accounts

HALF = 0.5
TEN = 10

# Customers


def _iceberg(grounds: Grounds) -> tuple[str, Iceberg] | None:
    """Return whose problems are told, and what of them."""
    items = grounds.material.framework.figures.complaints
    audience = grounds.material.shown.get(items.audience) if items else None
    found = published_iceberg(audience) if audience else None
    return (items.audience, found) if items and found else None


def _part(audience: str, part: str, answer: str, *names: str) -> list[str]:
    at = ("audiences", audience, "iceberg", part, "shares", answer)
    return [address(RESULT, *at, name) for name in names]


def _unrecorded(grounds: Grounds) -> Said | None:
    """Say how many problems never come on record, where surely more than half do not."""
    found = _iceberg(grounds)
    if found is None or found[1].visible is None or found[1].visible.high >= HALF:
        return None
    audience, visible = found[0], found[1].visible
    hidden = round(TEN * (1 - visible.share))
    text = (
        _("Hardly any problem of %(audience)s comes on record")
        if hidden == TEN
        else _("Of ten problems %(audience)s have, about %(n)s never come on record")
    )
    values = {"audience": words.audience(audience), "n": saying.number(hidden)}
    ends = ("share", "high")
    sources = [*_part(audience, "told", "yes", *ends)]
    sources += _part(audience, "recorded", "recorded", *ends)
    return Said(text % values, sources)


def _told(grounds: Grounds) -> Said | None:
    found = _iceberg(grounds)
    if found is None or found[1].told is None:
        return None
    text = _("Of %(audience)s with a problem, %(share)s told of it")
    values = {
        "audience": words.audience(found[0]),
        "share": words.spoken(words.told_share(found[1].told)),
    }
    return Said(text % values, _part(found[0], "told", "yes", "share", "end"))


def _problem(grounds: Grounds) -> Said | None:
    found = _iceberg(grounds)
    if found is None or found[1].problem is None:
        return None
    text = _("Of %(audience)s, %(share)s had a problem")
    values = {
        "audience": words.audience(found[0]),
        "share": words.spoken(words.told_share(found[1].problem)),
    }
    return Said(text % values, _part(found[0], "problem", "yes", "share", "end"))


def _portfolio(grounds: Grounds) -> Document:
    part: Document = grounds.material.edition.get("portfolio") or {}
    return part


def _revenue_at_risk(grounds: Grounds) -> Said | None:
    part = _portfolio(grounds)
    document = part.get("document") or {}
    if not document.get("shown") or document["at_risk"]["share"] is None:
        return None
    share = Sums(document, part["file"]["currency"]).share(document["at_risk"]["share"], 1)
    return Said(
        _("About %(share)s of revenue is at risk") % {"share": share},
        [address(EDITION, "portfolio", "document", "at_risk", "share")],
    )


def _accounts(grounds: Grounds) -> Said | None:
    document = _portfolio(grounds).get("document")
    if not document:
        return None
    at = address(EDITION, "portfolio", "document", "accounts")
    text = _("How %(accounts)s buy and fare, as far as it can be told")
    return Said(text % {"accounts": accounts(document["accounts"])}, [at])


CUSTOMERS = (
    Rule(
        "customers.unrecorded",
        gettext_lazy("Surely fewer than half of all problems are told by a recorded channel."),
        _unrecorded,
    ),
    Rule("customers.told", gettext_lazy("It is told how many with a problem told of it."), _told),
    Rule("customers.problem", gettext_lazy("It is told how many had a problem."), _problem),
    Rule(
        "customers.at_risk",
        gettext_lazy("It is told what part of revenue is at risk."),
        _revenue_at_risk,
    ),
    Rule("customers.accounts", gettext_lazy("A file of accounts was joined."), _accounts),
)

# Departments


def _grouped(grounds: Grounds) -> Iterator[tuple[str, Document]]:
    """Yield the audiences that are told by department, with what is told."""
    for code, audience in grounds.material.shown.items():
        if audience.get("groups"):
            yield code, audience


def _contests(grounds: Grounds, code: str, audience: Document) -> Iterator[tuple[str, Contest]]:
    """Yield the contests of departments by dimension."""
    top = [unit for unit in audience["groups"]["units"] if not unit["level"]]
    for each in grounds.material.framework.dimensions:
        if each.code in audience["dimensions"]:
            yield (
                each.code,
                Contest(
                    each.name,
                    [
                        (unit["path"], unit["dimensions"][each.code])
                        for unit in top
                        if each.code in unit["dimensions"]
                    ],
                    is_tree=True,
                    departments=audience["dimensions"][each.code].get("departments"),
                ),
            )


def _differ(grounds: Grounds) -> Said | None:
    """Name or count the dimensions on which two departments clearly differ."""
    for code, audience in _grouped(grounds):
        found = dict(_contests(grounds, code, audience))
        clear = {key: contest for key, contest in found.items() if contest.clear}
        if clear:
            names = [contest.dimension for contest in clear.values()]
            told = (
                saying.quoted(names)
                if len(names) <= saying.MOST_NAMED
                else _("%(n)s dimensions") % {"n": saying.number(len(names))}
            )
            text = _("Departments clearly differ on %(told)s") % {"told": told}
            return Said(text, list(_contest_sources(code, audience, clear)))
    return None


def _contest_sources(
    code: str, audience: Document, contests: Mapping[str, Contest]
) -> Iterator[str]:
    """Yield where the two intervals stand that lie furthest apart, and whether that counts."""
    paths = [unit["path"] for unit in audience["groups"]["units"]]
    for dimension, contest in contests.items():
        if "departments" in audience["dimensions"][dimension]:
            at = ("audiences", code, "dimensions", dimension, "departments")
            yield address(RESULT, *at, *(["comparable"] if contest.departments else []))
        for (path, _cell), end in zip(contest.ends or (), ("low", "high"), strict=False):
            unit = ("audiences", code, "groups", "units", paths.index(path))
            yield address(RESULT, *unit, "dimensions", dimension, end)


def _one_way(grounds: Grounds) -> Said | None:
    """Name the departments between which help surely runs one way only, if that is one pair."""
    part = grounds.material.shown.get(AUDIENCE, {}).get("network") or {}
    if not part.get("shown") or not says_enough(part):
        return None
    place = len(part["levels"]) - 1
    level = part["levels"][place]
    found = [bridge for bridge in bridges(level) if bridge.is_one_way]
    if not found:
        return None
    names = [department["name"] for department in level["departments"]]
    first = found[0]
    text = ngettext(
        "Help runs one way only, from %(target)s to %(source)s",
        "Help runs one way only between %(n)s pairs of departments",
        len(found),
    )
    values = {
        "target": names[first.target],
        "source": names[first.source],
        "n": saying.number(len(found)),
    }
    at = ("audiences", AUDIENCE, "network")
    sources = [address(RESULT, *at, "response_rate")]
    for bridge in found:
        sources += _bridge_sources(place, bridge)
    return Said(text % values, sources)


def _bridge_sources(level: int, bridge: Bridge) -> Iterator[str]:
    """Yield where it stands how many name whom, there and back."""
    rows = ("audiences", AUDIENCE, "network", "levels", level, "rows")
    for own, other in ((bridge.source, bridge.target), (bridge.target, bridge.source)):
        yield address(RESULT, *rows, own, "shares", other)
        yield address(RESULT, *rows, own, "n")
        yield address(RESULT, *rows, own, "step")


def _alike(grounds: Grounds) -> Said | None:
    for code, audience in _grouped(grounds):
        found = dict(_contests(grounds, code, audience))
        contested = {key: contest for key, contest in found.items() if contest.is_open}
        if contested and not any(contest.clear for contest in contested.values()):
            return Said(
                _("No dimension shows a clear difference between departments"),
                list(_contest_sources(code, audience, contested)),
            )
    return None


def _departments_shown(grounds: Grounds) -> Said | None:
    """Count the departments of which anything is told."""
    for code, audience in _grouped(grounds):
        units, hidden = audience["groups"]["units"], audience["groups"]["units_not_shown"]
        told = sum(bool(unit["dimensions"] or unit["experience"]) for unit in units)
        if told + hidden:
            text = ngettext(
                "%(told)s department can be shown",
                "%(told)s departments can be shown",
                told + hidden,
            )
            values = {"told": saying.sentence(saying.of_all(told, told + hidden))}
            at = ("audiences", code, "groups")
            return Said(
                text % values,
                [address(RESULT, *at, "units"), address(RESULT, *at, "units_not_shown")],
            )
    return None


def _helped(grounds: Grounds) -> Said | None:
    return Said(_("Who helps whom, and who is in which group"), grounds.audiences())


DEPARTMENTS = (
    Rule(
        "departments.differ",
        gettext_lazy(
            "Departments as a whole can be told apart, and the intervals of two lie apart."
        ),
        _differ,
    ),
    Rule(
        "departments.one_way",
        gettext_lazy("Surely more people of a department name another than the other way round."),
        _one_way,
    ),
    Rule(
        "departments.alike",
        gettext_lazy("Departments are compared, and on no dimension do two clearly differ."),
        _alike,
    ),
    Rule("departments.shown", gettext_lazy("There are departments."), _departments_shown),
    Rule("departments.helped", gettext_lazy("There are no departments."), _helped),
)
