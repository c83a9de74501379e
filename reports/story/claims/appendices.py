"""What is claimed at the head of the appendices."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports import words
from reports.story import saying
from reports.story.claims.addresses import RESULT, address
from reports.story.claims.claim import Rule, Said
from reports.story.claims.grounds import Grounds


def _dimensions(grounds: Grounds) -> Said | None:
    everything = len(grounds.standings)
    told = saying.sentence(saying.of_dimensions(len(grounds.shown), everything))
    text = _("%(told)s in detail, as %(audience)s see them")
    values = {"told": told, "audience": words.audience(grounds.headline)}
    return Said(text % values, grounds.are_shown())


def _method(grounds: Grounds) -> Said | None:
    key = ("rules", "smallest_group") if "rules" in grounds.material.result else ("smallest_group",)
    n = grounds.material.smallest_group
    text = ngettext(
        "No group of fewer than %(n)s person is shown",
        "No group of fewer than %(n)s people is shown",
        n,
    )
    return Said(text % {"n": saying.number(n)}, [address(RESULT, *key)])


def _items(grounds: Grounds) -> Said | None:
    shown = list(grounds.material.shown)
    if not shown:
        return None
    text = _("What %(audiences)s answered, question by question")
    return Said(
        text % {"audiences": words.joined([words.audience(code) for code in shown])},
        grounds.audiences(),
    )


def _no_items(grounds: Grounds) -> Said | None:
    return Said(_("No answer can be shown by question"), grounds.audiences())


DIMENSIONS = (Rule("dimensions.shown", gettext_lazy("Dimensions were asked about."), _dimensions),)
METHOD = (Rule("method.smallest_group", gettext_lazy("Always."), _method),)
ITEMS = (
    Rule("items.shown", gettext_lazy("Some audience is shown."), _items),
    Rule("items.none", gettext_lazy("No audience is shown."), _no_items),
)
