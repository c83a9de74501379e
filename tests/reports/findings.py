"""Reading what a result says, as a browser does."""

import re
from typing import Any

from django.test import Client

from surveys.models import Wave
from tests.organisations.pages import words


def address(wave: Wave, chapter: str = "") -> str:
    """Where a chapter stands, or the answer."""
    return f"/waves/{wave.pk}/findings/{f'{chapter}/' if chapter else ''}"


def chapters(client: Client, wave: Wave) -> list[str]:
    """The chapters that the answer leads to, in their order."""
    page = client.get(address(wave)).text
    found = re.findall(rf'href="{address(wave)}([a-z_]+)/', page)
    return list(dict.fromkeys(found))


def read(client: Client, wave: Wave, *codes: str) -> str:
    """The words of some chapters, of all of them where none is named."""
    named = codes or ("", *chapters(client, wave))
    return " ".join(words(page(client, wave, code)) for code in named)


def page(client: Client, wave: Wave, chapter: str = "") -> Any:
    """One page, which is there."""
    response = client.get(address(wave, chapter))
    assert response.status_code == 200
    return response
