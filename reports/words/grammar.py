"""How a report joins, quotes and begins what it says."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


def joined(words: Sequence[str]) -> str:
    """Return a list as one would say it: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return _("%(most)s and %(last)s") % {"most": ", ".join(words[:-1]), "last": words[-1]}


def either(words: Sequence[str]) -> str:
    """Return alternatives as one would say them: a, b or c."""
    if len(words) < 2:
        return "".join(words)
    return _("%(most)s or %(last)s") % {"most": ", ".join(words[:-1]), "last": words[-1]}


def quoted(text: str) -> str:
    """Return a name of the framework in typographic quotes."""
    return _("“%(text)s”") % {"text": text}


def capitalised(sentence: str) -> str:
    """Return a sentence with its first letter large and the rest untouched."""
    return sentence[:1].upper() + sentence[1:]


def uncapitalised(text: str) -> str:
    """Return a text with its first letter small, to stand inside a sentence."""
    return text[:1].lower() + text[1:]
