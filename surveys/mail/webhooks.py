"""Where the mail provider posts what became of letters."""

import logging
from typing import Any

from anymail.exceptions import AnymailWebhookValidationFailure
from anymail.signals import AnymailTrackingEvent
from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
)
from django.urls import resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from surveys.mail import bounces

logger = logging.getLogger(__name__)


@csrf_exempt
@require_POST
@sensitive_variables()
def mail_events(request: HttpRequest, provider: str) -> HttpResponse:
    """Take up what the provider reports; it proves with the secret that it is the one.

    Nothing of what is posted is logged: it names people.
    """
    if not settings.MAIL_PROVIDER or provider != settings.MAIL_PROVIDER:
        raise Http404
    # What django-anymail knows of this provider: its proof, and its way of putting things.
    reader: Any = resolve(f"/{provider}/tracking/", urlconf="anymail.urls").func
    view = reader.view_class()
    view.setup(request)
    try:
        view.run_validators(request)
        events: list[AnymailTrackingEvent] = view.parse_events(request)
    except AnymailWebhookValidationFailure:
        logger.warning("Somebody posted mail events without the right secret.")
        return HttpResponseForbidden()
    except Exception:
        logger.warning("A report of the mail provider could not be read.")
        return HttpResponseBadRequest()
    for event in events:
        bounces.take_note(event)
    return HttpResponse()
