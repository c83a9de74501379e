"""What a wave does with people's answers, told from its actual settings.

For the works council and the data protection officer, before and after the wave is opened.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.disclosure import (
    SMALLEST_GROUP_FOR_COMMENTS,
    SMALLEST_GROUP_FOR_SHARES,
    SMALLEST_GROUP_FOR_SPREADS,
    SMALLEST_INVITED_FOR_RATE,
)
from maturity.disclosure.attributes import SMALLEST_CATEGORY
from maturity.disclosure.gate import SPARE
from maturity.framework import Framework, Page, Questionnaire
from maturity.items import Item
from organisations.attributes import values_on_roster
from organisations.models import PATH_SEPARATOR, Audience
from surveys.framework.own_questions import wave_framework
from surveys.models import Wave

# A longer list of departments tells less than their number.
MOST_NAMES = 40
LONGEST_LABEL_WORDS = 6


@dataclass(frozen=True)
class Question:
    """One question as it is printed; no answers where the page's shared ones are its."""

    text: str
    help: str
    answers: Sequence[str]
    is_comment: bool
    is_conditional: bool

    @property
    def is_long(self) -> bool:
        """Whether its answers are sentences, which want a line each."""
        return any(len(answer.split()) > LONGEST_LABEL_WORDS for answer in self.answers)


@dataclass(frozen=True)
class PrintedPage:
    """One page's questions, numbered from ``first``, and the answers most of them share."""

    title: str
    intro: str
    first: int
    shared: Sequence[str]
    questions: Sequence[Question]


@dataclass(frozen=True)
class Asked:
    """One audience: its name, its questionnaire, and how many people; None once nobody knows."""

    name: str
    questionnaire: Questionnaire
    people: int | None

    @property
    def pages(self) -> Iterator[PrintedPage]:
        """Its questions word for word, page by page."""
        first = 1
        for page in self.questionnaire.pages:
            yield _printed(page, self.questionnaire.audience, first)
            first += len(page.items)


@dataclass(frozen=True)
class Units:
    """One level of the department tree, counted from 1, with the paths of its units.

    There are none of them where there would be too many.
    """

    level: int
    count: int
    names: Sequence[str]


@dataclass(frozen=True)
class Grouping:
    """An attribute by which answers may be told apart, its values, and whether they are ordered."""

    name: str
    values: Sequence[str]
    is_ordered: bool


@dataclass(frozen=True)
class Threshold:
    """What is shown only of at least so many people."""

    what: str
    people: int


@dataclass(frozen=True)
class Sheet:
    """All the sheet says that differs from wave to wave."""

    framework: Framework
    asked: Sequence[Asked]
    columns: Sequence[str]
    units: Sequence[Units]
    groupings: Sequence[Grouping]
    thresholds: Sequence[Threshold]


def sheet_of(wave: Wave) -> Sheet:
    """Gather what the sheet says; of a wave in preparation, as it would be opened now.

    Raises FrameworkError if the framework's files have changed.
    """
    framework = wave_framework(wave)
    groupings = _planned_groupings(wave) if wave.is_draft else _frozen_groupings(wave)
    return Sheet(
        framework=framework,
        asked=_asked(wave, framework),
        columns=_columns(wave, groupings),
        units=_units(wave),
        groupings=groupings,
        thresholds=_thresholds(wave.smallest_group, framework),
    )


def _asked(wave: Wave, framework: Framework) -> list[Asked]:
    people = wave.assessment.organisation.people.present()
    audiences = people if wave.is_draft else wave.invitations.all()
    counted = Counter(audiences.values_list("audience", flat=True))
    is_known = wave.is_draft or bool(counted)
    share = 2 if wave.is_draft and wave.asks_half else 1
    return [
        Asked(
            str(Audience(audience).label),
            framework.questionnaire(audience),
            counted[audience] // share if is_known else None,
        )
        for audience in framework.respondents
    ]


