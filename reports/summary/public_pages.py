"""The page for everybody who was asked: no sign-in, no cookie, and no trace of a visit.

Nothing is written by it, in no row, file or log.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from organisations.models import MailStop
from reports.models import Summary
from reports.summary.showing import colour_sheet, logo_file, show
from surveys import services
from surveys.mail.unsubscribing import person_of
from surveys.privacy.keys import ALPHABET

# Whoever types an address from a notice may take one sign for another.
AS_TYPED = str.maketrans("OIL", "011")


@require_safe
@sensitive_variables()
def page(request: HttpRequest, token: str) -> HttpResponse:
    """What came out, on one page."""
    summary = _found(token)
    if summary is None or summary.edition is None:
        return _nothing(request)
    if not summary.is_published:
        organisation = summary.result.wave.assessment.organisation
        context = {"organisation": organisation, "wave": summary.result.wave}
        with override(organisation.language):
            return render(request, "reports/summary/closed.html", context, status=410)
    colour = reverse("results:colour", args=[summary.token])
    logo = reverse("results:logo", args=[summary.token])
    return show(request, summary, summary.edition.content, colour=colour, logo=logo)


@require_safe
@sensitive_variables()
def colour(request: HttpRequest, token: str) -> HttpResponse:
    """The colour of that page."""
    summary = _found(token)
    if summary is None or not summary.is_published:
        return _nothing(request)
    return colour_sheet(summary.result.wave.assessment.organisation)


@require_safe
@sensitive_variables()
def logo(request: HttpRequest, token: str) -> HttpResponse:
    """The logo on that page."""
    summary = _found(token)
    if summary is None or not summary.is_published:
        return _nothing(request)
    return logo_file(summary.result.wave.assessment.organisation)


@csrf_exempt
@sensitive_variables()
def no_mail(request: HttpRequest, token: str, mark: str) -> HttpResponse:
    """Send this person no e-mail any more, or undo that.

    Mail programs post here without asking for the page first, and there is no cookie that a forged
    form could ride on.
    """
    summary, person = _found(token), person_of(mark)
    if summary is None or person is None:
        return _nothing(request)
    organisation = summary.result.wave.assessment.organisation
    if person.organisation_id != organisation.pk:
        return _nothing(request)
    if request.method == "POST":
        act = services.allow_mail if "undo" in request.POST else services.stop_mail
        act(person=person)
        person.refresh_from_db()
    context = {
        "organisation": organisation,
        "colour": reverse("results:colour", args=[summary.token]) if summary.is_published else "",
        "is_stopped": person.mail_stop in {MailStop.UNSUBSCRIBED, MailStop.COMPLAINED},
    }
    with override(organisation.language):
        return render(request, "reports/summary/no_mail.html", context)


def wrong_address(request: HttpRequest) -> HttpResponse:
    """Whatever else begins like such an address, and may hold a part of one."""
    return _nothing(request)


def _found(token: str) -> Summary | None:
    typed = token.upper().translate(AS_TYPED)
    # A database may refuse to look for what is no text.
    if not set(typed) <= set(ALPHABET):
        return None
    related = "result__wave__assessment__organisation"
    return Summary.objects.filter(token=typed).select_related("edition", related).first()


def _nothing(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/summary/nothing.html", status=404)
