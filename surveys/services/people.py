"""People who are asked."""

from datetime import date

from django.db import transaction

from organisations.models import Person
from organisations.records import Act, note
from organisations.turns import one_at_a_time
from surveys.models import Draft, Wave
from surveys.privacy import ballots, keys
from surveys.respond.visits import Visit


def remove_person(*, person: Person, today: date) -> None:
    """Take someone off the roster: their links end, a ballot they have cast stays."""
    with transaction.atomic():
        # A wave that is just being opened would still ask them.
        one_at_a_time(person.organisation)
        person.left_on = today
        person.save(update_fields=["left_on"])
        _end_links(person)
        note(Act.REMOVED, person, organisation=person.organisation)


def _end_links(person: Person) -> None:
    person.invitations.collecting().update(is_revoked=True)


def leave_roster(*, visit: Visit, today: date) -> bool:
    """Take the person behind a link off the roster, for good, and erase their unfinished answers.

    Their other links end too. A ballot they have cast stays: nobody can tell which it is. False
    if a wave's key is missing: what is unfinished there is deleted only when it is too old.
    """
    with transaction.atomic():
        person = visit.person
        person.left_on, person.has_opted_out = today, True
        # First of all, as everywhere else people are held before waves: whoever opens a wave holds
        # those it asks, and its links are found below.
        person.save(update_fields=["left_on", "has_opted_out"])
        # Their own act, so it is not recorded.
        is_all_erased = _erase_drafts(person)
        _end_links(person)
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
