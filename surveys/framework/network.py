"""The departments a wave's question on the network offers."""

from django.core.cache import cache
from django.utils import translation
from django.utils.translation import gettext as _

from maturity.framework import Framework
from maturity.groups import Unit, departments_and_below
from maturity.items import MOST_NAMED, Department
from maturity.network.question import (
    departments_of,
    level_offered,
    levels_of,
    possible_levels,
    with_network_question,
)
from surveys.models import Wave

KEPT_SECONDS = 24 * 60 * 60


def units_of(wave: Wave) -> list[Unit]:
    """Return the departments of a wave, and all units below; those of today until it is opened."""
    units = wave.assessment.organisation.units if wave.is_draft else wave.units
    return departments_and_below(units.values_list("pk", "parent", "name", "path"))


def levels_offered(wave: Wave) -> dict[int, list[str]]:
    """Return the names of the departments of each level that can be offered."""
    units = units_of(wave)
    levels = levels_of(units)
    return {
        level: [units[place].name for place in levels[level]] for level in possible_levels(units)
    }


def level_of(wave: Wave) -> int | None:
    """Return the level whose departments are offered; None where there is none to offer."""
    return level_offered(units_of(wave), wave.network_level)


def departments_offered(wave: Wave) -> tuple[Department, ...]:
    """Return the departments that can be named, in the order of their numbers; () without any.

    Of an opened wave they are frozen, and kept: every page of its questionnaire asks for them.
    """
    if not wave.asks_network:
        return ()
    if wave.is_draft:
        return _departments(wave)
    assert wave.opened_at is not None
    key = f"departments-{wave.pk}-{wave.opened_at.timestamp()}"
    found: tuple[Department, ...] | None = cache.get(key)
    if found is None:
        found = _departments(wave)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _departments(wave: Wave) -> tuple[Department, ...]:
    units = units_of(wave)
    level = level_offered(units, wave.network_level)
    return () if level is None else departments_of(units, level)


def freeze_level(wave: Wave) -> None:
    """Lay down the level that is offered, before the wave is opened; the caller saves it."""
    if wave.asks_network:
        wave.network_level = level_of(wave)


def asking_network(framework: Framework, wave: Wave, language: str) -> Framework:
    """Return a framework with the question, as far as the wave asks it."""
    departments = departments_offered(wave)
    with translation.override(language):
        return with_network_question(
            framework,
            departments,
            text=_(
                "From which departments did you get help for a customer in the past three months?"
            ),
            hint=_("Choose up to %(n)d, your own among them.") % {"n": MOST_NAMED},
            none=_("From none of them"),
            title=_("Who helps you"),
            intro=_(
                "Your answer is added up by department with those of others, so that it can be "
                "seen where help crosses departments. Nobody is told what you chose."
            ),
        )
