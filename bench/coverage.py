"""Print how often intervals hold the truth and how often stages are wrong, as Markdown.

    python -m bench.coverage [--runs 20000] [--organisations 1000]

Seeds are fixed: the same numbers every time.
"""

import argparse
from collections.abc import Iterator

from bench.cases import (
    ACCOUNTS,
    CORE,
    CORRELATIONS,
    MARGINS,
    MISSING,
    PROFILE,
    RECOVERY_N,
    SHAPES,
    SIMPLE_N,
    SMALL_N,
    STRATIFIED,
)
from bench.simulated import (
    Coverage,
    clustered_coverage,
    recovery,
    simple_coverage,
    stratified_coverage,
)


def rows_of_coverage(runs: int) -> Iterator[tuple[str, Coverage]]:
    """Yield each case with its coverage."""
    for n in (*SMALL_N, *SIMPLE_N):
        for shape, shares in SHAPES.items():
            missing = 0.0 if n in SMALL_N else MISSING
            found = simple_coverage(runs, n, shares, missing=missing)
            yield f"simple, n = {n}, {100 * missing:.0f}% missing, {shape}", found
    for name, departments in STRATIFIED.items():
        yield f"stratified, {name}", stratified_coverage(runs, departments)
    for name, sizes in ACCOUNTS.items():
        for correlation in CORRELATIONS:
            for shape, shares in SHAPES.items():
                found = clustered_coverage(runs, sizes, shares, correlation=correlation)
                yield f"clustered, {name}, ICC {correlation:.2f}, {shape}", found


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--organisations", type=int, default=1_000)
    options = parser.parse_args()
    print(f"Nominal 95% intervals, 3 questions, {options.runs} simulated samples a row\n")
    print("| sample | holds the truth, % | mean width |\n|---|---|---|")
    for name, found in rows_of_coverage(options.runs):
        print(f"| {name} | {found.percent:.1f} | {found.width:.2f} |", flush=True)
    print(f"\nSeven dimensions of known stage, {options.organisations} organisations a row\n")
    print(
        "| n | true shares from 60% | wrong, % | too high, % | wrong overall, % "
        "| confirmed, % | of these too high, % |"
    )
    print("|---|---|---|---|---|---|---|")
    for n in RECOVERY_N:
        for margin in MARGINS:
            stages = recovery(options.organisations, n, PROFILE, CORE, margin=margin)
            print(
                f"| {n} | ±{100 * margin:.0f} | {stages.wrong:.1f} | {stages.too_high:.1f} "
                f"| {stages.overall:.1f} | {stages.confirmed:.1f} "
                f"| {stages.confirmed_too_high:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
