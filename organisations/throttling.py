"""Limits for whoever guesses passwords, and for letters that lead to a new one.

Failures are counted by the address somebody types, known here or not, so that a lock tells nobody
which addresses exist. Of a failure nothing is kept but a keyed hash of that address and the time.
"""

import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from organisations.models import SignInLetter, User

LETTERS_AN_HOUR = 3
HOUR = timedelta(hours=1)


def hidden_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Return the keyed hash under which failures of an address are counted, whatever its case."""
    given = credentials if credentials is not None else request.POST
    name = unicodedata.normalize("NFKC", str(given.get("username") or "")).strip().lower()
    return salted_hmac("organisations.throttling", name, algorithm="sha256").hexdigest()


def no_ip_address(request: HttpRequest) -> str:
    """Return the same for every visitor: where somebody sits is not kept.

    Not None, which no database takes for equal to None: one address would be counted twice.
    """
    return "0.0.0.0"


class FailureHandler(AxesDatabaseHandler):  # type: ignore[misc]  # carries no types
    """Counts failures without keeping what the request said."""

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any
    ) -> None:
        """Count a failure, and forget the browser and the form it came with."""
        if request is not None:
            request.axes_user_agent = request.axes_http_accept = ""
        super().user_login_failed(sender, credentials, request, **kwargs)
        if request is not None:
            name = hidden_name(request, credentials)
            AccessAttempt.objects.filter(username=name).update(get_data="", post_data="")


def unlock(user: User) -> None:
    """Forget the failures of somebody who showed that the address is theirs."""
    request = HttpRequest()
    name = hidden_name(request, {"username": user.get_username()})
    AxesProxyHandler.reset_attempts(username=name)


def claim_letter(user: User, *, now: datetime) -> bool:
    """Count a letter with a link to choose a password; False where this hour has had enough."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if user.sign_in_letters.filter(sent_at__gt=now - HOUR).count() >= LETTERS_AN_HOUR:
            return False
        SignInLetter.objects.create(user=user, sent_at=now)
    return True


def forget_failures(*, now: datetime) -> None:
    """Delete failures that no longer lock anything, and letters that no longer count."""
    AccessAttempt.objects.filter(attempt_time__lte=now - settings.AXES_COOLOFF_TIME).delete()
    SignInLetter.objects.filter(sent_at__lte=now - HOUR).delete()
