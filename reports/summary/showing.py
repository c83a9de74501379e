"""The page for everybody as an answer, the same before and after it is published."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override

from maturity.result import Document
from organisations.logos.serving import handed_out
from organisations.models import Organisation
from reports.models import Summary
from reports.summary.telling import tell


def show(
    request: HttpRequest,
    summary: Summary,
    content: Document,
    *,
    colour: str,
    logo: str,
    back: str = "",
) -> HttpResponse:
    """Answer with the page; ``colour`` and ``logo`` are the addresses of its colour and logo.

    ``back`` is where a preview leads back to, "" where everybody reads it.
    """
    wave = summary.result.wave
    organisation = wave.assessment.organisation
    story, chart = tell(summary.result, content, tells_actions=summary.tells_actions)
    context = {
        "summary": summary,
        "story": story,
        "chart": chart,
        "wave": wave,
        "organisation": organisation,
        "colour": colour,
        "logo": logo if organisation.logo_id else "",
        "back": back,
    }
    with override(organisation.language):
        response = render(request, "reports/summary/page.html", context)
    response["Content-Language"] = organisation.language
    return response


def colour_sheet(organisation: Organisation) -> HttpResponse:
    """Answer with the organisation's colour, of which the policy allows no style on the page."""
    sheet = f":root {{ --organisation: {organisation.colour}; }}\n"
    return HttpResponse(sheet, content_type="text/css")


def logo_file(organisation: Organisation) -> HttpResponse:
    """Answer with the organisation's logo; raises Http404 where it has none."""
    if organisation.logo is None:
        raise Http404
    return handed_out(organisation.logo)
