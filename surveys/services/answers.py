"""What respondents do with their answers."""

from collections.abc import Mapping
from datetime import datetime

from surveys.models import Draft
from surveys.privacy import ballots
from surveys.respond.visits import Visit


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
