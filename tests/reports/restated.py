"""Every rule of a claim once more, by its sources alone: what the sentence must then say.

Written apart from the rules: a function is given the values that stand at a claim's sources, by
address, and returns what has to stand in the sentence; AssertionError where the condition is
false. Of the model it knows the codes, names and order of its parts, as any reader does.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from maturity.framework import Framework

LONGEST = 110
COUNTED = "none one two three four five six seven eight nine ten eleven twelve".split()


@dataclass(frozen=True)
class Sources:
    """The values at a claim's sources, and what every reader of the report knows."""

    values: Mapping[str, Any]
    framework: Framework
    told_on: date
    earlier_wave: str
    text: str

    def all(self, pattern: str) -> dict[str, Any]:
        """Return values by what a pattern's one group catches in their addresses."""
        found = ((re.fullmatch(pattern, place), value) for place, value in self.values.items())
        return {match[1]: value for match, value in found if match}

    def one(self, pattern: str) -> Any:
        """Return the one value whose address matches."""
        (value,) = (v for place, v in self.values.items() if re.fullmatch(pattern, place))
        return value

    def rank(self, stage: str) -> int:
        """Return a stage's rank by code."""
        return next(each.rank for each in self.framework.stages if each.code == stage)

    @property
    def audience(self) -> str:
        """The audience of which the values are."""
        (code,) = {
            match[1]
            for place in self.values
            if (match := re.match(r"result:/audiences/(\w+)/", place))
        }
        return str(code)

    @property
    def ranks(self) -> dict[str, int]:
        """The ranks of dimensions by the stages among the sources."""
        found = self.all(r"result:/audiences/\w+/dimensions/(\w+)/stage")
        return {code: self.rank(stage) for code, stage in found.items()}

    @property
    def flags(self) -> list[bool]:
        """Of every dimension whether it is shown."""
        return list(self.all(r"result:/audiences/\w+/dimensions/(\w+)/shown").values())

    @property
    def targets(self) -> dict[str, int]:
        """The ranks of targets by dimension."""
        found = self.all(r"edition:/targets/(\w+)")
        return {code: self.rank(stage) for code, stage in found.items()}

    def name(self, code: str) -> str:
        """Return a dimension's name."""
        return next(each.name for each in self.framework.dimensions if each.code == code)

    def stage_name(self, rank: int) -> str:
        """Return a stage's name as it stands inside a sentence."""
        name = self.framework.stages[rank - 1].name
        return name[0].lower() + name[1:]

    @property
    def actions(self) -> list[dict[str, Any]]:
        """The actions of the plan, as far as they are among the sources."""
        found: dict[str, dict[str, Any]] = {}
        for place, value in self.values.items():
            match = re.fullmatch(r"edition:/actions/(\d+)/(\w+)", place)
            if match:
                found.setdefault(match[1], {})[match[2]] = value
        return list(found.values())


Says = Callable[[Sources], Sequence[str]]


def share_of(n: int, everything: int, noun: str = "dimension") -> str:
    """Return how so many of so many are said."""
    plural = noun if everything == 1 else f"{noun}s"
    if n == everything:
        told = {1: "the one", 2: "both"}.get(n, f"all {number(n)}")
        return f"{told} {plural}"
    if everything == 1:
        return f"no {noun}"
    if (n, everything) == (0, 2):
        return f"neither of two {plural}"
    return f"{number(n)} of {number(everything)} {plural}"


def number(n: int) -> str:
    """Return a number as the report spells it."""
    return COUNTED[n] if n < len(COUNTED) else f"{n:,}"


def named(names: Sequence[str]) -> str:
    """Return one or two names."""
    return " and ".join(f"“{name}”" for name in names)


def percent(share: float, end: str | None) -> str:
    """Return a share as a sentence has it."""
    sign = {"at_most": "at most ", "at_least": "at least "}.get(end or "", "")
    return f"{sign}{round(share * 100)}%"


def named_or_counted(names: Sequence[str], text: str) -> str:
    """Return names as a sentence has them: the number of more than two, or of two long ones."""
    told = named(names)
    whole = len(text) if told in text else len(text) - len(number(len(names))) + len(told)
    is_named = len(names) == 1 or (len(names) == 2 and whole <= LONGEST)
    return told if is_named else number(len(names))


def stages_apart(n: int) -> str:
    """Return a distance."""
    return f"{number(n)} stage" if n == 1 else f"{number(n)} stages"


def overall(ranks: Mapping[str, int], core: set[str]) -> int:
    """Return the stage of a whole: that of all, but one that is not core may be one behind."""
    best = 1
    for rank in range(2, max(ranks.values()) + 1):
        behind = [code for code, own in ranks.items() if own < rank]
        is_excused = len(behind) == 1 and behind[0] not in core and ranks[behind[0]] == rank - 1
        if not behind or is_excused:
            best = rank
    return best


def core_of(framework: Framework) -> set[str]:
    """Return the core dimensions."""
    return {each.code for each in framework.dimensions if each.is_core}


