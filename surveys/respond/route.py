"""A person's way through the pages of a questionnaire, by what they have answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from maturity.framework import Page, Questionnaire
from maturity.items import Item


@dataclass(frozen=True)
class Route:
    """Which pages ask something, given the answers so far; pages are counted from 0."""

    questionnaire: Questionnaire
    answers: Mapping[str, int]
    asked: frozenset[str]

    @classmethod
    def through(cls, questionnaire: Questionnaire, answers: Mapping[str, int]) -> "Route":
        """Return the way these answers lead; they are given by column."""
        return cls(questionnaire, answers, questionnaire.asked(answers))

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages, those that ask nothing included."""
        return self.questionnaire.pages

    @property
    def branches(self) -> bool:
        """Whether some answers lead past a page."""
        return any(all(item.when for item in page.items) for page in self.pages)

    def asks(self, index: int) -> bool:
        """Whether a page asks anything."""
        return not self.asked.isdisjoint(item.code for item in self.pages[index].items)

    def after(self, index: int) -> int:
        """Return the next page that asks something; behind the last one if there is none."""
        following = range(index + 1, len(self.pages))
        return next(filter(self.asks, following), len(self.pages))

    def before(self, index: int) -> int:
        """Return the page before that asks something; the first one if there is none."""
        return next(filter(self.asks, range(index - 1, -1, -1)), 0)

    def percent(self, index: int) -> int:
        """Return how much lies before a page, in percent of the pages asked by these answers."""
        asked = list(filter(self.asks, range(len(self.pages))))
        return 100 * sum(place < index for place in asked) // max(1, len(asked))

    def left_out(self) -> Iterator[tuple[int, Page, int]]:
        """Yield pages with the number of their questions that were asked and not answered.

        A comment is an offer, so none is never left out.
        """
        for index, page in enumerate(self.pages):
            missing = sum(map(self._is_left_out, page.items))
            if missing:
                yield index, page, missing

    def _is_left_out(self, item: Item) -> bool:
        answered = any(self.answers.get(column.code) for column in item.columns)
        return item.code in self.asked and not item.is_comment and not answered
