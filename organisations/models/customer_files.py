"""What a client's own books say of its customers: their revenue, and the complaints recorded."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.jobs import JobQuerySet
from organisations.models.clients import Organisation
from organisations.models.imports import FileImport


class CustomerFileKind(models.TextChoices):
    """What a file is about."""

    ACCOUNTS = "accounts", _("Account figures")
    COMPLAINTS = "complaints", _("Complaint register")


class CustomerFileQuerySet(JobQuerySet):
    """Which files of customers."""

    def taken(self, organisation: Organisation, kind: str) -> Self:
        """Those of a kind that were taken in, the latest figures first."""
        found = self.filter(organisation=organisation, kind=kind, taken_at__isnull=False)
        return found.order_by("-until", "-taken_at", "pk")

    def waiting(self) -> Self:
        """Those nobody has confirmed, or whose writing has not ended."""
        return self.filter(taken_at__isnull=True)

    def in_force(self, organisation: Organisation, kind: str) -> "CustomerFile | None":
        """Return the one whose figures are the latest; of the same days, the one taken in last."""
        found: CustomerFile | None = self.taken(organisation, kind).first()
        return found


class CustomerFile(FileImport):
    """Figures of accounts, or recorded complaints, of a client.

    Forgotten after a day unless it is taken in. From then on it never changes; it is deleted on
    request, and after the organisation's months. ``content`` is then, in columns of equal length,

    - of accounts: {"currency": code, "accounts": [id], "revenue": [number of 0 or more],
      "revenue_last": [number, None of a new customer], "potential": [number or None],
      "segments": [text], "cost_to_serve": [number or None]}
    - of complaints: {"days": [ISO day], "channels": [text], "causes": [text], "outcomes":
      ["resolved", "partly", "unresolved" or "open"], "accounts": [id, "" where none is named]}

    Before, accounts are told by what the file calls them, see organisations.customer_files.
    """

    file = models.FileField(upload_to="customers/", blank=True)
    kind = models.CharField(max_length=12, choices=CustomerFileKind.choices)
    # The days the figures are about: twelve months, or from the first to the last complaint.
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    # Whether accounts that are not on the client's list are added to it.
    adds_accounts = models.BooleanField(default=False)
    # Of the canonical text of the content, once taken in.
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    taken_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = CustomerFileQuerySet.as_manager()

    class Meta(FileImport.Meta):
        abstract = False
        constraints = [
            *FileImport.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=["accounts", "complaints"]),
                name="customerfile_kind_known",
            ),
        ]
        indexes = [
            models.Index("organisation", "kind", models.F("until").desc(), name="customers_by_day")
        ]

    @property
    def waits_for_decision(self) -> bool:
        """Whether it was read without a fault and may be taken in, or forgotten."""
        return self.is_readable and self.taken_at is None and not self.is_pending