# Answer, profile, next stage


def nobody_places(s: Sources) -> None:
    """Hold that no stage of any dimension is shown."""
    assert s.values
    assert not any(s.values.values())


def answer_not_asked(s: Sources) -> Sequence[str]:
    left_out = s.all(r"result:/audiences/(\w+)/dimensions")
    assert left_out
    assert not any(left_out.values())
    return ["were not asked"]


def answer_nothing_shown(s: Sources) -> Sequence[str]:
    nobody_places(s)
    return ["not shown, to protect"]


def answer_no_whole(s: Sources) -> Sequence[str]:
    assert s.one(r"result:/audiences/\w+/stage") is None
    hidden = s.flags.count(False)
    if not hidden:
        return ["No stage is given for the whole"]
    verb = "is" if hidden == 1 else "are"
    return [f"{share_of(hidden, len(s.flags))} {verb} not shown"]


def answer_whole(s: Sources) -> Sequence[str]:
    rank = s.rank(s.one(r"result:/audiences/\w+/stage"))
    said = [f"at {s.stage_name(rank)}", s.audience.capitalize()]
    certainty = s.all(r"result:/audiences/\w+/stage_probability/(certainty)")
    is_open = rank > 1 and certainty.get("certainty") == "provisional"
    assert rank == 1 or not certainty or certainty["certainty"] != "provisional" or is_open
    said += ["though provisionally"] if is_open else ["!provisional"]
    completes = s.all(r"result:/audiences/\w+/dimensions/(\w+)/complete")
    if rank > 1 and certainty and certainty["certainty"] is None and completes:
        assert not any(completes.values())
        said.append(f"{s.audience}, too few to be sure, place")
    else:
        said.append("!too few")
    if len(s.targets) < len(s.framework.dimensions):
        return [*said, "!target"]
    missing = overall(s.targets, core_of(s.framework)) - rank
    if missing > 0:
        return [*said, f", {stages_apart(missing)} below its target"]
    return [*said, ", beyond its target" if missing else ", its target"]


def profile_no_targets(s: Sources) -> Sequence[str]:
    place = next(place for place in s.values if place.startswith("edition:/"))
    targets = s.values[place] if place.endswith("targets") else {}
    assert "targets" not in targets
    stages = {each.code for each in s.framework.stages}
    targets = {code: stage for code, stage in targets.items() if stage in stages}
    assert not set(targets) & set(s.ranks)
    top = max(s.ranks.values())
    told = share_of(list(s.ranks.values()).count(top), len(s.ranks))
    none = {1: "which has no target", 2: "neither of which has a target"}.get(
        len(s.ranks), "none of which has a target"
    )
    end = f" shown, {none}" if targets else "; no target has been set"
    highest = {code for code, rank in s.ranks.items() if rank == top}
    return [too_few(s, highest), f"see {s.stage_name(top)} in {told}{end}"]


def too_few(s: Sources, codes: set[str]) -> str:
    """Return that who answered is too few, where none of these stages is known to be sure."""
    told = s.all(r"result:/audiences/\w+/dimensions/(\w+)/certainty")
    if not told:
        return "!too few"
    assert set(told) == codes
    assert set(told.values()) == {None}
    assert not any(s.all(r"result:/audiences/\w+/dimensions/(\w+)/complete").values())
    return f"{s.audience}, too few to be sure, see"


def distances(s: Sources) -> dict[str, int]:
    """Return how far each dimension with a target is from it."""
    assert set(s.ranks) == set(s.targets)
    assert s.ranks
    return {code: s.targets[code] - rank for code, rank in s.ranks.items()}


def is_refuted(s: Sources, code: str, rank: int) -> bool:
    """Whether evidence contradicts a stage of a dimension: half or less of some stage is there.

    Only the third stage and those above it need evidence, and five of seven statements ratings.
    """
    ratings = s.values.get("edition:/evidence", {})
    for stage in s.framework.stages[2:rank]:
        items = [
            each
            for each in s.framework.evidence_items
            if (each.dimension, each.stage) == (code, stage.code)
        ]
        rated = [r for each in items if (r := ratings.get(each.code, 0))]
        # Of three points the second is half of it.
        if rated and 7 * len(rated) >= 5 * len(items) and sum(rated) <= 2 * len(rated):
            return True
    return False


