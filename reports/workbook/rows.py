"""What the workbook's pages share: entries with their forms, and what becomes of saving them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from maturity.framework import Framework
from maturity.items import Item
from organisations.access import signed_in_user
from reports import services
from reports.models import WorkbookEntry
from reports.workbook import attachments, contents
from reports.workbook.contents import Section
from reports.workbook.forms import EntryForm
from surveys.models import Wave


@dataclass(frozen=True)
class Row:
    """An entry on its page: the item, what is there, the form, and what became of saving it.

    ``theirs`` is what somebody else has written meanwhile, if that is why it was not saved.
    """

    item: Item
    title: str
    statement: str
    entry: WorkbookEntry
    form: EntryForm
    is_saved: bool = False
    faults: tuple[str, ...] = ()
    theirs: WorkbookEntry | None = None

    @property
    def rating_text(self) -> str:
        """The rating that is kept."""
        return label_of(self.item, self.entry)

    @property
    def their_rating_text(self) -> str:
        """The rating somebody else has given meanwhile."""
        return label_of(self.item, self.theirs) if self.theirs else ""


def label_of(item: Item, entry: WorkbookEntry) -> str:
    """Return an entry's rating, or all that applies, in words."""
    if entry.rating:
        return item.options()[entry.rating - 1]
    found = [option.text for option in item.several if option.code in entry.chosen]
    return "; ".join(found) or contents.part_of(item).unrated


def page_context(wave: Wave) -> dict[str, object]:
    """Return what every page of a workbook shows, and whether it may be written."""
    organisation = wave.assessment.organisation
    return {
        "wave": wave,
        "organisation": organisation,
        "is_open": not (wave.is_sealed or wave.is_discarded),
        "months": min(wave.months_told, organisation.months_kept),
        "accepted": attachments.ACCEPTED,
        "most_megabytes": settings.EVIDENCE_MAX_BYTES // services.MEGABYTE,
    }


def item_of(framework: Framework, code: str) -> tuple[Section, Item]:
    """Return an item by code, with its section."""
    for here in contents.sections(framework):
        for item in here.items:
            if item.code == code:
                return here, item
    raise Http404


def address_of(wave: Wave, here: Section, item: str) -> str:
    """Return where an entry stands."""
    path = reverse("reports:workbook_section", args=[wave.pk, here.part, here.code])
    return f"{path}#entry-{item}"


def rows_of(
    request: HttpRequest, wave: Wave, framework: Framework, items: Iterable[Item]
) -> Iterator[Row]:
    """The entries with their forms; of what was not sent the form is as if nothing had been."""
    items = list(items)
    entries = contents.entries_of(wave, items)
    for item in items:
        form = EntryForm(None, item=item, entry=entries[item.code])
        if request.method == "POST" and form.add_prefix("version") in request.POST:
            form = EntryForm(request.POST, item=item, entry=entries[item.code])
        statement = item.text(framework.assessor)
        yield Row(item, contents.title_of(framework, item), statement, entries[item.code], form)


def written(request: HttpRequest, wave: Wave, row: Row) -> Row:
    """Save an entry if it was sent; return the row with what became of it."""
    form = row.form
    if not form.is_bound:
        return row
    if not form.is_valid():
        return replace(row, faults=tuple(form.faults))
    try:
        entry = services.write_entry(
            wave=wave,
            item=row.item.code,
            rating=form.cleaned_data.get("rating"),
            chosen=form.cleaned_data.get("chosen", []),
            text=form.cleaned_data["note"],
            links=form.cleaned_data["links"],
            shown=form.cleaned_data["version"],
            user=signed_in_user(request),
            now=timezone.now(),
        )
    except services.ChangedMeanwhile as changed:
        return replace(row, theirs=changed.entry)
    except ValidationError as error:
        return replace(row, faults=tuple(error.messages))
    return replace(row, entry=entry, is_saved=True)
