"""The four sample results as finished files, each made once in a run of the tests."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree

import numpy as np

from reports.pdf import render_pdf
from tests.reports.sample_results import SAMPLES

XHTML = "{http://www.w3.org/1999/xhtml}"
# What a program that lists words writes into XML although XML may not hold it.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class Word:
    """A printed word and the box around it, in points from the upper left corner."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """The words of a page, and its size in points."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]


def rendered(name: str) -> bytes:
    """The report of a sample result."""
    return _made(name)[0]


def stages_told(name: str) -> tuple[str, ...]:
    """What was told, one after the other, while the report of a sample result was made."""
    return _made(name)[1]


@cache
def _made(name: str) -> tuple[bytes, tuple[str, ...]]:
    told: list[str] = []
    pdf = render_pdf(SAMPLES[name]().story(), progress=lambda stage, _percent: told.append(stage))
    return pdf, tuple(told)


def pages_of(pdf: bytes) -> Iterator[Page]:
    """Every page with the boxes of its words, as poppler finds them."""
    listed = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    root = ElementTree.fromstring(CONTROLS.sub("", listed[listed.index("<html") :]))
    for number, page in enumerate(root.iter(f"{XHTML}page"), start=1):
        words = tuple(
            Word(number, word.text or "", *(float(word.get(side) or 0) for side in SIDES))
            for word in page.iter(f"{XHTML}word")
        )
        yield Page(number, float(page.get("width") or 0), float(page.get("height") or 0), words)


SIDES = ("xMin", "yMin", "xMax", "yMax")
# Dots an inch: so few that it takes no time, so many that a hairline still shows.
DOTS = 36
# White is 255, the palest hairline darker than this.
PALEST = 250


def inked_columns(pdf: bytes) -> Iterator[list[float]]:
    """Where across each page anything is printed, words or lines, in points from the left."""
    drawn = subprocess.run(
        ["pdftoppm", "-r", str(DOTS), "-gray", "-"], input=pdf, capture_output=True, check=True
    ).stdout
    while drawn:
        head = re.match(rb"P5\s(\d+)\s(\d+)\s255\s", drawn)
        assert head is not None
        width, height = int(head[1]), int(head[2])
        end = head.end() + width * height
        page = np.frombuffer(drawn[head.end() : end], np.uint8).reshape(height, width)
        yield [float(at) * 72 / DOTS for at in np.flatnonzero((page < PALEST).any(axis=0))]
        drawn = drawn[end:]
