"""The parts of a result that are made of certain questions, as ``figures.toml`` names them."""

from collections.abc import Mapping, Sequence

from maturity import time_rules
from maturity.ambassadors import part as ambassadors
from maturity.figures import Figures
from maturity.iceberg import part as iceberg
from maturity.items import Item
from maturity.sample import Sample
from maturity.scales import Document


def figure_parts(
    figures: Figures,
    audience: str,
    sample: Sample,
    asked: Sequence[Item],
    *,
    rated: Mapping[str, Document],
    choices: Mapping[str, Document],
) -> Document:
    """Return every part of one audience; None for one whose questions it was not asked.

    ``rated`` and ``choices`` are what the result tells of single questions.
    """
    complaints, commitment, time = figures.complaints, figures.ambassadors, figures.time
    found: Document = {"iceberg": None, "ambassadors": None, "time": None}
    if complaints and complaints.audience == audience and iceberg.is_asked(complaints, asked):
        part = iceberg.IcebergPart(sample, complaints, asked, choices=choices, rated=rated)
        found["iceberg"] = part.document()
    if commitment and commitment.audience == audience and ambassadors.is_asked(commitment, asked):
        found["ambassadors"] = ambassadors.ambassadors(sample, commitment, asked, rated)
    if time and time.audience == audience and time_rules.is_asked(time, asked):
        found["time"] = time_rules.time_rules(sample, time, asked, choices)
    return found
