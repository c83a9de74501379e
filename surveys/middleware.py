"""What holds for every answer of the site, and what no single page can mend."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maturity.framework import FrameworkError

# Addresses that are the key to a questionnaire or to results, or what is left of one.
PRIVATE = re.compile(r"/+(q|results)(/|$)", re.IGNORECASE)


class KeepPrivatePagesPrivate:
    """Keep these addresses out of other sites' logs, and their pages out of caches and indexes.

    It stands before all others, so that errors and redirections pass it too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and say with the answer what a browser may do with it."""
        response = self.get_response(request)
        if PRIVATE.match(request.path_info):
            response["Referrer-Policy"] = "no-referrer"
            response["Cache-Control"] = "no-store, private"
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response


class ExplainFrameworkErrors:
    """Say in words that an assessment's framework is missing or was changed on the disk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Explain a FrameworkError; leave every other error to Django."""
        if not isinstance(error, FrameworkError):
            return None
        return render(request, "surveys/framework_error.html", {"error": error}, status=503)
