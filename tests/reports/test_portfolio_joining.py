"""Accounts and the answers of their contacts, joined."""

import numpy as np
import pytest

from reports.portfolio.joining import items_asked, join
from surveys.framework.own_questions import asked_framework
from tests.reports.portfolio import account_file, sealed
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
DONT_KNOW = 255


def test_answers_find_their_accounts_and_others_none(world: World) -> None:
    result = sealed(
        world,
        {
            "Bolt": ((5, 3), (4, 2)),
            "Nut": ((1, 1), (0, 0)),
            "Pin": ((2, DONT_KNOW),),
            "Private": ((3, 2),),
            "Elsewhere": ((3, 2),),
            "Quiet": (),
        },
    )
    file = account_file(world, {"Nut": 300, "Quiet": 50, "Bolt": 100, "Pin": 20, "Private": 9})
    items = items_asked(asked_framework(result.wave), result.wave)
    assert items is not None
    joined = join(result.wave, items, file)
    named = {str(account.pk): account.name for account in world.organisation.accounts.all()}
    assert [named[key] for key in joined.accounts.keys] == [
        "Nut", "Quiet", "Bolt", "Pin", "Private",
    ]  # fmt: skip
    assert joined.accounts.revenue.tolist() == [300, 50, 100, 20, 9]
    assert np.isnan(joined.accounts.potential).all()
    said = zip(
        joined.voices.account.tolist(),
        joined.voices.experience.tolist(),
        joined.voices.change.tolist(),
        strict=True,
    )
    assert sorted((place, str(mark), change) for place, mark, change in said) == [
        (0, "1.0", -1), (0, "nan", 9), (2, "4.0", 0), (2, "5.0", 1), (3, "2.0", 9),
    ]  # fmt: skip
    assert joined.elsewhere == 1
