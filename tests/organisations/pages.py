"""Handing rosters in on the pages, and reading what the pages say."""

import io
import re
from typing import TYPE_CHECKING, Any

from django.test import Client
from django.urls import reverse

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
    """Hand in a file; returns the page that says what it would do."""
    if isinstance(content, str):
        content = content.encode()
    if isinstance(content, bytes):
        content = io.BytesIO(content)
    content.name = name
    path = reverse("organisations:roster_import", args=[organisation.pk])
    return client.post(path, {"file": content}, follow=True)


def confirm(client: Client, *columns: str) -> "Response":
    """Press the button under the preview of the only file that waits."""
    path = reverse("organisations:roster_preview", args=[RosterImport.objects.get().pk])
    return client.post(path, {"columns": columns, "submit": "Import"}, follow=True)
