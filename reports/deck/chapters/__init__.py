"""The chapters of a story as slides, one function each; a chapter without numbers has none."""

from collections.abc import Callable, Iterator, Mapping

from reports.deck.chapters.ahead import plan, priorities, roadmap
from reports.deck.chapters.answer import answer, certainty
from reports.deck.chapters.customers import customers
from reports.deck.chapters.departments import departments
from reports.deck.chapters.moved import progress
from reports.deck.chapters.staff import staff
from reports.deck.chapters.stages import next_stage, perception, profile
from reports.deck.slides import Slide
from reports.story import Story

__all__ = ["CHAPTERS"]

CHAPTERS: Mapping[str, Callable[[Story], Iterator[Slide]]] = {
    "answer": answer,
    "profile": profile,
    "next_stage": next_stage,
    "perception": perception,
    "certainty": certainty,
    "priorities": priorities,
    "roadmap": roadmap,
    "plan": plan,
    "staff": staff,
    "customers": customers,
    "departments": departments,
    "progress": progress,
}
