"""What came back: encrypted until the seal, and hardly anything of it after that."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.models import Account, Audience
from surveys.models.waves import AUDIENCE_KNOWN, Wave

# What a questionnaire may ask for, so that every draft and ballot fits into its one size.
MOST_COLUMNS = 160
MOST_COMMENTS = 2
COMMENT_CHARACTERS = 600
COMMENT_BYTES = 1200
# The framework's schema holds codes to it; a comment is kept beside the code of its question.
MOST_CODE_LETTERS = 20


class Draft(models.Model):
    """Unfinished answers, encrypted and padded, under a name only the link gives."""

    id = models.UUIDField(primary_key=True, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="drafts")
    sealed = models.BinaryField()
    # A day, never a time: times link drafts with visits.
    seen_on = models.DateField()

    class Meta:
        indexes = [models.Index("seen_on", name="draft_by_day")]

    def __str__(self) -> str:
        return str(self.id)


class Ballot(models.Model):
    """Submitted answers, encrypted and padded until the wave is sealed. No date at all."""

    id = models.UUIDField(primary_key=True, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="ballots")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.id)


class Response(models.Model):
    """A customer's answers after the seal; they agreed to be seen with their account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="responses")
    audience = models.CharField(max_length=16, choices=Audience.choices)
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True)
    # One byte a column in the order of the wave's questionnaire; see maturity.answers.
    answers = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=AUDIENCE_KNOWN, name="response_audience_known"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Comment(models.Model):
    """What somebody wrote in their own words, after the seal: tied to no answer and to nobody.

    Names, addresses and numbers in it were masked before it was kept.
    """

    class Review(models.TextChoices):
        """Whether the consultant lets it be quoted."""

        WAITING = "waiting", _("Not read yet")
        KEPT = "kept", _("May be quoted")
        WITHHELD = "withheld", _("Withheld")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="comments")
    # The item's code.
    question = models.CharField(max_length=60)
    audience = models.CharField(max_length=16, choices=Audience.choices)
    text = models.TextField()
    review = models.CharField(max_length=8, choices=Review.choices, default=Review.WAITING)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=AUDIENCE_KNOWN, name="comment_audience_known"),
            models.CheckConstraint(
                condition=models.Q(review__in=["waiting", "kept", "withheld"]),
                name="comment_review_known",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
