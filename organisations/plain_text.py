"""Text as a reader sees it, without characters that hide in it or turn it round."""

import re
from unicodedata import category

# Categories of Unicode: control, format, line and paragraph separator, private use, and halves
# of characters.
UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Co", "Cs"}
BREAKS = {"Cc", "Zl", "Zp"}
# Persian, Hindi and other scripts shape letters with these two; elsewhere they only hide.
JOINERS = {"\u200c", "\u200d"}
# All but these XML cannot hold, however it is written: neither escaped nor as a number.
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def is_seen(text: str, place: int) -> bool:
    """Whether the character at a place shows, or shapes the letters beside it."""
    if text[place] in JOINERS:
        return _is_letter(text[place - 1 : place]) and _is_letter(text[place + 1 : place + 2])
    return category(text[place]) not in UNSEEN


def _is_letter(character: str) -> bool:
    """Whether it is a letter or a mark on one; nothing is neither."""
    return bool(character) and category(character)[0] in "LM"


def unseen(text: str) -> list[str]:
    """Return the characters of a text that are not seen, line breaks included, each once."""
    found = (text[place] for place in range(len(text)) if not is_seen(text, place))
    return list(dict.fromkeys(found))


def without_unseen(text: str) -> str:
    """Return a text of several lines without them.

    A line break stays, as ``\\n``; another control character, such as a tab, becomes a space, so
    that it does not join two words.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_seen(lines, place) for place in range(len(lines)))


def _seen(text: str, place: int) -> str:
    character = text[place]
    if character == "\n" or is_seen(text, place):
        return character
    return " " if category(character) in BREAKS else ""


def for_xml(text: str) -> str:
    """Return a text without what no XML can hold, and so no file of an office program."""
    return NOT_IN_XML.sub("", text)
