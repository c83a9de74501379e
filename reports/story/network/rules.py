"""The rules by which the network is told."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from maturity.disclosure import SMALLEST_GROUP_FOR_SHARES
from maturity.items import MOST_NAMED
from maturity.network.openness import BRIDGE, FEWEST_ANSWERED, HALF
from reports import words
from reports.story.material import Material
from reports.story.network import network, was_hidden


def rules(material: Material) -> Iterator[str]:
    """Say what the numbers of the network are; nothing where staff were not asked."""
    if network(material) is None:
        if was_hidden(material):
            yield _("From which departments staff get help: %(not_shown)s.") % {
                "not_shown": words.not_shown()
            }
        return
    least = max(material.smallest_group, SMALLEST_GROUP_FOR_SHARES)
    yield _(
        "Staff were asked from which departments they got help for a customer in the past three "
        "months, and could choose up to %(most)d, their own among them. A number in the matrix is "
        "the share of those in the row’s department, of all who answered this question, who chose "
        "the column’s. Nobody is named, and nothing is said of single people: departments with "
        "fewer than %(least)d answers have no row, and no difference between rows rests on fewer "
        "answers either. The ends of every share are covered, so that none says that nobody named "
        "a department, or that everybody did."
    ) % {"most": MOST_NAMED, "least": least}
    yield _(
        "What part of the departments that are told is named on average is the density of the "
        "network. The balance of help is its E-I index (Krackhardt and Stern 1988): the number of "
        "other departments named, less the own, divided by both together; it is set beside its "
        "value if everybody named every department once."
    )
    yield _(
        "These rules are ours, and cautious. A department is called open if surely more than "
        "%(half)s of its people got help from another department, and closed if surely fewer did: "
        "if the whole 95%% interval lies on that side. Help runs from one department to another "
        "if the lower end of the interval is at least %(bridge)s, and one way only if the upper "
        "end of the way back lies below it. Intervals are those of the rounded shares, of as many "
        "people as are told at least, so they come out rather too wide. Where fewer than "
        "%(enough)s of those asked answered, only the matrix is told."
    ) % {
        "half": words.percent(HALF),
        "bridge": words.percent(BRIDGE),
        "enough": words.percent(FEWEST_ANSWERED),
    }
