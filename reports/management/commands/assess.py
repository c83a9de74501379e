"""Score answers that were collected elsewhere; needs no database and no running site."""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.disclosure import SMALLEST_GROUP_FLOOR
from maturity.framework import Framework, FrameworkError
from maturity.result import Document, Rules, Scope, build_result
from reports.answer_file import AnswerFile, AnswerFileError, read_answers, template
from surveys.framework.library import find, offered

RESULT, REPORT = "result.json", "report.pdf"


def group_size(text: str) -> int:
    """Return the smallest group to show; raises ArgumentTypeError below the floor."""
    try:
        size = int(text)
    except ValueError:
        size = 0
    if size < SMALLEST_GROUP_FLOOR:
        message = _('"%(text)s" is not a whole number of %(least)d or more.')
        raise argparse.ArgumentTypeError(message % {"text": text, "least": SMALLEST_GROUP_FLOOR})
    return size


class Command(BaseCommand):
    """``manage.py assess``."""

    help = "Scores a CSV of answers and writes the result and the report."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Name what the command takes."""
        parser.add_argument("responses", nargs="?", type=Path, help="CSV, one response a row")
        parser.add_argument("--framework", required=True, help="key of the framework")
        parser.add_argument(
            "--framework-version",
            default="",
            metavar="VERSION",
            help="default: the newest that is published",
        )
        parser.add_argument("--out", type=Path, metavar="DIR", help=f"gets {RESULT} and {REPORT}")
        parser.add_argument("--organisation", default="", metavar="NAME", help="for the title")
        parser.add_argument(
            "--smallest-group",
            type=group_size,
            default=SMALLEST_GROUP_FLOOR,
            metavar="N",
            help=f"show no fewer people than these (default and least: {SMALLEST_GROUP_FLOOR})",
        )
        parser.add_argument(
            "--template", metavar="AUDIENCE", help="print the header of a file to fill in, and stop"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a template, or score a file."""
        try:
            framework = _framework(options["framework"], options["framework_version"])
            if options["template"]:
                self.stdout.write(template(framework, options["template"]), ending="")
                return
            answers = read_answers(_read(options["responses"], options["out"]), framework)
        except (FrameworkError, AnswerFileError) as error:
            raise CommandError(str(error)) from error
        name = options["organisation"] or _("Answers from %(file)s") % {
            "file": options["responses"].name
        }
        result = build_result(
            framework,
            answers.responses,
            scope=Scope(origin="file", organisation=name),
            rules=Rules(options["smallest_group"]),
            ratings=answers.ratings,
        )
        text = json.dumps(result, indent=2, ensure_ascii=False) + "\n"
        files = {REPORT: _report(framework, result), RESULT: text.encode()}
        _write(options["out"], files)
        self._tell(result, answers, options["out"])

    def _tell(self, result: Document, answers: AnswerFile, out: Path) -> None:
        """Say what was read, what is not shown, and where the files are."""
        for audience, responses in answers.responses.items():
            n = len(responses.answers)
            line = ngettext("%(audience)s: %(n)d response", "%(audience)s: %(n)d responses", n)
            if not result["audiences"][audience]["shown"]:
                line += ", " + _("too few to be shown")
            self.stdout.write(line % {"audience": audience, "n": n})
        if answers.blank_rows:
            n = answers.blank_rows
            line = ngettext(
                "%(n)d row without any answer was left out.",
                "%(n)d rows without any answer were left out.",
                n,
            )
            self.stdout.write(line % {"n": n})
        for name in (RESULT, REPORT):
            self.stdout.write(_("Written: %(path)s") % {"path": out / name})


def _framework(key: str, version: str) -> Framework:
    """Return a model; without a version its newest published one, if any is."""
    published = (each for each in offered() if each.key == key and not version)
    return next(published, None) or find(key, version)


def _read(path: Path | None, out: Path | None) -> bytes:
    """Return the file's content; refuse before any work if there is nowhere to write to."""
    if path is None or out is None:
        raise CommandError(
            _("Name the file of answers and a directory: assess FILE --framework KEY --out DIR.")
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        message = _("%(path)s cannot be read: %(reason)s.")
        raise CommandError(message % {"path": path, "reason": error.strerror}) from error
    if out.exists() and not out.is_dir():
        raise CommandError(_("%(path)s is not a directory.") % {"path": out})
    return data


def _report(framework: Framework, result: Document) -> bytes:
    """Return the report's PDF; raises CommandError if it cannot be made."""
    try:
        # Here, because without the system's Pango even the import fails.
        from reports.pdf import render_pdf
        from reports.story import build_story

        story = build_story(framework, result, None, is_final=True, as_of=timezone.localdate())
        return render_pdf(story)
    except Exception as error:
        message = _("The report could not be made, so nothing was written: %(reason)s")
        raise CommandError(message % {"reason": error}) from error


def _write(out: Path, files: dict[str, bytes]) -> None:
    """Write all files or none: under temporary names first, then renamed."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".assess-", dir=out) as place:
            for name, content in files.items():
                if (out / name).is_dir():
                    raise IsADirectoryError(0, _("%(name)s is a directory") % {"name": name})
                (Path(place) / name).write_bytes(content)
            for name in files:
                (Path(place) / name).replace(out / name)
    except OSError as error:
        message = _("Nothing was written to %(path)s: %(reason)s.")
        raise CommandError(message % {"path": out, "reason": error.strerror}) from error
