"""Make a wave's report from a script."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from reports import building, services
from reports.management.waiting import have_done
from reports.models import Edition, Report
from surveys.management.wave_command import WaveCommand
from surveys.models import Wave


class Command(WaveCommand):
    """``manage.py report "Client Ltd / Customer centricity / Spring"``."""

    help = "Makes the PDF of a sealed wave, a draft until it is released, and prints its path."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's arguments."""
        super().add_arguments(parser)
        parser.add_argument(
            "--wait", type=int, default=600, metavar="SECONDS", help="for a worker that has it"
        )

    def act(self, wave: Wave, options: dict[str, Any]) -> None:
        """Make it, and wait until it is there."""
        edition = Edition.objects.filter(result__wave=wave).order_by("-number").first()
        if edition is None:
            raise ValidationError(_("The wave is not sealed, so there is nothing to report yet."))
        report = services.ask_for_report(edition=edition, user=None, now=timezone.now())
        report.refresh_from_db()
        have_done(report, lambda: building.build_report(report), patience=options["wait"])
        self.stdout.write(_place(report))


def _place(report: Report) -> str:
    """Return the file's path, or its name where it is not kept on this machine."""
    try:
        return report.file.path
    except NotImplementedError:
        return str(report.file.name)
