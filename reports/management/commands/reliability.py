"""Print the reliability of a scale from anybody's data; needs no database and no running site."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from reports.csv_file import AnswerFileError
from reports.reliability_file import reliability_document
from reports.scale_file import scale_columns


class Command(BaseCommand):
    """``manage.py reliability``; the keys are in ``reliability_document``."""

    help = (
        "Prints as JSON how consistently the items of a scale measure. Keys: n, blank_rows, "
        "items, reversed, scale; alpha.listwise and alpha.pairwise (n, value, low, high, "
        "standardised; listwise also counting_all, the interval if respondents with missing "
        "answers are counted in n); omega (value, standardised); spearman_brown (two items). "
        "With --group also without_group; agreement.groups by name (n, rwg, rwg_j, r_star, ad); "
        "agreement.summary (medians, shares that agree, view: shared, divided or too_few); "
        "agreement.null_variances (uniform, slight_skew) and ad_limit; icc (f, p, icc1, low, "
        "high, icc2, n0, mean_size, icc1_mean_size, may_compare_groups; negative ICCs are 0). "
        "null is undefined."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Name what the command takes."""
        parser.add_argument(
            "data", type=Path, help="CSV, one respondent a row; an empty cell or dk is missing"
        )
        parser.add_argument(
            "--items", required=True, metavar="A1,A2", help="the columns that make the scale"
        )
        parser.add_argument(
            "--reverse", default="", metavar="A1", help="items to turn round before all else"
        )
        parser.add_argument("--group", default="", metavar="COLUMN", help="whom each belongs to")
        parser.add_argument(
            "--scale",
            required=True,
            metavar="1-5",
            help="its lowest and highest number; below zero as in --scale=-2-2",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the document, or what is wrong."""
        try:
            columns = scale_columns(
                options["items"], options["scale"], options["reverse"], options["group"]
            )
            document = reliability_document(_read(options["data"]), columns)
        except AnswerFileError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = _("%(path)s cannot be read: %(reason)s.")
        raise CommandError(message % {"path": path, "reason": error.strerror}) from error
