"""Check a framework as its author wants it, and publish it."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from maturity.framework import Framework
from maturity.limits import most_minutes
from surveys.framework.check import check_framework
from surveys.framework.check.faults import UnreadableError
from surveys.framework.check.register import (
    PublishingError,
    publish,
    register_faults,
)
from surveys.framework.library import REGISTER

COLUMNS = "{:<9} {:<12} {:>5} {:>8} {:>8}"


class Command(BaseCommand):
    """``manage.py framework validate PATH`` and ``manage.py framework publish PATH``."""

    help = "Checks a version of a framework, or publishes it so that it can be used."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Name what the command takes."""
        actions = parser.add_subparsers(dest="action", required=True, metavar="validate | publish")
        for name, words in (
            ("validate", "name everything that is wrong, and the length of each questionnaire"),
            ("publish", f"validate, then fix the version for good in {REGISTER}"),
        ):
            action = actions.add_parser(name, help=words)
            action.add_argument("path", type=Path, help="folder of one version: …/<key>/<version>")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, and publish if that is asked and nothing is wrong."""
        folder: Path = options["path"]
        check = check_framework(folder)
        framework = next(iter(check.frameworks.values()), None)
        if framework is not None and options["action"] == "validate":
            check.faults = sorted(check.faults + register_faults(folder, framework))
        self._print_lengths(check.frameworks.values())
        for fault in check.faults:
            self.stderr.write(str(fault))
        if framework is None or not check.is_passed:
            sys.exit(1)
        name = f"{framework.key} {framework.version}"
        if options["action"] == "publish":
            self._publish(folder, framework, name)
        else:
            self.stdout.write(f"{name} is in order.")

    def _publish(self, folder: Path, framework: Framework, name: str) -> None:
        try:
            is_new = publish(folder, framework)
        except (PublishingError, UnreadableError) as error:
            self.stderr.write(str(error))
            sys.exit(1)
        except OSError as error:
            self.stderr.write(f"{name} cannot be published: {error.filename}: {error.strerror}.")
            sys.exit(1)
        self.stdout.write(f"{name} is {'now' if is_new else 'already'} published.")

    def _print_lengths(self, frameworks: Iterable[Framework]) -> None:
        """Print how long each questionnaire is, in each language."""
        rows = [
            (
                framework.language,
                audience,
                len(asked.items),
                asked.minutes,
                most_minutes(asked) or "",
            )
            for framework in frameworks
            for audience in framework.respondents
            for asked in [framework.questionnaire(audience)]
        ]
        if rows:
            self.stdout.write(COLUMNS.format("language", "audience", "items", "minutes", "allowed"))
        for row in rows:
            self.stdout.write(COLUMNS.format(*row))
