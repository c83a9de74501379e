"""What somebody reads of a result, kept by each process from one request to the next.

To tell a story takes longer than all else of a page, and nothing of it changes unless what is
told does. Charts are kept by what they show; see ``reports.charts``.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from threading import Lock
from typing import TypeVar
from uuid import UUID

from cachetools import LRUCache, cached
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import get_language

from maturity.result import Document
from reports.access import findings_for
from reports.charts import CHARTS, Chart
from reports.editions.content import mark_of, say_the_same
from reports.editions.working import content_of, newest
from reports.models import Edition, Result
from reports.story import Story
from reports.telling import tell, tell_content

# The clients of some consultants; a story takes about a megabyte.
MOST_STORIES = 32
KEPT_SECONDS = 24 * 60 * 60
T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """A result with an edition, or else with what was ``written`` since the newest one.

    ``may_consult`` is the reader's; a leader reads what was released.
    """

    result: Result
    edition: Edition | None
    written: Document = field(default_factory=dict)
    may_consult: bool = False

    @property
    def is_final(self) -> bool:
        """Whether it is what leaders can read."""
        return self.edition is not None and self.edition.is_released

    @property
    def is_withdrawn(self) -> bool:
        """Whether a leader could read it once and no longer can."""
        return not self.may_consult and not self.is_final

    @cached_property
    def name(self) -> str:
        """What it is kept by: it changes with anything that is told."""
        told = self.edition.sha256 if self.edition else mark_of(self.written)
        whose = "consultant" if self.may_consult else "leader"
        about = f"{self.result.wave_id}-{self.result.sha256}-{told}"
        return f"{get_language()}-{about}-{self.is_final}-{whose}"

    def told_on(self, now: datetime) -> str:
        """What it is kept by where the day has a say: what may still change is told as of today."""
        if self.edition:
            return self.name
        return f"{self.name}-{self.result.wave.assessment.organisation.today(now)}"

    def story(self, now: datetime) -> Story:
        """Return its story in the active language."""
        return _story(self, now)


class Drawings(Mapping[str, Chart | None]):
    """The charts of a story by name; a page asks for few of them."""

    def __init__(self, story: Story) -> None:
        """Take them from a story."""
        self._story = story

    def __getitem__(self, name: str) -> Chart | None:
        return CHARTS[name](self._story)

    def __iter__(self) -> Iterator[str]:
        return iter(CHARTS)

    def __len__(self) -> int:
        return len(CHARTS)


@cached(LRUCache(MOST_STORIES), key=Reading.told_on, lock=Lock())
def _story(reading: Reading, now: datetime) -> Story:
    if reading.edition:
        return tell(reading.edition, is_final=reading.is_final)
    return tell_content(reading.result, reading.written, is_final=False, now=now)


def kept(key: str, make: Callable[[], T]) -> T:
    """Return what is kept under a key; make it where there is nothing yet."""
    place = f"findings-{sha256(key.encode()).hexdigest()}"
    # None is what there is not.
    found: tuple[T] | None = cache.get(place)
    if found is None:
        found = (make(),)
        cache.set(place, found, KEPT_SECONDS)
    return found[0]


def reading_for(request: HttpRequest, wave_id: UUID) -> Reading:
    """Return what the request's user reads of a wave's result."""
    result, edition = findings_for(request, wave_id)
    return Reading(result, edition) if edition else next_reading(result)


def next_reading(result: Result, content: Document | None = None) -> Reading:
    """Return what a consultant reads: what leaders can read, or would after the next release.

    ``content`` is what the next edition would say, where it has been read already.
    """
    written, last = content_of(result) if content is None else content, newest(result)
    if say_the_same(written, last.content):
        return Reading(result, last, may_consult=True)
    return Reading(result, None, written, may_consult=True)
