"""What can be done with assessments, waves and answers."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from maturity.disclosure import SMALLEST_GROUP_FLOOR
from maturity.framework import Framework
from maturity.own_questions import MOST_QUESTIONS
from organisations.jobs import Job, ring
from organisations.models import Organisation, Person, User
from surveys import ballots, keys, launching, tasks
from surveys.models import Assessment, Draft, Invitation, Mailing, OwnQuestion, Target, Wave
from surveys.visits import Visit


def create_assessment(
    *,
    organisation: Organisation,
    name: str,
    framework: Framework,
    targets: Mapping[str, str],
    target_step: str,
    now: datetime,
) -> Assessment:
    """Create an assessment pinned to a framework version, with management's targets."""
    with transaction.atomic():
        assessment = Assessment(
            organisation=organisation,
            name=name,
            framework_key=framework.key,
            framework_version=framework.version,
            framework_hash=framework.hash,
            target_step=target_step,
            created_at=now,
        )
        assessment.full_clean()
        assessment.save()
        _write_targets(assessment, targets)
    return assessment


def change_targets(*, assessment: Assessment, targets: Mapping[str, str], target_step: str) -> None:
    """Set what management aims at. A sealed wave keeps the targets it was sealed with."""
    with transaction.atomic():
        assessment.target_step = target_step
        assessment.save(update_fields=["target_step"])
        assessment.targets.all().delete()
        _write_targets(assessment, targets)


def _write_targets(assessment: Assessment, targets: Mapping[str, str]) -> None:
    Target.objects.bulk_create(
        Target(assessment=assessment, dimension=dimension, stage=stage)
        for dimension, stage in targets.items()
        if stage
    )


def create_wave(
    *,
    assessment: Assessment,
    name: str,
    closes_on: date,
    smallest_group: int,
    contact_name: str,
    contact_email: str,
    weighting: str = Wave.Weighting.DEPARTMENTS,
    is_census: bool = False,
    is_rehearsal: bool = False,
) -> Wave:
    """Prepare a wave; nobody is invited before it is opened.

    Raises ValidationError, also for a smallest group below the floor.
    """
    if smallest_group < SMALLEST_GROUP_FLOOR:
        raise ValidationError(
            {
                "smallest_group": _(
                    "At least %(floor)d: in a smaller group people can be recognised."
                )
                % {"floor": SMALLEST_GROUP_FLOOR}
            }
        )
    wave = Wave(
        assessment=assessment,
        name=name,
        closes_on=closes_on,
        smallest_group=smallest_group,
        contact_name=contact_name,
        contact_email=contact_email,
        weighting=weighting,
        is_census=is_census,
        is_rehearsal=is_rehearsal,
    )
    wave.full_clean()
    wave.save()
    return wave


def open_wave(*, wave: Wave, now: datetime, closes_on: date | None = None) -> None:
    """Freeze what the wave needs and begin to collect; raises ValidationError if it cannot.

    ``closes_on`` replaces the last day that was planned.
    """
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=wave.pk)
        if not wave.is_draft:
            raise ValidationError(_("This wave has been opened before."))
        wave.closes_on = closes_on or wave.closes_on
        launching.launch(wave, now=now)


def add_own_question(*, wave: Wave, audience: str, text: str, answers: Sequence[str]) -> None:
    """Add a question to a wave in preparation; raises ValidationError if it cannot be added."""
    with transaction.atomic():
        wave = _wave_in_preparation(wave)
        taken = set(wave.own_questions.values_list("number", flat=True))
        free = [n for n in range(1, MOST_QUESTIONS + 1) if n not in taken]
        if not free:
            raise ValidationError(
                _("There are %(n)d questions already; remove one first.") % {"n": MOST_QUESTIONS}
            )
        question = OwnQuestion(
            wave=wave, number=free[0], audience=audience, text=text, answers=list(answers)
        )
        question.full_clean()
        question.save()


def remove_own_question(*, wave: Wave, question: uuid.UUID) -> None:
    """Take a question out of a wave in preparation; raises ValidationError if it was opened."""
    with transaction.atomic():
        _wave_in_preparation(wave).own_questions.filter(pk=question).delete()


def _wave_in_preparation(wave: Wave) -> Wave:
    """Lock a wave, so that it is not opened meanwhile."""
    locked = Wave.objects.select_for_update().get(pk=wave.pk)
    if not locked.is_draft:
        raise ValidationError(_("The questions are frozen: this wave has been opened."))
    return locked


def close_wave(*, wave: Wave, now: datetime) -> None:
    """Stop collecting. No number becomes visible by it, so it may be opened again."""
    closed = Wave.objects.filter(pk=wave.pk, state=Wave.State.OPEN)
    if not closed.update(state=Wave.State.CLOSED, closed_at=now):
        raise ValidationError(_("Only an open wave can be closed."))


