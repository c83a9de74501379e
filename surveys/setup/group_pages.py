"""Which groups of a wave would be shown, before anybody has answered."""

import uuid
from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from organisations.access import Level
from organisations.records import Act, note
from organisations.tables import EXPORT
from organisations.workbooks import Sheet, workbook
from surveys.access import wave_for
from surveys.setup.foreseeing import DONT_KNOW_SHARE, Plan, plan_of


@login_required
@require_GET
def groups(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Foresee at some response rates which groups would be shown; or the same as a file."""
    wave = wave_for(request, pk, Level.CONSULT)
    if wave.is_sealed or wave.is_discarded:
        raise Http404(_("This wave is over; its result says which groups are shown."))
    organisation, plan = wave.assessment.organisation, plan_of(wave)
    if request.GET.get(EXPORT) == "xlsx" and plan.units and plan.people:
        note(Act.EXPORTED, wave, organisation=organisation, fields=["groups foreseen"])
        return workbook(_sheets(plan), name="groups")
    context = {
        "wave": wave,
        "organisation": organisation,
        "plan": plan,
        "dont_know_percent": round(100 * DONT_KNOW_SHARE),
    }
    return render(request, "surveys/groups.html", context)


def _sheets(plan: Plan) -> Iterator[Sheet]:
    """The tables of the page, for a file."""
    rates = [_("at %(percent)s%%") % {"percent": percent} for percent in plan.percents]
    rows = [
        [unit.name, unit.above, unit.people, *(verdict.label for verdict in unit.verdicts)]
        for unit in plan.units
    ]
    header = [_("Department"), _("Below"), _("People"), *rates]
    caption = _("Departments, and whether each would be shown")
    yield Sheet(_("Departments"), [header, *rows], caption)
    for attribute in plan.attributes:
        caption = _("How the values of %(name)s would be joined") % {"name": attribute.name}
        joined = [
            [row.percent, words, verdict.label]
            for row in attribute.rows
            for words, verdict in row.categories
        ]
        header = [_("Answering, in per cent"), _("Groups"), _("Whether shown")]
        yield Sheet(attribute.name, [header, *joined], caption)
