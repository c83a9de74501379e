"""Brings the invented client in, by the same services everybody uses."""

import io
import json
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from django.conf import settings
from django.db import transaction

from organisations import services as organisations
from organisations.models import Membership, Organisation, User
from reports import building, sealing
from reports import services as reports
from reports.demonstration import added, answers, people
from surveys import collecting
from surveys import services as surveys
from surveys.framework import library
from surveys.models import Assessment, Comment, Invitation, Wave
from surveys.privacy import ballots
from surveys.respond.visits import Visit

NAME = "Harbour & Hale (demonstration)"
FIRM = "Demonstration Consulting"
CONSULTANT = "consultant@demonstration.example"
# Nobody's at the client.
CONTACT = "carla@consulting.example"
LEADER = "leader@demonstration.example"
COORDINATOR = "coordinator@demonstration.example"
ATTRIBUTES = ["tenure", "place"]
# How many of each audience answer the wave that is sealed, and the one that is open; there the
# customers have not been invited yet, so that one can try the sending.
ANSWERED = {"staff": 0.80, "leaders": 1.0, "customers": 0.65}
ANSWERED_SO_FAR = {"staff": 0.30, "leaders": 0.34}


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
    """Load the demonstration, all of it or nothing; False if it is there already."""
    if Organisation.objects.filter(is_demonstration=True).exists():
        return False
    with transaction.atomic():
        consultant, passwords = _users()
        organisation = _organisation(consultant, now - timedelta(days=80))
        assessment = _assessment(organisation, now - timedelta(days=78))
        sealed = _wave(assessment, "Spring", opened=now - timedelta(days=75))
        _answer(sealed, ANSWERED, now - timedelta(days=70))
        surveys.close_wave(wave=sealed, now=now - timedelta(days=54))
        _rate(sealed, consultant, now - timedelta(days=52))
        running = _wave(assessment, "Autumn", opened=now - timedelta(days=2))
        _answer(running, ANSWERED_SO_FAR, now - timedelta(days=1), improvement=0.05)
        collecting.count_responses(now=now - timedelta(days=1))
        _save_passwords(passwords)
    _seal_and_release(sealed, consultant, now - timedelta(days=50))
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


def _organisation(consultant: User, now: datetime) -> Organisation:
    organisation = organisations.create_organisation(
        user=consultant, name=NAME, time_zone="Europe/London", now=now, is_demonstration=True
    )
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


def _wave(assessment: Assessment, name: str, *, opened: datetime) -> Wave:
    wave = surveys.create_wave(
        assessment=assessment,
        name=name,
        closes_on=(opened + timedelta(days=21)).date(),
        smallest_group=5,
        contact_name="Carla Consultant",
        contact_email=CONTACT,
    )
    surveys.open_wave(wave=wave, now=opened)
    wave.refresh_from_db()
    return wave


def _answer(
    wave: Wave, shares: dict[str, float], now: datetime, *, improvement: float = 0.0
) -> None:
    """Invite these audiences and let a share of each answer; the first of each never do."""
    wave.invitations.filter(audience__in=shares).update(mail=Invitation.Mail.SENT)
    random = Random(wave.name)  # noqa: S311 - the same answers in every installation
    key = ballots.wave_key(wave)
    for audience, share in shares.items():
        invited = list(
            wave.invitations.filter(audience=audience)
            .select_related("person")
            .order_by("person__email")
        )
        for invitation in invited[len(invited) - round(share * len(invited)) :]:
            invitation.wave = wave
            token = key.token(invitation.pk, invitation.generation)
            visit = Visit(wave=wave, key=key, invitation=invitation, token=token)
            _respond(visit, random, now, improvement)


def _respond(visit: Visit, random: Random, now: datetime, improvement: float) -> None:
    """Answer everything one is asked, and say something now and then."""
    respondent = answers.Respondent(random, visit.invitation.audience, improvement)
    given: dict[str, int] = {}
    for item in visit.questionnaire.items:
        given |= respondent.answer(item)
    said = {item.code: respondent.comment(item.code) for item in visit.questionnaire.comments}
    surveys.save_page(
        visit=visit,
        answers=given,
        page=len(visit.questionnaire.pages),
        now=now,
        comments={code: text for code, text in said.items() if text},
    )
    surveys.submit_response(visit=visit)


def _rate(wave: Wave, consultant: User, now: datetime) -> None:
    """Fill the workbook in, as far as the consultant came."""
    framework = library.find(library.DEFAULT)
    ratings = answers.workbook_ratings(framework)
    for item, rating in ratings.items():
        reports.write_entry(
            wave=wave,
            item=item,
            rating=rating,
            text=answers.NOTES.get(item, ""),
            links=answers.LINKS.get(item, []),
            shown=0,
            user=consultant,
            now=now,
        )


def _seal_and_release(wave: Wave, consultant: User, now: datetime) -> None:
    job = reports.ask_to_seal(wave=wave, user=consultant, now=now)
    sealing.seal_wave(job, now=now)
    wave.refresh_from_db()
    _read_comments(wave)
    added.add_to_edition(wave.result, consultant, now=now)
    report = reports.release_newest(
        result=wave.result,
        user=consultant,
        now=now,
        release_note="The answer stands on page 2. Let us talk about the three largest gaps.",
    )
    if report is not None:
        building.build_report(report)


def _read_comments(wave: Wave) -> None:
    """Let every remark be quoted once, and withhold it where somebody says the same again."""
    said: set[str] = set()
    reviews: dict[uuid.UUID, str] = {}
    for comment in wave.comments.all():
        is_new = comment.text not in said
        reviews[comment.pk] = Comment.Review.KEPT if is_new else Comment.Review.WITHHELD
        said.add(comment.text)
    reports.review_comments(wave=wave, reviews=reviews, blacked_out={})


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
