"""Handing rosters in on the pages, and reading what the pages say."""

import io
import re
from typing import TYPE_CHECKING, Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisations import importing
from organisations.models import Organisation, RosterImport

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response


def words(response: "Response") -> str:
    """What a page says, without its mark-up."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+([,.])?", r" \1", text).replace(" ,", ",").replace(" .", ".")


def alerts(response: "Response") -> list[str]:
    """What a page shouts."""
    found = re.findall(r'class="alert[^>]*>(.*?)</div>', response.content.decode(), re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip() for text in found]


def upload(client: Client, organisation: Organisation, content: Any, name: str) -> "Response":
    """Hand in a file, and let a worker read it; returns the page that says what it would do."""
    if isinstance(content, str):
        content = content.encode()
    if isinstance(content, bytes):
        content = io.BytesIO(content)
    content.name = name
    path = reverse("organisations:roster_import", args=[organisation.pk])
    return worked(client, client.post(path, {"file": content}, follow=True))


def confirm(client: Client, *columns: str, **more: str) -> "Response":
    """Press the button under the preview of the file that came in last; returns what became."""
    path = reverse("organisations:roster_preview", args=[newest().pk])
    given = {"columns": columns, **(more or {"submit": "Import"})}
    return worked(client, client.post(path, given, follow=True))


def newest() -> RosterImport:
    """The file that came in last."""
    return RosterImport.objects.latest("asked_at")


def worked(client: Client, page: "Response") -> "Response":
    """Let a worker do what waits; returns the page as it is then."""
    if not page.redirect_chain:
        return page
    for job in RosterImport.objects.filter(state="queued"):
        importing.work_on(job, now=timezone.now())
    return client.get(page.redirect_chain[-1][0])
