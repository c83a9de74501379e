"""The working copy of a result, and the editions it becomes."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from maturity.result import Document
from organisations.models import Organisation, User
from reports.editions.content import say_the_same, to_be_written
from reports.look import look_now
from reports.models import Edition, Result, WorkingCopy
from reports.plans.board import actions_of
from reports.plans.carried import carried_of


def newest(result: Result) -> Edition:
    """Return the edition that was written last; the seal makes the first."""
    return result.editions.order_by("-number")[0]


def content_of(result: Result) -> Document:
    """Return what the next edition would say: what was written, the plan and the look as they are.

    What became of earlier actions is part of the plan.
    """
    copy = WorkingCopy.objects.filter(result=result).first()
    written = to_be_written(copy.content if copy else newest(result).content)
    carried = carried_of(result, written["comparison"])
    look = look_now(result.wave.assessment.organisation)
    return {**written, "actions": actions_of(result), "carried": carried, "look": look}


def is_ahead(result: Result, content: Document | None = None) -> bool:
    """Whether something was written since the newest edition.

    ``content`` is what the next edition would say, where it has been read already.
    """
    written = content_of(result) if content is None else content
    return not say_the_same(written, newest(result).content)


def write_edition(
    result: Result, content: Document, *, user: User | None, now: datetime
) -> Edition:
    """Write a further edition, in the caller's transaction, which holds the wave."""
    edition = Edition(
        result=result, number=newest(result).number + 1, created_at=now, created_by=user
    )
    edition.write(content)
    edition.save()
    return edition


def withdrawn_of(organisations: QuerySet[Organisation]) -> list[Edition]:
    """Return what these clients' leaders could read last and can no longer."""
    editions = Edition.objects.filter(
        withdrawn_at__isnull=False, result__wave__assessment__organisation__in=organisations
    )
    later = Edition.objects.filter(
        result=OuterRef("result"), number__gt=OuterRef("number"), released_at__isnull=False
    )
    related = "result__wave__assessment__organisation"
    return list(editions.exclude(Exists(later)).select_related(related).order_by("-withdrawn_at"))
