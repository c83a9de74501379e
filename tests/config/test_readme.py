"""What is written for people, held to what is true of the code."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def read(name: str) -> str:
    return (ROOT / name).read_text()


def targets() -> set[str]:
    """The Makefile's commands."""
    lines = re.findall(r"^([a-z][a-z ]*):(?!=)", read("Makefile"), re.MULTILINE)
    return {name for line in lines for name in line.split()}


class TestReadme:
    def test_names_only_commands_there_are(self) -> None:
        named = set(re.findall(r"\bmake ([a-z][\w-]*)", read("README.md")))
        assert {"run", "test"} <= named
        assert named <= targets()

    @pytest.mark.parametrize("name", ["CONTRIBUTING.md", "docs/operations.md"])
    def test_so_do_the_other_documents(self, name: str) -> None:
        if not (ROOT / name).exists():
            pytest.skip(f"There is no {name} yet.")
        shell = re.findall(r"^(?:    |\$ )?make ([a-z][\w-]*)", read(name), re.MULTILINE)
        quoted = re.findall(r"`make ([a-z][\w-]*)", read(name))
        assert {*shell, *quoted} <= targets()

    def test_commands_are_not_taken_for_files(self) -> None:
        [phony] = re.findall(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)
        assert targets() <= set(phony.split())

    def test_continuous_integration_runs_its_test_command(self) -> None:
        script = read(".ci/run")
        commands = [line for line in script.splitlines() if line and not line.startswith("#")]
        assert commands[-1] == "make test"
        assert commands[0] == "set -euo pipefail"
        assert (ROOT / ".ci/run").stat().st_mode & 0o111

    def test_its_test_command_runs_everything_on_both_databases(self) -> None:
        [recipe] = re.findall(r"^test: (.*\n(?:\t.*\n)+)", read("Makefile"), re.MULTILINE)
        for part in ("lint", "sqlite", "postgresql"):
            assert part in recipe


class TestEnvironmentExample:
    def test_explains_what_the_settings_read_and_nothing_else(self) -> None:
        explained = re.findall(r"^#? ?([A-Z][A-Z_]+)=", read(".env.example"), re.MULTILINE)
        helpers = "text|required|number|choice|yes"
        used = re.findall(rf'\b(?:{helpers})\(\s*"([A-Z_]+)"', read("config/settings.py"))
        assert len(explained) == len(set(explained))
        assert set(explained) == set(used)

    def test_marks_what_production_needs(self) -> None:
        marked = re.findall(r"^# ([A-Z_]+)=.*\(needed", read(".env.example"), re.MULTILINE)
        needed = re.findall(r'required\(\s*"([A-Z_]+)"', read("config/settings.py"))
        assert sorted(marked) == sorted(needed)

    def test_shows_the_defaults_there_are(self) -> None:
        shown = dict(re.findall(r"^# ([A-Z_]+)=(\S+)$", read(".env.example"), re.MULTILINE))
        numbers = re.findall(r'number\("([A-Z_]+)", (\d+)\)', read("config/settings.py"))
        assert numbers
        for name, default in numbers:
            assert shown[name] == default

    def test_sets_nothing_by_itself(self) -> None:
        assert all(not line or line.startswith("#") for line in read(".env.example").splitlines())
