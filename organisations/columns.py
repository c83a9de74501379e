"""What the columns of a file mean, by the names in its first row."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from organisations.spreadsheets import MOST_COLUMNS, Fault, Refused, refuse

# Names are repeated in every row of a roster that is kept until it is confirmed.
MOST_TITLE_LETTERS = 120
DASHES = {"-", "–", "—"}

# {field: the names its column may have, the first of them as we call it}
Names = Mapping[str, Sequence[str]]


class Columns:
    """Where everything stands; raises Refused if the header does not say.

    ``places`` is {field: place}, ``titles`` {field, or other title in small letters: title} and
    ``others`` {title: place} of columns that mean nothing to us. ``needed`` are fields, or several
    of which one will do; ``hints`` say what else to tell of a field that is missing.
    """

    def __init__(
        self,
        header: Sequence[str],
        names: Names,
        *,
        needed: Iterable[str | tuple[str, ...]],
        hints: Mapping[str, str] | None = None,
    ) -> None:
        self.width = len(header)
        self.names = names
        self.places: dict[str, int] = {}
        self.titles: dict[str, str] = {}
        self.others: dict[str, int] = {}
        fields = {name: field for field, known in names.items() for name in known}
        self._check_looks(header, fields)
        faults = [*self._place(header, fields), *self._missing(needed, hints or {})]
        if faults:
            raise Refused(*faults)

    def _check_looks(self, header: Sequence[str], fields: Mapping[str, str]) -> None:
        """Refuse what cannot be the names of columns."""
        if any(len(title) > MOST_TITLE_LETTERS for title in header):
            message = _("Row 1 has a column name of more than %(most)d letters. Shorten it.")
            refuse(message, most=MOST_TITLE_LETTERS)
        if not any(header):
            refuse(_("Row 1 is empty. It must hold the names of the columns."))
        if sum(map(bool, header)) == 1 and header[0].lower() not in fields:
            message = _(
                'Row 1 holds nothing but "%(text)s". If it is a heading over the list, delete the '
                "rows above the names of the columns."
            )
            refuse(message, text=header[0][:40])
        if self.width > MOST_COLUMNS:
            refuse(_("The file has more than %(n)d columns. Remove some."), n=MOST_COLUMNS)

    def _place(self, header: Sequence[str], fields: Mapping[str, str]) -> Iterable[Fault]:
        """Note where everything stands; yield a fault for what stands there twice."""
        for place, title in enumerate(header):
            field = fields.get(title.lower(), title.lower())
            if field in self.titles:
                message = _('The columns "%(first)s" and "%(title)s" mean the same. Keep one.')
                values = {"first": self.titles[field], "title": title}
                yield Fault(None, title, message % values)
            elif title:
                self.titles[field] = title
                if field in self.names:
                    self.places[field] = place
                else:
                    self.others[title] = place

    def _missing(
        self, needed: Iterable[str | tuple[str, ...]], hints: Mapping[str, str]
    ) -> Iterable[Fault]:
        """Yield a fault for every column there must be and is not."""
        for each in sorted(needed, key=str):
            fields = (each,) if isinstance(each, str) else each
            if self.places.keys() & fields:
                continue
            ours = [self.names[field][0] for field in fields]
            message = _('Row 1 names no column "%(name)s". Add it.')
            if len(ours) > 1:
                message = _('Row 1 names neither a column "%(name)s" nor "%(other)s". Add one.')
            message %= {"name": ours[0], "other": ours[-1]}
            yield Fault(None, ours[0], " ".join(filter(None, [message, hints.get(fields[0])])))

    def texts(self, cells: Sequence[str], places: Mapping[str, int]) -> dict[str, str]:
        """Return {field: text} of a row; a lone dash and a cell that is not there are ""."""
        return {
            field: cells[place] if place < len(cells) and cells[place] not in DASHES else ""
            for field, place in places.items()
        }

    def fault_of_width(self, number: int, cells: Sequence[str]) -> Fault | None:
        """Return the fault of a row with more cells than there are columns."""
        if not any(cells[self.width :]):
            return None
        message = _("More cells than columns. Put texts with a separator in quotation marks.")
        return Fault(number, "", message)
