"""Collecting: what is asked, of whom, when, and what came back.

Opening a wave copies what it needs out of the roster and the framework, so that later edits
cannot reach it. Nothing here says who has answered: that can only be computed, with the key.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maturity.disclosure import SMALLEST_GROUP_FLOOR
from organisations.jobs import Job
from organisations.models import Audience, Organisation, Person, User, one_line

AUDIENCE_KNOWN = models.Q(audience__in=["staff", "leaders", "customers"])


class Assessment(models.Model):
    """One engagement with one organisation, under one version of a framework."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="assessments"
    )
    name = models.CharField(_("name"), max_length=120, validators=[one_line])
    framework_key = models.CharField(max_length=60)
    framework_version = models.CharField(max_length=20)
    framework_hash = models.CharField(max_length=64)
    # A step's code; blank where management has set no limit.
    target_step = models.CharField(_("target step"), max_length=60, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("organisation", "name", name="assessment_name_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def target_stages(self) -> dict[str, str]:
        """The stage aimed at, by dimension."""
        return dict(self.targets.values_list("dimension", "stage"))


class Target(models.Model):
    """The stage management aims at along one dimension; codes of the framework."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="targets")
    dimension = models.CharField(max_length=60)
    stage = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint("assessment", "dimension", name="target_one_per_dimension"),
        ]

    def __str__(self) -> str:
        return f"{self.dimension}: {self.stage}"


class Wave(models.Model):
    """One round of collecting."""

    class State(models.TextChoices):
        """From planning to the seal. Only a closed wave can be opened again."""

        DRAFT = "draft", _("In preparation")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        SEALED = "sealed", _("Sealed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="waves")
    name = models.CharField(_("name"), max_length=80, validators=[one_line])
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    smallest_group = models.PositiveSmallIntegerField(
        _("smallest group ever shown"), default=SMALLEST_GROUP_FLOOR
    )
    contact_name = models.CharField(
        _("whom respondents may ask"), max_length=120, validators=[one_line]
    )
    contact_email = models.EmailField(_("their e-mail address"))
    closes_on = models.DateField(_("last day to answer"))
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    sealed_at = models.DateTimeField(null=True, editable=False)
    # Set while a seal is waited for, so that nobody collects into a wave about to be sealed.
    seal_asked = models.BooleanField(default=False, editable=False)
    # Erased when the wave is sealed: from then on nobody can derive its keys again.
    salt = models.BinaryField(null=True, editable=False)
    key_check = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("assessment", "name", name="wave_name_unique"),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "open", "closed", "sealed"]),
                name="wave_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(smallest_group__gte=SMALLEST_GROUP_FLOOR),
                name="wave_smallest_group_floor",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "closed"], salt__isnull=False)
                | models.Q(state__in=["draft", "sealed"], salt__isnull=True),
                name="wave_salt_while_collecting",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        """Whether it is still being prepared."""
        return self.state == self.State.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether answers are accepted."""
        return self.state == self.State.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether it waits for the seal, and may still be opened again."""
        return self.state == self.State.CLOSED

    @property
    def is_sealed(self) -> bool:
        """Whether its result is computed, for good."""
        return self.state == self.State.SEALED


class WaveUnit(models.Model):
    """The department tree as it was when the wave was opened."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="units")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    name = models.CharField(max_length=80)
    path = models.CharField(max_length=400)

    class Meta:
        constraints = [models.UniqueConstraint("wave", "path", name="wave_unit_path_unique")]

    def __str__(self) -> str:
        return self.path


class WaveQuestionnaire(models.Model):
    """The frozen order of one audience's items: the order of its answer vectors."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="questionnaires")
    audience = models.CharField(max_length=16, choices=Audience.choices)
    items = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint("wave", "audience", name="wave_questionnaire_one_an_audience"),
            models.CheckConstraint(
                condition=AUDIENCE_KNOWN, name="wave_questionnaire_audience_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave}: {self.get_audience_display()}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Which invitations of a wave."""

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
    """One person's answers after the seal: shuffled, under a fresh name, its department coarse."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="responses")
    audience = models.CharField(max_length=16, choices=Audience.choices)
    unit = models.ForeignKey(WaveUnit, on_delete=models.PROTECT, null=True)
    # One byte an item in the order of the wave's questionnaire; see maturity.answers.
    answers = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=AUDIENCE_KNOWN, name="response_audience_known"),
        ]

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
