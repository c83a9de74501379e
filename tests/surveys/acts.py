"""What people do in a wave, and a second wave in which they are asked as well."""

from datetime import timedelta

from django.test import Client

from surveys import services
from surveys.models import Wave
from tests.world import NOW, World, visit_of


def second_wave(world: World) -> Wave:
    """Another open wave, of another assessment."""
    wave = world.draft_wave(world.assessment("Second"))
    services.open_wave(wave=wave, now=NOW + timedelta(days=1))
    wave.refresh_from_db()
    return wave


def save(wave: Wave, name: str, answers: dict[str, int], **comments: str) -> None:
    """Let somebody answer, and not submit yet."""
    found = visit_of(wave, name)
    services.save_page(visit=found, answers=answers, comments=comments, page=1, now=NOW)


def path_of(world: World, name: str) -> str:
    """The page of a person by name."""
    person = world.organisation.people.get(name=name)
    return f"/organisations/{world.organisation.pk}/people/{person.pk}/"


def status(link: str) -> int:
    """What a browser without a session gets."""
    return Client().get(link).status_code
