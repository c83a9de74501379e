"""Characters that hide in a text or turn it round."""

import pytest
from django.core.exceptions import ValidationError

from organisations.models import one_line
from organisations.plain_text import unseen, without_unseen

# Unseen characters of each kind: a soft hyphen, a zero-width space, an override of the
# direction, an isolate, a byte order mark, a private one and half of a pair.
HIDDEN = ["\xad", "\u200b", "\u202e", "\u2067", "\ufeff", "\ue000", "\ud800"]
BREAKS = ["\n", "\r", "\t", "\x07", "\x7f", "\x85", "\u2028", "\u2029"]
# Persian "I go" and the Hindi letter "ksha", both shaped by a joiner within.
PERSIAN = "می\u200cروم"
HINDI = "क्\u200dष"


class TestOneLine:
    @pytest.mark.parametrize(
        "text", ["Müller & Søn", "日本", PERSIAN, HINDI, "👍", "Ole O’Neill", ""]
    )
    def test_may_be_in_any_script(self, text: str) -> None:
        one_line(text)

    @pytest.mark.parametrize("character", BREAKS)
    def test_has_no_break(self, character: str) -> None:
        with pytest.raises(ValidationError, match="Write it on one line"):
            one_line(f"Client{character}Ltd")

    @pytest.mark.parametrize("character", HIDDEN)
    def test_has_nothing_hidden_and_says_what_is(self, character: str) -> None:
        with pytest.raises(ValidationError, match=rf"cannot be seen \(U\+{ord(character):04X}\)"):
            one_line(f"Client{character}Ltd")

    @pytest.mark.parametrize("text", ["\u200cClient", "Client\u200d", "Client \u200d Ltd"])
    def test_has_joiners_only_between_letters(self, text: str) -> None:
        assert unseen(text) != []


class TestSeveralLines:
    def test_keep_their_breaks_however_they_are_written(self) -> None:
        assert without_unseen("One\r\ntwo\rthree\nfour") == "One\ntwo\nthree\nfour"

    @pytest.mark.parametrize("character", HIDDEN)
    def test_lose_what_is_hidden(self, character: str) -> None:
        assert without_unseen(f"Keep{character} it.") == "Keep it."

    @pytest.mark.parametrize("character", ["\t", "\x07", "\u2028", "\u2029"])
    def test_keep_words_apart(self, character: str) -> None:
        assert without_unseen(f"Keep{character}it.") == "Keep it."

    @pytest.mark.parametrize("text", [PERSIAN, HINDI])
    def test_keep_the_joiners_a_script_needs(self, text: str) -> None:
        assert without_unseen(f"\u200d{text}\u200c") == text
