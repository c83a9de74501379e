"""What the chapters and appendices of a report are about, by their codes."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOPICS: Mapping[str, Promise | str] = {
    "answer": _("The answer on one page"),
    "profile": _("Current against target"),
    "next_stage": _("What blocks the next stage"),
    "perception": _("Talk against walk"),
    "certainty": _("How sure we are"),
    "priorities": _("Priority gaps"),
    "roadmap": _("The roadmap"),
    "plan": _("The next 100 days"),
    "staff": _("Staff"),
    "customers": _("Customers"),
    "departments": _("Departments"),
    "progress": _("What has changed"),
    "dimensions": _("Dimension by dimension"),
    "method": _("Method, limits, how to read"),
    "items": _("Every question and answer"),
}
