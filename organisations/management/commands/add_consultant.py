"""Give a consultant access to a new installation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from organisations import services
from organisations.models import User
from organisations.records import acting, on_the_server
from organisations.welcome import sign_in_link


class Command(BaseCommand):
    """``manage.py add_consultant ada@example.org --name "Ada Moss" --firm "Moss & Partners"``."""

    help = "Adds a consultant and their firm, and prints the link to choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's arguments."""
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--firm", required=True, help="added if there is none of this name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Add the consultant, or say why not."""
        email: str = options["email"].lower()
        try:
            validate_email(email)
        except Exception:
            raise CommandError(f"{email} is not an e-mail address.") from None
        if User.objects.filter(email=email).exists():
            raise CommandError(
                f"{email} already has access. A new password: {settings.SITE_URL}/password/"
            )
        with acting(on_the_server("add_consultant", timezone.now())):
            user = services.add_consultant(email=email, name=options["name"], firm=options["firm"])
        self.stdout.write(f"{user.name} can choose a password here (the link works once):")
        self.stdout.write(sign_in_link(user))
