"""Rounds of collecting, with what was frozen when each was opened."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from maturity.disclosure import SMALLEST_GROUP_FLOOR
from maturity.own_questions import MOST_QUESTIONS
from organisations.models import Audience, one_line
from surveys.models.assessments import Assessment

AUDIENCE_KNOWN = models.Q(audience__in=["staff", "leaders", "customers"])


class WaveQuerySet(models.QuerySet["Wave"]):
    """Which waves."""

    def running(self) -> "WaveQuerySet":
        """Those that were opened and have not ended; the one that closes first comes first."""
        running = self.filter(state__in=[Wave.State.OPEN, Wave.State.CLOSED])
        return running.order_by("-state", "closes_on", "pk")

    def held(self) -> "WaveQuerySet":
        """Lock them until the transaction ends, in an order in which none waits for another.

        What must hold for an invitation is held by its wave: a lock of its own would carry the
        number of the transaction that writes its draft or ballot.
        """
        return self.select_for_update(no_key=True).order_by("pk")

    def full(self) -> "WaveQuerySet":
        """Those that ask everything they can, and no part of an earlier one again."""
        return self.filter(pulse_of=None)


class Wave(models.Model):
    """One round of collecting."""

    class State(models.TextChoices):
        """From planning to the seal. Only a closed wave can be opened again."""

        DRAFT = "draft", _("In preparation")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        SEALED = "sealed", _("Sealed")
        DISCARDED = "discarded", _("Ended, answers erased")

    class Weighting(models.TextChoices):
        """Whose answers count how much; the names of maturity.audience.Rules."""

        DEPARTMENTS = "departments", _("By the size of the departments")
        NONE = "none", _("Every answer the same")

    # What is laid down before the first answer, so that nobody chooses by looking at answers.
    LAID_DOWN = (
        *("smallest_group", "weighting", "is_census", "is_rehearsal"),
        *("audiences", "left_out", "asks_network", "network_level"),
        *("pulse_of_id", "pulse_module", "pulse_items", "asks_half"),
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="waves")
    name = models.CharField(_("name"), max_length=80, validators=[one_line])
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    smallest_group = models.PositiveSmallIntegerField(
        _("smallest group ever shown"), default=SMALLEST_GROUP_FLOOR
    )
    weighting = models.CharField(
        _("weight of the answers"),
        max_length=12,
        choices=Weighting.choices,
        default=Weighting.DEPARTMENTS,
    )
    # Finite population correction.
    is_census = models.BooleanField(_("describe only the people on the list now"), default=False)
    # The same in every respect as any other, except that its answers are erased at the end.
    is_rehearsal = models.BooleanField(_("rehearsal"), default=False)
    # The audiences asked; [] for all the framework has questions for.
    audiences = models.JSONField(default=list, blank=True)
    # The codes of the framework's modules that are not asked.
    left_out = models.JSONField(default=list, blank=True)
    # The sealed wave a pulse asks a part of again; None of a full wave.
    pulse_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="pulses", editable=False
    )
    # What a pulse asks: a module's code, or the codes of a few questions.
    pulse_module = models.CharField(max_length=60, blank=True, editable=False)
    pulse_items = models.JSONField(default=list, blank=True, editable=False)
    # Whether a pulse asks half of the people, drawn by lot when it is opened.
    asks_half = models.BooleanField(_("ask half of them, drawn by lot"), default=False)
    # Whether staff are asked from which departments they get help, and of which level of the tree
    # departments are offered, 0 for the topmost; None for the one that is proposed.
    asks_network = models.BooleanField(default=False)
    network_level = models.PositiveSmallIntegerField(null=True, blank=True)
    # The names of the attributes the invited have, in the order in which they may be shown, and
    # {name: values in their order} of those whose values have one; frozen when it is opened.
    attributes = models.JSONField(default=list, editable=False)
    ordered_values = models.JSONField(default=dict, editable=False)
    contact_name = models.CharField(
        _("whom respondents may ask"), max_length=120, validators=[one_line]
    )
    contact_email = models.EmailField(_("their e-mail address"))
    closes_on = models.DateField(_("last day to answer"))
    # The organisation's months as those asked are told them; None until it is opened.
    months_kept = models.PositiveSmallIntegerField(null=True, editable=False)
    # Whether those asked were told that their list outlives pulses; of older waves they were not.
    tells_of_pulses = models.BooleanField(default=False, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    # The organisation's last sealed full wave when this one was opened, of a pulse the one it asks
    # a part of again; None if there was none.
    follows = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="followed_by", editable=False
    )
    # The response rate as it may be shown, and the day on which it was counted.
    response_rate = models.CharField(max_length=8, blank=True, editable=False)
    counted_on = models.DateField(null=True, editable=False)
    sealed_at = models.DateTimeField(null=True, editable=False)
    # Set while a seal is waited for, so that nobody collects into a wave about to be sealed; and
    # on a wave that has ended, while remains of what was deleted may still be on the disk.
    seal_asked = models.BooleanField(default=False, editable=False)
    # Erased when the wave is sealed: from then on nobody can derive its keys again.
    salt = models.BinaryField(null=True, editable=False)
    key_check = models.CharField(max_length=64, blank=True, editable=False)

    objects = WaveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("assessment", "name", name="wave_name_unique"),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "open", "closed", "sealed", "discarded"]),
                name="wave_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(smallest_group__gte=SMALLEST_GROUP_FLOOR),
                name="wave_smallest_group_floor",
            ),
            models.CheckConstraint(
                condition=models.Q(weighting__in=["departments", "none"]),
                name="wave_weighting_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "closed"], salt__isnull=False)
                | models.Q(state__in=["draft", "sealed", "discarded"], salt__isnull=True),
                name="wave_salt_while_collecting",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse to change, once the wave has been opened, what it asks and how it computes."""
        before = Wave.objects.filter(pk=self.pk).exclude(state=self.State.DRAFT)
        laid_down = before.values_list(*self.LAID_DOWN).first()
        if laid_down and laid_down != tuple(getattr(self, name) for name in self.LAID_DOWN):
            raise ValidationError(
                _(
                    "What is asked and how the numbers are computed cannot be changed once the "
                    "wave has been opened."
                )
            )

    @property
    def months_told(self) -> int:
        """How many months after its end people's things are kept at the longest."""
        if self.months_kept is None:
            return self.assessment.organisation.months_kept
        return self.months_kept

    @property
    def outlives_pulses(self) -> bool:
        """Whether its list of the invited may be kept when a pulse is opened."""
        return self.is_draft or self.tells_of_pulses

    @property
    def is_pulse(self) -> bool:
        """Whether it asks a part of an earlier wave again."""
        return self.pulse_of_id is not None

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

    @property
    def is_discarded(self) -> bool:
        """Whether it ended without a result, and its answers were erased."""
        return self.state == self.State.DISCARDED


