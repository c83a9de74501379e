"""From which departments the invented staff get help: the field rests on the help desk, one way."""

from random import Random

from maturity.framework import Item
from surveys.forms.network import NONE, named_codes

# How likely people of one department name another; their own, and any that is not said.
HELP = {
    "North": {"South": 0.25, "Help desk": 0.30, "Production": 0.45, "Logistics": 0.50},
    "South": {"North": 0.20, "Help desk": 0.35, "Production": 0.40, "Logistics": 0.45},
    "Field": {"Help desk": 0.98, "Logistics": 0.65, "Production": 0.35},
    "Help desk": {"Logistics": 0.40, "Finance": 0.45, "Production": 0.30},
    "Production": {"Logistics": 0.60, "Field": 0.10},
    "Logistics": {"Production": 0.55},
    "Finance": {"People": 0.40},
    "People": {"Finance": 0.45},
}
OWN, ANY = 0.65, 0.04


def helped(random: Random, item: Item, path: str) -> dict[str, int]:
    """Return the departments named, by column, by somebody of the unit at a path."""
    inside = f"{path} / "
    own = next(
        each.name
        for each in item.departments
        if inside.startswith(f"{each.above} / {each.name} / ")
    )
    likely = {**HELP[own], own: OWN}
    chosen = [
        str(number)
        for number, each in enumerate(item.departments, start=1)
        if random.random() < likely.get(each.name, ANY)
    ]
    return named_codes(item, chosen or [NONE])
