"""Answers of an invented company, as uneven as real ones: the same for the same seed.

A person's answers hang together, departments differ, some people leave items out or don't know,
a few are too fast. Departments are of very different size and answer unevenly, so that weights
apply.
"""

from collections.abc import Sequence

import numpy as np

from maturity.answers import DONT_KNOW, NOT_ANSWERED, Answers
from maturity.groups import Attribute, Groups, Unit
from maturity.items import Column
from maturity.responses import Responses
from maturity.tally import Floats, Integers

DEPARTMENTS = 200
PEOPLE_AN_ACCOUNT = 10
SEED = 20
# How a latent opinion of variance 1 divides into department, person and single answer.
OF_DEPARTMENT, OF_PERSON, OF_ANSWER = 0.05, 0.45, 0.50
LEFT_OUT, UNSURE, TOO_FAST = 0.03, 0.08, 0.02
LOWEST_RATE, HIGHEST_RATE = 0.45, 0.95


def departments_of(people: int) -> Integers:
    """Return each person's department, 0 to 199: shape (people,)."""
    rng = np.random.default_rng(SEED)
    sizes = rng.lognormal(sigma=0.8, size=DEPARTMENTS)
    found: Integers = rng.choice(DEPARTMENTS, people, p=sizes / sizes.sum())
    return found


def answers_of(columns: Sequence[Column], groups: Integers) -> Answers:
    """Return answers of shape (people, columns); people of a group (people,) are alike."""
    rng = np.random.default_rng(SEED + 1)
    people = len(groups)
    of_groups = rng.normal(0, OF_DEPARTMENT**0.5, int(groups.max(initial=0)) + 1)
    opinion = of_groups[groups] + rng.normal(0, OF_PERSON**0.5, people)
    answers = np.empty((people, len(columns)), dtype=np.uint8)
    for place, column in enumerate(columns):
        points = column.item.scale.points
        middle = (points + 1) / 2 + rng.uniform(-0.5, 0.5)
        latent = opinion + rng.normal(0, OF_ANSWER**0.5, people)
        codes = np.clip(np.rint(middle + points / 4 * latent), 1, points).astype(np.uint8)
        luck = rng.random(people)
        codes[luck < LEFT_OUT] = NOT_ANSWERED
        if column.item.scale.has_dont_know:
            codes[luck > 1 - UNSURE] = DONT_KNOW
        answers[:, place] = codes
    return answers


def staff(answers: Answers, department: Integers) -> Responses:
    """Return staff's answers with how many were asked in each department, and an attribute."""
    rng = np.random.default_rng(SEED + 2)
    came = np.bincount(department, minlength=DEPARTMENTS)
    rates: Floats = rng.uniform(LOWEST_RATE, HIGHEST_RATE, DEPARTMENTS)
    asked = np.ceil(came / rates).astype(np.int64)
    return Responses(
        answers,
        invited=int(asked.sum()),
        departments={f"Department {place}": int(n) for place, n in enumerate(asked)},
        department=department,
        is_fast=rng.random(len(answers)) < TOO_FAST,
        groups=groups(asked, department, rng),
    )


def groups(asked: Integers, department: Integers, rng: np.random.Generator) -> Groups:
    """Return the departments, and how long people have been there, as groups to be told apart."""
    tenure = Attribute("tenure", ("under 2 years", "2 to 5 years", "over 5 years"), is_ordered=True)
    spans = len(tenure.values)
    places = np.arange(len(asked))
    cell: Integers = department * spans + rng.integers(0, spans, len(department))
    came = np.bincount(cell, minlength=len(asked) * spans)
    silent = asked - np.bincount(department, minlength=len(asked))
    invited = came + np.repeat(silent // spans + 1, spans)
    return Groups(
        units=tuple(Unit(name, name, name) for name in (f"Department {n}" for n in places)),
        attributes=(tenure,),
        cells=np.column_stack([np.repeat(places, spans), np.tile(np.arange(spans), len(asked))]),
        invited=invited,
        cell=cell,
    )


def leaders(columns: Sequence[Column], people: int) -> Responses:
    """Return the answers of leaders, who stand for themselves."""
    answers = answers_of(columns, np.zeros(people, dtype=np.int64))
    return Responses(answers, invited=people, stands_for_itself=True)


def customers(columns: Sequence[Column], people: int) -> Responses:
    """Return the answers of customers, ten an account on average."""
    rng = np.random.default_rng(SEED + 3)
    account: Integers = rng.integers(0, max(1, people // PEOPLE_AN_ACCOUNT), people)
    return Responses(answers_of(columns, account), invited=3 * people, account=account)
