"""Who is asked in a wave, and the sending of their links."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.jobs import Job, JobQuerySet
from organisations.models import Account, Audience, Person, User, one_line
from surveys.models.waves import AUDIENCE_KNOWN, Wave, WaveUnit

MOST_REMINDERS = 3


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

    def still_there(self) -> "InvitationQuerySet":
        """Those of people who have not left since."""
        return self.standing().exclude(person__in=Person.objects.filter(left_on__isnull=False))

    def untold(self) -> "InvitationQuerySet":
        """Those still to be mailed where the results can be read."""
        return self.still_there().filter(results_mail=Invitation.Mail.WAITING)


class Invitation(models.Model):
    """One person asked in one wave, with their department and attributes as they were then.

    Nothing here changes because of an answer.
    """

    class Mail(models.TextChoices):
        """What became of an e-mail: the one with the link, or the one with the results."""

        WAITING = "waiting", _("Not sent yet")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused by the mail server")
        UNSURE = "unsure", _("Interrupted; may have been sent")
        NO_ADDRESS = "no_address", _("No e-mail address")
        UNWANTED = "unwanted", _("Not sent; wants no e-mail")

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
    # How many rounds of reminders have come past this invitation, whether or not a letter went
    # out: a round that marked only those it wrote to would say who had not answered.
    reminded = models.PositiveSmallIntegerField(default=0)
    # Of the letter that says where the results can be read: everybody invited gets it.
    results_mail = models.CharField(max_length=10, choices=Mail.choices, default=Mail.WAITING)
    results_mail_problem = models.CharField(max_length=200, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("wave", "person", name="invitation_one_per_person"),
            models.CheckConstraint(condition=AUDIENCE_KNOWN, name="invitation_audience_known"),
            models.CheckConstraint(
                condition=models.Q(
                    mail__in=[
                        *("waiting", "sending", "sent", "refused", "unsure"),
                        *("no_address", "unwanted"),
                    ]
                ),
                name="invitation_mail_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    results_mail__in=[
                        *("waiting", "sending", "sent", "refused", "unsure"),
                        *("no_address", "unwanted"),
                    ]
                ),
                name="invitation_results_mail_known",
            ),
        ]
        indexes = [
            models.Index("wave", "mail", name="invitation_by_mail"),
            models.Index("wave", "results_mail", name="invitation_by_results_mail"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class MailText(models.Model):
    """The words of a wave's invitation or reminder to one audience, as the consultant wrote them.

    A wave without one uses the product's own; surveys.mail.letters knows both and the placeholders.
    """

    class Kind(models.TextChoices):
        """Which letter."""

        INVITATION = "invitation", _("Invitation")
        REMINDER = "reminder", _("Reminder")

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="mail_texts")
    audience = models.CharField(max_length=16, choices=Audience.choices)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject = models.CharField(_("subject"), max_length=150, validators=[one_line])
    body = models.TextField(_("text"), max_length=4000)

    class Meta:
        constraints = [
            models.UniqueConstraint("wave", "audience", "kind", name="mail_text_one_of_each"),
            models.CheckConstraint(condition=AUDIENCE_KNOWN, name="mail_text_audience_known"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["invitation", "reminder"]),
                name="mail_text_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Reminder(models.Model):
    """A day on which those without a ballot are written to again."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="reminders")
    number = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_REMINDERS)]
    )
    due_on = models.DateField(_("on"))

    class Meta:
        constraints = [
            models.UniqueConstraint("wave", "number", name="reminder_number_unique"),
            models.UniqueConstraint("wave", "due_on", name="reminder_one_a_day"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=MOST_REMINDERS),
                name="reminder_at_most_three",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave}: {self.number}"


class MailingQuerySet(JobQuerySet):
    """Which mailings."""

    def of_invitations(self) -> "MailingQuerySet":
        """Those that carry the links."""
        return self.filter(reminder=None, address="")

    def of_results(self) -> "MailingQuerySet":
        """Those that say where the results can be read."""
        return self.exclude(address="")

    def due(self, now: datetime) -> "MailingQuerySet":
        """Those whose next batch may go."""
        return self.filter(models.Q(not_before=None) | models.Q(not_before__lte=now))

    def interrupted_rounds(self) -> "MailingQuerySet":
        """Reminders that failed and can be gone on with: no later one has begun."""
        later = Mailing.objects.filter(
            wave=models.OuterRef("wave"),
            reminder__number__gt=models.OuterRef("reminder__number"),
        )
        failed = self.filter(state=Job.State.FAILED, reminder__isnull=False)
        return failed.exclude(models.Exists(later))


class Mailing(Job):
    """The sending of what has not been sent: a wave's invitations, a reminder, or its results."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="mailings")
    # None: the invitations, or the results.
    reminder = models.OneToOneField(
        Reminder, on_delete=models.CASCADE, null=True, related_name="mailing"
    )
    # Where the results can be read, as a path of this site; "" for the other letters.
    address = models.CharField(max_length=100, blank=True, editable=False)
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    # Mail goes out in batches: when the next one may go, at the rate the server is sent to.
    not_before = models.DateTimeField(null=True, editable=False)
    # How often in a row the mail server has asked to be tried again later.
    tries = models.PositiveSmallIntegerField(default=0, editable=False)

    objects: ClassVar[models.Manager[Any]] = MailingQuerySet.as_manager()

    class Meta(Job.Meta):
        constraints: ClassVar = [
            *Job.Meta.constraints,
            models.UniqueConstraint(
                "wave",
                "address",
                condition=models.Q(state__in=["queued", "running"], reminder=None),
                name="mailing_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave}: {self.get_state_display()}"
