"""How fast the pages are on which a result is read: the demonstration client's newest full one."""

import time
from collections.abc import Iterator
from statistics import median

from django.test import Client
from django.urls import reverse

from bench.measured import Reading
from bench.reporting import newest_of_demonstration
from organisations.models import Membership
from reports.telling import tell
from surveys.models import Wave


def measure(visits: int) -> Reading:
    """Visit every page so often and once more before, as a leader and as a consultant."""
    edition = newest_of_demonstration()
    wave = edition.result.wave
    addresses = [reverse("reports:findings", args=[wave.pk])]
    for chapter in tell(edition, is_final=True).chapters:
        if chapter.code != "answer":
            addresses.append(reverse("reports:findings_chapter", args=[wave.pk, chapter.code]))
    desk = reverse("reports:result_detail", args=[wave.pk])
    medians = {
        **dict(_medians(wave, "leader", addresses, visits)),
        **dict(_medians(wave, "administrator", [*addresses, desk], visits)),
    }
    slowest = max(medians, key=lambda page: medians[page])
    return Reading(len(medians), slowest, 1000 * medians[slowest])


def _medians(
    wave: Wave, role: str, addresses: list[str], visits: int
) -> Iterator[tuple[str, float]]:
    """Yield the seconds of a page, with whoever reads it."""
    of_client = Membership.objects.filter(organisation=wave.assessment.organisation)
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(of_client.filter(role=role)[0].user)
    for address in addresses:
        taken = []
        for _ in range(visits + 1):
            begin = time.perf_counter()
            page = browser.get(address, secure=True)
            taken.append(time.perf_counter() - begin)
            if page.status_code != 200:
                raise RuntimeError(f"{address} ended with {page.status_code}.")
        name = address.split(str(wave.pk))[1].strip("/")
        # The first visit after a release tells the story and draws its charts.
        yield f"{name} of the {role}", median(taken[1:])
