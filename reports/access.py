"""Who may see results, editions and reports; rests on the organisation's access."""

import uuid

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from organisations.access import Level, can, check_role, outsider, signed_in_user
from reports.models import Edition, EvidenceFile, PlannedAction, Report, Result
from surveys.access import wave_for
from surveys.models import Wave


def result_for(request: HttpRequest, wave_id: uuid.UUID) -> Result:
    """Return a wave's result for a consultant."""
    found = (
        Result.objects.filter(wave=wave_id).select_related("wave__assessment__organisation").first()
    )
    if found is None:
        outsider()
    check_role(signed_in_user(request), found.wave.assessment.organisation, Level.CONSULT)
    return found


def findings_for(request: HttpRequest, wave_id: uuid.UUID) -> tuple[Result, Edition | None]:
    """Return a wave's result, its document unread, for a reader of what it says.

    With the edition a leader met last, which may have been withdrawn since; without one for a
    consultant, who reads what will be released next. A leader who never met any learns nothing.
    """
    user = signed_in_user(request)
    results = Result.objects.filter(wave=wave_id).defer("document")
    found = results.select_related("wave__assessment__organisation").first()
    if found is None:
        outsider()
    organisation = found.wave.assessment.organisation
    check_role(user, organisation, Level.READ)
    if can(user, organisation, Level.CONSULT):
        return found, None
    released = found.editions.filter(released_at__isnull=False).defer("document")
    met = released.order_by("-number").first()
    if met is None:
        outsider()
    return found, met


def assessed_wave_for(request: HttpRequest, pk: uuid.UUID) -> Wave:
    """Return a wave whose workbook a consultant may see; a pulse has none."""
    wave = wave_for(request, pk, Level.CONSULT)
    if wave.is_pulse:
        raise Http404(_("A pulse has no workbook: it asks, and the assessor rates nothing."))
    return wave


def edition_for(request: HttpRequest, pk: uuid.UUID) -> Edition:
    """Return an edition for a consultant."""
    found = (
        Edition.objects.filter(pk=pk)
        .select_related("result__wave__assessment__organisation")
        .first()
    )
    if found is None:
        outsider()
    organisation = found.result.wave.assessment.organisation
    check_role(signed_in_user(request), organisation, Level.CONSULT)
    return found


def report_for(request: HttpRequest, pk: uuid.UUID, level: Level) -> Report:
    """Return a report; a leader meets released ones only, and learns of no others."""
    user = signed_in_user(request)
    found: Report | None = (
        Report.objects.filter(pk=pk)
        .select_related("edition__result__wave__assessment__organisation")
        .first()
    )
    if found is None:
        outsider()
    organisation = found.edition.result.wave.assessment.organisation
    check_role(user, organisation, level)
    if not can(user, organisation, Level.CONSULT) and not found.is_released:
        outsider()
    return found


def action_for(request: HttpRequest, pk: uuid.UUID) -> PlannedAction:
    """Return an action of a plan; a leader meets those of released results, and no others."""
    user = signed_in_user(request)
    found: PlannedAction | None = (
        PlannedAction.objects.filter(pk=pk).select_related("organisation").first()
    )
    if found is None:
        outsider()
    check_role(user, found.organisation, Level.READ)
    is_met = PlannedAction.objects.released().filter(pk=pk).exists
    if not can(user, found.organisation, Level.CONSULT) and not is_met():
        outsider()
    return found


def file_for(request: HttpRequest, pk: uuid.UUID) -> EvidenceFile:
    """Return an attached file for a consultant."""
    found = (
        EvidenceFile.objects.filter(pk=pk)
        .select_related("entry__wave__assessment__organisation")
        .first()
    )
    if found is None:
        outsider()
    organisation = found.entry.wave.assessment.organisation
    check_role(signed_in_user(request), organisation, Level.CONSULT)
    return found
