"""Who is asked in a wave, and the sending of their links."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.jobs import Job
from organisations.models import Account, Audience, Person, User
from surveys.models.waves import AUDIENCE_KNOWN, Wave, WaveUnit


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Which invitations of a wave."""

    def collecting(self) -> "InvitationQuerySet":
        """Those of waves that collect, or may be opened again."""
        return self.filter(wave__state__in=[Wave.State.OPEN, Wave.State.CLOSED])

    def standing(self) -> "InvitationQuerySet":
        """Those whose link still works."""
        return self.filter(is_revoked=False)

    def unsent(self) -> "InvitationQuerySet":
        """Those still to be mailed."""
        return self.standing().filter(mail=Invitation.Mail.WAITING)


class Invitation(models.Model):
    """One person asked in one wave, with their department and attributes as they were then.

    Nothing here changes because of an answer.
    """

    class Mail(models.TextChoices):
        """What became of the e-mail that carries the link."""

        WAITING = "waiting", _("Not sent yet")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused by the mail server")
        UNSURE = "unsure", _("Interrupted; may have been sent")
        NO_ADDRESS = "no_address", _("No e-mail address")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="invitations"
    )
    audience = models.CharField(max_length=16, choices=Audience.choices)
    unit = models.ForeignKey(WaveUnit, on_delete=models.PROTECT, null=True)
    # The customer's account; it is kept beside an answer only with their consent.
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True)
    # {attribute's name: value}
    attributes = models.JSONField(default=dict)
    generation = models.PositiveIntegerField(default=1)
    lookup = models.CharField(max_length=64, unique=True)
    is_revoked = models.BooleanField(default=False)
    mail = models.CharField(max_length=10, choices=Mail.choices, default=Mail.WAITING)
    mail_problem = models.CharField(max_length=200, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("wave", "person", name="invitation_one_per_person"),
            models.CheckConstraint(condition=AUDIENCE_KNOWN, name="invitation_audience_known"),
            models.CheckConstraint(
                condition=models.Q(
                    mail__in=["waiting", "sending", "sent", "refused", "unsure", "no_address"]
                ),
                name="invitation_mail_known",
            ),
        ]
        indexes = [models.Index("wave", "mail", name="invitation_by_mail")]

    def __str__(self) -> str:
        return str(self.id)


class Mailing(Job):
    """The sending of a wave's invitations that have not been sent."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="mailings")
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)

    class Meta(Job.Meta):
        constraints: ClassVar = [
            *Job.Meta.constraints,
            models.UniqueConstraint(
                "wave",
                condition=models.Q(state__in=["queued", "running"]),
                name="mailing_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave}: {self.get_state_display()}"
