"""Measure arithmetic and network, and sealing, importing, mailing and reports on both databases.

    python -m bench.speed [--responses 10000 100000 1000000] [--ballots 100000] [--people 50000]
                          [--accounts 100000] [--letters 10000] [--reports 1]
                          [--database sqlite postgresql] [--only-print]

All have a budget. Ends with 1 if one is exceeded, unless only printing is asked for.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from bench.measured import Arithmetic, Importing, Reading, Reporting, Sealing, Sending
from bench.site import DATABASES, installation, run

MILLION, SECONDS, MEGABYTES = 1_000_000, 10, 1024
BALLOTS, SEALING_SECONDS = 100_000, 20
NETWORK_SECONDS = 2
PEOPLE, IMPORTING_SECONDS, IMPORTING_MEGABYTES = 50_000, 60, 768
ACCOUNTS = 100_000
# A roster nobody knows, the same again, and everybody in another department.
IMPORTS = ("import-new", "import-again", "import-moved")
LETTERS, MAILING_SECONDS = 10_000, 60
VISITS, PAGE_MILLISECONDS = 9, 50
REPORT_BALLOTS = 400
REPORT_PAGES, REPORT_CHARTS, REPORT_SECONDS, REPORT_MEGABYTES = 20, 12, 10, 400
# Ten times the answers may take so many times ten times as long: clocks of busy machines differ.
NOT_LINEAR = 1.5
AUDIENCES = {
    "staff": "Staff, 200 departments, weighted",
    "customers": "Customers, ten an account",
}


def main() -> int:
    """Measure and print; return the status to end with."""
    asked = _arguments()
    findings: list[tuple[str, bool]] = []
    for database in asked.database:
        with installation(database) as environment:
            if database == asked.database[0]:
                # No database has a part in it.
                findings += _arithmetic(environment, sorted(asked.responses))
                if asked.ballots:
                    told = run(environment, "-m", "bench.task", "network", str(asked.ballots))
                    findings.append(judged_network(Sealing(**json.loads(told))))
            if asked.ballots:
                sealing = _sealing(environment, asked.ballots)
                findings.append(judged_sealing(database, sealing))
            if asked.people:
                findings += [
                    judged_importing(database, each)
                    for each in _importing(environment, asked.people)
                ]
            if asked.accounts:
                task = ("-m", "bench.task", "import-accounts", str(asked.accounts))
                accounts = Importing(**json.loads(run(environment, *task)))
                findings.append(judged_importing(database, accounts, most=ACCOUNTS))
            if asked.letters:
                told = run(environment, "-m", "bench.task", "mail", str(asked.letters))
                findings.append(judged_sending(database, Sending(**json.loads(told))))
            if asked.reports:
                findings += [
                    judged_report(database, each) for each in _reporting(environment, asked.reports)
                ]
                run(environment, "manage.py", "collectstatic", "--noinput", "--verbosity", "0")
                told = run(environment, "-m", "bench.task", "read", str(VISITS))
                findings.append(judged_reading(database, Reading(**json.loads(told))))
    print()
    for sentence, holds in findings:
        print("kept    " if holds else "EXCEEDED", sentence)
    return 0 if asked.only_print or all(holds for _, holds in findings) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.speed")
    parser.add_argument("--responses", type=int, nargs="+", default=[10_000, 100_000, MILLION])
    parser.add_argument("--ballots", type=int, default=BALLOTS, help="0 to seal nothing")
    parser.add_argument("--people", type=int, default=PEOPLE, help="0 to import nobody")
    parser.add_argument("--accounts", type=int, default=ACCOUNTS, help="0 to import none")
    parser.add_argument("--letters", type=int, default=LETTERS, help="0 to mail nobody")
    parser.add_argument("--reports", type=int, default=1, help="0 to make none")
    parser.add_argument("--database", nargs="+", choices=DATABASES, default=list(DATABASES))
    parser.add_argument("--only-print", action="store_true", help="exceed budgets with status 0")
    return parser.parse_args()


# Measuring


def _arithmetic(environment: Mapping[str, str], sizes: Sequence[int]) -> Iterator[tuple[str, bool]]:
    """Measure, print and judge the arithmetic."""
    for audience, title in AUDIENCES.items():
        told = [run(environment, "-m", "bench.task", audience, str(size)) for size in sizes]
        measured = [Arithmetic(**json.loads(text)) for text in told]
        _print_arithmetic(title, measured)
        yield from judged(audience, measured)


def _sealing(environment: Mapping[str, str], ballots: int) -> Sealing:
    run(environment, "-m", "bench.task", "collect", str(ballots))
    return Sealing(**json.loads(run(environment, "-m", "bench.task", "seal", str(ballots))))


def _importing(environment: Mapping[str, str], people: int) -> Iterator[Importing]:
    for what in IMPORTS:
        yield Importing(**json.loads(run(environment, "-m", "bench.task", what, str(people))))


def _reporting(environment: Mapping[str, str], reports: int) -> Iterator[Reporting]:
    """Measure the report of a first wave of staff alone, and the demonstration client's newest."""
    _sealing(environment, REPORT_BALLOTS)
    run(environment, "manage.py", "demonstration")
    for what, size in (("report-first", REPORT_BALLOTS), ("report-newest", reports)):
        yield Reporting(**json.loads(run(environment, "-m", "bench.task", what, str(size))))


