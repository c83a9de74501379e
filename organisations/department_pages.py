"""Pages about the departments of a client."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from organisations import services
from organisations.access import Level, organisation_for
from organisations.confirming import Question, ask
from organisations.department_file import DepartmentRow, Plan, plan_import, read_departments
from organisations.department_forms import (
    DepartmentFileForm,
    DepartmentForm,
    MergeForm,
    MoveForm,
    NameForm,
)
from organisations.departments import Tree, all_of, grow, kept_by, with_found
from organisations.models import Organisation, Unit
from organisations.records import Act, note
from organisations.tables import EXPORT
from organisations.workbooks import spreadsheet

# Smaller trees are shown with all levels open.
MOST_OPEN = 40
# A file that was looked at is to be confirmed within a day, as that of a roster.
SECONDS_TO_CONFIRM = 24 * 60 * 60


@login_required
@vary_on_headers("HX-Request")
def departments(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The tree of departments, and adding one; as a spreadsheet with ``?export=xlsx``."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    if request.GET.get(EXPORT) == "xlsx":
        return _spreadsheet(organisation)
    tree = Tree(organisation)
    at = next((unit for unit in tree.units.values() if str(unit.pk) == request.GET.get("at")), None)
    form = DepartmentForm(
        request.POST or None, tree=tree, initial={"parent": at.parent_id if at else None}
    )
    if request.method == "POST" and form.is_valid():
        try:
            unit = services.add_department(
                organisation=organisation,
                name=form.cleaned_data["name"],
                parent=tree.get(form.cleaned_data["parent"]),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("“%(name)s” is added.") % {"name": unit})
            return _back_to(organisation, unit)
    words = request.GET.get("q", "").strip()
    is_open = "open" in request.GET or len(tree.units) <= MOST_OPEN
    branches = grow(tree, words=words, at=at.pk if at else None, opened=is_open)
    context = {
        "organisation": organisation,
        "form": form,
        "branches": with_found(branches) if words else branches,
        "words": words,
        "found": sum(branch.is_found for branch in all_of(branches)),
        "count": len(tree.units),
        "is_open": is_open,
    }
    # Whoever types into the search gets the tree alone.
    part = "_tree" if request.headers.get("HX-Request") else ""
    return render(request, f"organisations/departments{part}.html", context)


def _spreadsheet(organisation: Organisation) -> HttpResponse:
    """The tree as a file of paths, which can be imported again."""
    header = [["path", _("people"), _("people with those below"), _("led by")]]
    rows = [
        [branch.unit.path, branch.people, branch.people_below, ", ".join(branch.managers)]
        for branch in all_of(grow(Tree(organisation)))
    ]
    note(Act.EXPORTED, organisation, organisation=organisation, fields=["departments"])
    return spreadsheet([*header, *rows], name="departments")


def _back_to(organisation: Organisation, unit: Unit | None) -> HttpResponseRedirect:
    """Go to the tree, where a department's link gets the focus."""
    path = reverse("organisations:departments", args=[organisation.pk])
    return redirect(f"{path}?at={unit.pk}#d-{unit.pk}" if unit else path)


def _add(unit: Unit, data: Mapping[str, Any]) -> tuple[Unit | None, str]:
    new = services.add_department(organisation=unit.organisation, name=data["name"], parent=unit)
    return new, _("“%(name)s” is added.") % {"name": new}


def _rename(unit: Unit, data: Mapping[str, Any]) -> tuple[Unit | None, str]:
    services.rename_department(department=unit, name=data["name"])
    values = {"old": unit.name, "new": data["name"]}
    return unit, _("“%(old)s” is now called “%(new)s”.") % values


def _move(unit: Unit, data: Mapping[str, Any]) -> tuple[Unit | None, str]:
    parent = Tree(unit.organisation).get(data["parent"])
    services.move_department(department=unit, parent=parent)
    if parent is None:
        return unit, _("“%(name)s” now stands at the top.") % {"name": unit.name}
    return unit, _("“%(name)s” now stands below “%(parent)s”.") % {
        "name": unit.name,
        "parent": parent,
    }


def _merge(unit: Unit, data: Mapping[str, Any]) -> tuple[Unit | None, str]:
    into = Tree(unit.organisation).get(data["into"])
    assert into is not None
    services.merge_department(department=unit, into=into)
    return into, _("“%(name)s” is now part of “%(into)s”.") % {"name": unit.name, "into": into}


def _remove(unit: Unit, data: Mapping[str, Any]) -> tuple[Unit | None, str]:
    services.remove_department(department=unit)
    return unit.parent, _("“%(name)s” is removed.") % {"name": unit.name}


CHANGES: dict[str, Callable[[Unit, Mapping[str, Any]], tuple[Unit | None, str]]] = {
    "rename": _rename,
    "add": _add,
    "move": _move,
    "merge": _merge,
    "remove": _remove,
}


# What is asked about first.
ENDS = ("merge", "remove")


