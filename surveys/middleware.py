"""Answers for what no single page can mend."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maturity.framework import FrameworkError


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
