"""What holds of masking whatever the names and the texts."""

import re
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from maturity.everyday import EVERYDAY
from maturity.masking import PARTICLES, TITLES, Masker, mask

LETTERS = st.text("abcdefghijklmnoprstuvzäöüéñøßšžλдя", min_size=3, max_size=9)
PARTS = LETTERS.filter(lambda word: word not in EVERYDAY | PARTICLES | TITLES)
NAMES = st.tuples(PARTS, PARTS).map(lambda parts: " ".join(part.title() for part in parts))
WRITINGS: list[Callable[[str], str]] = [
    str, str.lower, str.upper,
    lambda name: ", ".join(reversed(name.split())),
    lambda name: name.split()[0],
    lambda name: name.split()[1] + "'s",
    lambda name: name.replace(" ", "-"),
    lambda name: name.replace(" ", "").lower(),
]  # fmt: skip
SIGNS = st.sampled_from([". ", ", ", " (", ") ", "! ", "\n", " – ", ": ", "; ", " "])
ANYTHING = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [*"Will will Katja Jansen 0171 2345678 2026-11-02 1.200.000 a@b.c [name] [e-mail] "
             "K. J. Acme Tools E-12345 http://x.y/z www.x.de (at) d'Katja Katja's Mr. ( ) + - , . "
             "[ ] ! \n : 7 12 555".split(" ")]
        ),
        max_size=14,
    ).map(" ".join),
)  # fmt: skip


class TestProperties:
    @given(st.lists(NAMES, min_size=1, max_size=6), st.data())
    def test_no_name_survives(self, names: list[str], data: st.DataObject) -> None:
        words = [re.sub(r"\W", "", word).casefold() for name in names for word in name.split()]
        assume(not set(words) & {"and", "then", "name", "went"})
        writings = data.draw(st.lists(st.sampled_from(WRITINGS), min_size=1, max_size=6))
        text = "".join(
            f"and then {write(data.draw(st.sampled_from(names)))} went{data.draw(SIGNS)}"
            for write in writings
        )
        left = mask(text, names=names).replace("[name]", "").casefold()
        tokens = set(re.findall(r"[^\W\d_]+", left))
        assert tokens <= {"and", "then", "went", "s"}

    @given(ANYTHING)
    def test_masking_again_changes_nothing(self, text: str) -> None:
        masker = Masker(
            names=["Katja Jansen", "Will Grant", "Jo Li", "Na Me", "Link Phone"],
            accounts=["Acme Tools Ltd"],
            numbers=["E-12345", "2345678"],
        )
        once = masker.mask(text)
        assert masker.mask(once) == once

    def test_what_is_masked_already_joins_no_names(self) -> None:
        text = "ACME [name]0 Tools, jo [link] li"
        assert mask(text, names=["Jo Li"], accounts=["Acme 0 Tools"]) == text

    @given(st.text(max_size=80))
    def test_nobody_known_changes_no_words(self, text: str) -> None:
        assume(not re.search(r"[\d@.]|\[|\(at|://", text))
        assert mask(text).split() == mask(text, names=["Xq Zv"]).split()

    @pytest.mark.parametrize("name", ["", " ", ",", "–", "'", "’ ’", "Dr.", "1", "\u0301", "王"])
    def test_a_name_without_a_name_in_it_harms_nothing(self, name: str) -> None:
        assert mask("Ask the help desk, please.", names=[name]) == "Ask the help desk, please."