def _sent(request: HttpRequest) -> QueryDict:
    """Return what was sent: by POST to be done, by GET to be asked about first."""
    if request.method == "POST":
        return request.POST
    return request.GET if request.GET.get("do") in ENDS else QueryDict()


def _question(unit: Unit, do: str, data: Mapping[str, Any]) -> Question:
    """Return what is asked before a department comes to its end."""
    back = reverse("organisations:department", args=[unit.organisation_id, unit.pk])
    if do == "merge":
        into = Tree(unit.organisation).get(data["into"])
        return Question(
            _("Merge “%(name)s” into “%(into)s”?") % {"name": unit.name, "into": into},
            means=[
                _("“%(into)s” takes over its people, those who lead it and the departments below.")
                % {"into": into},
                _("“%(name)s” is gone then; this cannot be undone.") % {"name": unit.name},
                _("Waves that have been opened keep the departments as they were."),
            ],
            yes=_("Yes, merge"),
            back=back,
        )
    return Question(
        _("Remove “%(name)s”?") % {"name": unit.name},
        means=[
            _("Whoever leads it leads no department then."),
            _("Waves that have been opened keep the departments as they were."),
        ],
        yes=_("Yes, remove"),
        back=back,
    )


def _forms(unit: Unit, tree: Tree, request: HttpRequest) -> dict[str, forms.Form]:
    """Return {change: its form}, that of the button that was pressed with what was sent."""

    def given(do: str) -> dict[str, Any]:
        is_it = _sent(request).get("do") == do
        return {"data": _sent(request) if is_it else None, "auto_id": f"{do}_%s"}

    return {
        "rename": NameForm(**given("rename"), initial={"name": unit.name}),
        "add": NameForm(**given("add"), label=_("Name of the new department")),
        "move": MoveForm(**given("move"), tree=tree, unit=unit),
        "merge": MergeForm(**given("merge"), tree=tree, unit=unit),
        "remove": forms.Form(**given("remove")),
    }


@login_required
def department(request: HttpRequest, pk: uuid.UUID, department: uuid.UUID) -> HttpResponse:
    """One department: its name, its place, what stands below it, and its end."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    unit = get_object_or_404(organisation.units.select_related("parent"), pk=department)
    tree = Tree(organisation)
    forms_by_change = _forms(unit, tree, request)
    do = _sent(request).get("do", "")
    if do in forms_by_change and (form := forms_by_change[do]).is_valid():
        if request.method != "POST":
            question = _question(unit, do, form.cleaned_data)
            return ask(request, question, {"organisation": organisation})
        try:
            shown, message = CHANGES[do](unit, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, message)
            return _back_to(organisation, shown)
    branches = all_of(grow(tree))
    context = {
        "organisation": organisation,
        "unit": unit,
        "line": tree.line(tree.units[unit.pk])[:-1],
        "branch": next(branch for branch in branches if branch.unit.pk == unit.pk),
        "forms": forms_by_change,
        "is_only": len(tree.units) == 1,
        "kept_by": kept_by(unit),
    }
    return render(request, "organisations/departments_one.html", context)


@login_required
def departments_import(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Hand in a file of departments; the answer shows what it would do."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    form = DepartmentFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        rows, faults = read_departments(file.file, file.name)
        plan = Plan(faults=faults) if faults else plan_import(Tree(organisation), rows)
        return _preview(request, organisation, rows, plan)
    context = {"organisation": organisation, "form": form}
    return render(request, "organisations/departments_import.html", context)


@login_required
@require_POST
def departments_write(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Write a file of departments that was looked at."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    try:
        content = signing.loads(
            request.POST.get("file", ""), salt=str(organisation.pk), max_age=SECONDS_TO_CONFIRM
        )
    except signing.BadSignature:
        messages.error(request, _("The file is no longer there. Hand it in again."))
        return redirect("organisations:departments_import", organisation.pk)
    rows = [DepartmentRow(*row) for row in content["rows"]]
    plan = services.import_departments(organisation=organisation, rows=rows, seen=content["seen"])
    if plan.faults or plan.digest != content["seen"]:
        text = _("The departments have been changed meanwhile. Nothing is written; look again.")
        messages.warning(request, text)
        return _preview(request, organisation, rows, plan)
    count = len(plan.touched)
    text = ngettext("%(n)d department is changed.", "%(n)d departments are changed.", count)
    messages.success(request, text % {"n": count})
    return redirect("organisations:departments", organisation.pk)


def _preview(
    request: HttpRequest, organisation: Organisation, rows: list[DepartmentRow], plan: Plan
) -> HttpResponse:
    """Show what a file would do, with the file in the form that confirms it."""
    content = {"rows": [list(vars(row).values()) for row in rows], "seen": plan.digest}
    context = {
        "organisation": organisation,
        "plan": plan,
        "file": signing.dumps(content, salt=str(organisation.pk), compress=True),
    }
    return render(request, "organisations/departments_preview.html", context)
