"""What the settings need, and how they refuse: in one line, before anything is started."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
NEEDED = [
    "SITE_URL", "ALLOWED_HOSTS", "SECRET_KEY", "RESPONDENT_KEY", "DATABASE_URL", "REDIS_URL",
    "EMAIL_URL",
]  # fmt: skip
LONG = "a-secret-of-more-than-thirty-two-letters"


def production(**changes: str | None) -> dict[str, str]:
    """The complete production environment of `make lint`, changed; None leaves a variable out."""
    lines = (ROOT / "tests" / "production.env").read_text().splitlines()
    complete = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return {name: value for name, value in {**complete, **changes}.items() if value is not None}


class Run:
    """Runs Python in an environment with nothing in it but what is given."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __call__(
        self, *arguments: str, environment: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        clean = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "ENV_FILE": os.devnull}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**clean, **environment, "DATA_DIR": str(self.place)},
            capture_output=True,
            text=True,
            timeout=60,
        )

    def refusal(self, environment: dict[str, str]) -> str:
        """What `manage.py check` says when it refuses."""
        run = self("manage.py", "check", environment=environment)
        assert run.returncode == 1, run.stdout + run.stderr
        assert run.stdout == ""
        [line] = run.stderr.splitlines()
        return line

    def values(self, names: str, environment: dict[str, str]) -> Any:
        """Some of the settings, separated by blanks."""
        values = f"[{', '.join(f's.{name}' for name in names.split())}]"
        code = f"import json; from config import settings as s; print(json.dumps({values}))"
        run = self("-c", code, environment=environment)
        assert run.returncode == 0, run.stderr
        return json.loads(run.stdout)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


class TestProduction:
    def test_starts_when_everything_is_there(self, run: Run) -> None:
        result = run("manage.py", "check", environment=production())
        assert result.returncode == 0, result.stderr
        assert not (run.place / "secrets").exists()

    @pytest.mark.parametrize("name", NEEDED)
    def test_names_what_is_missing_and_what_it_is_for(self, run: Run, name: str) -> None:
        line = run.refusal(production(**{name: None}))
        assert line.startswith(f"{name} is not set. ")
        assert line.endswith(" See .env.example.")
        assert len(line) > len(f"{name} is not set.  See .env.example.")
        # Nothing is made up in its place.
        assert not (run.place / "secrets").exists()

    def test_takes_an_empty_variable_for_a_missing_one(self, run: Run) -> None:
        assert run.refusal(production(SECRET_KEY="")).startswith("SECRET_KEY is not set. ")

    def test_rejects_another_mode(self, run: Run) -> None:
        line = run.refusal(production(MODE="demo"))
        assert line == 'MODE is "demo"; it must be one of: embedded, production.'

    def test_rejects_one_secret_for_both_purposes(self, run: Run) -> None:
        keys = f"{'b' * 40}, {LONG}"
        assert run.refusal(production(SECRET_KEY=LONG, RESPONDENT_KEY=keys)) == (
            "RESPONDENT_KEY and SECRET_KEY must be different secrets."
        )

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("SECRET_KEY", "x" * 31),
            ("RESPONDENT_KEY", f"{LONG},{'x' * 31}"),
            ("RESPONDENT_KEY", ","),
        ],
    )
    def test_rejects_a_short_key(self, run: Run, name: str, value: str) -> None:
        line = run.refusal(production(**{name: value}))
        assert line == f"{name} is too short; a key must have at least 32 characters."

    def test_rejects_links_without_a_scheme(self, run: Run) -> None:
        line = run.refusal(production(SITE_URL="survey.example.org"))
        assert line.startswith("SITE_URL is no address; it must begin with one of: https://")

    def test_reads_every_variable_from_a_file(self, run: Run) -> None:
        environment = {"MODE": "production"}
        for name, value in production(MODE=None, DATA_DIR=None).items():
            file = run.place / name
            file.write_text(f"{value}\n")
            environment[f"{name}_FILE"] = str(file)
        names = "SECRET_KEY RESPONDENT_KEYS ALLOWED_HOSTS DATABASES['default']['NAME']"
        assert run.values(names, environment) == [
            production()["SECRET_KEY"],
            [production()["RESPONDENT_KEY"]],
            ["survey.example.org"],
            "centricity",
        ]

    def test_compares_secrets_from_files_too(self, run: Run) -> None:
        file = run.place / "secret"
        file.write_text(f"{LONG}\n")
        environment = production(SECRET_KEY_FILE=str(file), RESPONDENT_KEY=LONG)
        assert "must be different secrets" in run.refusal(environment)

    def test_protects_the_browser(self, run: Run) -> None:
        names = "DEBUG SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE"
        assert run.values(names, production(DEBUG="yes")) == [False, True, True, True]

    def test_refuses_the_demonstration(self, run: Run) -> None:
        result = run("manage.py", "demonstration", environment=production())
        assert result.returncode == 1
        assert result.stderr == (
            "CommandError: The demonstration is for trying the site out; "
            "it is not loaded in production.\n"
        )

    def test_refuses_in_one_line_to_start_everything_too(self, run: Run) -> None:
        result = run("-m", "config.embedded", environment=production(REDIS_URL=None))
        assert (result.returncode, result.stdout) == (1, "")
        [line] = result.stderr.splitlines()
        assert line.startswith("REDIS_URL is not set. ")


