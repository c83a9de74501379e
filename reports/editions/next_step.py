"""What the consultant of a sealed wave does next, in one sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports import comments
from reports.models import RELEASED, Report, Result, Summary


def next_step(result: Result, *, is_ahead: bool) -> str:
    """Return the sentence; "" where nothing may be shown, and so nothing is to be done.

    ``is_ahead``: whether something was written since the newest edition.
    """
    if not result.tells_anything:
        return ""
    reports = Report.objects.filter(edition__result=result)
    if waiting := comments.waiting(result.wave):
        return ngettext(
            "Read the one comment that waits: without that, nothing can be released.",
            "Read the %(n)s comments that wait: without that, nothing can be released.",
            waiting,
        ) % {"n": waiting}
    if not result.editions.filter(RELEASED).exists():
        if reports.exists():
            return _("Read the draft; then release it to the leaders.")
        if result.wave.is_pulse:
            return _("Write what you add to the numbers, then make a draft PDF and read it.")
        return _(
            "Write what you add to the numbers, plan the next 100 days, then make a draft PDF and "
            "read it."
        )
    if is_ahead:
        return _(
            "Something was written, or the plan has changed, since the release: release it when "
            "it is ready."
        )
    if not reports.released().exists():
        return _("Nothing: the leaders are written to as soon as the final PDF is made.")
    summary = Summary.objects.filter(result=result).select_related("edition").first()
    if summary is None or not summary.is_published:
        return _(
            "The leaders have the report. Everybody who was asked can be told, too: look at the "
            "page for them, and publish it."
        )
    return _(
        "Keep the plan up with the leaders, who have the report. The next wave can be compared "
        "with this one."
    )
