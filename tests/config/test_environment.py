"""Reading one variable: what is accepted, and the words of a refusal."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, get_connection

from bench.speed import IMPORTING_SECONDS
from config import environment

LONG = "a-secret-of-more-than-thirty-two-letters"


class TestText:
    def test_falls_back_where_a_variable_is_missing_or_empty(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert environment.text("NOT_SET_AT_ALL", "default") == "default"
        monkeypatch.setenv("SET_TO_NOTHING", " ")
        assert environment.text("SET_TO_NOTHING", "default") == "default"

    @pytest.mark.parametrize("end", ["", "\n", "\r\n"])
    def test_reads_a_file_without_the_line_break_at_its_end(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, end: str
    ) -> None:
        file = tmp_path / "secret"
        file.write_bytes(f"{LONG}{end}".encode())
        name = f"IN_A_FILE_{len(end)}"
        monkeypatch.setenv(f"{name}_FILE", str(file))
        assert environment.text(name) == LONG

    def test_names_a_file_that_cannot_be_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LOST_FILE", "/nowhere/at/all")
        with pytest.raises(ImproperlyConfigured) as refusal:
            environment.text("LOST")
        assert str(refusal.value) == (
            "LOST_FILE names a file that cannot be read: No such file or directory."
        )

    def test_says_what_a_required_variable_is_for(self) -> None:
        with pytest.raises(ImproperlyConfigured) as refusal:
            environment.required("NOT_SET_AT_ALL", "It does this.")
        assert str(refusal.value) == "NOT_SET_AT_ALL is not set. It does this. See .env.example."


class TestNumber:
    def test_reads_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("A_PORT", "9001")
        assert environment.number("A_PORT", 8000) == 9001

    @pytest.mark.parametrize("value", ["eight", "0", "-1", "1.5", "1e3"])
    def test_rejects_anything_else(self, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
        monkeypatch.setenv("A_PORT", value)
        with pytest.raises(ImproperlyConfigured) as refusal:
            environment.number("A_PORT", 8000)
        assert str(refusal.value) == f'A_PORT is "{value}"; it must be a whole number above zero.'


class TestChoice:
    @pytest.mark.parametrize("value", ["debug", "Debug", "DEBUG"])
    def test_reads_a_word_whatever_its_case(
        self, monkeypatch: pytest.MonkeyPatch, value: str
    ) -> None:
        monkeypatch.setenv("A_LEVEL", value)
        assert environment.choice("A_LEVEL", "INFO", ["DEBUG", "INFO"]) == "DEBUG"

    def test_rejects_any_other(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("A_LEVEL", "loud")
        with pytest.raises(ImproperlyConfigured) as refusal:
            environment.choice("A_LEVEL", "INFO", ["DEBUG", "INFO"])
        assert str(refusal.value) == 'A_LEVEL is "loud"; it must be one of: DEBUG, INFO.'

    @pytest.mark.parametrize(
        ("value", "meant"), [("True", True), ("1", True), ("off", False), ("No", False), ("", True)]
    )
    def test_switches(self, monkeypatch: pytest.MonkeyPatch, value: str, meant: bool) -> None:
        monkeypatch.setenv("A_SWITCH", value)
        assert environment.yes("A_SWITCH", default=True) is meant


class TestSeveral:
    @pytest.mark.parametrize("value", ["a,b", " a , b ", "a,,b,"])
    def test_are_separated_by_commas(self, value: str) -> None:
        assert environment.several(value) == ["a", "b"]


class TestAddress:
    @pytest.mark.parametrize("value", ["pa55word", "ftp://user:pa55word@host/name"])
    def test_rejects_other_kinds_without_repeating_a_password(self, value: str) -> None:
        with pytest.raises(ImproperlyConfigured) as refusal:
            environment.address("REDIS_URL", value, ["redis", "rediss"])
        assert str(refusal.value) == (
            "REDIS_URL is no address; it must begin with one of: redis://, rediss://."
        )

    @pytest.mark.parametrize("value", ["consolemail://", "filemail:///tmp", "example.org:25"])
    def test_takes_mail_nowhere_but_to_a_server(self, value: str) -> None:
        with pytest.raises(ImproperlyConfigured, match="EMAIL_URL is no address"):
            environment.mail(value)

    def test_reads_a_mail_server_with_its_password(self) -> None:
        settings = environment.mail("smtp+tls://me%40firm.example:p%40ss@mail.example:587")
        assert (settings["EMAIL_HOST_USER"], settings["EMAIL_HOST_PASSWORD"]) == (
            "me@firm.example", "p@ss",
        )  # fmt: skip
        assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"]) == ("mail.example", 587)
        assert settings["EMAIL_USE_TLS"] is True

    def test_lets_whoever_answers_wait_on_sqlite_while_a_roster_is_imported(self) -> None:
        settings = environment.database("sqlite:////tmp/site.sqlite3")
        assert settings["OPTIONS"]["timeout"] > IMPORTING_SECONDS

    def test_rejects_other_databases(self) -> None:
        with pytest.raises(ImproperlyConfigured, match="DATABASE_URL is no address"):
            environment.database("mysql://user:password@host/name")


class TestSecret:
    def test_rejects_a_short_one_without_repeating_it(self) -> None:
        assert environment.secret("A_KEY", "x" * 32) == "x" * 32
        with pytest.raises(ImproperlyConfigured) as refusal:
            environment.secret("A_KEY", "x" * 31)
        assert str(refusal.value) == "A_KEY is too short; a key must have at least 32 characters."


class TestMailProvider:
    SECRET = f"postmaster:{'x' * 32}"

    def test_names_its_settings_as_its_library_does(self) -> None:
        given = "server_token = abc=, message_stream=outbound,"
        assert environment.mail_provider("postmark", given, self.SECRET) == {
            "POSTMARK_SERVER_TOKEN": "abc=",
            "POSTMARK_MESSAGE_STREAM": "outbound",
            "WEBHOOK_SECRET": self.SECRET,
            "SEND_DEFAULTS": {"track_clicks": False, "track_opens": False},
        }

    def test_says_what_is_missing(self) -> None:
        with pytest.raises(ImproperlyConfigured, match=r"lacks secret_key, as secret_key=\.\.\."):
            environment.mail_provider("mailjet", "api_key=1", self.SECRET)

    @pytest.mark.parametrize("secret", ["x" * 40, ":pa55word", "user:"])
    def test_wants_a_user_and_a_password_of_reports(self, secret: str) -> None:
        with pytest.raises(ImproperlyConfigured) as refusal:
            environment.mail_provider("brevo", "api_key=1", secret)
        assert str(refusal.value) == "MAIL_WEBHOOK_SECRET is not of the form user:password."

    @pytest.mark.parametrize("name", environment.MAIL_PROVIDERS)
    def test_all_of_them_can_send_with_what_they_are_asked_for(
        self, name: str, settings: Any
    ) -> None:
        needed, can_leave_links = environment.MAIL_PROVIDERS[name]
        given = ",".join(f"{key.lower()}=1" for key in needed)
        settings.ANYMAIL = environment.mail_provider(name, given, self.SECRET)
        backend: Any = get_connection(f"anymail.backends.{name}.EmailBackend")
        letter = EmailMessage("Subject", "Text", "us@firm.example", ["you@client.example"])
        letter.tags = ["reminder"]  # type: ignore[attr-defined]
        payload = backend.build_message_payload(letter, backend.send_defaults)
        text = str(vars(payload))
        assert "reminder" in text
        assert ("track" in text.lower()) == can_leave_links
