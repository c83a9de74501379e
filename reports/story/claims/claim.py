"""What a claim is: a sentence, the rule that wrote it, and the numbers it was built from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from reports.story.claims.grounds import Grounds


@dataclass(frozen=True)
class Claim:
    """A sentence of a report; ``sources`` are the addresses of what it was built from."""

    rule: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """What a rule says where its condition holds, and by what values it held."""

    text: str
    sources: Sequence[str]


@dataclass(frozen=True)
class Rule:
    """A sentence that may be said; ``when`` is its condition in words.

    ``say`` returns None where the condition does not hold. It reads nothing but documents.
    """

    code: str
    when: Promise | str
    say: Callable[[Grounds], Said | None]


def claims(rules: Sequence[Rule], grounds: Grounds) -> Iterator[Claim]:
    """Yield what the rules say whose conditions hold, in their order."""
    for rule in rules:
        said = rule.say(grounds)
        if said is not None:
            yield Claim(rule.code, said.text, tuple(dict.fromkeys(said.sources)))
