"""The page that tells everybody who was asked what came out."""

import secrets

from django.db import models

from reports.models.editions import Edition
from reports.models.results import Result
from surveys.privacy.keys import ALPHABET, TOKEN_LENGTH


def new_token() -> str:
    """Return the secret part of a page's address: 130 random bits."""
    return "".join(secrets.choice(ALPHABET) for _place in range(TOKEN_LENGTH))


class Summary(models.Model):
    """What a page says beside a released edition, and its address; see reports.summary.

    Nothing here changes because somebody reads it.
    """

    result = models.OneToOneField(Result, on_delete=models.PROTECT, related_name="summary")
    token = models.CharField(max_length=26, unique=True, default=new_token, editable=False)
    # The one it tells; None until it is published.
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    # The consultant's own.
    words = models.TextField(blank=True)
    tells_actions = models.BooleanField(default=True)
    published_at = models.DateTimeField(null=True, editable=False)
    # When those invited were first written to; their list is deleted long before this page.
    mailed_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return f"{self.result}"

    @property
    def is_published(self) -> bool:
        """Whether everybody who has the address can read it."""
        return self.edition is not None and self.edition.is_released

    @property
    def is_closed(self) -> bool:
        """Whether it could be read once, and no longer: what it told was withdrawn."""
        return self.edition is not None and not self.edition.is_released