class TestEmbedded:
    def test_keeps_the_secrets_it_made(self, run: Run) -> None:
        first, again = (run.values("SECRET_KEY RESPONDENT_KEYS[0]", {}) for _ in range(2))
        assert first == again
        assert len(set(first)) == 2
        secrets = run.place / "secrets"
        assert {path.stat().st_mode & 0o777 for path in secrets.iterdir()} == {0o600}
        assert secrets.stat().st_mode & 0o777 == 0o700

    def test_reads_its_file_below_the_environment(self, run: Run) -> None:
        file = run.place / "env"
        file.write_text("PORT=9001\nHOST=127.0.0.9\nEMAIL_URL=smtp://localhost:25\n")
        environment = {"ENV_FILE": str(file), "HOST": "192.0.2.7"}
        assert run.values("SITE_URL KEEPS_MAIL ALLOWED_HOSTS", environment) == [
            "http://192.0.2.7:9001", False, ["localhost", "127.0.0.1", "[::1]", "192.0.2.7"],
        ]  # fmt: skip

    def test_answers_to_every_name_where_it_listens_everywhere(self, run: Run) -> None:
        names = "SITE_URL KEEPS_MAIL ALLOWED_HOSTS"
        assert run.values(names, {"HOST": "0.0.0.0"}) == ["http://localhost:8000", True, ["*"]]

    def test_finds_its_data_wherever_they_lie(self, run: Run) -> None:
        run.place /= "ü + 100% #1?"
        [name] = run.values("DATABASES['default']['NAME']", {})
        assert name == str(run.place / "centricity.sqlite3")


class TestMailProvider:
    GIVEN = {
        "EMAIL_URL": None,
        "MAIL_PROVIDER": "postmark",
        "MAIL_PROVIDER_SETTINGS": "server_token=abc",
        "MAIL_WEBHOOK_SECRET": f"postmaster:{LONG}",
    }

    def test_takes_the_place_of_a_mail_server(self, run: Run) -> None:
        assert run.values("EMAIL_BACKEND KEEPS_MAIL", production(**self.GIVEN)) == [
            "anymail.backends.postmark.EmailBackend",
            False,
        ]

    def test_has_to_prove_its_reports(self, run: Run) -> None:
        refusal = run.refusal(production(**{**self.GIVEN, "MAIL_WEBHOOK_SECRET": None}))
        assert "MAIL_WEBHOOK_SECRET is not of the form user:password" in refusal

    def test_has_to_be_known(self, run: Run) -> None:
        refusal = run.refusal(production(**{**self.GIVEN, "MAIL_PROVIDER": "pigeon"}))
        assert 'MAIL_PROVIDER is "pigeon"; it must be one of: brevo, ' in refusal
