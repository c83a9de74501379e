"""Answer vectors: one byte an item, in the frozen order of a questionnaire."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from maturity.items import Column, Item

NOT_ANSWERED = 0
# Of an option where several may be chosen.
NOT_CHOSEN, CHOSEN = 1, 2
DONT_KNOW = 255

Answers = npt.NDArray[np.uint8]


class AnswerError(ValueError):
    """An answer vector does not fit its questionnaire; the message names item and value."""


def allowed_codes(item: Item) -> tuple[int, ...]:
    """Return the codes each byte of an item's answer may have, "not answered" included."""
    codes = (NOT_ANSWERED, *range(1, item.scale.points + 1))
    return (*codes, DONT_KNOW) if item.scale.has_dont_know else codes


def check_answers(answers: bytes, columns: Sequence[Column]) -> bytes:
    """Return the vector if it fits the questionnaire's columns, else raise AnswerError."""
    _check_length(len(answers), len(columns))
    for column, code in zip(columns, answers, strict=True):
        if code not in allowed_codes(column.item):
            raise AnswerError(f"{column.code}: {code} is not one of the answers.")
    return answers


def _check_length(given: int, asked: int) -> None:
    if given != asked:
        raise AnswerError(f"{given} answers were given for {asked} questions.")


def check_table(answers: Answers, columns: Sequence[Column]) -> None:
    """Check answers of shape (respondents, columns) as ``check_answers`` does a vector."""
    _check_length(answers.shape[1], len(columns))
    for column, codes in zip(columns, answers.T, strict=True):
        given = {int(code) for code in np.flatnonzero(np.bincount(codes))}
        for code in sorted(given.difference(allowed_codes(column.item))):
            raise AnswerError(f"{column.code}: {code} is not one of the answers.")


def stack(vectors: Sequence[bytes], length: int) -> Answers:
    """Join answer vectors into one array of shape (respondents, ``length``).

    Raises AnswerError if one is longer or shorter.
    """
    for vector in vectors:
        _check_length(len(vector), length)
    return np.frombuffer(b"".join(vectors), dtype=np.uint8).reshape(len(vectors), length)


def scored(answers: Answers) -> Answers:
    """Return the answers with "don't know" as missing (0), for scoring only."""
    return np.where(answers == DONT_KNOW, NOT_ANSWERED, answers).astype(np.uint8)


def with_enough_answered(answers: Answers) -> Answers:
    """Blank the rows of people who answered too little of a scale to be counted in it.

    The half-scale rule: at least half of the items and never fewer than two (or all, of a
    scale of one). Shape (respondents, items) in and out; 0 is missing.
    """
    items = answers.shape[1]
    needed = min(items, max(2, -(-items // 2)))
    enough = np.count_nonzero(answers, axis=1) >= needed
    kept: Answers = answers * enough[:, np.newaxis].astype(np.uint8)
    return kept
