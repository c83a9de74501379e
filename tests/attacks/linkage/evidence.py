"""What a thief of everything stored holds, put into numbers for each person and kept row."""

import logging
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from typing import Any, cast
from uuid import UUID

import numpy as np
from django.core import mail
from django.db import connection, models
from redis import Redis

from config.logs import HideQuestionnaireLinks
from organisations.models import Person
from surveys.models import Ballot, Comment, Draft, Invitation, Response
from tests.attacks.linkage.bytes_found import log_transactions, places, row_transactions
from tests.attacks.linkage.joins import Numbers
from tests.attacks.linkage.simulation import Truth
from tests.attacks.linkage.stored import database_bytes, traits
from tests.conftest import running_redis
from tests.disk import database_statistics

PAGE_BYTES = 4096
ROWS: tuple[type[models.Model], ...] = (Person, Invitation, Draft, Ballot, Response, Comment)
BASE_64 = re.compile(rb"\"body\": \"([A-Za-z0-9+/]+=*)\"")
Traits = dict[str, Numbers]


@dataclass
class Stage:
    """The broker and the log of a run; letters lie in Django's mailbox of the tests."""

    broker: Redis
    log: StringIO

    def clear(self) -> None:
        """Forget the run before."""
        self.broker.flushall()
        mail.outbox.clear()
        self.log.seek(0)
        self.log.truncate()


@contextmanager
def stage() -> Iterator[Stage]:
    """A real broker, and all that is logged at the most talkative level."""
    with running_redis() as broker, everything_logged() as log:
        yield Stage(broker, log)


@contextmanager
def everything_logged() -> Iterator[StringIO]:
    """What the product's log holds when it says as much as it can."""
    log = StringIO()
    handler = logging.StreamHandler(log)
    handler.addFilter(HideQuestionnaireLinks())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield log
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


@dataclass(frozen=True)
class Evidence:
    """Everything stored at one moment, but for the key.

    ``at`` says where each name a person or row goes by stands in each source;
    ``transactions`` in which of them each row, by its name in hexadecimal, was written.
    """

    sources: Mapping[str, bytes]
    at: Mapping[str, Mapping[bytes, list[int]]]
    transactions: Mapping[bytes, list[int]]

    @classmethod
    def collect(cls, stage: Stage, truth: Truth) -> "Evidence":
        """Take a copy of everything."""
        statistics = database_statistics().encode()
        files = database_bytes()
        sources = {
            **files,
            "broker": _broker(stage.broker),
            "log file": stage.log.getvalue().encode(),
            "letters": b"\n".join(m.message().as_bytes() for m in mail.outbox),
            "statistics": statistics,
        }
        names = {pk for model in ROWS for pk in model._default_manager.values_list("pk", flat=True)}
        wanted = {spelling for name in names for spelling in spellings(name)}
        wanted |= {
            text for kind in _other_names(truth).values() for texts in kind for text in texts
        }
        found = {source: places(blob, wanted) for source, blob in sources.items()}
        if connection.vendor == "sqlite":
            return cls(sources, found, log_transactions(files["log"]))
        rows = {name.bytes: found["file"].get(name.bytes, []) for name in names}
        return cls(sources, found, row_transactions(files["file"], rows))

    def people(self, truth: Truth) -> Traits:
        """All that is known of each person, in the order of the roster."""
        invited = truth.invitations
        known = {
            **self.rows(Person, [cast(UUID, invitation.person_id) for invitation in invited]),
            **self.rows(Invitation, [invitation.pk for invitation in invited]),
        }
        for kind, texts in _other_names(truth).items():
            known |= self._mentions(kind, texts)
        return known

    def rows(self, model: type[models.Model], names: Sequence[UUID]) -> Traits:
        """All that is known of rows of one table."""
        kind = str(model._meta.model_name)
        numbers = [self.transactions.get(name.hex.encode(), []) for name in names]
        return {
            **traits(model, names),
            **self._mentions(kind, [spellings(name) for name in names]),
            f"{kind}'s first transaction": _ends(numbers, 0),
            f"{kind}'s last transaction": _ends(numbers, -1),
        }

    def _mentions(self, kind: str, wanted: Sequence[Sequence[bytes]]) -> Traits:
        """Where each thing, by any of its spellings, is first and last named in each source."""
        found: Traits = {}
        for source, at in self.at.items():
            named = [sorted(p for text in texts for p in at.get(text, [])) for texts in wanted]
            for which, end in (("first", 0), ("last", -1)):
                position = _ends(named, end)
                found[f"{kind} {which} in {source}"] = position
                found[f"{kind} {which} in {source}, by page"] = position // PAGE_BYTES
            found[f"{kind} how often in {source}"] = np.array([float(len(p)) for p in named])
        return found


def _other_names(truth: Truth) -> dict[str, list[list[bytes]]]:
    """Return how else each person is known: by their address, their links and what finds those."""
    links: list[list[bytes]] = [[] for _ in truth.invitations]
    for token, number in truth.links.items():
        links[number].append(token.encode())
    lookups = dict(Invitation.objects.values_list("pk", "lookup"))
    return {
        "address": [[str(cast(Person, i.person).email).encode()] for i in truth.invitations],
        "link": links,
        "lookup": [[lookups[i.pk].encode()] for i in truth.invitations],
    }


def spellings(name: UUID) -> list[bytes]:
    """Return how a name may stand in bytes."""
    return [name.bytes, name.hex.encode(), str(name).encode()]


def _ends(numbers: Sequence[Sequence[int]], end: int) -> Numbers:
    return np.array([float(found[end]) if found else np.nan for found in numbers])


def _broker(broker: Redis) -> bytes:
    """Return every key of the broker with its value, and what is written in base 64 in it."""
    lines = []
    for key in sorted(cast(list[bytes], broker.keys("*"))):
        kind = cast(bytes, broker.type(key)).decode()
        read: dict[str, Any] = {
            "string": lambda key=key: broker.get(key),
            "list": lambda key=key: broker.lrange(key, 0, -1),
            "set": lambda key=key: broker.smembers(key),
            "hash": lambda key=key: broker.hgetall(key),
            "zset": lambda key=key: broker.zrange(key, 0, -1, withscores=True),
        }
        lines.append(f"{key!r} {read[kind]()!r}")
    text = "\n".join(lines).encode()
    return b"\n".join([text, *(b64decode(found[1]) for found in BASE_64.finditer(text))])
