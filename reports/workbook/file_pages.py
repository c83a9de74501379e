"""Files attached to the workbook: they come in, are handed out, and go."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maturity.framework import Framework
from maturity.items import Item
from organisations.access import signed_in_user
from organisations.confirming import Question, ask
from reports import services
from reports.access import assessed_wave_for, file_for
from reports.models import EvidenceFile
from reports.workbook import attachments
from reports.workbook.contents import Section
from reports.workbook.forms import FileForm
from reports.workbook.rows import address_of, item_of, page_context, rows_of
from surveys.framework.pinned import pinned_framework
from surveys.models import Wave


@login_required
@require_POST
def file_add(request: HttpRequest, pk: uuid.UUID, item: str) -> HttpResponse:
    """Attach a file to an entry."""
    wave = assessed_wave_for(request, pk)
    framework = pinned_framework(wave.assessment)
    here, found = item_of(framework, item)
    form = FileForm(request.POST, request.FILES)
    faults, said = [], ""
    if form.is_valid():
        try:
            attached = services.attach_file(
                wave=wave,
                item=item,
                file=form.cleaned_data["file"],
                user=signed_in_user(request),
                now=timezone.now(),
            )
            said = _("“%(name)s” is attached.") % {"name": attached.name}
        except ValidationError as error:
            faults = error.messages
    else:
        faults = [str(message) for messages in form.errors.values() for message in messages]
    return _files(request, wave, framework, here, found, faults=faults, said=said)


@login_required
def file_download(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """An attached file, to be kept and never to be shown by the browser as a page of ours."""
    file = file_for(request, pk)
    try:
        content = file.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        content,
        as_attachment=True,
        filename=file.name,
        content_type=attachments.TYPES[EvidenceFile.Kind(file.kind)],
    )
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
def file_remove(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask whether a file shall go, and remove it for good."""
    file = file_for(request, pk)
    wave = file.entry.wave
    here, _item = item_of(pinned_framework(wave.assessment), file.entry.item)
    back = address_of(wave, here, file.entry.item)
    if request.method != "POST":
        question = Question(
            _("Remove “%(name)s”?") % {"name": file.name},
            means=[_("The file is deleted for good; what you wrote beside it stays.")],
            yes=_("Yes, remove it"),
            back=back,
        )
        return ask(request, question, {"organisation": wave.assessment.organisation, "wave": wave})
    try:
        services.remove_file(file=file)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("“%(name)s” is removed.") % {"name": file.name})
    return redirect(back)


def _files(
    request: HttpRequest,
    wave: Wave,
    framework: Framework,
    here: Section,
    item: Item,
    *,
    faults: list[str],
    said: str,
) -> HttpResponse:
    """Answer with the files of an entry as they are now, and what was done or why not."""
    if not getattr(request, "htmx", False):
        for message in faults:
            messages.error(request, message)
        if said:
            messages.success(request, said)
        return redirect(address_of(wave, here, item.code))
    (row,) = rows_of(request, wave, framework, [item])
    context = {**page_context(wave), "row": row, "faults": faults, "said": said}
    return render(request, "reports/_workbook_files.html", context)
