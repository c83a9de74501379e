"""A small client with a roster, people who use the site, and a wave, for the tests."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO

from django.test import Client

from maturity.framework import Framework
from maturity.loading import load
from organisations import services as organisations
from organisations.models import Membership, Organisation, User
from reports import services as reports
from reports.models import Edition
from reports.sealing import seal_wave
from surveys import services
from surveys.models import Assessment, Invitation, Wave
from surveys.privacy import ballots
from surveys.respond.visits import Visit, visit
from tests.keeping import reach

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
LAST_DAY = date(2099, 12, 31)
PASSWORD = "a-long-and-quiet-password"

ROSTER_HEADER = "email,name,unit,audience,account,tenure"


def roster_csv(staff: int = 12, leaders: int = 6, customers: int = 8) -> str:
    """A roster whose people are called by number."""
    places = ["Sales / North", "Sales / South", "Service"]
    lines = [ROSTER_HEADER]
    lines += [
        f"staff{n}@client.example,Staff {n},{places[n % 3]},staff,,{'new' if n % 2 else 'old'}"
        for n in range(staff)
    ]
    lines += [f"leader{n}@client.example,Leader {n},Sales,leaders,," for n in range(leaders)]
    lines += [
        f"customer{n}@buyer.example,Customer {n},,customers,Buyer {n % 2},"
        for n in range(customers)
    ]
    return "\n".join(lines) + "\n"


@dataclass
class World:
    """One client, and everybody who may or may not see something of it."""

    framework: Framework
    organisation: Organisation
    administrator: User
    consultant: User
    coordinator: User
    leader: User
    outsider: User

    def client(self, user: User) -> Client:
        """A browser in which this user is signed in."""
        client = Client()
        client.force_login(user)
        return client

    def import_roster(self, text: str, columns: tuple[str, ...] = ("tenure",)) -> None:
        """Bring a roster in as the consultant does."""
        roster = organisations.read_roster_file(
            organisation=self.organisation,
            user=self.consultant,
            file=BytesIO(text.encode()),
            filename="roster.csv",
            now=NOW,
        )
        organisations.confirm_roster(roster_import=roster, columns=columns, now=NOW)

    def assessment(self, name: str = "Customer centricity") -> Assessment:
        """An assessment that aims at the last stage but one everywhere, and at a middle step."""
        framework = self.framework
        return services.create_assessment(
            organisation=self.organisation,
            name=name,
            framework=framework,
            targets={d.code: framework.stages[-2].code for d in framework.dimensions},
            target_step=framework.steps[len(framework.steps) // 2].code,
            now=NOW,
        )

    def draft_wave(self, assessment: Assessment | None = None) -> Wave:
        """A wave that is not open yet."""
        return services.create_wave(
            assessment=assessment or self.assessment(),
            name="Autumn",
            closes_on=LAST_DAY,
            smallest_group=5,
            contact_name="Ada Moss",
            contact_email="ada@firm.example",
        )

    def open_wave(self) -> Wave:
        """A wave that collects."""
        if not self.organisation.people.exists():
            self.import_roster(roster_csv())
        wave = self.draft_wave()
        services.open_wave(wave=wave, now=NOW)
        wave.refresh_from_db()
        return wave

    def closed_wave(self, **answering: int) -> Wave:
        """A wave that collected and waits for the seal."""

        def collect() -> None:
            wave = self.open_wave()
            counts = answering or {"staff": 10, "leaders": 6, "customers": 6}
            for audience, count in counts.items():
                answer_all(wave, audience, count)
            services.close_wave(wave=wave, now=NOW)

        return self._new_wave("closed", answering, collect)

    def sealed_wave(self, **answering: int) -> Wave:
        """A wave with its result."""

        def seal() -> None:
            wave = self.closed_wave(**answering)
            seal_wave(reports.ask_to_seal(wave=wave, user=self.consultant, now=NOW), now=NOW)

        return self._new_wave("sealed", answering, seal)

    def _new_wave(self, kind: str, answering: Mapping[str, int], make: Callable[[], None]) -> Wave:
        earlier = set(Wave.objects.values_list("pk", flat=True))
        reach((kind, self.framework.hash, *sorted(answering.items())), make)
        return Wave.objects.exclude(pk__in=earlier).get()

    def edition(self) -> Edition:
        """The first edition of a sealed wave."""
        return self.sealed_wave().result.editions.get()


def build_world(framework: Framework | None = None) -> World:
    """A firm and its client; an outsider who is a consultant of another firm.

    What it measures with is the product's own framework unless told.
    """
    reach("world", _settle)

    def user(email: str) -> User:
        return User.objects.get(email=email)

    return World(
        framework=framework or load("centricity"),
        organisation=Organisation.objects.get(name="Client Ltd"),
        administrator=user("moss@firm.example"),
        consultant=user("ada@firm.example"),
        coordinator=user("coordinator@client.example"),
        leader=user("leader@client.example"),
        outsider=user("otto@elsewhere.example"),
    )


def _settle() -> None:
    administrator = organisations.add_consultant(
        email="moss@firm.example", name="Mo Moss", firm="Moss & Partners", password=PASSWORD
    )
    consultant = organisations.add_consultant(
        email="ada@firm.example", name="Ada Moss", firm="Moss & Partners", password=PASSWORD
    )
    outsider = organisations.add_consultant(
        email="otto@elsewhere.example", name="Otto Out", firm="Elsewhere", password=PASSWORD
    )
    organisation = organisations.create_organisation(
        user=administrator, name="Client Ltd", time_zone="Europe/London", now=NOW
    )
    organisations.add_member(
        organisation=organisation,
        email=consultant.email,
        name="",
        role=Membership.Role.CONSULTANT,
    )
    organisations.create_organisation(
        user=outsider, name="Other Ltd", time_zone="Europe/London", now=NOW
    )
    for role in (Membership.Role.COORDINATOR, Membership.Role.LEADER):
        email = f"{role}@client.example"
        User.objects.create_user(email, PASSWORD, name=f"Lee {role}")
        organisations.add_member(organisation=organisation, email=email, name="", role=role)


def invitation_of(wave: Wave, name: str) -> Invitation:
    """The invitation of a person by name."""
    return wave.invitations.select_related("person").get(person__name=name)


def token_of(invitation: Invitation) -> str:
    """The secret part of an invitation's link."""
    return ballots.wave_key(invitation.wave).token(invitation.pk, invitation.generation)


