import numpy as np

from maturity.disclosure.ledger import Ledger


def ledger(*atoms: tuple[str, int]) -> Ledger:
    """A ledger of atoms by (pattern, people)."""
    patterns = np.array([[int(mark) for mark in pattern] for pattern, _size in atoms], dtype=float)
    rows = [f"row {n}" for n in range(patterns.shape[1])]
    return Ledger.of(rows, patterns, np.array([size for _pattern, size in atoms]))


class TestJointRelease:
    def test_a_second_filter_that_leaves_one_out_is_refused(self) -> None:
        # 10 of 20 were shown; a filter of 9 of them would isolate the tenth.
        shown = Ledger(("all", "ten"), np.array([[1.0, 1], [1, 1], [1, 0]]), np.array([9, 1, 10]))
        assert not shown.admits([1, 0, 0], 5)

    def test_a_late_batch_of_one_is_refused_and_one_of_five_is_not(self) -> None:
        shown = ledger(("1", 20))
        assert not shown.admits([1], 5, newcomers=1)
        assert shown.admits([1], 5, newcomers=5)

    def test_leaders_beside_staff(self) -> None:
        # "All" after "staff": four leaders are too few, five are enough.
        staff = ledger(("1", 40))
        assert not staff.admits([1], 5, newcomers=4)
        assert staff.admits([1], 5, newcomers=5)

    def test_another_audience_does_not_touch_it(self) -> None:
        assert ledger(("1", 40)).admits([0], 5, newcomers=6)


class TestWhatIsKept:
    def test_sizes_are_coarse_and_small_ones_are_none(self) -> None:
        kept = ledger(("10", 4), ("11", 7), ("01", 19), ("00", 300))
        assert dict(zip(map(tuple, kept.atoms.tolist()), kept.sizes.tolist(), strict=True)) == {
            (1, 0): 0, (1, 1): 5, (0, 1): 10, (0, 0): 50,
        }  # fmt: skip

    def test_it_survives_being_stored(self) -> None:
        kept = ledger(("10", 12), ("11", 7))
        again = Ledger.from_json(kept.to_json())
        assert again.to_json() == kept.to_json()
        assert kept.to_json() == {"rows": ["row 0", "row 1"], "atoms": [[[0], 10], [[0, 1], 5]]}
