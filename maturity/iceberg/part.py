"""What a result says of the complaint iceberg: shares with intervals, and who intends to stay."""

from collections.abc import Mapping, Sequence

import numpy as np

from maturity.answers import CHOSEN, Answers, scored
from maturity.counted import given_to, shares_cell, sorted_cell, stays_cell
from maturity.figures import ComplaintItems
from maturity.iceberg.branches import BRANCHES, OUTCOMES, PARENTS, branch_of, satisfaction
from maturity.items import Item
from maturity.sample import Sample
from maturity.scales import NOT_SHOWN, Document
from maturity.staying import People

RECORDED = ("recorded", "unrecorded")
ANSWERS = ("yes", "no")


def is_asked(items: ComplaintItems, asked: Sequence[Item]) -> bool:
    """Whether a questionnaire has every question of the iceberg."""
    needed = {value for value in vars(items).values() if isinstance(value, str)}
    return needed - {items.audience} <= {item.code for item in asked}


class IcebergPart:
    """Computes the part from the answers of one audience.

    ``asked`` are the questions of its questionnaire; ``choices`` the cells of its closed
    questions and ``rated`` the codes of the rating questions of which a result tells the answers.
    Nothing here says more of a question than that: a part is {"shown": false} where it would.
    """

    def __init__(
        self,
        sample: Sample,
        items: ComplaintItems,
        asked: Sequence[Item],
        *,
        choices: Mapping[str, Document],
        rated: Mapping[str, Document],
    ) -> None:
        self.sample = sample
        self.items = items
        self.by_code = {item.code: item for item in asked}
        self.choices = choices
        self.told = {*rated, *(code for code, cell in choices.items() if cell["shown"])}

    def document(self) -> Document:
        """Return the whole part."""
        items, outcome = self.items, self._outcome()
        solved = [str(answer) for answer in range(1, self._points(items.solved) + 1)]
        return {
            "problem": self._choice(items.problem, ANSWERS),
            "causes": self._several(items.causes),
            "told": self._choice(items.told, ANSWERS),
            "reasons": self._several(items.reasons),
            "channels": self._several(items.channels),
            "recorded": self._recorded(),
            "solved": self._choice(items.solved, solved),
            "outcome": outcome,
            "stays": self._stays(has_outcome=outcome["shown"]),
        }

    # Single questions

    def _choice(self, code: str, names: Sequence[str]) -> Document:
        """Return the share of each answer to a question with one."""
        given = self._given(code)[~self.sample.excluded]
        return self._of_cell(self.choices[code], names, int((given > 0).sum()))

    def _several(self, code: str) -> Document:
        """Return the share of each option of which several may be chosen."""
        names = [option.code for option in self.by_code[code].several]
        answered = (scored(self.sample.codes(self.sample.places([code]))) > 0).any(axis=1)
        return self._of_cell(self.choices[code], names, int(answered.sum()))

    def _of_cell(self, cell: Document, names: Sequence[str], n: int) -> Document:
        if not cell["shown"] or cell["shares"] is None:
            return NOT_SHOWN
        return shares_cell(names, cell["shares"], n)

    def _recorded(self) -> Document:
        """Return how many used a channel of which a record is kept, of those who told."""
        if self.items.channels not in self.told:
            return NOT_SHOWN
        codes = self.sample.codes(self.sample.places([self.items.channels]))
        options = [option.code for option in self.by_code[self.items.channels].several]
        kept = [options.index(code) for code in self.items.recorded]
        has_record = (codes[:, kept] == CHOSEN).any(axis=1)
        answered = (scored(codes) > 0).any(axis=1)
        kinds = np.where(answered, np.where(has_record, 1, 2), 0).astype(np.int64)
        return sorted_cell(self.sample, kinds, RECORDED)

    def _outcome(self) -> Document:
        """Return how many were satisfied with the outcome, neither, and dissatisfied."""
        if self.items.outcome not in self.told:
            return NOT_SHOWN
        given = self._given(self.items.outcome)[~self.sample.excluded]
        kinds = satisfaction(given, self._points(self.items.outcome))
        return sorted_cell(self.sample, kinds, OUTCOMES)

    # Who stays

    def _stays(self, *, has_outcome: bool) -> Document:
        """Return for each branch how many intend to stay; none where not even that is told."""
        if not {self.items.stays, self.items.problem} <= self.told:
            return NOT_SHOWN
        people = self._people(has_outcome=has_outcome)
        return stays_cell(people, BRANCHES, self.sample.rules.smallest_group)

    def _people(self, *, has_outcome: bool) -> People:
        """Return who said whether they stay, and their branch as far as it may be known."""
        came, items = self.sample.responses, self.items
        stays, points = self._given(items.stays), self._points(items.stays)
        nothing = np.zeros(len(stays), dtype=np.uint8)
        knows_told = items.told in self.told
        outcome = self._given(items.outcome) if knows_told and has_outcome else nothing
        branch = branch_of(
            self._given(items.problem),
            self._given(items.told) if knows_told else nothing,
            satisfaction(outcome, self._points(items.outcome)),
        )
        answered = stays > 0
        return People(
            PARENTS,
            branch[answered],
            stays[answered] > points - 2,
            ~self.sample.excluded[answered],
            came.surely[answered],
            None if came.identified is None else ~came.identified[answered],
        )

    def _given(self, code: str) -> Answers:
        """Return the answers of all who came to a question with one answer, 0 for none."""
        return given_to(self.sample, self.by_code[code], list(self.by_code.values()))

    def _points(self, code: str) -> int:
        return self.by_code[code].scale.points
