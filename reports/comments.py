"""What people wrote in their own words: masked at the seal, read by the consultant, quoted."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from maturity.disclosure import band
from maturity.masking import Masker
from maturity.result import Document
from organisations.models import User
from reports import words
from reports.models import RELEASED, Edition
from surveys.framework.own_questions import wave_framework
from surveys.models import Comment, Wave

MOST_QUOTED = 12
WAITING, KEPT, WITHHELD = Comment.Review.WAITING, Comment.Review.KEPT, Comment.Review.WITHHELD

# {(audience, item's code): question}
Questions = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Reading:
    """How far the comments on one question have been read; none written if none were kept."""

    audience: str
    question: str
    written: int
    waiting: int

    @property
    def audience_title(self) -> str:
        """The audience's name."""
        return words.audience_title(self.audience)

    @property
    def read(self) -> int:
        """How many have been read."""
        return self.written - self.waiting


def masker_of(wave: Wave) -> Masker:
    """Return what masks everybody on the organisation's roster, whether there or gone.

    So are its customers, and those who sign in: the client's members and the firm's people.
    """
    organisation = wave.assessment.organisation
    people = list(organisation.people.values_list("name", "external_key"))
    members = User.objects.filter(memberships__organisation=organisation)
    colleagues = User.objects.filter(firm=organisation.firm_id)
    users = (members | colleagues).distinct().values_list("name", flat=True)
    return Masker(
        names=[wave.contact_name, *users, *(name for name, _number in people)],
        accounts=organisation.accounts.values_list("name", flat=True),
        numbers=(number for _name, number in people if number),
    )


def comments_of(wave: Wave) -> QuerySet[Comment]:
    """Return a wave's comments by audience and question, in an order that says nothing."""
    return wave.comments.order_by("audience", "question", "pk")


def waiting(wave: Wave) -> int:
    """Return how many comments have not been read yet."""
    return wave.comments.filter(review=WAITING).count()


def are_frozen(wave: Wave) -> bool:
    """Whether a report is released with them; if it is withdrawn, others may be chosen."""
    return Edition.objects.filter(RELEASED, result__wave=wave).exists()


def questions_of(wave: Wave) -> Questions:
    """Return what was to be answered in own words, in the framework's order."""
    framework = wave_framework(wave)
    return {
        (audience, item.code): item.text(audience)
        for audience in framework.respondents
        for item in framework.questionnaire(audience).comments
    }


def readings(wave: Wave) -> list[Reading]:
    """Return how far the comments on each question have been read."""
    reviews = Counter(wave.comments.values_list("audience", "question", "review"))
    written: Counter[tuple[str, str]] = Counter()
    for (audience, code, _review), number in reviews.items():
        written[audience, code] += number
    return [
        Reading(audience, text, written[audience, code], reviews[audience, code, WAITING])
        for (audience, code), text in questions_of(wave).items()
    ]


def quotations(wave: Wave) -> Document:
    """Return what a released edition quotes: {audience: {item's code: quotation}}.

    A quotation has the ``texts`` that may be quoted, shuffled, a dozen at most; how many people
    ``written``, as a band; whether some were ``withheld``; and whether the texts were ``drawn``
    by lot from more. Questions on which nothing was kept are left out. What an earlier release
    drew is drawn again, as far as it may still be quoted: each release would tell a dozen more.
    """
    quoted: Document = {}
    before = _quoted_before(wave)
    comments = wave.comments.values_list("audience", "question", "review", "text")
    by_question: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for audience, code, review, text in comments:
        by_question.setdefault((audience, code), []).append((review, text))
    for (audience, code), found in sorted(by_question.items()):
        kept = [text for review, text in found if review == KEPT]
        quoted.setdefault(audience, {})[code] = {
            "texts": _drawn(kept, before.get(audience, {}).get(code, {}).get("texts", [])),
            "written": band(len(found)),
            "withheld": any(review == WITHHELD for review, _text in found),
            "drawn": len(kept) > MOST_QUOTED,
        }
    return quoted


def _quoted_before(wave: Wave) -> Document:
    """Return what the last released edition of a wave quoted; {} without one."""
    released = Edition.objects.filter(result__wave=wave, released_at__isnull=False)
    last = released.order_by("-number").first()
    before: Document = last.content.get("comments", {}) if last else {}
    return before


def _drawn(kept: Sequence[str], before: Sequence[str]) -> list[str]:
    """Draw a dozen texts at most, those of ``before`` first, in an order that says nothing."""
    random = secrets.SystemRandom()
    again = list((Counter(kept) & Counter(before)).elements())
    others = list((Counter(kept) - Counter(again)).elements())
    texts = [*again, *random.sample(others, len(others))][:MOST_QUOTED]
    return random.sample(texts, len(texts))
