"""Asking before what cannot be undone: by GET an address says what it means, by POST it is done.

The page that asks needs no script, and sends on what it was asked with; a form on it asks for
what a yes needs besides, as a reason::

    if request.method != "POST":
        return ask(request, Question(_("Remove it?"), means=[...], yes=..., back=...), context)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# With what the page that asks says yes where the same address takes a form by POST.
SURE = "sure"


@dataclass(frozen=True)
class Question:
    """What is asked, what a yes means point by point, and where a no leads.

    ``is_loss`` says whether something is taken away by it, which the button then warns of.
    """

    title: str
    means: Sequence[str]
    yes: str
    back: str
    no: str = ""
    is_loss: bool = True


def ask(
    request: HttpRequest,
    question: Question,
    context: Mapping[str, object],
    *,
    form: Form | None = None,
    template: str = "confirm.html",
    within: str = "base.html",
) -> HttpResponse:
    """Answer with the page that asks, within a base of the site; ``context`` is for its trail."""
    sent = request.POST if request.method == "POST" else request.GET
    fields = [(name, value) for name in sent for value in sent.getlist(name)]
    asked = {"csrfmiddlewaretoken", SURE, *(form.fields if form else ())}
    given = [field for field in fields if field[0] not in asked]
    shared = {"within": within, "question": question, "given": given, "form": form}
    return render(request, template, {**context, **shared})
