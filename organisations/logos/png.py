"""A picture (PNG) decoded and written anew: its pixels, and nothing that came along with them."""

import warnings
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

from organisations.logos.svg import MOST_PROPORTION, too_long

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# What a whole file has at its end: an empty chunk with its checksum.
END = b"IEND\xae\x42\x60\x82"
MOST_PIXELS = 2000
# Others hold more than eight bits a channel, or the colours of a press.
MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA"})


def clean_png(data: bytes) -> tuple[bytes, int, int]:
    """Return a picture written anew, and its width and height in pixels.

    Raises ValidationError for what is damaged, moves, or is too large to be decoded.
    """
    # Known from the head of the file, before any pixel is unpacked.
    _check_size(*(int.from_bytes(data[at : at + 4]) for at in (16, 20)))
    # Pillow fills up what is cut off, once WeasyPrint has been read in the same process.
    if END not in data:
        raise ValidationError(_damaged())
    try:
        with warnings.catch_warnings(), Image.open(BytesIO(data), formats=["PNG"]) as picture:
            warnings.simplefilter("ignore")
            _check_kind(picture)
            clean = picture.convert("RGBA")
    except ValidationError:
        raise
    except Exception:
        # A damaged picture raises nearly anything.
        raise ValidationError(_damaged()) from None
    if clean.getchannel("A").getextrema() == (255, 255):
        clean = clean.convert("RGB")
    # What a picture was saved with, as its place and its program, is written along otherwise.
    clean.info.clear()
    written = BytesIO()
    clean.save(written, "PNG", optimize=True)
    return written.getvalue(), clean.width, clean.height


def _check_size(width: int, height: int) -> None:
    if not width or not height:
        raise ValidationError(_damaged())
    if max(width, height) > MOST_PIXELS:
        raise ValidationError(
            _(
                "The picture has %(width)d × %(height)d pixels; a logo may have %(most)d on a "
                "side at most. Save it smaller."
            )
            % {"width": width, "height": height, "most": MOST_PIXELS}
        )
    if max(width / height, height / width) > MOST_PROPORTION:
        raise ValidationError(too_long())


def _check_kind(picture: Image.Image) -> None:
    if getattr(picture, "is_animated", False):
        raise ValidationError(_("The picture moves, and paper does not. Save one image of it."))
    if picture.mode not in MODES:
        raise ValidationError(
            _("The picture has colours for the press. Save it as PNG in RGB with 8 bits a channel.")
        )


def _damaged() -> str:
    return _("The file is damaged: it cannot be read as PNG. Save the logo anew.")
