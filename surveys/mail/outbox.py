"""Handing letters over to the mail server or provider, and understanding what it answers."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from types import TracebackType
from typing import Self

import requests
from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from surveys.privacy.hiding import hide_all

OK = 250
# From here on an answer of an SMTP server is for good.
PERMANENT = 500
# What providers answer over HTTP: try again later; and: what is configured is wrong.
LATER = {408, 425, 429, 503}
NOT_ALLOWED = {401, 402, 403, 404}
SERVER_FAULT = 500


class Outcome(Enum):
    """What became of a letter."""

    SENT = "sent"
    # For good: it is the address or the letter.
    REFUSED = "refused"
    # For now: nothing was taken over.
    LATER = "later"
    # The connection broke while it was handed over.
    UNSURE = "unsure"


@dataclass(frozen=True)
class Answer:
    """What became of a letter, and what was said about it, without addresses of questionnaires."""

    outcome: Outcome
    said: str = ""


class MailServerDown(Exception):
    """No letter can be handed over, and this one was not; ``is_lasting``: nor will it be later.

    Its text is for the consultant.
    """

    def __init__(self, text: str, *, is_lasting: bool = False) -> None:
        super().__init__(text)
        self.is_lasting = is_lasting


class Outbox:
    """A connection that serves many letters and is made again when it breaks."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._drop()

    def be_ready(self) -> None:
        """Make sure that the server listens; raises MailServerDown."""
        smtp = getattr(self._connection, "connection", None)
        if smtp is not None and not _is_alive(smtp):
            self._drop()
        try:
            self._connection.open()
        except smtplib.SMTPAuthenticationError as error:
            raise _not_allowed(str(error.smtp_code)) from None
        except (OSError, smtplib.SMTPException) as error:
            raise _down(type(error).__name__) from None

    def hand_over(self, message: EmailMessage) -> Answer:
        """Send one letter; raises MailServerDown if there is nobody to hand it to."""
        self.be_ready()
        try:
            self._connection.send_messages([message])
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as error:
            return self._understand_smtp(error)
        except AnymailError as error:
            return _understand_provider(error)
        except (ValueError, smtplib.SMTPNotSupportedError):
            return Answer(Outcome.REFUSED, _("The address cannot be used in an e-mail."))
        except (OSError, smtplib.SMTPException):
            # It listened a moment ago, so the letter may have reached it.
            self._drop()
            return Answer(Outcome.UNSURE)
        return Answer(Outcome.SENT)

    def _understand_smtp(
        self, error: smtplib.SMTPRecipientsRefused | smtplib.SMTPResponseException
    ) -> Answer:
        said: bytes | str
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            code, said = next(iter(error.recipients.values()))
        else:
            code, said = error.smtp_code, error.smtp_error
        if code < PERMANENT:
            # A server that has enough of this connection says so with 421 and ends it.
            self._drop()
            return Answer(Outcome.LATER, _without_link(code, said))
        if isinstance(error, smtplib.SMTPSenderRefused):
            raise _not_allowed(str(code)) from None
        return Answer(Outcome.REFUSED, _without_link(code, said))

    def _drop(self) -> None:
        with suppress(OSError, smtplib.SMTPException):
            self._connection.close()


def _is_alive(smtp: smtplib.SMTP) -> bool:
    """Whether the server still answers; one that is bored hangs up without a word."""
    try:
        return smtp.noop()[0] == OK
    except (OSError, smtplib.SMTPException):
        return False


def _understand_provider(error: AnymailError) -> Answer:
    if isinstance(error, AnymailRecipientsRefused):
        return Answer(Outcome.REFUSED, _("The provider does not send to this address."))
    if not isinstance(error, AnymailAPIError):
        return Answer(Outcome.REFUSED, _("The address cannot be used in an e-mail."))
    status = error.status_code
    if status is None:
        if _was_never_connected(error):
            raise _down(_("the provider does not answer")) from None
        return Answer(Outcome.UNSURE)
    said = _("The provider answers %(status)d.") % {"status": status}
    if status in LATER:
        return Answer(Outcome.LATER, said)
    if status in NOT_ALLOWED:
        raise _not_allowed(str(status)) from None
    return Answer(Outcome.UNSURE if status >= SERVER_FAULT else Outcome.REFUSED, said)


def _was_never_connected(error: AnymailAPIError) -> bool:
    """Whether nothing can have been handed over, since nobody was reached."""
    cause = error.__cause__
    if not isinstance(cause, requests.ConnectionError) or not cause.args:
        return False
    reason = getattr(cause.args[0], "reason", None)
    return isinstance(reason, NewConnectionError | ConnectTimeoutError)


def _down(why: str) -> MailServerDown:
    return MailServerDown(_("The mail server cannot be reached (%(error)s).") % {"error": why})


def _not_allowed(code: str) -> MailServerDown:
    text = _(
        "The mail server does not let this site send (%(code)s). Ask whoever runs this site to "
        "check the sender's address and the password."
    )
    return MailServerDown(text % {"code": code}, is_lasting=True)


def _without_link(code: int, said: bytes | str) -> str:
    """Return what the server said, without the link if it repeats it."""
    text = said if isinstance(said, str) else said.decode(errors="replace")
    # On one line: what follows the beginning of a link is hidden to the end of its line.
    line = hide_all(" ".join(f"{code} {text}".split()))
    # A link that the server broke into pieces shows only when they are put together.
    whole = "".join(line.split())
    return line if hide_all(whole) == whole else str(code)