# Telling


def _print_arithmetic(title: str, measured: Sequence[Arithmetic]) -> None:
    rows: dict[str, Callable[[Arithmetic], str]] = {
        "responses": lambda one: f"{one.responses:,}",
        **{name: _part(name) for name in measured[0].parts},
        "the whole arithmetic": lambda one: f"{one.whole:.2f} s",
        "memory before it": lambda one: f"{one.peak_before:.0f} MB",
        "memory at most": lambda one: f"{one.peak:.0f} MB",
    }
    print(f"\n{title}; {measured[0].columns} columns\n")
    for name, text in rows.items():
        print(f"{name:26}", *(f"{text(one):>12}" for one in measured), sep="", flush=True)


def _part(name: str) -> Callable[[Arithmetic], str]:
    return lambda one: f"{one.parts[name]:.2f} s"


def judged(what: str, measured: Sequence[Arithmetic]) -> Iterator[tuple[str, bool]]:
    """Say of time, memory and growth whether they keep within the budget."""
    for one in measured:
        share = max(1, one.responses / MILLION)
        seconds, megabytes = SECONDS * share, MEGABYTES * share
        yield (
            f"{what}: {one.responses:,} responses in {one.whole:.2f} s of {seconds:.0f} s, "
            f"{one.peak:.0f} MB of {megabytes:.0f} MB",
            one.whole <= seconds and one.peak <= megabytes,
        )
    for few, many in pairwise(measured):
        more, longer = many.responses / few.responses, many.whole / few.whole
        yield (
            f"{what}: linear, {more:.0f} times the responses take {longer:.1f} times as long",
            longer <= NOT_LINEAR * more,
        )


def judged_sealing(database: str, sealing: Sealing) -> tuple[str, bool]:
    """Say of a seal whether it keeps within the budget."""
    seconds = SEALING_SECONDS * max(1, sealing.ballots / BALLOTS)
    sentence = (
        f"sealing, {database}: {sealing.ballots:,} ballots in {sealing.seconds:.1f} s of "
        f"{seconds:.0f} s, {sealing.peak:.0f} MB"
    )
    return sentence, sealing.seconds <= seconds


def judged_network(network: Sealing) -> tuple[str, bool]:
    """Say of what the network adds to a seal whether it keeps within the budget."""
    seconds = NETWORK_SECONDS * max(1, network.ballots / BALLOTS)
    sentence = (
        f"network of 150 departments: {network.ballots:,} people in {network.seconds:.1f} s of "
        f"{seconds:.0f} s, {network.peak:.0f} MB"
    )
    return sentence, network.seconds <= seconds


def judged_importing(
    database: str, importing: Importing, *, most: int = PEOPLE
) -> tuple[str, bool]:
    """Say of an import of so many rows at most whether it keeps within the budget."""
    share = max(1, importing.rows / most)
    seconds, megabytes = IMPORTING_SECONDS * share, IMPORTING_MEGABYTES * share
    whole = importing.read + importing.write
    sentence = (
        f"importing {importing.what}, {database}: {importing.rows:,} rows read in "
        f"{importing.read:.1f} s and written in {importing.write:.1f} s, of {seconds:.0f} s; "
        f"{importing.peak:.0f} MB of {megabytes:.0f} MB"
    )
    return sentence, whole <= seconds and importing.peak <= megabytes


def judged_sending(database: str, sending: Sending) -> tuple[str, bool]:
    """Say of the mailing of invitations whether it keeps within the budget."""
    seconds = MAILING_SECONDS * max(1, sending.letters / LETTERS)
    sentence = (
        f"mailing, {database}: {sending.letters:,} invitations in {sending.seconds:.1f} s of "
        f"{seconds:.0f} s, {sending.peak:.0f} MB"
    )
    return sentence, sending.seconds <= seconds


def judged_report(database: str, report: Reporting) -> tuple[str, bool]:
    """Say of a report, which has to be a long one, whether it keeps within the budget.

    The time is for so many pages; more of them may take longer, but no more memory.
    """
    seconds = REPORT_SECONDS * max(1, report.pages / REPORT_PAGES)
    sentence = (
        f"report, {database}: {report.pages} pages with {report.charts} charts in "
        f"{report.seconds:.1f} s of {seconds:.0f} s, {report.peak:.0f} MB of "
        f"{REPORT_MEGABYTES} MB"
    )
    is_long = report.pages >= REPORT_PAGES and report.charts >= REPORT_CHARTS
    is_kept = report.seconds <= seconds and report.peak <= REPORT_MEGABYTES
    return sentence, is_long and is_kept


def judged_reading(database: str, reading: Reading) -> tuple[str, bool]:
    """Say of the pages on which a result is read whether the slowest keeps within the budget."""
    sentence = (
        f"reading, {database}: {reading.pages} pages, the slowest ({reading.slowest}) in "
        f"{reading.milliseconds:.0f} ms of {PAGE_MILLISECONDS} ms"
    )
    return sentence, reading.milliseconds <= PAGE_MILLISECONDS


if __name__ == "__main__":
    sys.exit(main())