class WaveUnit(models.Model):
    """The department tree as it was when the wave was opened."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="units")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    name = models.CharField(max_length=80)
    path = models.CharField(max_length=400)
    # How many of its people joined or left since the wave before; None if there was none.
    changed = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("wave", "path", name="wave_unit_path_unique")]

    def __str__(self) -> str:
        return self.path


class WaveQuestionnaire(models.Model):
    """The frozen order of one audience's columns: the order of its answer vectors."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="questionnaires")
    audience = models.CharField(max_length=16, choices=Audience.choices)
    # The codes of the columns; see maturity.items.Column.
    items = models.JSONField()
    # How many of its people joined or left since the wave before; None if nobody knows.
    changed = models.PositiveIntegerField(null=True)
    # Of a sealed pulse: the same between it and the full wave opened next; None if nobody knows.
    changed_after = models.PositiveIntegerField(null=True)
    # Whether nearly all who were still on the list at the seal may have answered: the response
    # rate counts those who left, and so can be lower. None before the seal, and of older waves.
    is_telling = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("wave", "audience", name="wave_questionnaire_one_an_audience"),
            models.CheckConstraint(
                condition=AUDIENCE_KNOWN, name="wave_questionnaire_audience_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave}: {self.get_audience_display()}"


class OwnQuestion(models.Model):
    """A question the consultant adds to a wave; see maturity.own_questions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="own_questions")
    number = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_QUESTIONS)]
    )
    audience = models.CharField(_("who is asked"), max_length=16, choices=Audience.choices)
    text = models.CharField(_("question"), max_length=300, validators=[one_line])
    # Labels, lowest first; none for the framework's scale of agreement.
    answers = models.JSONField(_("answers to choose from"), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("wave", "number", name="own_question_number_unique"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=MOST_QUESTIONS),
                name="own_question_at_most_three",
            ),
            models.CheckConstraint(condition=AUDIENCE_KNOWN, name="own_question_audience_known"),
        ]

    def __str__(self) -> str:
        return self.text
