"""What this site asks of a framework besides what the core does: whom it can ask, and how much."""

from collections.abc import Iterator

from maturity.framework import Framework
from maturity.limits import Breach
from organisations.models import Audience
from surveys.framework.check.faults import Fault, TomlFile, texts
from surveys.models.answers import MOST_COLUMNS, MOST_COMMENTS


def audience_faults(structure: TomlFile) -> Iterator[Fault]:
    """Hold that questionnaires are for people a roster can hold; the assessor's is apart."""
    known = f"it must be one of {', '.join(Audience.values)}"
    rating = [(name, "audience") for name in ("roadmap", "checklist")]
    raters = texts(structure.at(path) for path in rating)
    for path in rating:
        if structure.at(path) in Audience.values:
            demand = "it must be another than those who answer, like assessor"
            yield structure.value_fault(path, demand)
    entries = structure.tables("questionnaires")
    for place, entry in enumerate(entries):
        audience = entry.get("audience")
        if isinstance(audience, str) and audience not in (*Audience.values, *raters):
            yield structure.fault(
                ("questionnaires",),
                f'is for the audience "{audience}"; {known}',
                at=("questionnaires", place, "audience"),
            )
    if entries and all(entry.get("audience") in raters for entry in entries):
        yield structure.fault(("questionnaires",), f"asks nobody but the assessor; {known}")


def crowded(framework: Framework) -> Iterator[Breach]:
    """Hold that the answers to a questionnaire find room in a ballot."""
    for audience in framework.respondents:
        asked = framework.questionnaire(audience)
        for number, most, what in (
            (len(asked.columns), MOST_COLUMNS, "answers to keep, each option one"),
            (len(asked.comments), MOST_COMMENTS, "comments"),
        ):
            if number > most:
                complaint = f"has {number} {what}; at most {most} are possible"
                yield Breach("framework", ("questionnaires", audience), complaint)
