"""What is measured, as one process hands it to another."""

import resource
import sys
from collections.abc import Mapping
from dataclasses import dataclass

# The kernel of Linux counts in kilobytes, that of macOS in bytes.
UNITS_A_MEGABYTE = 1024**2 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Arithmetic:
    """Seconds and megabytes of a result's arithmetic.

    ``parts`` are of one run under the profiler, ``whole`` is the median of several runs without
    it. ``peak`` is that of the whole process, ``peak_before`` what it had taken when the answers
    were there.
    """

    responses: int
    columns: int
    parts: Mapping[str, float]
    whole: float
    peak_before: float
    peak: float


@dataclass(frozen=True)
class Sealing:
    """Seconds of a seal, from asking to the cleaned database, and the peak of its process."""

    ballots: int
    seconds: float
    peak: float


@dataclass(frozen=True)
class Importing:
    """Seconds of a file's import, from upload to preview and from confirming to the end.

    ``what`` says what it is, or how file and roster differ; ``peak`` is that of the process.
    """

    what: str
    rows: int
    read: float
    write: float
    peak: float


@dataclass(frozen=True)
class Sending:
    """Seconds of handing over the letters of a wave, and the peak of the process."""

    letters: int
    seconds: float
    peak: float


@dataclass(frozen=True)
class Reporting:
    """Seconds of the slowest of some reports, made in one process, and the peak of that process."""

    pages: int
    charts: int
    seconds: float
    peak: float


@dataclass(frozen=True)
class Reading:
    """How many pages were visited, which was the slowest, and its median in milliseconds."""

    pages: int
    slowest: str
    milliseconds: float


def peak_megabytes() -> float:
    """Return the most memory this process has ever taken."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNITS_A_MEGABYTE