def reopen_wave(*, wave: Wave, closes_on: date, now: datetime) -> None:
    """Collect again, with a new last day."""
    if closes_on < wave.assessment.organisation.today(now):
        raise ValidationError(_("The last day to answer lies in the past."))
    if wave.is_closed and wave.seal_asked:
        raise ValidationError(_("The wave is being sealed; it cannot be opened again now."))
    reopened = Wave.objects.filter(pk=wave.pk, state=Wave.State.CLOSED, seal_asked=False)
    if not reopened.update(state=Wave.State.OPEN, closed_at=None, closes_on=closes_on):
        raise ValidationError(_("Only a closed wave can be opened again."))


def send_invitations(*, wave: Wave, user: User | None, now: datetime) -> Mailing:
    """Ask for the invitations that were not sent yet to be mailed."""
    if not wave.is_open:
        raise ValidationError(_("Invitations can be sent while the wave is open."))
    try:
        with transaction.atomic():
            mailing = Mailing.objects.create(wave=wave, asked_by=user, asked_at=now)
            ring(tasks.send_mailing, mailing.pk)
    except IntegrityError:
        return wave.mailings.get(state__in=[Job.State.QUEUED, Job.State.RUNNING])
    return mailing


def remove_person(*, person: Person, today: date) -> None:
    """Take someone off the roster: their links end, a ballot they have cast stays."""
    with transaction.atomic():
        person.invitations.collecting().update(is_revoked=True)
        person.left_on = today
        person.save(update_fields=["left_on"])


def leave_roster(*, visit: Visit, today: date) -> bool:
    """Take the person behind a link off the roster, for good, and erase their unfinished answers.

    Their other links end too. A ballot they have cast stays: nobody can tell which it is. False
    if a wave's key is missing: what is unfinished there is deleted only when it is too old.
    """
    with transaction.atomic():
        is_all_erased = _erase_drafts(visit.person)
        remove_person(person=visit.person, today=today)
        visit.person.has_opted_out = True
        visit.person.save(update_fields=["has_opted_out"])
    return is_all_erased


def _erase_drafts(person: Person) -> bool:
    """Erase what is behind a person's links, for good; False if a wave's key is missing."""
    invitations = person.invitations.collecting()
    # Against a page sent meanwhile, which would be kept again.
    list(Wave.objects.held().filter(pk__in=invitations.values("wave")))
    is_all_erased = True
    for invitation in invitations.select_related("wave"):
        try:
            key = ballots.wave_key(invitation.wave)
        except keys.KeyMissing:
            is_all_erased = False
        else:
            # Of links that were replaced too.
            generations = range(1, invitation.generation + 1)
            tokens = [key.token(invitation.pk, number) for number in generations]
            Draft.objects.filter(pk__in=map(key.draft_id, tokens)).delete()
    return is_all_erased


def replace_link(*, invitation: Invitation) -> None:
    """Give an invitation a new link; the old one leads nowhere, and its draft is left behind."""
    key = ballots.wave_key(invitation.wave)
    invitation.generation += 1
    invitation.lookup = key.lookup(key.token(invitation.pk, invitation.generation))
    invitation.save(update_fields=["generation", "lookup"])


def save_page(
    *,
    visit: Visit,
    answers: Mapping[str, int],
    page: int,
    now: datetime,
    comments: Mapping[str, str] | None = None,
    seconds: int | None = None,
    percent: int = 0,
) -> ballots.Progress:
    """Keep one page's answers by column and comments by item.

    ``page`` is where the person goes on, ``percent`` how much of their way lies before that, and
    ``seconds`` how long they looked at this page if that is known. Raises what
    ballots.save_draft raises.
    """
    return ballots.save_draft(
        visit.key,
        visit.invitation,
        visit.token,
        visit.columns,
        saved=ballots.SavedPage(answers, comments or {}, page, seconds, percent),
        today=visit.wave.assessment.organisation.today(now),
    )


def start_afresh(*, visit: Visit) -> None:
    """Erase the unfinished answers."""
    Draft.objects.filter(pk=visit.key.draft_id(visit.token)).delete()


def submit_response(*, visit: Visit, with_account: bool = False) -> None:
    """Turn the draft into a ballot; raises what ballots.cast_ballot raises.

    ``with_account``: a customer agrees that it may be seen with their account.
    """
    ballots.cast_ballot(
        visit.key,
        visit.invitation,
        visit.token,
        visit.questionnaire,
        visit.columns,
        with_account=with_account,
    )
