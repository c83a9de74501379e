"""Pictures of finished pages, and those that pages were last looked at and found good by.

``python -m tests.reports.page_pictures`` draws them anew, to be looked at before they are kept.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import numpy as np
from numpy.typing import NDArray
from PIL import Image

KEPT = Path(__file__).parent / "pictures"
# Enough to see where everything stands, too little to see how a letter is smoothed.
DOTS_AN_INCH = 36
# The pages every reader sees: cover, answer, contents, and the first chapters.
PAGES = 12
# A patch is about a word of text wide and a line high.
PATCH = 6
# By how much the mean grey of a patch may differ, of 255.
TOLERANCE = 24

Grey = NDArray[np.float64]


def pictures_of(pdf: bytes) -> list[Image.Image]:
    """The first pages in grey."""
    with tempfile.TemporaryDirectory() as folder:
        options = ["-gray", "-png", "-r", str(DOTS_AN_INCH), "-l", str(PAGES)]
        subprocess.run(["pdftoppm", *options, "-", f"{folder}/page"], input=pdf, check=True)
        found = sorted(Path(folder).glob("page*.png"))
        return [Image.open(path).convert("L").copy() for path in found]


def strip(pictures: list[Image.Image]) -> Image.Image:
    """Pages side by side."""
    width, height = pictures[0].size
    row = Image.new("L", (width * len(pictures), height), 255)
    for place, picture in enumerate(pictures):
        row.paste(picture, (place * width, 0))
    return row


def patches(picture: Image.Image) -> Grey:
    """The mean grey of every patch: (rows, columns)."""
    grey = np.asarray(picture, dtype=np.float64)
    rows, columns = (size // PATCH * PATCH for size in grey.shape)
    cut = grey[:rows, :columns].reshape(rows // PATCH, PATCH, columns // PATCH, PATCH)
    means: Grey = cut.mean(axis=(1, 3))
    return means


def differences(kept: Image.Image, drawn: Image.Image) -> Iterator[tuple[int, int]]:
    """The patches (row, column) that differ by more than the tolerance."""
    if kept.size != drawn.size:
        yield -1, -1
        return
    apart = np.abs(patches(kept) - patches(drawn)) > TOLERANCE
    yield from zip(*(each.tolist() for each in np.nonzero(apart)), strict=True)


def main() -> None:
    """Draw and keep the pictures of all samples."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")
    django.setup()
    from tests.reports.rendered import rendered
    from tests.reports.sample_results import SAMPLES

    KEPT.mkdir(exist_ok=True)
    for name in SAMPLES:
        strip(pictures_of(rendered(name))).save(KEPT / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
