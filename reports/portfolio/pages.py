"""The accounts to win back, for the consultant alone."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from organisations.records import Act, note
from organisations.tables import EXPORT
from organisations.workbooks import spreadsheet
from reports.access import result_for
from reports.editions.working import content_of
from reports.portfolio.salvage import salvage_list
from reports.portfolio.salvage_table import lines, sheet

# The page shows so many; the spreadsheet has them all.
SHOWN = 100


@login_required
def salvage(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name the accounts to win back by what the next edition says, as a page or a file."""
    result = result_for(request, pk)
    found = salvage_list(result, content_of(result), now=timezone.now())
    if request.GET.get(EXPORT) == "xlsx" and not found.obstacle:
        organisation = result.wave.assessment.organisation
        note(Act.EXPORTED, result, organisation=organisation, fields=["salvage"])
        return spreadsheet(sheet(found), name="salvage")
    told = list(lines(found))
    context = {
        "wave": result.wave,
        "organisation": result.wave.assessment.organisation,
        "found": found,
        "lines": told[:SHOWN],
        "count": len(told),
    }
    return render(request, "reports/salvage.html", context)
