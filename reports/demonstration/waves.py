"""The waves of the invented client: who answers what, and what the consultant rates meanwhile."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from organisations.models import Audience, User
from reports import services as reports
from reports.demonstration import answers
from reports.demonstration.contacts import Contact, Group
from reports.demonstration.customers import AUTUMN, SPRING, customers
from surveys import collecting
from surveys import services as surveys
from surveys.framework import library
from surveys.models import Assessment, Invitation, Wave
from surveys.privacy import ballots
from surveys.respond.visits import Visit

# Nobody's at the client.
CONTACT = "carla@consulting.example"
# How many of each audience answer a wave that is sealed, and the one that is open; there the
# customers have not been invited yet, so that one can try the sending.
ANSWERED = {"staff": 0.80, "leaders": 1.0, "customers": 0.65}
ANSWERED_SO_FAR = {"staff": 0.30, "leaders": 0.34}
# Where customers stand when; and how much better staff find things than in spring.
SEASONS = {"Spring": SPRING, "Autumn": AUTUMN}
IMPROVEMENT = {"Summer": 0.03, "Autumn": 0.09, "Winter": 0.09}
# How much further still in what was worked on.
GAINS = {"measurement": 0.05}
# What a pulse asks: a dimension whole, and what people are told of customers.
PULSE = ["ME1", "ME2", "ME3", "AI1", "AI2"]


def collect(assessment: Assessment, name: str, consultant: User, *, opened: datetime) -> Wave:
    """Open a wave, let people answer, close it after three weeks, and fill its workbook in."""
    wave = _open(assessment, name, opened)
    _answer(wave, ANSWERED, opened + timedelta(days=5))
    surveys.close_wave(wave=wave, now=opened + timedelta(days=21))
    _rate(wave, consultant, opened + timedelta(days=23))
    return wave


def pulse(base: Wave, name: str, *, opened: datetime) -> Wave:
    """Ask half of the staff again, for a week, what was worked on since the wave ``base``."""
    wave = surveys.plan_pulse(
        base=base,
        name=name,
        closes_on=(opened + timedelta(days=7)).date(),
        audiences=[Audience.STAFF],
        module="",
        items=PULSE,
        asks_half=True,
        now=opened,
    )
    surveys.open_wave(wave=wave, now=opened)
    wave.refresh_from_db()
    _answer(wave, {Audience.STAFF: ANSWERED["staff"]}, opened + timedelta(days=2))
    surveys.close_wave(wave=wave, now=opened + timedelta(days=7))
    return wave


def begin(assessment: Assessment, name: str, *, opened: datetime) -> None:
    """Open a wave in which some have answered."""
    wave = _open(assessment, name, opened)
    _answer(wave, ANSWERED_SO_FAR, opened + timedelta(days=1))
    collecting.count_responses(now=opened + timedelta(days=1))


def _open(assessment: Assessment, name: str, opened: datetime) -> Wave:
    wave = surveys.create_wave(
        assessment=assessment,
        name=name,
        closes_on=(opened + timedelta(days=21)).date(),
        smallest_group=5,
        contact_name="Carla Consultant",
        contact_email=CONTACT,
    )
    # Teams are too small to be shown one by one; what stands above them is not.
    surveys.choose_asked(
        wave=wave,
        audiences=library.find(library.DEFAULT).respondents,
        left_out=wave.left_out,
        asks_network=True,
        network_level=1,
    )
    surveys.open_wave(wave=wave, now=opened)
    wave.refresh_from_db()
    return wave


def _answer(wave: Wave, shares: Mapping[str, float], now: datetime) -> None:
    """Invite these audiences and let a share of each answer; the first of each never do."""
    wave.invitations.filter(audience__in=shares).update(mail=Invitation.Mail.SENT)
    random = Random(wave.name)  # noqa: S311 - the same answers in every installation
    key, stayed = ballots.wave_key(wave), Counter[Group]()
    for audience, share in shares.items():
        invited = list(
            wave.invitations.filter(audience=audience)
            .select_related("person__unit", "account")
            .order_by("person__email")
        )
        for invitation in invited[len(invited) - round(share * len(invited)) :]:
            invitation.wave = wave
            token = key.token(invitation.pk, invitation.generation)
            visit = Visit(wave=wave, key=key, invitation=invitation, token=token)
            _respond(visit, _respondent(wave, invitation, random, stayed), now)


def _respondent(
    wave: Wave, invitation: Invitation, random: Random, stayed: Counter[Group]
) -> answers.Respondent:
    person, account = invitation.person, invitation.account
    if person and account:
        customer = customers()[account.name]
        return Contact(customer, SEASONS[wave.name], person.name, stayed)
    if person is None or person.unit is None or invitation.audience != Audience.STAFF:
        return answers.Respondent(random, invitation.audience)
    improvement = IMPROVEMENT.get(wave.name, 0.0)
    gains = GAINS if improvement else {}
    return answers.Respondent(random, invitation.audience, improvement, gains, person.unit.path)


def _respond(visit: Visit, respondent: answers.Respondent, now: datetime) -> None:
    """Answer everything one is asked, and say something now and then."""
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
    surveys.submit_response(visit=visit, with_account=respondent.agrees)


def _rate(wave: Wave, consultant: User, now: datetime) -> None:
    """Fill the workbook in, as far as the consultant came."""
    ratings = answers.workbook_ratings(library.find(library.DEFAULT))
    for item, found in {**ratings, **answers.COVERAGE}.items():
        reports.write_entry(
            wave=wave,
            item=item,
            rating=found if isinstance(found, int) else None,
            chosen=found if isinstance(found, list) else [],
            text=answers.NOTES.get(item, ""),
            links=answers.LINKS.get(item, []),
            shown=0,
            user=consultant,
            now=now,
        )
