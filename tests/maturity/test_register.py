"""The complaint register in numbers."""

import pytest

from maturity.iceberg.register import register_document


def test_is_counted() -> None:
    document = register_document(
        days=["2026-03-02", "2026-01-15", "2026-05-30", "2026-02-01"],
        channels=["Phone", "phone", "E-mail", "phone"],
        causes=["Delivery", "Invoice", "delivery", "Delivery"],
        outcomes=["resolved", "open", "resolved", "partly"],
        accounts=["a", "a", "", "b"],
    )
    assert document == {
        "n": 4,
        "first": "2026-01-15",
        "last": "2026-05-30",
        "accounts": 2,
        "unnamed": 1,
        "outcomes": {"resolved": 2, "partly": 1, "unresolved": 0, "open": 1},
        "channels": [["phone", 3], ["E-mail", 1]],
        "causes": [["Delivery", 3], ["Invoice", 1]],
    }


def test_names_eight_and_counts_the_rest() -> None:
    """Nine causes: the first twice, the others once; the last by the alphabet is the rest."""
    causes = ["A", *"ABCDEFGHI"]
    n = len(causes)
    document = register_document(["2026-03-02"] * n, ["x"] * n, causes, ["resolved"] * n, [""] * n)
    assert document["causes"][0] == ["A", 2]
    assert [name for name, _n in document["causes"]] == [*"ABCDEFGH", ""]
    assert document["causes"][-1] == ["", 1]


def test_says_what_is_wrong() -> None:
    with pytest.raises(ValueError, match="at least one"):
        register_document([], [], [], [], [])
    with pytest.raises(ValueError, match="closed is no outcome"):
        register_document(["2026-03-02"], ["x"], ["y"], ["closed"], [""])
