"""A copy of the made-up framework with something of every kind, to be spoiled and checked."""

import re
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from tests.maturity.made_up import change, with_roadmap

FOLDER = Path("harbour", "1.0")
STRUCTURE = "framework.toml"

# File, passage, what it is changed to, what the complaint's line holds, the complaint.
Case = tuple[str, str, str, str, str]

# The made-up audiences, and those of this site that stand for them.
AUDIENCES = {"crew": "staff", "guests": "customers"}

ADDED = """
[checklist]
scale = "yesno"
audience = "surveyor"

[[themes]]
code = "mood"
source = "log"

[[constructs]]
code = "pride"
theme = "mood"
source = "log"
basis = "stated"

[[items]]
code = "PR1"
kind = "rating"
construct = "pride"
scale = "yesno"
audiences = ["leaders"]
source = "log"
basis = "stated"

[[items]]
code = "ST1"
kind = "step"
step = "launch"
scale = "yesno"
audiences = ["leaders"]
source = "log"

[[items]]
code = "FL1"
kind = "several"
theme = "mood"
scale = "yesno"
options = ["red", "white"]
audiences = ["leaders"]
source = "log"
when = { item = "PR1", answers = [2] }

[[items]]
code = "ANY"
kind = "comment"
audiences = ["leaders"]
source = "log"

[[evidence]]
code = "care-log"
dimension = "care"
stage = "coastal"
source = "log"
basis = "derived"

[[actions]]
code = "sew"
foundation = "sails"
source = "log"
basis = "derived"

[[actions]]
code = "train"
dimension = "speed"
stage = "oceangoing"
source = "log"
basis = "derived"

[[questionnaires]]
audience = "leaders"
minutes = 5

[[questionnaires.pages]]
code = "mood"
items = ["PR1", "ST1"]

[[questionnaires.pages]]
code = "flags"
items = ["FL1", "ANY"]
"""

ADDED_TEXTS = """
[themes.mood]
name = "Mood"
question = "Do people like it on board?"

[constructs.pride]
name = "Pride"
summary = "Pride in the boat."

[items.PR1]
text = "I am proud of the boat."

[items.ST1]
text = "The boat is in the water."

[items.FL1]
text = "Which flags do you fly?"

[items.FL1.options]
red = "A red one"
white = "A white one"

[items.ANY]
text = "What else?"

[evidence]
care-log = "Repairs are written down."

[actions.sew]
what = "Sew."
why = "It is torn."
done = "A new sail."
company = "Speed."
customer = "Comfort."
partner = "Orders."

[actions.train]
what = "Train."
why = "It is slow."
done = "A race."
company = "Fame."
customer = "Joy."
partner = "Guests."

[pages.mood]
title = "Mood"
intro = "Think of today."

[pages.flags]
title = "Flags"
intro = "Think of feasts."
"""


def draft(root: Path) -> Path:
    """Write the framework to ``root`` as a draft with nothing wrong; return the folder."""
    with_roadmap(root)
    folder = root / FOLDER
    for name, text in {"framework": ADDED, "en": ADDED_TEXTS, "de": ADDED_TEXTS}.items():
        with (folder / f"{name}.toml").open("a", encoding="utf-8") as file:
            file.write(text)
    change(root, "framework.toml", "published = true", "published = false")
    for path in folder.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        for old, new in AUDIENCES.items():
            text = text.replace(f'"{old}"', f'"{new}"').replace(f"\n{old} = ", f"\n{new} = ")
        path.write_text(text, encoding="utf-8")
    return folder


def line_of(folder: Path, file: str, passage: str) -> int:
    """Return the line on which a passage begins; it must be there once."""
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(passage) == 1, f"{passage!r} is not once in {file}"
    return text[: text.index(passage)].count("\n") + 1


def run(action: str, folder: Path) -> tuple[int, str, list[str]]:
    """Run the command; return its exit code, what it prints, and the lines of errors."""
    out, err = StringIO(), StringIO()
    code = 0
    try:
        call_command("framework", action, str(folder), stdout=out, stderr=err, no_color=True)
    except SystemExit as end:
        code = int(str(end.code))
    return code, out.getvalue(), err.getvalue().splitlines()


def errors(folder: Path) -> list[str]:
    """Validate a folder; return its errors without the warnings."""
    code, _, lines = run("validate", folder)
    found = [line for line in lines if not re.match(r"\S+: warning: ", line)]
    assert code == (1 if found else 0)
    return found


def rewrite(path: Path, old: str, new: str) -> None:
    """Change one passage of a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def complaints(root: Path, case: Case) -> tuple[str, list[str]]:
    """Spoil one passage; return the complaint expected, and those that are made."""
    file, old, new, passage, complaint = case
    folder = draft(root)
    change(root, file, old, new)
    return f"{file}:{line_of(folder, file, passage)}: {complaint}", errors(folder)
