"""Pictures of finished pages, and those that pages were last looked at and found good by.

``python -m tests.reports.page_pictures`` draws them anew, to be looked at before they are kept.
"""

import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import django
import numpy as np
from numpy.typing import NDArray
from PIL import Image

KEPT = Path(__file__).parent / "pictures"
# Enough to see where everything stands and in which colour, too little to see how a letter is
# smoothed: two hundred pages take less than a megabyte.
DOTS_AN_INCH = 24
# Pages stand side by side, so many in a row.
ACROSS = 10
# A patch is about a word of text wide and a line high.
PATCH = 4
# Colours are kept in steps of so much of 255: few enough for a palette.
STEP = 15
# By how much a patch may differ in the mean of red, green or blue, of 255: more than letters do
# that are smoothed otherwise, less than a line that lies over another.
TOLERANCE = 16

Means = NDArray[np.float64]


def pictures_of(
    pdf: bytes, *, dots_an_inch: int = DOTS_AN_INCH, only: int | None = None
) -> list[Image.Image]:
    """All pages in colour, or one of them."""
    with tempfile.TemporaryDirectory() as folder:
        pages = ["-f", str(only), "-l", str(only)] if only else []
        options = ["-png", "-r", str(dots_an_inch), *pages]
        subprocess.run(["pdftoppm", *options, "-", f"{folder}/page"], input=pdf, check=True)
        found = sorted(Path(folder).glob("page*.png"))
        return [Image.open(path).convert("RGB").copy() for path in found]


def whole(length: int) -> int:
    """The least number of dots that is a number of patches."""
    return -(-length // PATCH) * PATCH


def sheet(pictures: Sequence[Image.Image]) -> Image.Image:
    """Pages in rows, each in a field of whole patches, in the colours that are kept."""
    width, height = map(whole, pictures[0].size)
    found = Image.new("RGB", (width * ACROSS, height * -(-len(pictures) // ACROSS)), "white")
    for place, picture in enumerate(pictures):
        found.paste(picture, (place % ACROSS * width, place // ACROSS * height))
    return found.point(lambda value: round(value / STEP) * STEP)


def fields(found: Image.Image, page: tuple[int, int]) -> list[Image.Image]:
    """The pages of a sheet, empty ones at its end included."""
    width, height = map(whole, page)
    corners = [(x, y) for y in range(0, found.height, height) for x in range(0, found.width, width)]
    return [found.crop((x, y, x + width, y + height)) for x, y in corners]


def patches(picture: Image.Image) -> Means:
    """The mean colour of every patch: (rows, columns, red, green and blue)."""
    width, height = picture.size
    dots = np.asarray(picture, dtype=np.float64)
    cut = dots.reshape(height // PATCH, PATCH, width // PATCH, PATCH, 3)
    means: Means = cut.mean(axis=(1, 3))
    return means


def differences(kept: Image.Image, drawn: Sequence[Image.Image]) -> list[int]:
    """The numbers of the pages that differ from those on a sheet by more than the tolerance."""
    before = fields(kept.convert("RGB"), drawn[0].size)
    after = fields(sheet(drawn), drawn[0].size)
    least = min(len(before), len(after))
    apart = [
        number
        for number, (one, other) in enumerate(zip(before, after, strict=False), start=1)
        if np.abs(patches(one) - patches(other)).max() > TOLERANCE
    ]
    return [*apart, *range(least + 1, max(len(before), len(after)) + 1)]


def main() -> None:
    """Draw and keep the pictures of all samples."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")
    django.setup()
    from tests.reports.rendered import rendered
    from tests.reports.sample_results import SAMPLES

    KEPT.mkdir(exist_ok=True)
    for name in SAMPLES:
        found = sheet(pictures_of(rendered(name)))
        # Fewer colours than a palette holds, so that none changes.
        found.quantize(256, dither=Image.Dither.NONE).save(KEPT / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
