"""Small made-up material: a framework beside this file, and ways to spoil a copy of it."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from maturity.answers import Answers
from maturity.framework import FrameworkError
from maturity.loading import load

DATA = Path(__file__).parent / "data"
ROADMAP = """
[[foundations]]
code = "hull"
source = "log"

[[foundations]]
code = "sails"
source = "log"

[[steps]]
code = "launch"
source = "log"

[[steps]]
code = "crossing"
source = "log"

[roadmap]
scale = "yesno"
audience = "surveyor"
basis = "derived"
"""
ROADMAP_TEXTS = """
[foundations.hull]
name = "Hull"
summary = "What keeps the water out."

[foundations.sails]
name = "Sails"
summary = "What catches the wind."

[steps.launch]
name = "Launch"
summary = "Put the boat in the water."

[steps.crossing]
name = "Crossing"
summary = "Cross the bay."

[roadmap.cells.launch]
hull = "The hull is tight."
sails = "There are sails."

[roadmap.cells.crossing]
hull = "The hull stands a storm."
sails = "The sails stand a storm."
"""


def spoiled(root: Path, file: str, old: str, new: str) -> Path:
    """Copy the made-up framework to ``root`` with one passage of one file changed."""
    return change(with_roadmap(root), file, old, new)


def change(root: Path, file: str, old: str, new: str) -> Path:
    """Change one passage of one file of the copy in ``root``."""
    path = root / "harbour" / "1.0" / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} has no {old!r} to change"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return root


def with_roadmap(root: Path) -> Path:
    """Copy the made-up framework to ``root`` and add a roadmap of two steps to it."""
    shutil.copytree(DATA, root, dirs_exist_ok=True)
    return extend(root, ROADMAP, ROADMAP_TEXTS)


def with_more(root: Path) -> Path:
    """Copy the made-up framework to ``root``, with the roadmap and every other kind of entry."""
    structure, texts = (DATA / name for name in ("more.toml", "more_texts.toml"))
    return extend(with_roadmap(root), structure.read_text("utf-8"), texts.read_text("utf-8"))


def extend(root: Path, structure: str, texts: str = "") -> Path:
    """Add to the structure and to the texts of the copy in ``root``."""
    for file, text in {"framework.toml": structure, "en.toml": texts, "de.toml": texts}.items():
        with (root / "harbour" / "1.0" / file).open("a", encoding="utf-8") as opened:
            opened.write(f"\n{text}")
    return root


def error(root: Path) -> str:
    """Return what loading the made-up framework from ``root`` complains of."""
    with pytest.raises(FrameworkError) as caught:
        load("harbour", root=root)
    return str(caught.value)


def error_after(root: Path, file: str, old: str, new: str) -> str:
    """Return what a framework complains of that has everything, and one passage changed."""
    return error(change(with_more(root), file, old, new))


def rows(*answers: Sequence[int]) -> Answers:
    """Return answers as an array, one respondent a row."""
    return np.array(answers, dtype=np.uint8)


def column(*counts: int) -> Answers:
    """Return answers to a single item: ``counts`` holds how many chose 1, 2, 3 and so on."""
    codes = np.repeat(np.arange(1, len(counts) + 1), counts)
    return codes.astype(np.uint8).reshape(-1, 1)
