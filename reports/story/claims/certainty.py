"""What is claimed of how sure all of it is: how many answered, and what that allows."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import words
from reports.story import saying
from reports.story.claims.addresses import RESULT, address
from reports.story.claims.claim import Rule, Said
from reports.story.claims.grounds import Grounds


def _speaker(grounds: Grounds) -> str:
    """Return the audience of which it is said how many answered: "" if none is shown."""
    return grounds.headline or next(iter(grounds.material.shown), "")


def _nobody(grounds: Grounds) -> Said | None:
    if _speaker(grounds):
        return None
    text = _("No answers can be shown") if grounds.audiences() else _("Nobody was asked")
    return Said(text, grounds.audiences() or [address(RESULT, "rules", "smallest_group")])


def _complete(grounds: Grounds) -> Said | None:
    cells = grounds.material.cells
    shown = [code for code, cell in cells.items() if cell["shown"]]
    if not shown or not all(cells[code].get("complete") for code in shown):
        return None
    text = _("All %(audience)s who were asked have answered: their scores are exact")
    return Said(
        text % {"audience": words.audience(grounds.headline)},
        [grounds.of_headline("dimensions", code, "complete") for code in shown],
    )


def _rate(grounds: Grounds) -> tuple[str, str] | None:
    """Return who answered in words, and where that stands; None where no rate is told."""
    code = _speaker(grounds)
    rate: str | None = grounds.material.shown[code]["response_rate"] if code else None
    if rate is None:
        return None
    values = {"rate": rate.strip("<>"), "audience": words.audience(code)}
    text = {
        "<": _("Fewer than %(rate)s of %(audience)s answered"),
        ">": _("More than %(rate)s of %(audience)s answered"),
    }.get(rate[0], _("About %(rate)s of %(audience)s answered"))
    return text % values, address(RESULT, "audiences", code, "response_rate")


def _stage_sure(grounds: Grounds) -> Said | None:
    """Say how many answered and whether that confirms the stage of the whole."""
    overall, found = grounds.material.overall, _rate(grounds)
    certainty = grounds.material.overall_probability.get("certainty")
    if overall is None or overall.rank == 1 or found is None or certainty is None:
        return None
    answered, place = found
    text = (
        _("%(answered)s, and the stage of the whole is confirmed")
        if certainty == "confirmed"
        else _("%(answered)s, but the stage of the whole is provisional")
    )
    sources = [place, grounds.of_headline("stage")]
    sources.append(grounds.of_headline("stage_probability", "certainty"))
    return Said(text % {"answered": answered}, sources)


def _answered(grounds: Grounds) -> Said | None:
    """Say how many answered and how many dimensions can be shown of that."""
    found = _rate(grounds)
    if found is None:
        return None
    answered, place = found
    if not grounds.standings:
        return Said(answered, [place])
    text = _("%(answered)s; %(told)s can be shown")
    told = saying.of_dimensions(len(grounds.shown), len(grounds.standings))
    sources = [place, *grounds.are_shown()]
    return Said(text % {"answered": answered, "told": told}, sources)


def _rate_unknown(grounds: Grounds) -> Said | None:
    code = _speaker(grounds)
    text = _("What share of %(audience)s answered is not told")
    return Said(
        text % {"audience": words.audience(code)},
        [address(RESULT, "audiences", code, "response_rate")],
    )


CERTAINTY = (
    Rule("certainty.nobody", gettext_lazy("No audience is shown."), _nobody),
    Rule(
        "certainty.complete",
        gettext_lazy("Everybody asked has answered, and only they are described."),
        _complete,
    ),
    Rule(
        "certainty.stage",
        gettext_lazy("It is told how many answered, and how certain the stage of the whole is."),
        _stage_sure,
    ),
    Rule("certainty.answered", gettext_lazy("It is told how many answered."), _answered),
    Rule("certainty.unknown", gettext_lazy("It is not told how many answered."), _rate_unknown),
)
