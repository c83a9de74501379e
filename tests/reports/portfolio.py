"""A client whose customers answer for their accounts, and whose books say what these buy."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from organisations import services as clients
from organisations.models import CustomerFile
from reports import services as reports
from reports.models import Result
from reports.sealing import seal_wave
from surveys import services
from surveys.models import Wave
from tests.world import NOW, World, same_answers, visit_of

# Of each account two contacts; what they say of their experience (XP1) and its change (XP2).
Said = Mapping[str, Sequence[tuple[int, int]]]

GOOD, POOR = (5, 2), (1, 1)
SAID: Said = {
    **{f"Good {n}": (GOOD, GOOD) for n in range(6)},
    **{f"Poor {n}": (POOR, POOR) for n in range(6)},
    "Silent": (),
    "Private": (POOR,),
}
PRIVATE = {"Private"}


def roster(said: Said) -> str:
    """Customers called by account and number, and a few staff."""
    lines = ["email,name,unit,audience,account"]
    lines += [f"staff{n}@client.example,Staff {n},Service,staff," for n in range(6)]
    lines += [
        f"{name.replace(' ', '')}-{n}@x.example,{name} contact {n},,customers,{name}"
        for name in said
        for n in (1, 2)
    ]
    return "\n".join(lines) + "\n"


def answer(wave: Wave, said: Said) -> None:
    """Let contacts say so; those of private accounts without being seen with them."""
    for account, contacts in said.items():
        for n, (experience, change) in enumerate(contacts, start=1):
            name = f"{account} contact {n}"
            found = visit_of(wave, name)
            answers = same_answers(found, 3) | {"XP1": experience, "XP2": change}
            services.save_page(visit=found, answers=answers, page=0, now=NOW)
            services.submit_response(
                visit=visit_of(wave, name), with_account=account not in PRIVATE
            )


def sealed(world: World, said: Said = SAID, *, now: datetime = NOW, name: str = "") -> Result:
    """A sealed wave in which contacts said so."""
    if not world.organisation.people.exists():
        world.import_roster(roster(said), columns=())
    wave = world.draft_wave(world.assessment(name) if name else None)
    services.open_wave(wave=wave, now=now)
    wave.refresh_from_db()
    answer(wave, said)
    services.close_wave(wave=wave, now=now)
    wave.refresh_from_db()
    seal_wave(reports.ask_to_seal(wave=wave, user=world.consultant, now=now), now=now)
    wave.refresh_from_db()
    found: Result = wave.result
    return found


def account_file(
    world: World, revenue: Mapping[str, float], *, until: date = date(2026, 9, 30)
) -> CustomerFile:
    """A file that says what accounts buy, as much as the year before, and was taken in."""
    rows = [f"{name},{amount},{amount},EUR\n" for name, amount in revenue.items()]
    file = clients.read_customer_file(
        organisation=world.organisation,
        user=world.consultant,
        kind="accounts",
        file=io.BytesIO(("name,revenue,revenue_last,currency\n" + "".join(rows)).encode()),
        filename=f"accounts-{until}.csv",
        until=until,
        now=NOW,
    )
    assert file.content is not None, file.preview
    clients.confirm_customer_file(customer_file=file, now=NOW)
    return file


def register_file(world: World) -> CustomerFile:
    """A register of two complaints."""
    text = "date,channel,cause,outcome\n2026-05-01,phone,late,resolved\n2026-06-01,web,late,open\n"
    file = clients.read_customer_file(
        organisation=world.organisation,
        user=world.consultant,
        kind="complaints",
        file=io.BytesIO(text.encode()),
        filename="complaints.csv",
        now=NOW,
    )
    clients.confirm_customer_file(customer_file=file, now=NOW)
    return file
