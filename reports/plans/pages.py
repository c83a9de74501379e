"""The pages on which a client's plan is made and kept up, by its consultants and its leaders."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maturity.plan import MOST_OPEN, OPEN, State
from organisations.access import Level, can, organisation_for, signed_in_user
from organisations.models import Organisation
from organisations.records import Act, note
from organisations.tables import EXPORT
from organisations.workbooks import workbook
from reports import services, words
from reports.access import action_for
from reports.models import ActionReminder, PlannedAction
from reports.plans.forms import ActionForm
from reports.plans.planning import Planning, planning_of, undelivered_of
from reports.sheets.plan import plan_sheets
from reports.story.plan import PlanRow, PlanStory, aim_text
from reports.story.subjects import names_of


@login_required
@require_safe
def board(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The plan as it stands, with what is proposed for it; the table with ``?export=xlsx``."""
    organisation = organisation_for(request, pk, Level.READ)
    planning = _planning(request, organisation)
    today = organisation.today(timezone.now())
    story = planning.story(today) if planning else None
    if request.GET.get(EXPORT) == "xlsx" and story is not None:
        note(Act.EXPORTED, organisation, organisation=organisation, fields=["plan"])
        name = slugify(f"{organisation} {_('plan')}") or "plan"
        return workbook(plan_sheets(story), name=name)
    context = _context(request, organisation)
    if planning and story:
        names = names_of(planning.framework)
        context |= {
            "result": planning.result,
            "story": story,
            "groups": _groups(story, undelivered_of(planning.actions)),
            "most": MOST_OPEN,
            "is_full": sum(row.state in OPEN for row in story.rows) >= MOST_OPEN,
            "proposals": [
                {
                    "name": names[each.priority],
                    "aim": aim_text(planning.framework, each.aim),
                    "code": each.code,
                    "action": each.library,
                }
                for each in planning.proposals
            ],
        }
    return render(request, "reports/plan/board.html", context)


@dataclass(frozen=True)
class Group:
    """Actions under one heading, each with the reminder that did not reach its owner, if any."""

    code: str
    title: str
    rows: list[tuple[PlanRow, ActionReminder | None]]


def _groups(story: PlanStory, undelivered: Mapping[str, ActionReminder]) -> list[Group]:
    """Return what is late, if anything is, then the rest by how far it is."""
    late = [row for row in story.rows if row.is_late]
    rest = {
        state.value: [row for row in story.rows if row.state == state and not row.is_late]
        for state in State
    }
    groups = [("late", _("Late"), late)] if late else []
    groups += [(state, words.plan_state(state), rows) for state, rows in rest.items()]
    return [
        Group(code, title, [(row, undelivered.get(row.id)) for row in rows])
        for code, title, rows in groups
    ]


@login_required
def action_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Plan an action of one's own."""
    organisation = organisation_for(request, pk, Level.READ)
    planning = _planning(request, organisation)
    if planning is None:
        messages.error(request, _("There is no result yet on which one could plan."))
        return redirect("reports:plan", organisation.pk)
    form = _form(request, planning, None)
    if request.method == "POST" and form.is_valid():
        user, now = signed_in_user(request), timezone.now()
        try:
            services.plan_action(result=planning.result, values=form.values, user=user, now=now)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Added to the plan."))
            return redirect("reports:plan", organisation.pk)
    context = {**_context(request, organisation), "form": form, "title": _("Plan an action")}
    return render(request, "reports/plan/action.html", context)


@login_required
@require_POST
def proposal_take(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Plan what the model proposes, and go on to who does it until when."""
    organisation = organisation_for(request, pk, Level.READ)
    planning = _planning(request, organisation)
    offered = {each.code: each for each in planning.proposals} if planning else {}
    taken = offered.get(request.POST.get("code", ""))
    if planning is None or taken is None:
        messages.info(request, _("That stands in the plan already, or is not proposed any more."))
        return redirect("reports:plan", organisation.pk)
    values = {name: value for name, value in taken.action.items() if name not in _OWN}
    user, now = signed_in_user(request), timezone.now()
    try:
        action = services.plan_action(result=planning.result, values=values, user=user, now=now)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("reports:plan", organisation.pk)
    messages.success(request, _("Added to the plan. Say who does it, and until when."))
    return redirect("reports:planned_action", action.pk)


# What a planned action has from elsewhere than from a proposal.
_OWN = {"id", "due_on"}


@login_required
def action_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change an action, and say what became of it."""
    action = action_for(request, pk)
    organisation = action.organisation
    planning = _planning(request, organisation)
    # Whoever meets an action may know of the result on which it was planned.
    assert planning is not None
    form = _form(request, planning, action)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_action(
                action=action,
                values=form.values,
                shown=form.cleaned_data["shown"] or 0,
                user=signed_in_user(request),
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Saved."))
            return redirect("reports:plan", organisation.pk)
    context = {**_context(request, organisation), "form": form, "title": _("Change an action")}
    return render(request, "reports/plan/action.html", context)


@login_required
@require_POST
def action_state(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say by one click how far an action is."""
    action = action_for(request, pk)
    state = request.POST.get("state", "")
    if state not in set(State):
        messages.error(request, _("Choose how far the action is by one of its buttons."))
        return redirect("reports:plan", action.organisation_id)
    try:
        services.change_action(
            action=action, values={"state": state}, shown=None, user=signed_in_user(request)
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        said = {"state": words.plan_state(state), "what": words.quoted(action.what)}
        messages.success(request, _("%(state)s: %(what)s") % said)
    return redirect("reports:plan", action.organisation_id)


def _planning(request: HttpRequest, organisation: Organisation) -> Planning | None:
    sees_all = can(signed_in_user(request), organisation, Level.CONSULT)
    return planning_of(organisation, sees_all=sees_all)


def _form(request: HttpRequest, planning: Planning, action: PlannedAction | None) -> ActionForm:
    today = planning.result.wave.assessment.organisation.today(timezone.now())
    return ActionForm(request.POST or None, planning=planning, action=action, today=today)


def _context(request: HttpRequest, organisation: Organisation) -> dict[str, Any]:
    may_consult = can(signed_in_user(request), organisation, Level.CONSULT)
    return {"organisation": organisation, "may_consult": may_consult}
