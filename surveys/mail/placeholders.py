"""What stands in curly brackets in a letter's words, and what can be wrong with them."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from difflib import get_close_matches

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.plain_text import unseen
from surveys.privacy.hiding import hide

LINK = "link"
# {name: what takes its place}
PLACEHOLDERS = {
    "name": gettext_lazy("the name of the person written to; left out where it is not known"),
    LINK: gettext_lazy("their personal link; must be there once"),
    "organisation": gettext_lazy("the client’s name"),
    "firm": gettext_lazy("your firm’s name"),
    "last_day": gettext_lazy("the last day to answer"),
    "minutes": gettext_lazy("how long it takes, such as “12 minutes”"),
    "contact": gettext_lazy("whom respondents may ask, with the e-mail address"),
}
IN_SUBJECT = ("name", "organisation")

PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
NAME_WITH_SPACE = re.compile(r"[ \t]*\{name\}")
GLUED_LINK = re.compile(r"\S\{link\}|\{link\}\S")
LONGEST_QUOTE = 40


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the values, by placeholder, into the text; what is unknown stays as it is.

    A value is never searched for placeholders. Where there is no name, the space before it goes
    too.
    """
    if not values.get("name"):
        text = NAME_WITH_SPACE.sub("", text)
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def subject_faults(subject: str) -> list[str]:
    """Say what is wrong with a letter's subject; [] if nothing is."""

    def foreign(name: str) -> str:
        return _("{%(name)s} cannot stand in the subject; possible are %(possible)s.") % {
            "name": name,
            "possible": _listed(IN_SUBJECT),
        }

    return list(_common_faults(subject, IN_SUBJECT, foreign))


def body_faults(body: str) -> list[str]:
    """Say what is wrong with a letter's text; [] if nothing is."""
    return [*_link_faults(body), *_common_faults(body, PLACEHOLDERS, _unknown)]


def _link_faults(body: str) -> Iterator[str]:
    links = body.count("{link}")
    if not links:
        yield _(
            "The personal link is missing: write {link} on a line of its own where it shall stand, "
            "for example below “Your personal link:”."
        )
    elif links > 1:
        yield _("{link} is there %(n)d times; leave it in one place only.") % {"n": links}
    if GLUED_LINK.search(body):
        yield _(
            "Something stands directly before or after {link}, and mail programs would take it for "
            "a part of the address; put {link} on a line of its own."
        )


def _common_faults(
    text: str, known: Collection[str], foreign: Callable[[str], str]
) -> Iterator[str]:
    for name in dict.fromkeys(PLACEHOLDER.findall(text)):
        if name not in known:
            yield foreign(name)
    for number, line in enumerate(PLACEHOLDER.sub("", text).splitlines(), start=1):
        if "{" in line or "}" in line:
            yield _(
                "Line %(number)d, “%(line)s”, has a curly bracket without its other half. Curly "
                "brackets are for placeholders only; use round ones for everything else."
            ) % {"number": number, "line": text.splitlines()[number - 1].strip()[:LONGEST_QUOTE]}
    if hide(text) != text:
        yield _(
            "There is the address of a questionnaire in it. Take it out: whoever reads it could "
            "answer in somebody else’s place. {link} gives everybody their own."
        )
    if hidden := sorted(set(unseen(text)) - {"\n", "\t"}):
        yield _("There are characters in it that cannot be seen (%(codes)s). Type it anew.") % {
            "codes": ", ".join(f"U+{ord(sign):04X}" for sign in hidden)
        }


def _unknown(name: str) -> str:
    near = get_close_matches(name.strip().lower(), PLACEHOLDERS, n=1)
    if near:
        return _("{%(name)s} is not a placeholder; did you mean {%(near)s}?") % {
            "name": name,
            "near": near[0],
        }
    return _("{%(name)s} is not a placeholder; possible are %(possible)s.") % {
        "name": name,
        "possible": _listed(PLACEHOLDERS),
    }


def _listed(names: Collection[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
