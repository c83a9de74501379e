"""What a questionnaire may ask of people: words an item, minutes, answers to choose from.

The words, the minutes and the three anchored items a dimension are our rules: a description must
be read at a glance, and an answer given on a phone between two other things.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from maturity.framework import Framework, Questionnaire

# Words of an anchored item together with its anchors.
MOST_WORDS = 60
# Minutes by audience; an audience that is not named has only the limit of its questionnaire.
MOST_MINUTES = {"staff": 12, "leaders": 15, "customers": 6}
# Answers to choose from, without "don't know".
FEWEST_POINTS, MOST_POINTS = 2, 7
# Fewer leave a dimension to chance, more tire people.
ANCHORED_A_DIMENSION = 3


@dataclass(frozen=True)
class Breach:
    """A limit that is not kept.

    ``file`` is ``framework`` or a language, ``path`` the way to the entry in that file. A
    ``is_warning`` breach is allowed.
    """

    file: str
    path: tuple[str, ...]
    complaint: str
    is_warning: bool = False


def breaches(framework: Framework) -> list[Breach]:
    """Return what a framework in one language does not keep to."""
    asked = [framework.questionnaire(name) for name in framework.respondents]
    return [
        *_points(framework),
        *_words(framework),
        *(breach for questionnaire in asked for breach in _minutes(questionnaire, framework)),
        *(breach for questionnaire in asked for breach in _anchored(questionnaire, framework)),
        *_unused(framework),
        *_core(framework),
    ]


def most_minutes(questionnaire: Questionnaire) -> int | None:
    """Return how many minutes a questionnaire may take: its own limit or ours; None if neither."""
    limits = (questionnaire.limit, MOST_MINUTES.get(questionnaire.audience))
    return min((limit for limit in limits if limit is not None), default=None)


def _points(framework: Framework) -> Iterator[Breach]:
    scales = {item.scale.code: item.scale for item in framework.items if not item.is_comment}
    for scale in scales.values():
        if not FEWEST_POINTS <= scale.points <= MOST_POINTS:
            yield Breach(
                "framework",
                ("scales", scale.code, "points"),
                f"is {scale.points}; a scale has {FEWEST_POINTS} to {MOST_POINTS} points",
            )


def _words(framework: Framework) -> Iterator[Breach]:
    for item in framework.items:
        words = max(map(item.words, item.audiences))
        if item.kind == "anchored" and words > MOST_WORDS:
            yield Breach(
                framework.language,
                ("items", item.code),
                f"has {words} words with its anchors; at most {MOST_WORDS} can be read at a glance",
            )


def _minutes(questionnaire: Questionnaire, framework: Framework) -> Iterator[Breach]:
    audience, limit = questionnaire.audience, questionnaire.limit
    most = MOST_MINUTES.get(audience)
    path: tuple[str, ...] = ("questionnaires", audience)
    if limit is not None:
        path = (*path, "minutes")
    if limit is not None and most is not None and limit > most:
        yield Breach("framework", path, f"is {limit}; {audience} may be asked for {most} at most")
    allowed = most_minutes(questionnaire)
    if allowed is not None and questionnaire.minutes > allowed:
        yield Breach(
            "framework",
            path,
            f"allows {allowed} minutes, but in {framework.language} the questionnaire takes "
            f"{questionnaire.minutes}; leave out items or shorten them",
        )


def _anchored(questionnaire: Questionnaire, framework: Framework) -> Iterator[Breach]:
    """Warn of dimensions with more or fewer anchored items than our own questionnaires have."""
    asked = [item.dimension for item in questionnaire.items if item.kind == "anchored"]
    for dimension in framework.dimensions if asked else ():
        number = asked.count(dimension.code)
        if number != ANCHORED_A_DIMENSION:
            yield Breach(
                "framework",
                ("questionnaires", questionnaire.audience),
                f'asks {number} anchored items on "{dimension.code}"; '
                f"{ANCHORED_A_DIMENSION} are usual",
                is_warning=True,
            )


def _unused(framework: Framework) -> Iterator[Breach]:
    """Warn of items no page asks: nobody will ever answer them."""
    asked = {item.code for each in framework.questionnaires.values() for item in each.items}
    for item in framework.items:
        if item.code not in asked:
            yield Breach("framework", ("items", item.code), "is asked on no page", is_warning=True)


def _core(framework: Framework) -> Iterator[Breach]:
    if not any(dimension.is_core for dimension in framework.dimensions):
        yield Breach(
            "framework",
            ("dimensions",),
            "has no core dimension, so that none holds the whole back",
            is_warning=True,
        )
