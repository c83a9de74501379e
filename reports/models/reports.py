"""The files made from a result and an edition."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from organisations.jobs import Job, JobQuerySet
from organisations.models import Organisation, User
from reports.models.editions import RELEASED, Edition
from reports.stages import in_words

CANCELLED = "cancelled"


class ReportQuerySet(JobQuerySet):
    """Which reports a user meets."""

    def released(self) -> Self:
        """Finished PDFs of released editions, not drafts."""
        editions = Edition.objects.filter(RELEASED)
        return self.filter(
            state=Job.State.DONE, kind=Report.Kind.PDF, is_final=True, edition__in=editions
        )

    def of_organisations(self, organisations: models.QuerySet[Organisation]) -> Self:
        """Those about these organisations."""
        return self.filter(edition__result__wave__assessment__organisation__in=organisations)

    def listed(self) -> Self:
        """The same with what a list says of them, their edition's and result's documents unread."""
        whose = "edition__result__wave__assessment__organisation"
        documents = ("edition__document", "edition__result__document", "edition__result__ledger")
        return self.select_related(whose).defer(*documents)


class Report(Job):
    """A file made from a result and an edition; a draft unless the edition was released."""

    class Kind(models.TextChoices):
        """What kind of file it is."""

        PDF = "pdf", _("PDF")
        DECK = "deck", _("PowerPoint")

    class Paper(models.TextChoices):
        """The paper a PDF is made for."""

        A4 = "a4", _("A4")
        LETTER = "letter", _("US Letter")

    # Of all jobs only this one can be called off.
    state = models.CharField(
        max_length=9,
        choices=[*Job.State.choices, (CANCELLED, _("Cancelled"))],
        default=Job.State.QUEUED,
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=4, choices=Kind.choices, default=Kind.PDF)
    paper = models.CharField(max_length=6, choices=Paper.choices, default=Paper.A4)
    is_final = models.BooleanField()
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    # What is being made just now; see reports.stages.
    stage = models.CharField(max_length=30, blank=True, editable=False)
    file = models.FileField(upload_to="reports/", blank=True)
    # Of the file; "" for one made before they were kept.
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    CAN_BE_TRIED_AGAIN = (Job.State.FAILED, CANCELLED)

    objects: ClassVar = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "running", "done", "failed", CANCELLED]),
                name="report_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(progress__lte=100), name="report_progress_percent"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["pdf", "deck"]), name="report_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(paper__in=["a4", "letter"]), name="report_paper_known"
            ),
        ]

    @property
    def name(self) -> str:
        """What it is, as a draft or as the last word."""
        if self.kind == self.Kind.DECK:
            return gettext("Final slides") if self.is_final else gettext("Draft slides")
        return gettext("Final report") if self.is_final else gettext("Draft report")

    @property
    def ending(self) -> str:
        """How the name of its file ends."""
        return "pptx" if self.kind == self.Kind.DECK else "pdf"

    @property
    def stage_in_words(self) -> str:
        """What is being made just now."""
        return in_words(self.stage)

    @property
    def is_released(self) -> bool:
        """Whether leaders may have it: a finished PDF of a released edition, not a draft."""
        is_finished = self.state == self.State.DONE and self.kind == self.Kind.PDF
        return is_finished and self.is_final and self.edition.is_released

    def cancel(self) -> bool:
        """Call it off; a worker that makes it notices. False if it has ended."""
        pending = Report.objects.filter(
            pk=self.pk, state__in=[self.State.QUEUED, self.State.RUNNING]
        )
        return bool(pending.update(state=CANCELLED, lease_until=None))

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_state_display()}"
