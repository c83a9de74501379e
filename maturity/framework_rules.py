"""What the whole of a framework must keep to, so that its answers can be counted and compared.

What a single entry must keep to ``maturity.assembly`` holds while it reads.
"""

from collections.abc import Iterator

from maturity.framework import Framework
from maturity.items import Item
from maturity.limits import Breach
from maturity.own_questions import MOST_QUESTIONS, code_of

STRUCTURE = "framework"
# The items of a kind that are about the same thing are scored together.
SCORED_BY = {"anchored": "dimension", "parallel": "dimension", "rating": "construct"}
# Not chosen, and chosen.
POINTS_OF_SEVERAL = 2
# A file of answers has columns of these names, a wave questions of its own with these codes.
RESERVED = {"AUDIENCE", "UNIT", "ACCOUNT", *map(code_of, range(1, MOST_QUESTIONS + 1))}


def violations(framework: Framework) -> list[Breach]:
    """Return what makes a framework's answers impossible to count or to compare (our rules)."""
    return [
        *_codes(framework),
        *_scales(framework),
        *_options(framework),
        *_parallel(framework),
        *_steps(framework),
        *_modules(framework),
    ]


def _codes(framework: Framework) -> Iterator[Breach]:
    """Hold that the columns of a file of answers, of whatever case, have one meaning each."""
    firsts: dict[str, str] = {}
    for item in framework.items:
        name = item.code.upper()
        path = ("evidence" if item.kind == "evidence" else "items", item.code)
        if name in RESERVED:
            complaint = "is a code the product uses itself; choose another"
            yield Breach(STRUCTURE, path, complaint)
        if (first := firsts.setdefault(name, item.code)) != item.code:
            complaint = f'differs from "{first}" in capital letters alone; choose another code'
            yield Breach(STRUCTURE, path, complaint)


def _scales(framework: Framework) -> Iterator[Breach]:
    """Hold that what is scored together is answered on one scale."""
    firsts: dict[tuple[str, str], Item] = {}
    for item in framework.items:
        if item.kind not in SCORED_BY:
            continue
        about = getattr(item, SCORED_BY[item.kind])
        first = firsts.setdefault((item.kind, about), item)
        if item.scale.code != first.scale.code:
            yield Breach(
                STRUCTURE,
                ("items", item.code, "scale"),
                f'is "{item.scale.code}", but that of {first.code} is "{first.scale.code}"; '
                f'all {item.kind} items of "{about}" need one scale',
            )


def _options(framework: Framework) -> Iterator[Breach]:
    for item in framework.items:
        if item.several and item.scale.points != POINTS_OF_SEVERAL:
            yield Breach(
                STRUCTURE,
                ("items", item.code, "scale"),
                f'is "{item.scale.code}" with {item.scale.points} points; an option is chosen '
                f"or not, which takes {POINTS_OF_SEVERAL}",
            )


def _parallel(framework: Framework) -> Iterator[Breach]:
    """Hold that audiences are asked the same, in the same order, where they are compared."""
    for dimension in framework.dimensions:
        asked = {
            audience: [
                item.code
                for item in framework.questionnaire(audience).items
                if item.kind == "parallel" and item.dimension == dimension.code
            ]
            for audience in framework.respondents
        }
        first = next((audience for audience, codes in asked.items() if codes), "")
        for audience, codes in asked.items():
            if codes and codes != asked[first]:
                yield Breach(
                    STRUCTURE,
                    ("questionnaires", audience),
                    f'asks the parallel items {", ".join(codes)} on "{dimension.code}", but '
                    f"{first} are asked {', '.join(asked[first])}; to be compared they must be "
                    "asked the same in the same order",
                )


def _steps(framework: Framework) -> Iterator[Breach]:
    for audience in framework.respondents:
        items = framework.questionnaire(audience).items
        for step in framework.steps:
            codes = [i.code for i in items if i.kind == "step" and i.step == step.code]
            if len(codes) > 1:
                yield Breach(
                    STRUCTURE,
                    ("questionnaires", audience),
                    f'asks {", ".join(codes)} on the step "{step.code}"; one item a step is all '
                    "that can be reported",
                )


def _modules(framework: Framework) -> Iterator[Breach]:
    for module in framework.modules:
        if not module.is_default:
            yield Breach(
                STRUCTURE,
                ("modules", module.code, "default"),
                "is false, which is not supported yet; write true, or leave its pages out",
            )
