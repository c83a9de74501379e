"""Two hundred people answer a wave in a known order; what really happened is written down."""

import json
from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from string import ascii_lowercase

from django.core import mail
from django.test import Client

from maturity.answers import DONT_KNOW
from maturity.items import Column
from surveys import services
from surveys.mail.mailing import send_mailing
from surveys.models import Ballot, Draft, Invitation, Mailing, Wave
from surveys.privacy import ballots
from surveys.privacy.keys import WaveKey
from surveys.respond.visits import Visit, visit
from tests.world import NOW, ROSTER_HEADER, World

PEOPLE = 200
SHARE_SUBMITTING = 0.7
SHARE_COMMENTING = 0.7
# Of customers: who agrees to be seen with their account.
SHARE_AGREEING = 0.75
SHARE_STARTING_AFRESH = 0.1
# Links are replaced, and those who have not answered are reminded, at these points of the time
# the wave is open.
REPLACED_AT = (0.35, 0.65)
REPLACED_EACH_TIME = 12
REMINDED_AT = 0.5

Submit = Callable[[Visit, bool], None]


def roster() -> str:
    """Staff of three departments, leaders, and customers; everybody has an address."""
    units = ["Sales / North", "Sales / South", "Service"]
    lines = [ROSTER_HEADER]
    for n in range(PEOPLE):
        person = f"person{n:03}@client.example,Person {n:03}"
        if n < 140:
            lines.append(f"{person},{units[n % 3]},staff,,{'new' if n % 2 else 'old'}")
        elif n < 160:
            lines.append(f"{person},Sales,leaders,,")
        else:
            lines.append(f"{person},,customers,Buyer {n % 2},")
    return "\n".join(lines) + "\n"


@dataclass
class Truth:
    """What really happened; people are numbered from 0 in the order of the roster.

    ``ballots``, ``drafts``, ``answers`` and ``comments`` say whose it is, by its name or by what
    it holds; ``agreed`` are the customers who may be seen with their account; ``links`` and
    ``pieces`` is what the seal must leave nothing of.
    """

    invitations: list[Invitation]
    key: WaveKey
    salt: bytes
    arrived: list[int] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    ballots: dict[bytes, int] = field(default_factory=dict)
    drafts: dict[bytes, int] = field(default_factory=dict)
    answers: dict[bytes, int] = field(default_factory=dict)
    agreed: set[int] = field(default_factory=set)
    comments: dict[str, int] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)
    pieces: set[bytes] = field(default_factory=set)

    @property
    def submitted(self) -> set[int]:
        """Who has submitted."""
        return set(self.arrived)


def submit_in_browser(found: Visit, with_account: bool) -> None:
    """Submit as a person does."""
    data = {"with_account": "yes"} if with_account else {}
    page = Client().post(f"/q/{found.wave.pk}/{found.token}/submit/", data)
    assert page.status_code == 302


def simulate(world: World, random: Random, submit: Submit = submit_in_browser) -> Truth:
    """Open a wave and let it be answered, in an order that depends on ``random`` alone."""
    world.import_roster(roster())
    wave = world.open_wave()
    invitations = list(
        wave.invitations.select_related("person", "unit__parent").order_by("person__name")
    )
    truth = Truth(invitations, ballots.wave_key(wave), bytes(wave.salt or b""))
    for number, invitation in enumerate(invitations):
        truth.links[truth.key.token(invitation.pk, invitation.generation)] = number
    _send_letters(wave)
    crowd = _Crowd(wave, truth, random, submit)
    for _time, act in sorted(crowd.plan(), key=lambda planned: planned[0]):
        act()
    crowd.note_what_is_there()
    _open(truth)
    return truth


def _send_letters(wave: Wave) -> None:
    _send(services.send_invitations(wave=wave, user=None, now=NOW), NOW)


def _send(job: Mailing, now: datetime) -> None:
    again: datetime | None = now
    while again is not None:
        job.refresh_from_db()
        again = send_mailing(job, now=again)


