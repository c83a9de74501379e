"""What customers tell as sheets of a spreadsheet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from organisations.workbooks import Sheet
from reports.sheets.base import (
    Row,
    differences,
    ends,
    interval_of,
    measured,
    number,
    sheet,
    with_ends,
)
from reports.story.iceberg import IcebergStory, RegisterStory
from reports.story.portfolio import PortfolioStory, Waves


def iceberg_sheets(iceberg: IcebergStory | None) -> Iterator[Sheet]:
    """Return what customers tell of problems: how it went, who stays, and the register."""
    if iceberg is None:
        return
    header = [_("What happened"), _("Share"), *interval_of(), _("Of"), _("Answers")]
    yield sheet(
        _("Problems"),
        " ".join(iceberg.sentences),
        header,
        [
            [row.name, number(row.share_text), *ends(row.interval_text), row.of, number(row.n)]
            for table in (iceberg.way, *(each.rows for each in iceberg.tables))
            for row in table
        ],
    )
    if iceberg.branches:
        yield sheet(
            _("Who intends to stay"),
            " ".join(iceberg.notes),
            [_("Customers"), _("Intend to stay"), *interval_of()],
            [
                [row.name, number(row.share_text), *ends(row.interval_text)]
                for row in iceberg.branches
            ],
        )
    if iceberg.losses:
        lost = iceberg.losses
        yield sheet(
            _("What problems may cost"),
            " ".join([lost.sentence, lost.money, *lost.assumptions]),
            [_("Customers"), _("May leave, of all customers"), _("About how many")],
            [[row.name, number(row.share_text), number(row.customers_text)] for row in lost.rows],
        )
    if iceberg.register:
        yield _register(iceberg.register)


def _register(register: RegisterStory) -> Sheet:
    told = _("As customers tell it")
    rows: list[Row] = [
        [row.name, number(row.recorded), *with_ends(row.told)] for row in register.rows
    ]
    # The causes are names, each with its share behind it.
    rows += [[row.name, row.recorded, row.told, "", ""] for row in register.causes]
    return sheet(
        _("Complaint register"),
        " ".join([register.sentence, *register.notes]),
        [_("Matter"), _("Complaint register"), told, *interval_of(told)],
        rows,
    )


def portfolio_sheets(portfolio: PortfolioStory | None) -> Iterator[Sheet]:
    """Return the classes of customers, why large buyers warn, the cuts, and what two waves tell."""
    if portfolio is None or not portfolio.rows:
        return
    yield sheet(
        _("Customer portfolio"),
        " ".join(portfolio.sentences),
        [
            *(_("Class"), _("Who that is"), _("Accounts"), _("Share of revenue"), _("Revenue")),
            *(_("Share at risk"), _("At risk")),
        ],
        [
            [
                *(row.name, row.meaning, row.accounts, number(row.share_text), row.money_text),
                *(number(row.risk_text), row.risk_money_text),
            ]
            for row in portfolio.rows
        ],
    )
    yield sheet(
        _("Early warnings"),
        _("Why large buyers warn"),
        [_("Why a large buyer warns"), _("How many")],
        [[row.reason, row.accounts_text] for row in portfolio.warnings],
    )
    yield sheet(
        _("Cuts"),
        " ".join(portfolio.assumptions),
        [_("Cut"), _("Set at"), _("A tenth lower"), _("A tenth higher")],
        [[row.name, row.value_text, row.lower_text, row.higher_text] for row in portfolio.cuts],
    )
    if portfolio.waves:
        yield from _wave_sheets(portfolio.waves)


def _wave_sheets(waves: Waves) -> Iterator[Sheet]:
    """Return who moved, and experience beside revenue."""
    if waves.moves:
        yield sheet(
            _("Moves"),
            " ".join([*waves.sentences, waves.moves_note]),
            [_("Then"), _("Now"), _("Accounts")],
            [[row.then, row.now, row.accounts] for row in waves.moves],
        )
    if waves.leading:
        yield sheet(
            _("Experience and revenue"),
            " ".join([waves.leading_sentence, *waves.leading_notes]),
            [
                *(_("Class then"), _("Accounts"), _("Change of experience"), *interval_of()),
                _("Change of revenue"),
            ],
            [
                [
                    *(row.name, row.accounts, number(row.experience_text)),
                    *(*ends(row.interval_text), number(row.revenue_text)),
                ]
                for row in waves.leading
            ],
            measured(differences(), _("Change of experience")),
        )
