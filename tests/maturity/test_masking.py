"""What points to people is taken out of comments, and what does not is left in."""

import random
import re
import string
import time
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from maturity.everyday import EVERYDAY
from maturity.masking import PARTICLES, TITLES, Masker, black_out, mask

KATJA = ["Katja Jansen"]


def masked(text: str, *names: str) -> str:
    return mask(text, names=names)


class TestNames:
    @pytest.mark.parametrize(
        "text",
        [
            "Katja Jansen",
            "katja jansen",
            "KATJA JANSEN",
            "Jansen, Katja",
            "Jansen Katja",
            "katja.jansen",
            "katjajansen",
            "Jansen-Katja",
            "Katja",
            "jansen",
            "K. Jansen",
            "Ｋａｔｊａ",
            "Ka\u0301tja",
        ],
    )
    def test_are_found_however_they_are_written(self, text: str) -> None:
        assert masked(f"Ask {text} about it.", *KATJA) == "Ask [name] about it."

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Katja's desk", "[name]'s desk"),
            ("Katja’s desk", "[name]’s desk"),
            ("Katjas Tisch", "[name] Tisch"),
            ("the Jansens", "the [name]"),
            ("Katja2", "[name]2"),
            ("Katja, Tom and I", "[name], Tom and I"),
            ("(Katja)", "([name])"),
            ("Katjana and Jansenist", "Katjana and Jansenist"),
        ],
    )
    def test_leave_what_stands_around_them(self, text: str, expected: str) -> None:
        assert masked(text, *KATJA) == expected

    @pytest.mark.parametrize("text", ["Jörg", "jorg", "Joerg", "JÖRG", "Jo\u0308rg", "Müller",
                                      "Mueller", "Muller", "muellers"])  # fmt: skip
    def test_with_umlauts_are_found_in_every_spelling(self, text: str) -> None:
        assert masked(f"with {text} there", "Jörg Müller") == "with [name] there"

    def test_spelt_out_in_the_roster_are_found_with_their_umlauts(self) -> None:
        assert masked("with Jörg Müller", "Joerg Mueller") == "with [name]"

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("Anna-Lena Schmidt-Meyer", "Anna-Lena Schmidt-Meyer"),
            ("Anna-Lena Schmidt-Meyer", "lena"),
            ("Anna-Lena Schmidt-Meyer", "Schmidt"),
            ("Seán O'Brien", "O’Brien"),
            ("Seán O'Brien", "obrien"),
            ("Seán O'Brien", "Sean"),
            ("Hélène Dupont", "d'Hélène"),
            ("Søren Łukasz Weiß", "soren lukasz weiss"),
            ("Νίκη Παππά", "ΝΙΚΗ ΠΑΠΠΑ"),
            ("Дарья Волкова", "дарья"),
            ("Dr. Aya Núñez", "nunez"),
            ("Jansen, Katja", "Katja Jansen"),
        ],
    )
    def test_of_every_form_are_found(self, name: str, text: str) -> None:
        assert masked(f"with {text} there", name) == "with [name] there"

    def test_of_two_letters_are_found_in_the_full_name_alone(self) -> None:
        assert masked("Jo Li, li jo, JO LI", "Jo Li") == "[name], [name], [name]"
        assert masked("jo, a li and an ox", "Jo Li") == "jo, a li and an ox"

    def test_swallow_the_initials_beside_them(self) -> None:
        assert masked("with K. Jansen A. Katja, B.Katja") == "with K. Jansen A. Katja, B.Katja"
        assert masked("with K. Jansen A. Katja, B.Katja", *KATJA) == "with [name], [name]"

    def test_do_not_drag_their_particles_and_titles_along(self) -> None:
        text = "Der Tisch von der Ecke, the van and the Dr."
        assert masked(text, "Dr. Mark van der Berg", "Von der Ley, Ute") == text


class TestEverydayWords:
    NAMES = ("Will Grant", "Rose May")

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("We will see, and I may grant that prices rose.", None),
            ("Will it last? May I ask? … Rose-coloured. \nGrant us time.", None),
            ("“Will it last?” - May be.", None),
            ("I asked Will, and then Rose.", "I asked [name], and then [name]."),
            ("Mr. Grant came.", "Mr. [name] came."),
            ("will grant decides, and May, Rose too", "[name] decides, and [name] too"),
            ("I like WILL.", "I like [name]."),
        ],
    )
    def test_are_names_with_a_capital_inside_a_sentence(
        self, text: str, expected: str | None
    ) -> None:
        assert mask(text, names=self.NAMES) == (expected or text)

    def test_that_names_turn_into_without_accents_stay(self) -> None:
        assert masked("Prices are low, but Löw and Loew say so.", "Ida Löw") == (
            "Prices are low, but [name] and [name] say so."
        )

    def test_list_is_folded(self) -> None:
        assert all(word == word.casefold() and word.isalpha() for word in EVERYDAY)


