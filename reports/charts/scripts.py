"""Letters as they stand from left to right, for Hebrew and Arabic words in a drawing.

WeasyPrint sets the text of a drawing letter by letter, as it comes: it would write such words
backwards, and Arabic letters apart. So their order and forms are chosen here, after the rules of
Unicode as far as names need them (UAX 9 without embeddings; the joining of Arabic).
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

from reports.charts.letters import has_letter

RIGHT_TO_LEFT = {"R", "AL"}
NUMBERS = {"EN", "AN"}
# Points and commas inside a number; per cent and plus beside one.
SEPARATORS, SIGNS = {"CS", "ES"}, {"ET"}
# Keeps a letter apart from the one beside it.
APART = "\u200c"
MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
FORMS = {"<isolated>", "<initial>", "<medial>", "<final>"}

Letters = list[tuple[str, int]]


def visual(text: str) -> str:
    """Return a text with its letters in the order in which they stand from left to right."""
    if not any(unicodedata.bidirectional(each) in RIGHT_TO_LEFT for each in text):
        return text
    letters = list(zip(text, _levels(text), strict=True))
    shown = [(each, level) for each, level in _joined(letters) if not _is_sign(each)]
    for least in range(max((level for _each, level in shown), default=0), 0, -1):
        shown = list(_turned(shown, least))
    return "".join(each.translate(MIRRORED) if level % 2 else each for each, level in shown)


def _is_sign(letter: str) -> bool:
    """Whether it only says which way to write."""
    return unicodedata.category(letter[0]) == "Cf" and letter != APART


def _levels(text: str) -> list[int]:
    """Return the level of every letter: odd from right to left, even from left to right.

    A text that begins with a number runs from left to right: a score, and whose it is.
    """
    kinds = list(_kinds(text))
    base = next((int(kind == "R") for kind in kinds if kind), 0)
    levels: list[int] = []
    opened: list[int] = []
    strong = "R" if base else "L"
    for place, kind in enumerate(kinds):
        if kind in {"L", "R"}:
            strong = kind
            levels.append(1 if kind == "R" else 2 * base)
        elif kind == "N":
            levels.append(2 if base or strong == "R" else 0)
        elif opened and text[place] in ")]}":
            levels.append(opened.pop())
        else:
            # What stands between two words of one direction goes with them, all else with the text.
            following = next((each for each in kinds[place:] if each in {"L", "R", "N"}), "")
            after = "R" if following == "N" and strong == "R" else following or "LR"[base]
            same = {"R": 1, "L": 2 * base}[strong]
            levels.append(same if strong == after else base)
            opened += levels[-1:] if text[place] in "([{" else []
    return levels


def _kinds(text: str) -> Iterator[str]:
    """Say of every letter whether it runs to the right or left, belongs to a number, or neither."""
    found = [unicodedata.bidirectional(each) for each in text]
    for place, kind in enumerate(found):
        before, after = found[place - 1 : place], found[place + 1 : place + 2]
        is_inside = kind in SEPARATORS and NUMBERS.issuperset(before) and NUMBERS.issuperset(after)
        is_sign = kind in SIGNS and bool(NUMBERS & {*before, *after})
        if kind in RIGHT_TO_LEFT:
            yield "R"
        elif kind in NUMBERS or (is_inside and before and after) or is_sign:
            yield "N"
        else:
            yield "L" if kind == "L" else ""


def _turned(letters: Letters, least: int) -> Iterator[tuple[str, int]]:
    """Turn round every run of letters of so high a level."""
    for is_turned, found in groupby(letters, key=lambda each: each[1] >= least):
        run = list(found)
        yield from reversed(run) if is_turned else run


def _joined(letters: Letters) -> Letters:
    """Choose the forms of Arabic letters; marks stay with the letter they stand on."""
    words = list(_clusters(letters))
    found: Letters = []
    before, skip = False, False
    for place, (cluster, level) in enumerate(words):
        if skip:
            skip = False
            continue
        after = words[place + 1][0][0] if place + 1 < len(words) else ""
        letter, marks = cluster[0], cluster[1:]
        pair = letter + after
        if ("<isolated>", pair) in _forms():
            form = _forms()["<final>" if before else "<isolated>", pair]
            before, skip = False, True
        else:
            onward = ("<initial>", letter) in _forms() and ("<final>", after) in _forms()
            form, before = _form(letter, before=before, after=onward), onward
        found.append((form + marks, level))
    return found


def _form(letter: str, *, before: bool, after: bool) -> str:
    """Return a letter as it stands between others that it joins."""
    kind = {(True, True): "<medial>", (True, False): "<final>", (False, True): "<initial>"}
    form = _forms().get((kind.get((before, after), ""), letter), letter)
    if form == letter and ("<final>", letter) in _forms():
        return letter + APART
    return form


def _clusters(letters: Letters) -> Iterator[tuple[str, int]]:
    """Put marks to the letters they stand on."""
    held: Sequence[tuple[str, int]] = ()
    for each, level in letters:
        if held and unicodedata.category(each) == "Mn":
            held = ((held[0][0] + each, held[0][1]),)
            continue
        yield from held
        held = ((each, level),)
    yield from held


@cache
def _forms() -> Mapping[tuple[str, str], str]:
    """Return the forms of Arabic letters that the font has, and of lam with alef."""
    forms = {}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEFD)):
        kind, *codes = unicodedata.decomposition(chr(code)).split() or [""]
        if kind in FORMS and has_letter(chr(code)):
            forms[kind, "".join(chr(int(each, 16)) for each in codes)] = chr(code)
    return forms
