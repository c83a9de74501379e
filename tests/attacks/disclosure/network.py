"""The rows of the network as anybody reads them in the spreadsheet, and the attack on them."""

import io
from collections import Counter
from collections.abc import Sequence
from itertools import dropwhile, islice

import numpy as np
from openpyxl import load_workbook

from surveys.models import Wave
from tests.attacks.disclosure.organisations import Answered
from tests.maturity.exact_attack import isolates_fewer_than

TITLE, EVERYBODY, DASH = "Who helps whom", "All staff", "–"
# What heads the column of names; the rows follow it.
HEAD = "People of"


def rows_told(book: bytes) -> set[str]:
    """Return the names of the rows, of whatever level, in which any number stands."""
    found = load_workbook(io.BytesIO(book), read_only=True)
    told = set()
    for sheet in found.worksheets:
        if TITLE in sheet.title:
            rows = sheet.iter_rows(values_only=True)
            below = dropwhile(lambda row: not str(row[0]).startswith(HEAD), rows)
            for name, _n, *cells in islice(below, 1, None):
                if any(cell not in (DASH, None) for cell in cells):
                    told.add(str(name))
    return told


def leaks(wave: Wave, people: Sequence[Answered], rows: set[str], k: int) -> bool:
    """Whether some combination of the rows rests on fewer than k of those who surely count."""
    order = wave.questionnaires.get(audience="staff").items
    places = [place for place, code in enumerate(order) if code.startswith("NET.")]
    came = Counter(
        who.unit
        for who in people
        if who.audience == "staff" and not who.is_fast and any(who.answers[p] for p in places)
    )
    paths = dict(wave.units.values_list("name", "path"))
    units = sorted(came)
    within = [
        [name == EVERYBODY or f"{unit} /".startswith(f"{paths[name]} /") for unit in units]
        for name in sorted(rows)
    ]
    patterns, atom = np.unique(np.array(within, dtype=float), axis=1, return_inverse=True)
    sizes = np.bincount(atom.reshape(-1), [came[unit] for unit in units]).astype(int)
    return isolates_fewer_than(k, patterns, sizes.tolist())
