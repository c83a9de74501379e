"""What points to people is taken out of comments, and what does not is left in."""

import random
import string

import pytest

from maturity.everyday import EVERYDAY
from maturity.masking import Masker, black_out, mask
from tests.pace import within

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
            ("Mary-Ann Smith-Jones", "MaryAnn"),
            ("Mary-Ann Smith-Jones", "smithjones"),
            ("Mary-Ann Smith-Jones", "Mary Ann"),
            ("Ravi Das", "Das"),
            ("Minh Le", "Le"),
            ("王伟", "王伟"),
            ("김 민준", "민준"),
        ],
    )
    def test_of_every_form_are_found(self, name: str, text: str) -> None:
        assert masked(f"with {text} there", name) == "with [name] there"

    def test_of_two_letters_are_found_in_the_full_name(self) -> None:
        assert masked("Jo Li, li jo, JO LI", "Jo Li") == "[name], [name], [name]"

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("we asked Ng, then Bo’s friend", "we asked [name], then [name]’s friend"),
            ("the LI account", "the [name] account"),
            ("Mr. Li came", "Mr. [name] came"),
            ("bo, a li and an ng", None),
            ("Bo was rude. Li too.", None),
            ("Le Havre, de Gaulle, from De Smet in La Paz to St. Gallen", None),
        ],
    )
    def test_of_two_letters_count_like_everyday_words(
        self, text: str, expected: str | None
    ) -> None:
        names = ("Bo Li", "Ng, Wei", "Ana de la Cruz", "Le Goff, Yann", "Piet De Wit", "St. Clair")
        assert masked(text, *names) == (expected or text)

    def test_swallow_the_initials_beside_them(self) -> None:
        assert masked("with K. Jansen A. Katja, B.Katja") == "with K. Jansen A. Katja, B.Katja"
        assert masked("with K. Jansen A. Katja, B.Katja", *KATJA) == "with [name], [name]"

    def test_do_not_drag_their_particles_and_titles_along(self) -> None:
        text = "Der Tisch von der Ecke, the van, das da and the Dr."
        names = ("Dr. Mark van der Berg", "Von der Ley, Ute", "Ravi Das")
        assert masked(text, *names) == text


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


def test_fifty_thousand_names_are_fast() -> None:
    draw = random.Random(1)
    words = ["".join(draw.choices(string.ascii_lowercase, k=7)) for _ in range(8_000)]
    names = [f"{draw.choice(words).title()} {draw.choice(words).title()}" for _ in range(50_000)]
    with within(10):
        masker = Masker(names=names)
        for name in names[:2_000]:
            assert masker.mask(f"I think {name} could answer sooner.") == (
                "I think [name] could answer sooner."
            )
