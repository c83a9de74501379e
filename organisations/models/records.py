"""What was done to the settings and lists of a client, and by whom."""

import uuid
from collections.abc import Collection, Iterable
from typing import Any, NoReturn

from django.db import models

from organisations.models.clients import Organisation
from organisations.models.users import User


class RecordIsFinal(Exception):
    """Someone tried to change or delete what was recorded."""


class RecordQuerySet(models.QuerySet["Record"]):
    """Records are read and added to."""

    def update(self, **fields: Any) -> NoReturn:
        """Refuse."""
        raise RecordIsFinal

    def delete(self) -> NoReturn:
        """Refuse."""
        raise RecordIsFinal

    def bulk_create(
        self,
        objs: Iterable["Record"],
        batch_size: int | None = None,
        ignore_conflicts: bool = False,
        update_conflicts: bool = False,
        update_fields: Collection[str] | None = None,
        unique_fields: Collection[str] | None = None,
    ) -> list["Record"]:
        """Add records; refuse to change those there are."""
        if update_conflicts:
            raise RecordIsFinal
        return super().bulk_create(objs, batch_size, ignore_conflicts)


class Record(models.Model):
    """One administrative act: who, when, what, to which object, which of its fields.

    Never a value, never the name of somebody who is asked, and nothing a respondent does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, related_name="records", editable=False
    )
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, editable=False)
    # The user's address then, or that it was a command on the server.
    who = models.CharField(max_length=254, editable=False)
    act = models.CharField(max_length=40, editable=False)
    object_type = models.CharField(max_length=40, editable=False)
    object_id = models.CharField(max_length=64, blank=True, editable=False)
    # Its name, of what is not a person.
    object_name = models.CharField(max_length=200, blank=True, editable=False)
    fields = models.JSONField(default=list, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("organisation", models.F("at").desc(), name="record_by_time")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who}: {self.act}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add a record; refuse to change one."""
        if not self._state.adding:
            raise RecordIsFinal
        # Never an UPDATE, whatever key the record was given.
        super().save(force_insert=True, using=kwargs.get("using"))

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise RecordIsFinal
