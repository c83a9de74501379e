"""Masking: what points to people is taken out of what somebody wrote in their own words.

E-mail addresses become [e-mail], web addresses [link], telephone numbers [phone], and what the
roster knows [name], [account] and [number]. The rules are ours. Where it is doubtful whether
digits are a telephone number, they are masked. A machine cannot find everything: nicknames,
descriptions ("the lady at the till"), misspelt names, and names inside scripts that set no
blanks between words remain, which is why a person reads every comment before it is quoted.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple
from unicodedata import category, normalize

from maturity.everyday import EVERYDAY

EMAIL, PHONE, LINK = "[e-mail]", "[phone]", "[link]"
NAME, ACCOUNT, NUMBER, REMOVED = "[name]", "[account]", "[number]", "[removed]"
FEWEST_LETTERS_RUN_TOGETHER = 5
FEWEST_CHARACTERS_OF_A_NUMBER = 4

TITLES = frozenset("dr dra prof mr mrs ms mx miss herr frau sir mme mlle ing dipl phd msc".split())
PARTICLES = frozenset(
    """van von vom vor der den dem des del della delle dela degli dos das los las les bin ibn bint
    ten ter zur zum und and aus auf al da de di do du el la le lo st te zu""".split()
)
LEGAL_FORMS = frozenset(
    """ltd limited inc incorporated corp corporation co company llc llp plc gmbh ag kg ohg se ug mbh
    sa sas sarl srl spa bv nv ab as oy aps sro the und and group holding""".split()
)

_MASKED = r"\[(?:e-mail|phone|link|name|account|number|removed)\]"

# What points to people by its form alone.
_LOCAL = r"(?<![\w.+-])[\w.!#$%&'*+/=?^`{|}~-]+"
_AT = r"(?:@|\(at\)|\[at\])"
_DOT = r"(?:\.|\s?(?:\(dot\)|\[dot\])\s?)"
_DOMAINS = "com|org|net|info|biz|eu|io|de|ch|fr|nl|uk|example"
_SEPARATOR = r"[ \t\u00a0\u2009\u202f\-‐‑–./()·]{0,3}"
_DAY, _MONTH, _YEAR = "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])", "(?:19|20)[0-9]{2}"
_BY_FORM = re.compile(
    rf"""
    (?P<email>{_LOCAL}@[\w-]+(?:\.[\w-]+)* | {_LOCAL}\s?{_AT}\s?[\w-]+(?:{_DOT}[\w-]+)+)
    | (?P<link>(?:https?|ftp)://\S*[\w/] | www\.\S*[\w/]
        | (?<![\w@.])(?:[\w-]+\.)+(?:{_DOMAINS})\b(?:/\S*[\w/])?)
    | (?P<kept>{_MASKED}
        | (?<!\d) (?:
            (?: {_YEAR}(?P<sign>[-./]){_MONTH}(?P=sign){_DAY}
              | (?:{_DAY}(?P<dot>[-./]){_MONTH}|{_MONTH}(?P<slash>/){_DAY})(?:(?P=dot)|(?P=slash))
                {_YEAR} ) (?!\d|[-./]\d)
            | {_YEAR}[ ]?[-–/][ ]?{_YEAR} (?!{_SEPARATOR}\d)
            | [1-9][0-9]?(?:[ .'’][0-9]{{3}}){{2,}} (?!{_SEPARATOR}\d) ))
    | (?P<phone>(?<!\d)[+(]{{0,2}}\d(?:{_SEPARATOR}\d){{6,}})
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Most texts have nothing of the kind, and this is found out much faster.
_HAS_A_FORM = re.compile(r"[@\d]|[(\[]at[)\]]|://|\.\w", re.IGNORECASE)

# Accents that stand beside their letters, and the two joiners that shape letters.
_MARKS = (
    "".join(c for c in map(chr, range(0x300, 0x3100)) if category(c)[0] == "M") + "\u200c\u200d"
)
_LETTERS = rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*"
_WORD = re.compile(rf"(?P<kept>{_MASKED})|(?P<word>{_LETTERS}(?:['’ʼ]{_LETTERS})*)|\d+")
_BETWEEN = re.compile(r"[\s,.\-‐‑–_/]{0,3}")
_APOSTROPHE = re.compile("['’ʼ]")
_JOINER = re.compile("['’ʼ\\-‐‑–]")
_POSSESSIVE = re.compile(r"['’ʼ]s?$", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?…\n])[\s\"'“”„‘’«»()\[*•–-]*$")
_TITLE_BEFORE = re.compile(r"\b(?:dr|prof|mr|mrs|ms|st|hr|fr)\.\s*$", re.IGNORECASE)
_INITIALS = r"(?:[^\W\d_]\.\s?)*"
_SAME_NAME = re.compile(rf"(?<!\w){_INITIALS}\[name\](?:[ \t-]+{_INITIALS}\[name\])*")

_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h"}
)
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})

# A word folded in two ways: accents dropped, and accents spelt out.
_Spellings = tuple[str, str]


class _Token(NamedTuple):
    """A word or a run of digits in a text; what is masked already has no keys."""

    start: int
    end: int
    keys: tuple[str, ...]
    has_capital: bool


def mask(
    text: str,
    *,
    names: Iterable[str] = (),
    accounts: Iterable[str] = (),
    numbers: Iterable[str] = (),
) -> str:
    """Return a text without what points to people; of many texts, make one ``Masker``."""
    return Masker(names=names, accounts=accounts, numbers=numbers).mask(text)


def black_out(text: str, words: Iterable[str]) -> str:
    """Return a text with words or phrases replaced by [removed], wherever they stand whole.

    Their case does not matter, nor how many blanks a phrase has; what is masked already stays.
    """
    for phrase in filter(str.strip, words):
        spaced = r"\s+".join(map(re.escape, phrase.split()))
        found = re.compile(rf"(?P<found>(?<!\w){spaced}(?!\w))|{_MASKED}", re.IGNORECASE)
        text = found.sub(lambda match: REMOVED if match["found"] else match[0], text)
    return text


class Masker:
    """Takes the people, customers and numbers of one organisation out of texts.

    ``names`` are of people, as "Katja Jansen" or "Jansen, Katja"; ``accounts`` of customers, with
    or without their legal form; ``numbers`` what people go by in the organisation's own system,
    those of fewer than four characters left out. Built once: 50,000 names take about a second.

    A name is found whole, in either order, run together, and by each part of two letters or more,
    whatever the case, accents (ä also as ae) and the possessive. By itself, an everyday word
    ("will"), a particle ("das") or two letters ("li") count only with a capital inside a sentence;
    two letters of a script without capitals always do.
    """

    def __init__(
        self,
        *,
        names: Iterable[str] = (),
        accounts: Iterable[str] = (),
        numbers: Iterable[str] = (),
    ) -> None:
        # What to put for a run of folded words, and how long the runs are that begin with a word.
        self._labels: dict[tuple[str, ...], str] = {}
        self._lengths: defaultdict[str, set[int]] = defaultdict(set)
        self._keys: dict[str, tuple[str, ...]] = {}  # of words met in texts
        for number in numbers:
            if sum(map(str.isalnum, number)) >= FEWEST_CHARACTERS_OF_A_NUMBER:
                self._add(_words(number), NUMBER)
        for account in accounts:
            self._add_account(_words(account))
        for name in names:
            last, _comma, first = name.partition(",")
            self._add_name(_words(f"{first} {last}"))
            for piece in filter(_JOINER.search, name.split()):
                self._add_name(_words(_JOINER.sub(" ", piece)))

    def mask(self, text: str) -> str:
        """Return a text without them; to mask it again changes nothing."""
        text = normalize("NFC", text)
        if _HAS_A_FORM.search(text):
            text = _BY_FORM.sub(self._mask_form, text)
        return _SAME_NAME.sub(NAME, "".join(self._masked_words(text)))

    def _add(self, words: Sequence[_Spellings], label: str) -> None:
        for run in {tuple(word[0] for word in words), tuple(word[1] for word in words)}:
            if sum(map(len, run)) > 1:
                self._labels.setdefault(run, label)
                self._lengths[run[0]].add(len(run))

    def _add_account(self, words: list[_Spellings]) -> None:
        self._add(words, ACCOUNT)
        while len(words) > 1 and words[-1][0] in LEGAL_FORMS:
            words = words[:-1]
            self._add(words, ACCOUNT)

    def _add_name(self, words: list[_Spellings]) -> None:
        words = [word for word in words if word[0] not in TITLES] or words
        if not words:
            return
        first, last = words[0], words[-1]
        orders = [words, [last, *words[:-1]], [first, last], [last, first]]
        for order in orders[: 1 if len(words) == 1 else 2 if len(words) == 2 else 4]:
            self._add(order, NAME)
            plain, spelt_out = ("".join(column) for column in zip(*order, strict=True))
            if len(plain) >= FEWEST_LETTERS_RUN_TOGETHER:
                self._add([(plain, spelt_out)], NAME)
        for word in words:
            # No name ends in a particle: Das and Le are families.
            if word[0].isalpha() and (word is last or word[0] not in PARTICLES):
                self._add([word], NAME)

    def _mask_form(self, match: re.Match[str]) -> str:
        """Return what to put for an address or a number, or what is there if it is neither."""
        found = match[0]
        if match["email"] or match["link"]:
            return EMAIL if match["email"] else LINK
        if match["phone"]:
            bracket = "(" if found[0] == "(" and found.count("(") > found.count(")") else ""
            run = tuple(plain for plain, _spelt_out in _words(found))
            return bracket + (NUMBER if self._labels.get(run) == NUMBER else PHONE)
        return found

    def _masked_words(self, text: str) -> Iterator[str]:
        """Yield the text piece by piece, each name, account and number as its label."""
        tokens = [self._token(match) for match in _WORD.finditer(text)]
        done = place = 0
        while place < len(tokens):
            length, label = self._longest(text, tokens, place)
            if label:
                yield text[done : tokens[place].start]
                yield label
                done = tokens[place + length - 1].end
            place += length
        yield text[done:]

    def _token(self, match: re.Match[str]) -> _Token:
        start, end = match.span()
        if match["kept"]:
            return _Token(start, end, (), False)
        word = _POSSESSIVE.sub("", match[0])
        if word not in self._keys:
            self._keys[word] = _keys(word)
        return _Token(start, start + len(word), self._keys[word], word[0].isupper())

    def _longest(self, text: str, tokens: Sequence[_Token], place: int) -> tuple[int, str]:
        """Return how many tokens from a place on belong together, and their label or ""."""
        first = tokens[place]
        lengths = {n for key in first.keys for n in self._lengths.get(key, ())}
        for length in sorted(lengths, reverse=True):
            run = tokens[place : place + length]
            if len(run) == length and _are_together(text, run):
                label = self._label(run)
                if label and (_is_surely_a_name(run, label) or _is_written_as_one(text, first)):
                    return length, label
        return 1, ""

    def _label(self, run: Sequence[_Token]) -> str:
        """Return the label of a run of tokens, the last with or without its s; "" for none."""
        *before, last = run
        for spelling in (0, 1):
            start = tuple(token.keys[spelling] for token in before)
            for key in last.keys:
                if label := self._labels.get((*start, key)):
                    return label
        return ""


def _words(text: str) -> list[_Spellings]:
    """Return the words and runs of digits of a text, folded, without the possessive."""
    found = _WORD.finditer(normalize("NFC", text))
    return [_spellings(_POSSESSIVE.sub("", match[0])) for match in found]


def _keys(word: str) -> tuple[str, ...]:
    """Return what a word may be looked up by: its two spellings first.

    Those of the pieces beside an apostrophe follow, then all without an s at the end.
    """
    keys = [*_spellings(word)]
    pieces = _APOSTROPHE.split(word)
    if len(pieces) > 1:
        keys += [key for piece in pieces if len(piece) > 2 for key in _spellings(piece)]
    return (*keys, *(key[:-1] for key in keys if key.endswith("s") and len(key) > 3))


def _spellings(word: str) -> _Spellings:
    """Return a word folded: without case and accents, and with ä, ö, ü, ø, å spelt out."""
    if word.isascii() and word.isalnum():
        return (folded := word.lower()), folded
    return _fold(word), _fold(word.casefold().translate(_SPELT_OUT))


def _fold(word: str) -> str:
    letters = "".join(filter(str.isalnum, normalize("NFKD", word))).casefold()
    return normalize("NFKD", letters).translate(_PLAIN)


def _are_together(text: str, run: Sequence[_Token]) -> bool:
    """Whether only blanks and signs that join names stand between tokens, and none is masked."""
    if not all(token.keys for token in run):
        return False
    return all(_BETWEEN.fullmatch(text, a.end, b.start) for a, b in pairwise(run))


def _is_surely_a_name(run: Sequence[_Token], label: str) -> bool:
    """Whether it is one however it is written: no everyday word, nor a firm made of them."""
    if len(run) > 1 and label != ACCOUNT:
        return True
    return not all(_is_everyday(token) for token in run)


def _is_everyday(token: _Token) -> bool:
    if any(key in EVERYDAY for key in token.keys) or token.keys[0] in PARTICLES:
        return True
    return len(token.keys[0]) <= 2 and token.keys[0].islower()


def _is_written_as_one(text: str, token: _Token) -> bool:
    """Whether a token has a capital that does not come from the beginning of a sentence."""
    before = text[max(0, token.start - 40) : token.start]
    return token.has_capital and bool(
        _TITLE_BEFORE.search(before) or not _SENTENCE_ENDS.search(before)
    )
