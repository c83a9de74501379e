"""What became of the questions where an earlier wave was asked in the words of another version."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.crosswalk import Crossing, Fate
from reports import words


@dataclass(frozen=True)
class CrosswalkRow:
    """A question that is not the same any more; a dash stands where it was not asked."""

    audience: str
    code: str
    fate: str
    then: str
    now: str


@dataclass(frozen=True)
class CrosswalkStory:
    """How many questions are the same, and every one that is not."""

    sentence: str
    rows: tuple[CrosswalkRow, ...]


def crosswalk_story(
    crossings: Sequence[Crossing], audiences: Collection[str]
) -> CrosswalkStory | None:
    """Tell it of the audiences that are compared; None where the words are the same."""
    asked = [each for each in crossings if each.audience in audiences]
    if not asked:
        return None
    same = sum(each.fate == Fate.SAME for each in asked)
    return CrosswalkStory(
        sentence=ngettext(
            "Since then the questions have a new version: %(same)s of %(all)s is asked in the same"
            " words, and only what rests on such questions alone is compared.",
            "Since then the questions have a new version: %(same)s of %(all)s are asked in the same"
            " words, and only what rests on such questions alone is compared.",
            same,
        )
        % {"same": same, "all": len(asked)},
        rows=tuple(_row(each) for each in asked if each.fate != Fate.SAME),
    )


def _row(crossing: Crossing) -> CrosswalkRow:
    fates = {
        Fate.REWORDED: _("asked otherwise"),
        Fate.ADDED: _("new"),
        Fate.DROPPED: _("no longer asked"),
    }
    return CrosswalkRow(
        audience=words.audience_title(crossing.audience),
        code=crossing.code,
        fate=fates[crossing.fate],
        then=crossing.then or words.DASH,
        now=crossing.now or words.DASH,
    )
