"""What the arithmetic of a result costs: staff weighted by department, customers by account."""

import cProfile
import time
from collections.abc import Callable, Mapping
from statistics import median
from types import CodeType

from bench import synthetic
from bench.measured import Arithmetic, peak_megabytes
from maturity import answers, gaps, measures, probability, quality, result, scales, weighting
from maturity.framework import Framework
from maturity.loading import load
from maturity.responses import Responses
from maturity.result import Rules, Scope, build_result

REPEATS = 3
STAFF_TO_A_LEADER = 100
MOST_OF_THEM = 0.9
RULES = Rules(smallest_group=5, weighting="departments")
SCOPE = Scope(origin="wave", organisation="Bench", wave_id="bench")
# What belongs to which part; the rest of the whole is "other".
PARTS: Mapping[str, tuple[CodeType, ...]] = {
    "checking the codes": (answers.check_table.__code__,),
    "screening": (quality.screen.__code__,),
    "weighting": (weighting.choose_weighting.__code__,),
    "tallies and scores": (measures.measure.__code__,),
    "agreement and reliability": (scales.consistency.__code__,),
    "stage probabilities": (probability.stage_probabilities.__code__,),
    "gaps": (gaps.compare_audiences.__code__, gaps.cliffs_delta.__code__),
}


def measure_staff(people: int) -> Arithmetic:
    """Compute a result of so many staff by department, leaders beside them."""
    framework = load("centricity")
    columns = framework.questionnaire("staff").columns
    department = synthetic.departments_of(people)
    few = max(people // STAFF_TO_A_LEADER, RULES.smallest_group)
    leaders = synthetic.leaders(framework.questionnaire("leaders").columns, few)
    staff = synthetic.staff(synthetic.answers_of(columns, department), department)
    return _measure(framework, {"staff": staff, "leaders": leaders})


def measure_customers(people: int) -> Arithmetic:
    """Compute a result of so many customers, clustered by account."""
    framework = load("centricity")
    columns = framework.questionnaire("customers").columns
    return _measure(framework, {"customers": synthetic.customers(columns, people)})


def _measure(framework: Framework, responses: Mapping[str, Responses]) -> Arithmetic:
    before = peak_megabytes()
    whole = median(_seconds(lambda: _build(framework, responses)) for _ in range(REPEATS))
    peak = peak_megabytes()
    people, columns = next(iter(responses.values())).answers.shape
    parts = _parts(framework, responses)
    return Arithmetic(people, columns, parts, whole, before, peak)


def _build(framework: Framework, responses: Mapping[str, Responses]) -> None:
    document = build_result(framework, responses, scope=SCOPE, rules=RULES)
    for audience, came in responses.items():
        # A result that leaves people out would be fast for nothing.
        assert document["audiences"][audience]["n"] > MOST_OF_THEM * len(came.answers)


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _parts(framework: Framework, responses: Mapping[str, Responses]) -> dict[str, float]:
    """Return the seconds of each part of one more run."""
    profile = cProfile.Profile()
    profile.runcall(_build, framework, responses)
    seconds = {entry.code: entry.totaltime for entry in profile.getstats()}
    parts = {name: sum(seconds.get(code, 0.0) for code in PARTS[name]) for name in PARTS}
    return {**parts, "other": seconds[result.build_result.__code__] - sum(parts.values())}
