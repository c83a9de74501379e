"""Tables that come with a package for tests, and the numbers its documentation prints of them."""

import csv
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from maturity.anova import rater_reliability
from maturity.covariance import Missing
from maturity.reliability import alpha, feldt_interval
from maturity.tally import Floats


def rows(name: str) -> list[dict[str, str]]:
    """Read a table of pingouin. Its data may not be copied, so it is read where it lies."""
    package = find_spec("pingouin")
    assert package is not None
    assert package.submodule_search_locations is not None
    path = Path(package.submodule_search_locations[0]) / "datasets" / name
    with path.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def wide(name: str, row: str, column: str) -> Floats:
    """Turn a table of one score a line into one row a person or thing."""
    lines = rows(name)
    people = list(dict.fromkeys(line[row] for line in lines))
    items = list(dict.fromkeys(line[column] for line in lines))
    table = np.full((len(people), len(items)), np.nan)
    for line in lines:
        table[people.index(line[row]), items.index(line[column])] = float(line["Scores"])
    return table


class TestAlpha:
    def test_of_complete_answers(self) -> None:
        found = alpha(wide("cronbach_alpha.csv", "Subj", "Items"))
        assert found.value == pytest.approx(0.591719, abs=5e-7)
        assert found.low == pytest.approx(0.195, abs=5e-4)
        assert found.high == pytest.approx(0.840, abs=5e-4)

    @pytest.fixture
    def gaps(self) -> Floats:
        lines = rows("cronbach_wide_missing.csv")
        return np.array([[float(cell or "nan") for cell in line.values()] for line in lines])

    def test_pairwise(self, gaps: Floats) -> None:
        found = alpha(gaps, missing=Missing.PAIRWISE)
        assert found.value == pytest.approx(0.732661, abs=5e-7)
        assert found.low == pytest.approx(0.435, abs=5e-4)
        assert found.high == pytest.approx(0.909, abs=5e-4)

    def test_listwise(self, gaps: Floats) -> None:
        found = alpha(gaps)
        assert found.value == pytest.approx(0.801695, abs=5e-7)
        # The published interval counts all twelve people; ours the nine without a gap.
        published = feldt_interval(found.value or 0.0, len(gaps), gaps.shape[1])
        assert published == pytest.approx((0.581, 0.933), abs=5e-4)
        assert found.n == 9


class TestRaters:
    def test_of_eight_wines_and_four_judges(self) -> None:
        found = rater_reliability(wide("icc.csv", "Wine", "Judge"))
        singles = (found.single_1, found.single_2, found.single_3)
        means = (found.mean_1, found.mean_2, found.mean_3)
        assert singles == pytest.approx((0.728, 0.728, 0.729), abs=5e-4)
        assert means == pytest.approx((0.914, 0.914, 0.915), abs=5e-4)
