"""The file of a client's accounts joined with the answers of contacts who agreed to be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from maturity.answers import DONT_KNOW, NOT_ANSWERED, Answers, stack
from maturity.figures import AccountItems
from maturity.framework import Framework
from maturity.portfolio import Accounts, Voices
from maturity.portfolio.inputs import BETTER, NO_CHANGE_TOLD, SAME, WORSE
from maturity.tally import Floats, Integers
from organisations.models import CustomerFile
from surveys.models import Wave
from surveys.privacy.retention import is_wave_over

# What an answer to how things have changed stands for.
CHANGES = {1: WORSE, 2: SAME, 3: BETTER}


@dataclass(frozen=True)
class Joined:
    """Accounts and voices of a wave; ``elsewhere`` answers are of accounts the file lacks."""

    accounts: Accounts
    voices: Voices
    elsewhere: int


def items_asked(framework: Framework, wave: Wave) -> AccountItems | None:
    """Return the questions by which accounts are placed; None where the wave did not ask them."""
    items = framework.figures.accounts
    if items is None:
        return None
    return items if {items.experience, items.change} <= set(_order(wave, items)) else None


def are_answers_kept(wave: Wave, now: datetime) -> bool:
    """Whether the months of a sealed wave are not over."""
    return wave.sealed_at is not None and not is_wave_over(wave, wave.sealed_at, now)


def join(wave: Wave, items: AccountItems, file: CustomerFile) -> Joined:
    """Read both and match them by account.

    Only answers that carry an account are there at all: of customers who agreed to that.
    """
    accounts = accounts_of(file)
    places = {key: place for place, key in enumerate(accounts.keys)}
    rows = wave.responses.filter(audience=items.audience, account__isnull=False)
    kept = [
        (places[str(account)], bytes(answers))
        for account, answers in rows.order_by("pk").values_list("account", "answers")
        if str(account) in places
    ]
    order = _order(wave, items)
    table = stack([answers for _place, answers in kept], len(order))
    voices = Voices(
        account=np.array([place for place, _answers in kept], dtype=np.int64),
        experience=_experience(table[:, order.index(items.experience)]),
        change=_change(table[:, order.index(items.change)]),
    )
    return Joined(accounts, voices, elsewhere=rows.count() - len(kept))


def accounts_of(file: CustomerFile) -> Accounts:
    """Return the accounts of a file that was taken in."""
    content = file.content
    assert content is not None
    return Accounts(
        keys=tuple(content["accounts"]),
        revenue=_numbers(content["revenue"]),
        previous=_numbers(content["revenue_last"]),
        potential=_numbers(content["potential"]),
        cost=_numbers(content["cost_to_serve"]),
        segments=tuple(content["segments"]),
    )


def _order(wave: Wave, items: AccountItems) -> list[str]:
    """Return the codes of the columns of the answers, in their order; none if nobody was asked."""
    frozen = wave.questionnaires.filter(audience=items.audience).first()
    return list(frozen.items) if frozen else []


def _numbers(values: Sequence[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _experience(codes: Answers) -> Floats:
    found: Floats = codes.astype(np.float64)
    found[np.isin(codes, (NOT_ANSWERED, DONT_KNOW))] = np.nan
    return found


def _change(codes: Answers) -> Integers:
    return np.array([CHANGES.get(code, NO_CHANGE_TOLD) for code in codes.tolist()], dtype=np.int64)
