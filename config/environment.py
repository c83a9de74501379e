"""Reading the environment: what is missing or cannot be meant stops the start, in words.

A value may also lie in a file: SECRET_KEY_FILE=/run/secrets/secret-key. No message repeats a
value that may be a secret.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from environ.fileaware_mapping import FileAwareMapping

BASE_DIR = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 32
YES_OR_NO = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off"), False),
}

environ.Env.read_env(os.environ.get("ENV_FILE") or BASE_DIR / ".env")
variables = FileAwareMapping()


def text(name: str, default: str = "") -> str:
    """Return a variable, or the default where it is missing or empty."""
    try:
        # Files end in a line break that nobody means.
        value = str(variables.get(name) or "").strip()
    except OSError as error:
        message = f"{name}_FILE names a file that cannot be read: {error.strerror}."
        raise ImproperlyConfigured(message) from error
    return value or default


def required(name: str, why: str) -> str:
    """Return the variable, or stop with a message that says what it is for."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {why} See .env.example.")
    return value


def number(name: str, default: int, *, least: int = 1) -> int:
    """Return a whole number that is not below the least."""
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < least:
        expected = "a whole number above zero" if least else "a whole number"
        raise ImproperlyConfigured(f'{name} is "{value}"; it must be {expected}.')
    return int(value)


def choice(name: str, default: str, among: Sequence[str]) -> str:
    """Return one of several words, whatever the case it is written in."""
    value = text(name, default)
    for word in among:
        if word.lower() == value.lower():
            return word
    raise ImproperlyConfigured(f'{name} is "{value}"; it must be one of: {", ".join(among)}.')


def yes(name: str, *, default: bool) -> bool:
    """Return whether a switch is on."""
    return YES_OR_NO[choice(name, "yes" if default else "no", list(YES_OR_NO))]


def several(value: str) -> list[str]:
    """Return what commas separate."""
    return [part.strip() for part in value.split(",") if part.strip()]


def address(name: str, value: str, schemes: Sequence[str]) -> str:
    """Return the value of a variable that must be an address of one of these kinds."""
    if value.partition("://")[0] not in schemes:
        known = ", ".join(f"{scheme}://" for scheme in schemes)
        raise ImproperlyConfigured(f"{name} is no address; it must begin with one of: {known}.")
    return value


def secret(name: str, value: str) -> str:
    """Return the value of a variable that must not be guessed."""
    if len(value) < SHORTEST_SECRET:
        message = f"{name} is too short; a key must have at least {SHORTEST_SECRET} characters."
        raise ImproperlyConfigured(message)
    return value


def database(url: str) -> dict[str, Any]:
    """Return Django's settings for a database address."""
    address("DATABASE_URL", url, ["postgres", "postgresql", "sqlite"])
    settings: dict[str, Any] = dict(environ.Env.db_url_config(url))
    settings["ATOMIC_REQUESTS"] = False
    if "sqlite" in settings["ENGINE"]:
        settings["OPTIONS"] = {
            # For as long as somebody else writes, in seconds; a large roster takes some.
            "timeout": 90,
            # Take the write lock at the start, so that a transaction never fails half-way.
            "transaction_mode": "IMMEDIATE",
            # Deleted drafts and ballots are overwritten, not only unlinked.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA secure_delete=ON;",
        }
    else:
        settings["CONN_MAX_AGE"] = 60
        settings["CONN_HEALTH_CHECKS"] = True
    return settings


def mail(url: str) -> dict[str, Any]:
    """Return Django's settings for a mail server's address."""
    address("EMAIL_URL", url, ["smtp", "smtp+tls", "smtp+ssl"])
    return dict(environ.Env.email_url_config(url))


# What each needs to know us by, and whether a letter can tell it to leave its links alone. (The
# others leave the links of plain text alone unless their account says otherwise.)
MAIL_PROVIDERS = {
    "brevo": (["API_KEY"], False),
    "mailersend": (["API_TOKEN", "SIGNING_SECRET"], True),
    "mailgun": (["API_KEY", "SENDER_DOMAIN"], True),
    "mailjet": (["API_KEY", "SECRET_KEY"], True),
    "postmark": (["SERVER_TOKEN"], True),
    "resend": (["API_KEY"], False),
    "sparkpost": (["API_KEY"], True),
}


def mail_provider(name: str, given: str, webhook_secret: str) -> dict[str, Any]:
    """Return the settings of django-anymail for a provider.

    ``given`` are its settings as ``name=value`` separated by commas; ``webhook_secret`` is what it
    proves itself with when it reports, as ``user:password``.
    """
    needed, can_leave_links = MAIL_PROVIDERS[name]
    pairs = [pair.partition("=") for pair in several(given)]
    known = {key.strip().upper(): value.strip() for key, _, value in pairs if value.strip()}
    missing = [key.lower() for key in needed if key not in known]
    if missing:
        message = f"MAIL_PROVIDER_SETTINGS lacks {', '.join(missing)}, as {missing[0]}=...."
        raise ImproperlyConfigured(f"{message} See .env.example.")
    user, _, password = webhook_secret.partition(":")
    if not user or not password:
        raise ImproperlyConfigured("MAIL_WEBHOOK_SECRET is not of the form user:password.")
    secret("MAIL_WEBHOOK_SECRET", webhook_secret)
    # A link that leads through the provider first would make it known, and break its protection.
    untracked = {"track_clicks": False, "track_opens": False} if can_leave_links else {}
    return {
        **{f"{name.upper()}_{key}": value for key, value in known.items()},
        "WEBHOOK_SECRET": webhook_secret,
        "SEND_DEFAULTS": untracked,
    }
