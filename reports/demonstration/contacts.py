"""What the contacts of the invented customers answer: each answer fits those before."""

from collections import Counter
from random import Random

from maturity.framework import Item
from reports.demonstration.answers import Respondent
from reports.demonstration.customers import AUTUMN, Customer

# The branch of the iceberg, and whether the contact agrees to be seen with the account.
Group = tuple[str, bool]
YES, NO = 1, 2
WORSE, SAME, BETTER = 1, 2, 3
# How often a problem, from the best experience to the worst.
LEAST_PROBLEMS, MOST_PROBLEMS = 0.46, 0.80
TOLD = 0.66
# How a told problem ended: satisfied, neither, dissatisfied; with a good experience and a poor one.
ENDS = ("satisfied", "neither", "dissatisfied")
GOOD_ENDS, POOR_ENDS = (55, 27, 18), (24, 32, 44)
# How many intend to stay.
STAYS = {
    "none": 0.92, "satisfied": 0.82, "neither": 0.68, "untold": 0.52, "dissatisfied": 0.30,
}  # fmt: skip
# How often each option of a list is chosen.
CHOSEN = {
    "PB2": (0.18, 0.42, 0.12, 0.30, 0.24, 0.20, 0.06),
    "PT1": (0.50, 0.24, 0.20, 0.08, 0.02, 0.03),
    "PN1": (0.30, 0.38, 0.22, 0.26, 0.10, 0.16, 0.06),
}
AGREES = 0.6
# How far contacts of one account differ: lastingly, and from one wave to the next.
PERSON, OCCASION = 0.15, 0.1
# How much a point of experience moves the views on all that customers are asked, on 0..1.
MOVES_VIEWS = 0.06
AVERAGE = 3.8


class Contact(Respondent):
    """One contact of an account in a wave; by the ``name`` it is the same person in every wave.

    ``stayed`` counts the contacts so far by branch and consent, of whom as many stay as are meant
    to, so that no few of them differ by chance.
    """

    def __init__(self, customer: Customer, wave: int, name: str, stayed: Counter[Group]) -> None:
        person, random = Random(name), Random(f"{name} {wave}")  # noqa: S311 - no secrets
        level = customer.experience[wave] + person.gauss(0, PERSON)
        self.agrees = person.random() < AGREES
        self.experience = min(max(level + random.gauss(0, OCCASION), 1.0), 5.0)
        super().__init__(random, "customers", MOVES_VIEWS * (self.experience - AVERAGE))
        fallen = customer.experience[AUTUMN] - customer.experience[0] if wave == AUTUMN else 0.0
        self.branch = self._branch()
        stays = self._is_one_of_many(STAYS[self.branch], stayed)
        self.fixed = {
            **self._problem(stays),
            "XP1": round(self.experience),
            "XP2": self._change(fallen),
        }

    def _branch(self) -> str:
        """Choose how far it came with a problem, if there was one."""
        poor = (5 - self.experience) / 4
        if self.random.random() > LEAST_PROBLEMS + (MOST_PROBLEMS - LEAST_PROBLEMS) * poor:
            return "none"
        if self.random.random() > TOLD:
            return "untold"
        ends = GOOD_ENDS if self.experience >= AVERAGE else POOR_ENDS
        return self.random.choices(ENDS, ends)[0]

    def _is_one_of_many(self, share: float, before: Counter[Group]) -> bool:
        """Whether this is one of the share of its group that does what the others do not."""
        group = self.branch, self.agrees
        before[group] += 1
        return int(before[group] * share) > int((before[group] - 1) * share)

    def _problem(self, stays: bool) -> dict[str, int]:
        """Return the answers that say the branch, and whether they stay."""
        found = {"PB1": YES, "PB3": YES, "LO1": self._one_of((4, 5) if stays else (1, 2, 3))}
        if self.branch == "none":
            return found | {"PB1": NO}
        if self.branch == "untold":
            return found | {"PB3": NO}
        place = ENDS.index(self.branch)
        satisfied = self._one_of(((4, 5), (3,), (1, 2))[place])
        dealt_with = min(max(satisfied + self._one_of((-1, 0, 0, 1)), 1), 5)
        # On paper most of it is solved.
        solved = self._one_of(((1, 1, 1, 2), (1, 2, 2), (1, 2, 3, 3))[place])
        return found | {"PT2": dealt_with, "PT3": solved, "PT4": satisfied}

    def _change(self, by: float) -> int:
        """Say how the experience is, compared with a year ago."""
        if abs(by) > 1 and self.random.random() < 0.85:
            return BETTER if by > 0 else WORSE
        return self._one_of((SAME, SAME, SAME, SAME, BETTER, WORSE))

    def _one_of(self, answers: tuple[int, ...]) -> int:
        return self.random.choice(answers)

    def answer(self, item: Item) -> dict[str, int]:
        """Answer one item, by column."""
        if item.code in self.fixed:
            return {item.code: self.fixed[item.code]}
        if item.code not in CHOSEN:
            return super().answer(item)
        codes = [column.code for column in item.columns]
        surely = self.random.choices(codes, CHOSEN[item.code])[0]
        return {
            code: 1 + (code == surely or self.random.random() < chance / 2)
            for code, chance in zip(codes, CHOSEN[item.code], strict=True)
        }
