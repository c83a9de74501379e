"""Copies of the made-up workshop in which every entry is right and the whole is not."""

import shutil
from dataclasses import dataclass
from pathlib import Path

WORKSHOP = Path(__file__).parent.parent / "data" / "workshop" / "1.0"
STRUCTURE = "framework.toml"

Edit = tuple[str, str, str]


@dataclass(frozen=True)
class Case:
    """Edits of files (file, old, new), the line to be named by what it holds, the complaint."""

    edits: tuple[Edit, ...]
    passage: str
    complaint: str

    def __str__(self) -> str:
        return self.complaint[:50]


def edited(root: Path, *edits: Edit) -> Path:
    """Write a copy of the workshop with some passages changed to ``root``; return its folder."""
    folder = root / "workshop" / "1.0"
    shutil.copytree(WORKSHOP, folder)
    for file, old, new in (*edits, (STRUCTURE, "published = true", "published = false")):
        path = folder / file
        text = path.read_text("utf-8")
        assert old in text, f"{file} has no {old!r} to change"
        path.write_text(text.replace(old, new, 1), "utf-8")
    return folder


def renamed(old: str, new: str) -> tuple[Edit, ...]:
    """Give an item of staff another code."""
    return (
        (STRUCTURE, f'code = "{old}"', f'code = "{new}"'),
        (STRUCTURE, f'"{old}"]', f'"{new}"]'),
        ("en.toml", f"[items.{old}]", f"[items.{new}]"),
    )


RUNGS = (
    (STRUCTURE, "[[scales]]",
     '[[scales]]\ncode = "rungs"\npoints = 3\ndont_know = false\n\n[[scales]]'),
    ("en.toml", "[scales.ladder]", "[scales.rungs]\n\n[scales.ladder]"),
)  # fmt: skip
# A second parallel item on tools, for staff and leaders.
TLQ = (
    (
        STRUCTURE,
        '[[items]]\ncode = "PR1"',
        '[[items]]\ncode = "TLQ"\nkind = "parallel"\ndimension = "tools"\nscale = "agreement"\n'
        'audiences = ["staff", "leaders"]\nsource = "manual"\nbasis = "derived"\n\n'
        '[[items]]\ncode = "PR1"',
    ),
    ("en.toml", "[items.PR1]", '[items.TLQ]\ntext = "There are tools."\n\n[items.PR1]'),
)

RULES = [
    Case(
        (*RUNGS,
         (STRUCTURE, 'code = "TL2"\nkind = "anchored"\ndimension = "tools"\nscale = "ladder"',
          'code = "TL2"\nkind = "anchored"\ndimension = "tools"\nscale = "rungs"')),
        'scale = "rungs"',
        'items.TL2.scale is "rungs", but that of TL1 is "ladder"; all anchored items of "tools" '
        "need one scale.",
    ),
    Case(
        ((STRUCTURE, 'code = "CR2"\nkind = "rating"\nconstruct = "craft"\nscale = "agreement"',
          'code = "CR2"\nkind = "rating"\nconstruct = "craft"\nscale = "yes-no" # here'),),
        'scale = "yes-no" # here',
        'items.CR2.scale is "yes-no", but that of CR1 is "agreement"; all rating items of "craft" '
        "need one scale.",
    ),
    Case(
        (*TLQ, (STRUCTURE, '"TL3", "TLP"]', '"TL3", "TLP", "TLQ"]'),
         (STRUCTURE, '["TLP", "PRP", "LA1"]', '["PRP", "LA1"]')),
        '[[questionnaires]]\naudience = "leaders"',
        'questionnaires.leaders asks the parallel items TLP on "tools", but staff are asked TLP, '
        "TLQ; to be compared they must be asked the same in the same order.",
    ),
    Case(
        (*TLQ, (STRUCTURE, '"TL3", "TLP"]', '"TL3", "TLP", "TLQ"]'),
         (STRUCTURE, '"TL3", "TLP"]', '"TL3", "TLQ", "TLP"]'),
         (STRUCTURE, '["TLP", "PRP", "LA1"]', '["PRP", "LA1"]')),
        '[[questionnaires]]\naudience = "leaders"',
        'questionnaires.leaders asks the parallel items TLQ, TLP on "tools", but staff are asked '
        "TLP, TLQ; to be compared they must be asked the same in the same order.",
    ),
    Case(
        ((STRUCTURE, 'kind = "step"\nstep = "share"', 'kind = "step"\nstep = "sort"'),
         (STRUCTURE, '["ST1", "ST2", "TM1"]', '["ST1", "TM1"]')),
        '[[questionnaires]]\naudience = "staff"',
        'questionnaires.staff asks ST1, ST2 on the step "sort"; one item a step is all that can '
        "be reported.",
    ),
    *(
        Case(
            renamed("CR3", code),
            f'[[items]]\ncode = "{code}"',
            f"items.{code} is a code the product uses itself; choose another.",
        )
        for code in ("OWN1", "OWN3", "AUDIENCE", "UNIT", "ACCOUNT")
    ),
    Case(
        ((STRUCTURE, '"tools-1"', '"unit"'), ("en.toml", "tools-1 =", "unit =")),
        '[[evidence]]\ncode = "unit"',
        "evidence.unit is a code the product uses itself; choose another.",
    ),
    Case(
        ((STRUCTURE, '"tools-1"', '"tl1"'), ("en.toml", "tools-1 =", "tl1 =")),
        '[[evidence]]\ncode = "tl1"',
        'evidence.tl1 differs from "TL1" in capital letters alone; choose another code.',
    ),
    Case(
        ((STRUCTURE, 'scale = "several"', 'scale = "delay" # here'),),
        'scale = "delay" # here',
        'items.HE1.scale is "delay" with 3 points; an option is chosen or not, which takes 2.',
    ),
    Case(
        ((STRUCTURE, 'code = "more"\ndefault = true', 'code = "more"\ndefault = false'),),
        "default = false",
        "modules.more.default is false, which is not supported yet; write true, or leave its "
        "pages out.",
    ),
]  # fmt: skip