class _Crowd:
    """The people asked, each going their own way at their own times."""

    def __init__(self, wave: Wave, truth: Truth, random: Random, submit: Submit) -> None:
        self.wave = wave
        self.truth = truth
        self.random = random
        self.submit = submit
        self.submitting = {n for n in range(PEOPLE) if random.random() < SHARE_SUBMITTING}
        self.gone: set[int] = set()

    def plan(self) -> list[tuple[float, Callable[[], None]]]:
        """Return what happens at which time, from 0 to 1; each person's acts are interleaved."""
        plan: list[tuple[float, Callable[[], None]]] = [(REMINDED_AT, self.remind)]
        plan += [(time, self.replace_links) for time in REPLACED_AT]
        for number in range(PEOPLE):
            times = sorted(self.random.random() for _ in range(self.random.choice([1, 2, 3])))
            plan += [(time, partial(self.save, number)) for time in times[:-1]]
            if number in self.submitting:
                plan.append((times[-1], partial(self.finish, number)))
        return plan

    def remind(self) -> None:
        """Remind those who have not answered, with letters the thief does not have.

        Whoever carries them knows who they go to, as docs/privacy.md says.
        """
        self.note_what_is_there()
        carried = len(mail.outbox)
        later = NOW + timedelta(days=7)
        _send(services.remind_now(wave=self.wave, user=None, now=later), later)
        assert 0 < len(mail.outbox) - carried < PEOPLE
        del mail.outbox[carried:]

    def replace_links(self) -> None:
        """Give some people a new link, whether they have answered or not; some try the old one."""
        self.note_what_is_there()
        for turn, number in enumerate(self.random.sample(range(PEOPLE), REPLACED_EACH_TIME)):
            invitation = self.truth.invitations[number]
            # Who loses a draft by it begins again, or gives up.
            self.gone |= {number} - self.submitting
            old = self.link(number)
            services.replace_link(invitation=invitation)
            if turn % 4 == 0:
                assert Client().get(f"/q/{self.wave.pk}/{old}/").status_code == 404
            self.truth.links[self.link(number)] = number

    def link(self, number: int) -> str:
        """Return a person's present token."""
        invitation = self.truth.invitations[number]
        return self.truth.key.token(invitation.pk, invitation.generation)

    def save(self, number: int) -> None:
        """Answer some questions; now and then begin anew."""
        if number in self.gone:
            return
        found = visit(self.wave.pk, self.link(number))
        if number not in self.truth.begun:
            self.truth.begun.append(number)
        if self.random.random() < SHARE_STARTING_AFRESH:
            services.start_afresh(visit=found)
        asked = self.random.sample(found.columns, len(found.columns) // 4)
        services.save_page(visit=found, answers=self.some_answers(asked), page=2, now=NOW)

    def finish(self, number: int) -> None:
        """Answer the rest, and submit."""
        found = visit(self.wave.pk, self.link(number))
        comments = {}
        asked = found.questionnaire.comments
        if asked and self.random.random() < SHARE_COMMENTING:
            comments[asked[0].code] = "".join(self.random.choices(ascii_lowercase, k=30))
        services.save_page(
            visit=found,
            answers=self.some_answers(found.columns),
            comments=comments,
            page=len(found.pages),
            now=NOW,
        )
        is_customer = found.invitation.audience == "customers"
        self.submit(found, is_customer and self.random.random() < SHARE_AGREEING)
        self.truth.arrived.append(number)

    def some_answers(self, columns: Sequence[Column]) -> dict[str, int]:
        """Return random answers, unlike anybody else's."""
        return {
            column.code: (
                DONT_KNOW
                if column.item.scale.has_dont_know and self.random.random() < 0.1
                else self.random.randint(1, column.item.scale.points)
            )
            for column in columns
        }

    def note_what_is_there(self) -> None:
        """Remember a piece of every ciphertext the database holds now."""
        drafts = Draft.objects.values_list("sealed", flat=True)
        ballots = Ballot.objects.values_list("sealed", flat=True)
        self.truth.pieces |= {bytes(sealed)[20:60] for sealed in [*drafts, *ballots]}


def _open(truth: Truth) -> None:
    """Find out with the key whose each draft and ballot is, and what it says."""
    drafts = set(Draft.objects.values_list("pk", flat=True))
    for token, number in truth.links.items():
        name = truth.key.draft_id(token)
        if name in drafts:
            truth.drafts[name.bytes] = number
    for number in truth.arrived:
        ballot = Ballot.objects.get(pk=truth.key.ballot_id(truth.invitations[number].pk))
        text = json.loads(truth.key.ballot_box.open(bytes(ballot.sealed), name=ballot.pk))
        truth.ballots[ballot.pk.bytes] = number
        truth.answers[b64decode(text["answers"])] = number
        if text["account"]:
            truth.agreed.add(number)
        truth.comments.update(dict.fromkeys(text["comments"].values(), number))
    assert len(truth.answers) == len(truth.arrived)