def _columns(wave: Wave, groupings: Sequence[Grouping]) -> list[str]:
    """Return what the list says of each person, where it says it of anybody."""
    people = wave.assessment.organisation.people
    columns = [_("Name"), _("E-mail address"), _("Staff, leader or customer")]
    for name, is_kept in (
        (_("Number in the organisation’s own system"), {"external_key__isnull": False}),
        (_("Department"), {"unit__isnull": False}),
        (_("Department they lead"), {"leads__isnull": False}),
        (_("Customers: the account they belong to"), {"account__isnull": False}),
    ):
        if people.filter(**is_kept).exists():
            columns.append(name)
    return columns + [grouping.name for grouping in groupings]


def _units(wave: Wave) -> list[Units]:
    units = wave.assessment.organisation.units.all() if wave.is_draft else wave.units.all()
    by_level = defaultdict(list)
    for path in units.order_by("path").values_list("path", flat=True):
        by_level[path.count(PATH_SEPARATOR) + 1].append(path)
    levels = sorted(by_level)
    # What stands alone at the top is the whole, and no group of it.
    top = next((level for level in levels if len(by_level[level]) > 1), 1)
    return [
        Units(level, len(names), names if len(names) <= MOST_NAMES else [])
        for level, names in sorted(by_level.items())
        if level >= top
    ]


def _planned_groupings(wave: Wave) -> list[Grouping]:
    organisation = wave.assessment.organisation
    values = values_on_roster(organisation)
    return [
        Grouping(
            attribute.name,
            attribute.ordered_values or values[attribute.pk],
            bool(attribute.ordered_values),
        )
        for attribute in organisation.attributes.order_by("position")
    ]


def _frozen_groupings(wave: Wave) -> list[Grouping]:
    found = defaultdict(set)
    given = wave.invitations.exclude(attributes={}).values_list("attributes", flat=True)
    for attributes in given.iterator():
        for name, value in attributes.items():
            found[name].add(value)
    ordered = wave.ordered_values
    return [
        Grouping(name, ordered.get(name) or sorted(found[name]), name in ordered)
        for name in wave.attributes
    ]


def _thresholds(smallest: int, framework: Framework) -> list[Threshold]:
    """Return from how many people on each kind of number is shown."""
    asks_network = any(item.departments for item in framework.items)
    named = Threshold(
        _("Which departments the people of one get help from: people of it who answered that"),
        max(smallest, SMALLEST_GROUP_FOR_SHARES),
    )
    return [
        Threshold(_("Anything at all: means, their margins, stages"), smallest),
        Threshold(
            _("Shares, such as how many chose which answer"),
            max(smallest, SMALLEST_GROUP_FOR_SHARES),
        ),
        Threshold(_("A department: people asked in it"), smallest + SPARE),
        *([named] if asks_network else []),
        Threshold(_("How far answers lie apart"), max(smallest, SMALLEST_GROUP_FOR_SPREADS)),
        Threshold(
            _("Groups by something other than the department"), max(smallest, SMALLEST_CATEGORY)
        ),
        Threshold(
            _("Comments: people of an audience who wrote something to the question"),
            max(smallest, SMALLEST_GROUP_FOR_COMMENTS),
        ),
        Threshold(_("The response rate: people invited"), SMALLEST_INVITED_FOR_RATE),
    ]


def _printed(page: Page, audience: str, first: int) -> PrintedPage:
    shared = _answers(page.items[0]) if len(page.items) > 1 else []
    if any(_answers(item) != shared for item in page.items):
        shared = []
    return PrintedPage(
        title=page.title,
        intro=page.intro,
        first=first,
        shared=shared,
        questions=[
            Question(
                text=item.text(audience),
                help=item.help,
                answers=[] if shared else _answers(item),
                is_comment=item.is_comment,
                is_conditional=item.when is not None,
            )
            for item in page.items
        ],
    )


def _answers(item: Item) -> list[str]:
    """Return the answers offered, lowest first, "I do not know" last; none of open text."""
    if item.is_comment:
        return []
    named = [department.name for department in item.departments]
    offered = named or [option.text for option in item.several] or list(item.options())
    return [*offered, item.scale.dont_know] if item.scale.has_dont_know else offered
