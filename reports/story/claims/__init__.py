"""What a report claims at the head of each chapter, and what it asks leadership to decide.

Every sentence is written by a rule: a condition on the documents, and words. The first rule of a
chapter whose condition holds gives its headline; the last one always holds. A claim knows the
addresses of the values it was built from (``addresses``). Nothing is called highest where
intervals overlap, and no cause is claimed.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from django.utils.translation import gettext as _

from reports.story.claims.answer import ANSWER
from reports.story.claims.appendices import DIMENSIONS, ITEMS, METHOD
from reports.story.claims.basis import Basis, bases
from reports.story.claims.certainty import CERTAINTY
from reports.story.claims.claim import Claim, Rule, claims
from reports.story.claims.decisions import DECISIONS, MOST_ASKED
from reports.story.claims.forward import PLAN, PRIORITIES
from reports.story.claims.grounds import Grounds
from reports.story.claims.moved import PROGRESS
from reports.story.claims.next_stage import NEXT_STAGE
from reports.story.claims.outside import CUSTOMERS, DEPARTMENTS
from reports.story.claims.perception import PERCEPTION
from reports.story.claims.profile import PROFILE
from reports.story.claims.roadmap import ROADMAP
from reports.story.claims.staff import STAFF

__all__ = ["HEADLINES", "Basis", "Claim", "Grounds", "decisions", "headlines", "rests_on"]

# By chapter, the rules of its headline.
HEADLINES: Mapping[str, Sequence[Rule]] = {
    "answer": ANSWER,
    "profile": PROFILE,
    "next_stage": NEXT_STAGE,
    "perception": PERCEPTION,
    "certainty": CERTAINTY,
    "priorities": PRIORITIES,
    "roadmap": ROADMAP,
    "plan": PLAN,
    "staff": STAFF,
    "customers": CUSTOMERS,
    "departments": DEPARTMENTS,
    "progress": PROGRESS,
    "dimensions": DIMENSIONS,
    "method": METHOD,
    "items": ITEMS,
}


def headlines(grounds: Grounds, chapters: Iterable[str]) -> dict[str, Claim]:
    """Return the headline of each of these chapters."""
    return {code: next(claims(HEADLINES[code], grounds)) for code in chapters}


def decisions(grounds: Grounds) -> tuple[Claim, ...]:
    """Return what leadership is asked to decide; nothing of a pulse, which asks a part again."""
    if grounds.material.is_pulse:
        return ()
    return tuple(islice(claims(DECISIONS, grounds), MOST_ASKED))


def rests_on(
    grounds: Grounds, topics: Mapping[str, str], found: Mapping[str, Claim], asked: Sequence[Claim]
) -> tuple[Basis, ...]:
    """Return what headlines and decisions rest on; ``topics`` name the chapters."""
    rules = [rule for each in (*HEADLINES.values(), DECISIONS) for rule in each]
    claimed = [(topics[code], claim) for code, claim in found.items()]
    claimed += [(_("Decision asked"), claim) for claim in asked]
    return bases(claimed, {rule.code: str(rule.when) for rule in rules}, grounds.documents)
