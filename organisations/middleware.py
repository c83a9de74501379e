"""Who acts, for what is recorded."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from organisations.models import User
from organisations.records import Actor, acting


class KnowWhoActs:
    """Tells the records who a request's user is, except on the pages of respondents."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request in the name of its user, if it has one."""
        # What somebody does who was asked is nobody's act, even if they are signed in too.
        if request.path_info.startswith("/q/") or not isinstance(request.user, User):
            return self.get_response(request)
        user = request.user
        with acting(Actor(user, user.email, timezone.now())):
            return self.get_response(request)
