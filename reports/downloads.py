"""Downloads for the consultant's own tools: result and edition as JSON, and their schemas."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify

from organisations.records import Act, note
from reports.access import edition_for
from reports.result_file import result_file
from reports.schemas import SCHEMAS


@login_required
def edition_file(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Everything an edition's report is told from."""
    edition = edition_for(request, pk)
    wave = edition.result.wave
    client = wave.assessment.organisation
    note(Act.EXPORTED, edition, organisation=client, fields=["result and edition"])

    def address(name: str) -> str:
        return request.build_absolute_uri(reverse("reports:schema", args=[name]))

    response = HttpResponse(result_file(edition, address), content_type="application/json")
    name = slugify(f"{client} {wave} edition {edition.number}") or "result"
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    response["Cache-Control"] = "no-store, private"
    return response


def schema(request: HttpRequest, name: str) -> FileResponse:
    """Say how such a file is made up, which is no secret."""
    if name not in SCHEMAS:
        raise Http404
    return FileResponse(SCHEMAS[name].open("rb"), content_type="application/schema+json")