def link_of(wave: Wave, name: str) -> str:
    """The path of a person's link."""
    return f"/q/{wave.pk}/{token_of(invitation_of(wave, name))}/"


def visit_of(wave: Wave, name: str) -> Visit:
    """A person's way into the questionnaire."""
    return visit(wave.pk, token_of(invitation_of(wave, name)))


def words_of(path: str) -> str:
    """What a page says to someone who follows a link: its text, on one line."""
    response = Client().get(path)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def same_answers(found: Visit, code: int) -> dict[str, int]:
    """The same answer to everything, or the highest there is where a scale is shorter."""
    return {column.code: min(code, column.item.scale.points) for column in found.columns}


def answer_all(wave: Wave, audience: str, count: int, code: int = 3) -> None:
    """Let the first people of an audience give one answer, or the highest below it, to all."""
    invitations = wave.invitations.filter(audience=audience).order_by("person__name")
    for invitation in invitations.select_related("wave")[:count]:
        found = visit(wave.pk, token_of(invitation))
        if found.has_submitted():
            continue
        answers = {c.code: min(code, c.item.scale.points) for c in found.columns}
        services.save_page(visit=found, answers=answers, page=0, now=NOW)
        services.submit_response(visit=found)


def write_workbook(
    wave: Wave, ratings: Mapping[str, int], notes: Mapping[str, str] | None = None
) -> None:
    """Let nobody in particular rate items of the assessor's, and note something on some."""
    for item in {**ratings, **(notes or {})}:
        reports.write_entry(
            wave=wave,
            item=item,
            rating=ratings.get(item),
            text=(notes or {}).get(item, ""),
            links=[],
            shown=0,
            user=None,
            now=NOW,
        )
