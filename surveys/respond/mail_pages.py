"""Getting no more e-mail, by the button beside a letter or the link in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organisations.models import MailStop
from surveys import services
from surveys.respond.link_pages import context_of, respondent_page
from surveys.respond.visits import Visit


@respondent_page
def no_mail(request: HttpRequest, found: Visit) -> HttpResponse:
    """Send this person no e-mail any more, or undo that; the link to answer goes on working.

    Mail programs post here without asking for the page first.
    """
    person = found.person
    if request.method == "POST":
        act = services.allow_mail if "undo" in request.POST else services.stop_mail
        act(person=person)
        person.refresh_from_db()
    is_stopped = person.mail_stop in {MailStop.UNSUBSCRIBED, MailStop.COMPLAINED}
    context = {**context_of(found), "is_stopped": is_stopped}
    return render(request, "surveys/respond/no_mail.html", context)
