"""Questions of a wave's own, asked beside those of the framework."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from maturity.framework import Framework, FrameworkError, Page, Questionnaire
from maturity.items import Item, Scale
from maturity.limits import FEWEST_POINTS, MOST_POINTS

# More would make of the framework's questionnaire another one (our rule).
MOST_QUESTIONS = 3
KIND = "own"
PAGE = "own"
AGREEMENT = "agreement"


@dataclass(frozen=True)
class Question:
    """One question for one audience; ``number`` counts from 1.

    ``answers`` are the labels to choose from, lowest first; without any it is answered on the
    framework's agreement scale.
    """

    number: int
    audience: str
    text: str
    answers: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The code of its item."""
        return code_of(self.number)


def code_of(number: int) -> str:
    """Return the code of the item of a question by its number."""
    return f"OWN{number}"


def with_own_questions(
    framework: Framework,
    questions: Sequence[Question],
    *,
    title: str = "Further questions",
    intro: str = "",
) -> Framework:
    """Return the framework with each question at the end of its audience's questionnaire.

    They stand on a last page of their own, by number, as items of kind ``own`` with the codes
    OWN1 to OWN3. Raises FrameworkError if a number is taken twice or not 1 to 3, if an audience
    is unknown, or if there are not two to seven answers to choose from.
    """
    numbers = [question.number for question in questions]
    if len(set(numbers)) < len(numbers) or not set(numbers) <= set(range(1, MOST_QUESTIONS + 1)):
        raise FrameworkError(
            f"Questions of a wave's own are numbered 1 to {MOST_QUESTIONS}, each number once; "
            f"here are {', '.join(map(str, numbers))}."
        )
    questionnaires = dict(framework.questionnaires)
    added: list[Item] = []
    for audience in dict.fromkeys(question.audience for question in questions):
        asked = framework.questionnaire(audience)
        items = tuple(
            _item(framework, question)
            for question in sorted(questions, key=lambda question: question.number)
            if question.audience == audience
        )
        page = Page(PAGE, title, intro, items)
        questionnaires[audience] = Questionnaire(audience, (*asked.pages, page), asked.limit)
        added += items
    return replace(framework, items=(*framework.items, *added), questionnaires=questionnaires)


def agreement_scale(framework: Framework) -> Scale | None:
    """Return the scale called ``agreement``, or else that of the first parallel item, or None."""
    scales = {item.scale.code: item.scale for item in framework.items if item.scale.labels}
    parallel = (item.scale for item in framework.items if item.kind == "parallel")
    return scales.get(AGREEMENT) or next(parallel, None)


def _item(framework: Framework, question: Question) -> Item:
    return Item(
        code=question.code,
        kind=KIND,
        scale=_scale(framework, question),
        audiences=(question.audience,),
        texts={question.audience: question.text},
        source="",
    )


def _scale(framework: Framework, question: Question) -> Scale:
    """Return the scale of a question; one may always say that one does not know.

    The words for it are the framework's, so that they come in its language.
    """
    agreement = agreement_scale(framework)
    known = [agreement, *(item.scale for item in framework.items)]
    dont_know = next((scale.dont_know for scale in known if scale and scale.dont_know), "")
    if question.answers:
        if not FEWEST_POINTS <= len(question.answers) <= MOST_POINTS:
            raise FrameworkError(
                f"{question.code} has {len(question.answers)} answers to choose from; "
                f"give it {FEWEST_POINTS} to {MOST_POINTS}."
            )
        code = question.code.lower()
        return Scale(code, len(question.answers), question.answers, dont_know)
    if agreement is None:
        raise FrameworkError(
            f"{framework.title} has no scale of agreement. Give {question.code} answers of its own."
        )
    return replace(agreement, dont_know=dont_know)
