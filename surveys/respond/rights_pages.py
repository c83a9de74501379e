"""What the people asked may know and decide about what is held about them, from their link."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.confirming import Question, ask
from surveys import services
from surveys.respond.link_pages import context_of, respondent_page
from surveys.respond.rights import answers_in_words, held_about
from surveys.respond.visits import Visit


@respondent_page
def privacy(request: HttpRequest, found: Visit) -> HttpResponse:
    """Who can see what, and what nobody can, in a few words."""
    return render(request, "surveys/respond/privacy.html", context_of(found))


@respondent_page
def held(request: HttpRequest, found: Visit) -> HttpResponse:
    """What is held about the person the link was made for."""
    content = held_about(found.person, draft=answers_in_words(found))
    context = {**context_of(found), "held": content, "is_begun": found.progress().is_begun}
    return render(request, "surveys/respond/held.html", context)


@respondent_page
def held_file(request: HttpRequest, found: Visit) -> HttpResponse:
    """The same as a file."""
    content = held_about(found.person, draft=answers_in_words(found))
    return JsonResponse(
        content,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": 'attachment; filename="held-about-you.json"'},
    )


@respondent_page
def leave(request: HttpRequest, found: Visit) -> HttpResponse:
    """Leave the list of those who are asked; first it is said what that means."""
    if request.method != "POST":
        return render(request, "surveys/respond/leave.html", context_of(found))
    today = found.wave.assessment.organisation.today(timezone.now())
    is_all_erased = services.leave_roster(visit=found, today=today)
    # The link has ended with it, so there is nowhere to go on to.
    context = {**context_of(found), "token": None, "is_all_erased": is_all_erased}
    return render(request, "surveys/respond/left.html", context)


@respondent_page
def start_afresh(request: HttpRequest, found: Visit) -> HttpResponse:
    """Erase the unfinished answers; first it is said what that means."""
    if request.method != "POST":
        question = Question(
            _("Erase your unfinished answers?"),
            means=[
                _("Everything you have answered so far is erased, and nobody can bring it back."),
                _("You can answer anew by the same link, as long as the questionnaire is open."),
            ],
            yes=_("Yes, erase them"),
            back=reverse("respond:held", args=[found.wave.pk, found.token]),
        )
        return ask(request, question, context_of(found), within="surveys/respond/base.html")
    services.start_afresh(visit=found)
    place = "respond:enter" if found.wave.is_open else "respond:held"
    return redirect(place, found.wave.pk, found.token)
