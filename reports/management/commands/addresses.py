"""Say where the site is and how to get in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from reports.demonstration.loading import open_links, sign_ins


class Command(BaseCommand):
    """``manage.py addresses``."""

    help = "Prints the site's address, and the demonstration's sign-ins and links."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print them, one a line."""
        write = self.stdout.write
        write("")
        write(f"Centricity is at  {settings.SITE_URL}/")
        users = sign_ins()
        if users:
            write("")
            write("Demonstration client (everything about it is invented). Sign in as")
            for user in users:
                write(f"  {user.role + ':':<12} {user.email}   password {user.password}")
            links = open_links()
            if links:
                write("or answer a questionnaire as")
            for audience, link in links.items():
                write(f"  {audience + ':':<12} {link}")
        if settings.KEEPS_MAIL:
            write("")
            write(
                f"Mail is not sent but kept in {settings.DATA_DIR / 'mail'}; set EMAIL_URL to send."
            )
        write("")
        write("Ctrl-C stops everything.")