def unsure(s: Sources) -> str:
    """Return how it is said how many of the targets reached are not sure to be."""
    reached = {code for code, distance in distances(s).items() if distance <= 0}
    told = s.all(r"result:/audiences/\w+/dimensions/(\w+)/certainty")
    # Nobody misses the first stage.
    assert set(told) == {code for code in reached if min(s.ranks[code], s.targets[code]) > 1}
    whole = s.all(r"result:/audiences/\w+/dimensions/(\w+)/complete")
    assert set(whole) == {code for code, certainty in told.items() if certainty is None}
    n, unknown = list(told.values()).count("provisional"), list(whole.values()).count(False)
    refuted = sum(is_refuted(s, code, min(s.ranks[code], s.targets[code])) for code in reached)
    everything = len(reached)
    if unknown:
        sure = everything - n - unknown
        known = f"{number(sure)} of them surely" if sure or n else "by too few answers to be sure"
        some = f" and {number(refuted)} not by evidence" if refuted else ""
        return f", {known}{' and not by evidence' if 0 < refuted == everything else some}"
    if n and refuted:
        if n == refuted == everything:
            return ", provisionally and not by evidence"
        return f", {number(n)} of them provisionally and {number(refuted)} not by evidence"
    if refuted:
        some = f", {number(refuted)} of them not by evidence"
        return ", though not confirmed by evidence" if refuted == everything else some
    if n:
        some = f", {number(n)} of them provisionally"
        return ", though provisionally" if n == everything else some
    return ""


def profile_all_reached(s: Sources) -> Sequence[str]:
    found = distances(s)
    assert max(found.values()) <= 0
    end = unsure(s)
    said = [] if end else ["!provisional", "!evidence", "!sure"]
    if len(found) == 1:
        return [*said, f"The one dimension with a target has reached it{end}"]
    told = share_of(len(found), len(found)).capitalize()
    return [*said, f"{told} with a target have reached it{end}"]


def profile_some_reached(s: Sources) -> Sequence[str]:
    found = distances(s)
    most = max(found.values())
    far = [code for code, distance in found.items() if distance == most]
    reached = sum(distance <= 0 for distance in found.values())
    assert most > 0
    if len(far) == len(found):
        return [f"with a target {'is' if len(far) == 1 else 'are'} {stages_apart(most)} below"]
    verb = "has reached its" if reached <= 1 else "have reached their"
    said = [f"{share_of(reached, len(found))} {verb} target{unsure(s)}; ".capitalize()]
    names = named_or_counted([s.name(code) for code in found if code in far], s.text)
    return [*said, f"; {names} {'is' if len(far) == 1 else 'are'} {stages_apart(most)} below"]


def next_last(s: Sources) -> Sequence[str]:
    rank = s.rank(s.one(r"result:/audiences/\w+/stage"))
    assert rank == len(s.framework.stages)
    return [f"No stage lies above {s.stage_name(rank)}"]


def next_held_back(s: Sources) -> Sequence[str]:
    following = s.rank(s.one(r"result:/audiences/\w+/stage")) + 1
    ranks, core = s.ranks, core_of(s.framework)
    reached = sum(rank >= following for rank in ranks.values())
    behind = [code for code, rank in ranks.items() if rank < following]
    # Who is no core is excused if it alone of these is behind, by one stage.
    loose = [code for code in behind if code not in core]
    if len(loose) == 1 and ranks[loose[0]] == following - 1:
        behind.remove(loose[0])
    said = [f"see {s.stage_name(following)}", f"in {share_of(reached, len(ranks))}"]
    if len(behind) in {1, 2}:
        verb = "holds" if len(behind) == 1 else "hold"
        names = named_or_counted([s.name(code) for code in behind], s.text)
        return [*said, f"; {names} {verb} the next stage back"]
    return [*said, ", the next stage,", "!back"]


def next_each(s: Sources) -> Sequence[str]:
    behind: dict[int, list[str]] = {}
    for code, rank in s.ranks.items():
        behind.setdefault(rank + 1, []).append(s.name(code))
    behind.pop(len(s.framework.stages) + 1, None)
    if not behind:
        return ["No stage lies above any dimension shown"]
    said = [s.stage_name(min(behind)) + " is next for"]
    if "“" in s.text:
        assert len(s.ranks) <= 2
        return said + [for_whom(s, rank, named(names)) for rank, names in behind.items()]
    plural = "dimension" if len(s.ranks) == 1 else "dimensions"
    said += [f"Of {number(len(s.ranks))} {plural} shown, "]
    return said + [for_whom(s, rank, number(len(names))) for rank, names in behind.items()]


def for_whom(s: Sources, rank: int, who: str) -> str:
    """Return for whom a stage comes next; the first one named has the verb."""
    verb = " is next" if f"{s.stage_name(rank)} is next".lower() in s.text.lower() else ""
    return f"{s.stage_name(rank)}{verb} for {who}"


def dimensions_shown(s: Sources) -> Sequence[str]:
    return [share_of(sum(s.flags), len(s.flags)).capitalize(), s.audience]


STAGES: Mapping[str, Says] = {
    "answer.not_asked": answer_not_asked,
    "answer.nothing_shown": answer_nothing_shown,
    "answer.no_whole": answer_no_whole,
    "answer.whole": answer_whole,
    "profile.no_targets": profile_no_targets,
    "profile.all_reached": profile_all_reached,
    "profile.some_reached": profile_some_reached,
    "next_stage.last": next_last,
    "next_stage.held_back": next_held_back,
    "next_stage.each": next_each,
    "dimensions.shown": dimensions_shown,
}
