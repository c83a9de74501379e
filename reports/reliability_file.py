"""The reliability of a scale and the agreement about it, as a document.

Written so that the arithmetic of the core can be held against any statistics package: nothing
is rounded, both conventions are given where programs differ, and what is undefined is null.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from maturity.agreement import AGREEMENT_NEEDED, Agreement, Null, agreement, null_variance
from maturity.anova import OneWay, one_way, person_means
from maturity.covariance import Missing
from maturity.reliability import alpha, feldt_interval, omega, spearman_brown
from maturity.tally import Floats
from reports.scale_file import ScaleAnswers, ScaleColumns, read_scale

Document = Mapping[str, Any]


def reliability_document(data: bytes, columns: ScaleColumns) -> Document:
    """Return the reliability of the columns of a CSV; raises AnswerFileError.

    - ``n``: respondents with an answer; ``blank_rows``: rows without, left out
    - ``items``, ``reversed``, ``scale``: as asked for
    - ``alpha.listwise``, ``alpha.pairwise``: ``n``, ``value``, ``low``, ``high``,
      ``standardised``; listwise ``counting_all`` is the interval of programs that count
      respondents with missing answers too
    - ``omega``: ``value``, ``standardised``; ``spearman_brown``: of two items
    - with groups, ``without_group``: respondents whose group is empty, left out of the rest
    - ``agreement.groups``: by name ``n``, ``rwg`` (by null distribution and item), ``rwg_j``
      and ``r_star`` (by null distribution), ``ad``
    - ``agreement.summary``: of the groups of two or more the medians, the share that agrees,
      and the ``view`` of the groups of five or more
    - ``icc``: of each respondent's mean of the items answered; negative estimates are 0, as
      shares of variance; null for fewer than three groups
    """
    answers = read_scale(data, columns)
    document = {
        "n": len(answers.values),
        "blank_rows": answers.blank_rows,
        "items": list(columns.items),
        "reversed": list(columns.reverse),
        "scale": [columns.low, columns.high],
        **_consistency(answers.values),
    }
    return document | _grouped(answers, columns) if columns.group else document


def _consistency(values: Floats) -> Document:
    found = omega(values)
    return {
        "alpha": {str(missing): _alpha(values, missing) for missing in Missing},
        "omega": {"value": found.value, "standardised": found.standardised} if found else None,
        "spearman_brown": spearman_brown(values),
    }


def _alpha(values: Floats, missing: Missing) -> Document:
    found = alpha(values, missing=missing)
    document = {
        "n": found.n,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "standardised": found.standardised,
    }
    if missing is Missing.PAIRWISE:
        return document
    low = high = None
    if found.value is not None:
        low, high = feldt_interval(found.value, len(values), values.shape[1])
    return document | {"counting_all": {"n": len(values), "low": low, "high": high}}


def _grouped(answers: ScaleAnswers, columns: ScaleColumns) -> dict[str, Any]:
    kept = answers.groups >= 0
    values, groups = answers.values[kept], answers.groups[kept]
    found = agreement(values, groups=groups, low=columns.low, high=columns.high)
    variances = {str(null): null_variance(null, found.points) for null in Null}
    return {
        "without_group": int(np.count_nonzero(~kept)),
        "agreement": {
            "null_variances": variances,
            "ad_limit": found.ad_limit,
            "groups": _groups(found, answers.group_names, columns.items),
            "summary": _summary(found, columns.items),
        },
        "icc": _icc(one_way(person_means(values), groups)),
    }


def _groups(found: Agreement, names: tuple[str, ...], items: tuple[str, ...]) -> Document:
    rwg = {null: found.rwg(null) for null in Null}
    rwg_j = {null: found.rwg_j(null) for null in Null}
    r_star = {null: found.r_star(null) for null in Null}
    ad = found.ad
    return {
        name: {
            "n": int(found.n[group]),
            "rwg": {str(null): _by_item(items, rwg[null][group]) for null in Null},
            "rwg_j": {str(null): _number(rwg_j[null][group]) for null in Null},
            "r_star": {str(null): _number(r_star[null][group]) for null in Null},
            "ad": _number(ad[group]),
        }
        for group, name in enumerate(names)
    }


def _summary(found: Agreement, items: tuple[str, ...]) -> Document:
    chosen = found.of_size(2)
    ad = found.ad[chosen]
    summaries = {null: found.summary(null) for null in Null}
    return {
        "groups": int(chosen.size),
        "rwg": {str(null): _by_item(items, _medians(found.rwg(null)[chosen])) for null in Null},
        "rwg_j": {
            str(null): {
                "median": summary.median_rwg_j if summary else None,
                f"share_at_least_{AGREEMENT_NEEDED:.2f}": summary.agreeing if summary else None,
            }
            for null, summary in summaries.items()
        },
        "r_star": {
            str(null): summary.median_r_star if summary else None
            for null, summary in summaries.items()
        },
        "ad": {
            "median": float(np.median(ad)) if ad.size else None,
            "share_within_limit": float(np.mean(ad <= found.ad_limit + 1e-9)) if ad.size else None,
        },
        "view": str(found.view()),
    }


def _icc(found: OneWay | None) -> Document | None:
    if found is None:
        return None
    return {
        "groups": found.groups,
        "n": found.n,
        "f": _number(found.f),
        "p": found.p,
        "icc1": found.icc1,
        "low": found.low,
        "high": found.high,
        "icc2": found.icc2,
        "n0": found.n0,
        "mean_size": found.mean_size,
        "icc1_mean_size": found.icc1_mean_size,
        "may_compare_groups": found.may_compare_groups,
    }


def _medians(table: Floats) -> Floats:
    """Return each column's median of what is not NaN; NaN where nothing is."""
    columns = [column[~np.isnan(column)] for column in table.T]
    return np.array([np.median(column) if column.size else np.nan for column in columns])


def _by_item(items: tuple[str, ...], values: Floats) -> Document:
    return dict(zip(items, map(_number, values), strict=True))


def _number(value: float) -> float | None:
    """Return what JSON can hold: None for what is undefined or infinite."""
    return float(value) if np.isfinite(value) else None
