"""The department tree of a client. Waves that have been opened keep the one they were given."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organisations.department_file import DepartmentRow, Plan, plan_import
from organisations.departments import Tree, kept_by
from organisations.models import Organisation, Person, Unit
from organisations.records import Act, note
from organisations.services.turns import one_at_a_time


@contextmanager
def _tree(organisation: Organisation) -> Iterator[Tree]:
    """Read the tree in the client's turn, for changing it."""
    with transaction.atomic():
        one_at_a_time(organisation)
        yield Tree(organisation)


def _known(tree: Tree, department: Unit) -> Unit:
    """Return the department as it is now; raises ValidationError if it is gone."""
    known = tree.get(department.pk)
    assert known is not None
    return known


def add_department(*, organisation: Organisation, name: str, parent: Unit | None) -> Unit:
    """Add a department below another, or at the top; raises ValidationError if it cannot be.

    A name is no other's in the same place, whatever its case, and holds no slash.
    """
    with _tree(organisation) as tree:
        unit = tree.add(name, tree.get(parent.pk if parent else None))
        tree.write({unit.pk})
        note(Act.ADDED, unit, organisation=organisation)
    return unit


def rename_department(*, department: Unit, name: str) -> None:
    """Give a department another name; raises ValidationError if it cannot have it."""
    with _tree(department.organisation) as tree:
        unit = _known(tree, department)
        if unit.name != name:
            unit.name = name
            tree.write({unit.pk})
            note(Act.CHANGED, unit, organisation=department.organisation, fields=["name"])


def move_department(*, department: Unit, parent: Unit | None) -> None:
    """Put a department, with all below it, below another or at the top.

    Raises ValidationError if the other stands below it, or if there is no room for it.
    """
    with _tree(department.organisation) as tree:
        unit = _known(tree, department)
        above = tree.get(parent.pk if parent else None)
        if unit.parent_id != (above.pk if above else None):
            unit.parent = above
            tree.write({unit.pk})
            note(Act.CHANGED, unit, organisation=department.organisation, fields=["parent"])


def merge_department(*, department: Unit, into: Unit) -> None:
    """Bring all people, managers and departments of one into another, and remove the one.

    Also those who have left the roster. Raises ValidationError if the other is the department
    itself or stands below it, or has a department of the same name.
    """
    organisation = department.organisation
    with _tree(organisation) as tree:
        unit, other = _known(tree, department), _known(tree, into)
        if unit == other:
            raise ValidationError(_("Choose another department to merge it into."))
        if unit in tree.line(other):
            raise ValidationError(
                _("“%(other)s” stands below “%(name)s”. Move it first, or merge it instead."),
                params={"other": other.name, "name": unit.name},
            )
        children = tree.children().get(unit.pk, [])
        for child in children:
            child.parent = other
        Person.objects.filter(unit=unit).update(unit=other)
        Person.objects.filter(leads=unit).update(leads=other)
        tree.take_out(unit)
        note(Act.REMOVED, unit, organisation=organisation)
        tree.write({child.pk for child in children})
        note(Act.CHANGED, other, organisation=organisation, fields=["people", "departments below"])


def remove_department(*, department: Unit) -> None:
    """Remove an empty department; raises ValidationError, saying what to do, if it is not.

    Whoever leads it leads nothing afterwards.
    """
    with _tree(department.organisation) as tree:
        unit = _known(tree, department)
        if fault := kept_by(unit):
            raise ValidationError(fault)
        note(Act.REMOVED, unit, organisation=department.organisation)
        tree.take_out(unit)
        tree.write(())


def import_departments(
    *, organisation: Organisation, rows: Sequence[DepartmentRow], seen: str
) -> Plan:
    """Write what a file says, all of it or nothing; returns what it did.

    ``seen`` is the digest of the plan somebody looked at. Where the departments have changed
    since, so that the file would do something else, nothing is written and the plan that is
    returned has another digest; nor if it has faults.
    """
    with _tree(organisation) as tree:
        plan = plan_import(tree, rows)
        if plan.digest == seen and not plan.faults:
            tree.write(plan.touched)
            note(Act.IMPORTED, organisation, organisation=organisation, fields=["departments"])
    return plan
