"""Brings the invented client in, by the same services everybody uses."""

import io
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from organisations import services as organisations
from organisations.logos import read_logo
from organisations.models import CustomerFileKind, Membership, Organisation, User
from reports import building
from reports.demonstration import added, customers, looks, people, plans, waves
from surveys import services as surveys
from surveys.framework import library
from surveys.models import Assessment, Wave
from surveys.privacy import ballots

NAME = "Harbour & Hale (demonstration)"
FIRM = "Demonstration Consulting"
CONSULTANT = "consultant@demonstration.example"
LEADER = "leader@demonstration.example"
COORDINATOR = "coordinator@demonstration.example"
ATTRIBUTES = ["tenure", "place"]


@dataclass(frozen=True)
class SignIn:
    """How to sign in as one of the invented users."""

    role: str
    email: str
    password: str


def sign_ins() -> list[SignIn]:
    """Return this installation's demonstration sign-ins, none before it is loaded."""
    try:
        return [SignIn(**entry) for entry in json.loads(_password_file().read_text())]
    except FileNotFoundError:
        return []


def _password_file() -> Path:
    return Path(settings.DATA_DIR) / "secrets" / "demonstration.json"


def load_demonstration(*, now: datetime) -> bool:
    """Load the demonstration; False if it is there already, or was begun."""
    if Organisation.objects.filter(is_demonstration=True).exists():
        return False
    with transaction.atomic():
        consultant, passwords = _users()
        organisation = _organisation(consultant, now - timedelta(days=260))
        assessment = _assessment(organisation, now - timedelta(days=258))
        spring = waves.collect(assessment, "Spring", consultant, opened=now - timedelta(days=255))
        _accounts(organisation, consultant, customers.SPRING, now - timedelta(days=235))
        _save_passwords(passwords)
    sealed = now - timedelta(days=230)
    added.seal(spring, consultant, added.SPRING, plans.SPRING, now=sealed)
    with transaction.atomic():
        summer = waves.pulse(spring, "Summer", opened=now - timedelta(days=120))
    added.seal_pulse(summer, consultant, now=now - timedelta(days=112))
    plans.carry_out(spring.result, plans.SPRING, consultant)
    with transaction.atomic():
        autumn = waves.collect(assessment, "Autumn", consultant, opened=now - timedelta(days=45))
        _accounts(organisation, consultant, customers.AUTUMN, now - timedelta(days=25))
        _complaints(organisation, consultant, now - timedelta(days=25))
    sealed = now - timedelta(days=20)
    report = added.seal(autumn, consultant, added.AUTUMN, plans.AUTUMN, now=sealed)
    added.tell_everybody(autumn.result, consultant, now=sealed)
    with transaction.atomic():
        waves.begin(assessment, "Winter", opened=now - timedelta(days=2))
    if report is not None:
        building.build_report(report)
    return True


def _users() -> tuple[User, list[SignIn]]:
    passwords = [
        SignIn(role, email, secrets.token_urlsafe(9))
        for role, email in (
            ("Consultant", CONSULTANT), ("Leader", LEADER), ("Coordinator", COORDINATOR),
        )
    ]  # fmt: skip
    consultant, *others = passwords
    user = organisations.add_consultant(
        email=consultant.email,
        name="Carla Consultant",
        firm=FIRM,
        password=consultant.password,
    )
    for other in others:
        User.objects.create_user(other.email, other.password, name=f"Lee {other.role}")
    return user, passwords


def _save_passwords(passwords: Iterable[SignIn]) -> None:
    path = _password_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps([vars(entry) for entry in passwords]))


def _dress(organisation: Organisation, now: datetime) -> None:
    """Give the client and its consultants their look."""
    organisations.change_look(
        organisation=organisation,
        colour=looks.CLIENT_COLOUR,
        second_colour=looks.CLIENT_SECOND_COLOUR,
        logo=read_logo(looks.CLIENT_LOGO),
        now=now,
    )
    firm = organisation.firm
    organisations.change_firm(
        firm=firm,
        name=firm.name,
        colour=looks.FIRM_COLOUR,
        second_colour=looks.FIRM_SECOND_COLOUR,
        logo=read_logo(looks.FIRM_LOGO),
        now=now,
    )


def _organisation(consultant: User, now: datetime) -> Organisation:
    organisation = organisations.create_organisation(
        user=consultant,
        name=NAME,
        time_zone="Europe/London",
        now=now,
        is_demonstration=True,
    )
    _dress(organisation, now)
    for email, role in (
        (LEADER, Membership.Role.LEADER),
        (COORDINATOR, Membership.Role.COORDINATOR),
    ):
        organisations.add_member(organisation=organisation, email=email, name="", role=role)
    roster = organisations.read_roster_file(
        organisation=organisation,
        user=consultant,
        file=io.BytesIO(people.roster_csv()),
        filename="demonstration.csv",
        now=now,
    )
    organisations.confirm_roster(roster_import=roster, columns=ATTRIBUTES, now=now)
    orders = {"tenure": people.TENURES}
    organisations.arrange_attributes(
        organisation=organisation,
        ordered_values={
            attribute.pk: orders.get(attribute.name, [])
            for attribute in organisation.attributes.order_by("position")
        },
    )
    return organisation


def _accounts(organisation: Organisation, consultant: User, wave: int, now: datetime) -> None:
    """Take in what the accounts bought in the twelve months to the end of the last month."""
    until = organisation.today(now).replace(day=1) - timedelta(days=1)
    file = organisations.read_customer_file(
        organisation=organisation,
        user=consultant,
        kind=CustomerFileKind.ACCOUNTS,
        file=io.BytesIO(customers.accounts_csv(wave)),
        filename=f"accounts-{until:%Y-%m}.csv",
        now=now,
        until=until,
    )
    organisations.confirm_customer_file(customer_file=file, now=now)


def _complaints(organisation: Organisation, consultant: User, now: datetime) -> None:
    """Take in the register of complaints."""
    file = organisations.read_customer_file(
        organisation=organisation,
        user=consultant,
        kind=CustomerFileKind.COMPLAINTS,
        file=io.BytesIO(customers.complaints_csv(organisation.today(now))),
        filename="complaints.csv",
        now=now,
    )
    organisations.confirm_customer_file(customer_file=file, now=now)


def _assessment(organisation: Organisation, now: datetime) -> Assessment:
    framework = library.find(library.DEFAULT)
    stages = [stage.code for stage in framework.stages]
    targets = {dimension.code: stages[2] for dimension in framework.dimensions}
    targets["service"] = stages[3]
    return surveys.create_assessment(
        organisation=organisation,
        name="Customer centricity",
        framework=framework,
        targets=targets,
        target_step="coordinator",
        now=now,
    )


def open_links() -> dict[str, str]:
    """Return one link that nobody has used yet for each audience of the open wave."""
    wave = Wave.objects.filter(
        assessment__organisation__is_demonstration=True, state=Wave.State.OPEN
    ).first()
    if wave is None:
        return {}
    key = ballots.wave_key(wave)
    links: dict[str, str] = {}
    for invitation in wave.invitations.standing().order_by("-audience", "person__email"):
        audience = invitation.get_audience_display()
        if audience not in links and not ballots.has_submitted(key, invitation):
            links[audience] = ballots.link(key, invitation)
    return links
