"""Who helps whom as sheets of a spreadsheet: every matrix whole, departments, and bridges."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from organisations.workbooks import Sheet
from reports.sheets.base import ends, interval_of, number, sheet, with_ends
from reports.story.network import Matrix, NetworkStory


def network_sheets(network: NetworkStory | None) -> Iterator[Sheet]:
    """Return the matrix of each level, how open each department is, and where help runs."""
    if network is None:
        return
    for level, each in enumerate(network.matrices, start=1):
        yield _matrix(each, level, of=len(network.matrices))
    yield sheet(
        _("Openness"),
        " ".join(filter(None, [network.caveat, *network.sentences, *network.notes])),
        [
            *(_("Department"), _("Within"), _("Answers"), _("Named by all staff")),
            *(_("Got help from other departments"), *interval_of()),
            *(_("Open or closed"), _("Balance of help (E-I index)")),
        ],
        [
            [
                *(
                    row.name,
                    row.within,
                    number(row.n),
                    number(row.named_text),
                    number(row.outside_text),
                ),
                *(*ends(row.interval_text), row.openness_text, number(row.ei_text)),
            ]
            for row in network.departments
        ],
    )
    if network.bridges:
        back = _("In return")
        yield sheet(
            _("Bridges"),
            _("Between which departments help surely runs"),
            [
                *(_("People of"), _("Get help from"), _("Share"), *interval_of()),
                *(back, *interval_of(back), _("One way only")),
            ],
            [
                [
                    *(row.name, row.named, *with_ends(row.share_text), *with_ends(row.back_text)),
                    _("Yes") if row.is_one_way else "",
                ]
                for row in network.bridges
            ],
            {back: _("of people")},
        )


def _matrix(matrix: Matrix, level: int, *, of: int) -> Sheet:
    title = _("Who helps whom")
    return sheet(
        title if of == 1 else _("Who helps whom, level %(n)d") % {"n": level},
        _("How many of each row’s people got help from each column’s department"),
        [_("People of"), _("Answers"), *matrix.names],
        [
            [row.name, number(row.n), *(number(cell.text) for cell in row.cells)]
            for row in (*matrix.rows, matrix.whole)
        ],
    )
