"""Problems of customers and their portfolio, as slides."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.deck.chapters.staff import share_plot
from reports.deck.paging import plain, told_in_pages
from reports.deck.slides import Block, Kind, Plot, Point, Series, Slide, Table, Words, beside
from reports.story import Story
from reports.story.iceberg import IcebergStory
from reports.story.portfolio import PortfolioStory, Waves

SOURCES = ("result:/audiences/*/iceberg",)


def customers(story: Story) -> Iterator[Slide]:
    """Show what customers tell of problems, what it may cost, and who buys how much."""
    if story.iceberg:
        yield _problems(story.iceberg)
        yield from _register(story.iceberg)
    if story.portfolio:
        yield from _portfolio(story.portfolio)


def _problems(found: IcebergStory) -> Slide:
    way = Table(
        _("From problem to outcome"),
        (_("What happened"), _("Share"), _("95% interval"), _("Of")),
        plain((row.name, row.share_text, row.interval_text, row.of) for row in found.way),
        (2.4, 0.8, 1.2, 1.4),
    )
    blocks: list[tuple[Block, float]] = []
    if found.levels:
        told = tuple(Point(level.share, level.share_text) for level in found.levels)
        names = tuple(level.name for level in found.levels)
        series = (Series(_("Share of customers"), told),)
        blocks.append((Plot(Kind.BARS, _("Problems of customers"), names, series), 1))
    blocks.append((way, 1.5))
    if found.branches:
        stays = _("Intend to stay")
        blocks.append((share_plot(stays, found.branches, stays), 1.1))
    return Slide(
        _("Problems customers had, told and untold"),
        beside(*blocks),
        sentence=found.sentences[0],
        foot=(*found.sentences[1:], *(found.level_legend if found.levels else ())),
        notes=found.notes,
        sources=SOURCES,
    )


def _register(found: IcebergStory) -> Iterator[Slide]:
    """Set the register beside customers, and say what problems may cost."""
    blocks: list[tuple[Block, float]] = []
    if found.losses:
        said = (found.losses.sentence, found.losses.money, *found.losses.assumptions)
        blocks.append((Words(_("What problems may cost"), tuple(filter(None, said))), 1))
    if found.register:
        table = Table(
            _("On record, and as customers tell it"),
            (_("Matter"), _("Complaint register"), _("As customers tell it")),
            plain((row.name, row.recorded, row.told) for row in found.register.rows),
            (1.4, 1, 1.4),
        )
        blocks.append((table, 1.4))
    if not blocks:
        return
    register, losses = found.register, found.losses
    yield Slide(
        _("On record, and in their own words") if register else _("What problems may cost"),
        beside(*blocks),
        sentence=register.sentence if register else losses.sentence if losses else "",
        notes=register.notes if register else (),
        sources=("edition:/complaints", *SOURCES),
    )


def _portfolio(found: PortfolioStory) -> Iterator[Slide]:
    sources = ("edition:/portfolio",)
    if not found.rows:
        said = Words(_("Customer portfolio"), found.sentences[1:])
        yield Slide(
            _("Customer portfolio"),
            beside((said, 1)),
            sentence=found.sentences[0],
            sources=sources,
        )
        return
    names = tuple(row.name for row in found.rows)
    plot = Plot(
        Kind.BARS,
        _("Revenue by class"),
        names,
        (
            Series(_("Share of revenue"), tuple(Point(r.share, r.share_text) for r in found.rows)),
            Series(_("Of it at risk"), tuple(Point(r.risk, r.risk_text) for r in found.rows)),
        ),
    )
    table = Table(
        _("The classes"),
        (_("Class"), _("Accounts"), _("Revenue"), _("At risk")),
        plain((r.name, r.accounts_text, r.money_text, r.risk_money_text) for r in found.rows),
        (1.5, 0.9, 1.25, 1.25),
    )
    yield Slide(
        _("Customer portfolio"),
        beside((plot, 1.2), (table, 1)),
        sentence=found.sentences[0],
        foot=found.sentences[1:],
        notes=(*(f"{r.name}: {r.meaning}" for r in found.rows), *found.assumptions),
        sources=sources,
    )
    if found.waves:
        yield from _moves(found.waves)


def _moves(found: Waves) -> Iterator[Slide]:
    if found.moves:
        table = Table(
            "",
            (_("Then"), _("Now"), _("Accounts")),
            plain((row.then, row.now, row.accounts) for row in found.moves),
            (2, 2, 1),
        )
        yield from told_in_pages(
            _("Which accounts moved"),
            table,
            sentence=" ".join(found.sentences[:1]),
            foot=(found.moves_note,),
            sources=("edition:/portfolio",),
        )
