"""What the invented people say."""

from itertools import chain

from maturity.loading import load
from reports.demonstration.answers import REMARKS


def test_every_question_has_remarks_of_its_own() -> None:
    framework = load("centricity")
    asked = {
        item.code
        for audience in framework.respondents
        for item in framework.questionnaire(audience).comments
    }
    assert REMARKS.keys() == asked
    said = list(chain.from_iterable(REMARKS.values()))
    assert len(set(said)) == len(said)
    assert all(10 <= len(remarks) <= 14 for remarks in REMARKS.values())