class TestForms:
    @pytest.mark.parametrize(
        "text",
        ["a.b@x.example", "A+B@x.co.uk", "a@localhost", "a (at) x.de", "a[at]x (dot) de",
         "müller@x.de"],
    )  # fmt: skip
    def test_of_mail_addresses(self, text: str) -> None:
        assert mask(f"Write to {text}, please.") == "Write to [e-mail], please."

    @pytest.mark.parametrize(
        "text",
        ["https://x.example/a?b=c#d", "http://10.0.0.1:80/x", "www.x.example", "x.com/people/7",
         "team.x.org"],
    )  # fmt: skip
    def test_of_web_addresses(self, text: str) -> None:
        assert mask(f"See {text}. Then ask.") == "See [link]. Then ask."

    @pytest.mark.parametrize(
        "text",
        ["0171 2345678", "+49 171 2345678", "+49 (0) 171 / 234-5678", "0049.171.2345678",
         "555-0123-4", "(020) 7946 0958", "5550123", "+1 (555) 010‑9999", "12 34 56 78",
         "٠١٧١٢٣٤٥٦٧"],
    )  # fmt: skip
    def test_of_telephone_numbers(self, text: str) -> None:
        assert mask(f"Call {text}, now.") == "Call [phone], now."

    def test_of_a_telephone_number_in_brackets(self) -> None:
        assert mask("Call me (0171 2345678).") == "Call me ([phone])."

    @pytest.mark.parametrize(
        "text",
        ["2026-11-02", "02.11.2026", "2/11/2026", "11/22/2026", "in 2026", "2024-2026",
         "2024 – 2026", "1,200,000", "1.200.000", "12 500 000", "€ 1 250 000", "123456",
         "from 9:30 to 17:45", "on 2026-11-02 at 09:30", "2 of 10, 3 of 20"],
    )  # fmt: skip
    def test_of_days_years_and_amounts_are_left(self, text: str) -> None:
        assert mask(f"It was {text}, I think.") == f"It was {text}, I think."


class TestWhatTheClientKnows:
    @pytest.mark.parametrize("text", ["E-12345", "e12345", "E 12345", "E/12345", "7788"])
    def test_numbers_of_people(self, text: str) -> None:
        numbers = ["E-12345", "7788", "123"]
        assert mask(f"I am {text}, not 123.", numbers=numbers) == "I am [number], not 123."

    def test_a_number_that_could_be_a_telephone_number(self) -> None:
        assert mask("It is 1234567.", numbers=["1234567"]) == "It is [number]."

    @pytest.mark.parametrize("text", ["Acme Tools Ltd", "acme tools", "ACME TOOLS", "Acme-Tools"])
    def test_accounts_with_and_without_their_legal_form(self, text: str) -> None:
        found = mask(f"We lost {text} again.", accounts=["Acme Tools Ltd."])
        assert found == "We lost [account] again."

    def test_accounts_called_by_everyday_words(self) -> None:
        accounts = ["New Order Ltd", "Orange"]
        assert mask("An orange form for a new order.", accounts=accounts) == (
            "An orange form for a new order."
        )
        assert mask("We sold it to Orange and to New Order.", accounts=accounts) == (
            "We sold it to [account] and to [account]."
        )


class TestBlackOut:
    def test_takes_whole_words_and_phrases_out(self) -> None:
        text = "The tall lady from the  third floor, tallest of all. Tall!"
        assert black_out(text, ["tall", "the third floor"]) == (
            "The [removed] lady from [removed], tallest of all. [removed]!"
        )

    def test_leaves_what_is_masked_and_takes_signs_as_they_are(self) -> None:
        assert black_out("[name] (a.b) axb, name", ["name", "a.b"]) == (
            "[name] ([removed]) axb, [removed]"
        )
        assert black_out("Ask [name] at the till", ["[name] at the till"]) == "Ask [removed]"

    def test_of_nothing_changes_nothing(self) -> None:
        assert black_out("As it is.", ["", "  "]) == "As it is."


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
        text = "ACME [name]0 Tools, Jo [link] Li"
        assert mask(text, names=["Jo Li"], accounts=["Acme 0 Tools"]) == text

    @given(st.text(max_size=80))
    def test_nobody_known_changes_no_words(self, text: str) -> None:
        assume(not re.search(r"[\d@.]|\[|\(at|://", text))
        assert mask(text).split() == mask(text, names=["Xq Zv"]).split()

    @pytest.mark.parametrize("name", ["", " ", ",", "–", "'", "’ ’", "Dr.", "1", "\u0301", "王"])
    def test_a_name_without_a_name_in_it_harms_nothing(self, name: str) -> None:
        assert mask("Ask the help desk, please.", names=[name]) == "Ask the help desk, please."


def test_fifty_thousand_names_are_fast() -> None:
    draw = random.Random(1)
    words = ["".join(draw.choices(string.ascii_lowercase, k=7)) for _ in range(8_000)]
    names = [f"{draw.choice(words).title()} {draw.choice(words).title()}" for _ in range(50_000)]
    before = time.process_time()
    masker = Masker(names=names)
    for name in names[:2_000]:
        assert masker.mask(f"I think {name} could answer sooner.") == (
            "I think [name] could answer sooner."
        )
    assert time.process_time() - before < 10
