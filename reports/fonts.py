"""The fonts of a report: out of packages, so that no machine's own is ever used.

FiraGO writes Latin, Greek, Cyrillic, Arabic and Hebrew, Noto Sans CJK Chinese, Japanese, Korean
and the signs that FiraGO lacks.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape

import noto_cjk_sans_otc
import pymupdf_fonts
from django.conf import settings

# What the package calls each.
_FIRAGO = {
    "FiraGO-Regular.ttf": "figo",
    "FiraGO-Bold.ttf": "figbo",
    "FiraGO-Italic.ttf": "figit",
    "FiraGO-BoldItalic.ttf": "figbi",
}
# Nothing of the machine is included: where these have no letter, there is none.
_ONLY_OURS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>{directories}<cachedir>{cache}</cachedir></fontconfig>
"""


@contextmanager
def own_fonts() -> Iterator[None]:
    """Let whoever asks Fontconfig inside know these fonts alone.

    Only inside, because programs that are started later have no business with them.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(_configuration())
    try:
        yield
    finally:
        del os.environ["FONTCONFIG_FILE"]
        if before is not None:
            os.environ["FONTCONFIG_FILE"] = before


def _configuration() -> Path:
    """Return the file that tells Fontconfig where the fonts lie, laid out when first asked for."""
    place = settings.DATA_DIR / "fonts" / f"firago-{version('pymupdf-fonts')}"
    for name, code in _FIRAGO.items():
        if not (place / name).exists():
            _put(place / name, pymupdf_fonts.myfont(code))
    directories = (place, Path(noto_cjk_sans_otc.__file__).parent)
    said = _ONLY_OURS.format(
        directories="".join(f"<dir>{escape(str(each))}</dir>" for each in directories),
        cache=escape(str(place / "cache")),
    ).encode()
    path: Path = place / "fonts.conf"
    if not path.exists() or path.read_bytes() != said:
        _put(path, said)
    return path


def _put(path: Path, content: bytes) -> None:
    """Write a file aside and put it in place whole: another worker may be reading."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as draft:
        draft.write(content)
    Path(draft.name).replace(path)
