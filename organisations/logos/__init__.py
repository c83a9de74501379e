"""Logos as they are handed in: told by what is in a file, cleaned, and refused in words."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from organisations.logos.png import MOST_PIXELS, SIGNATURE, clean_png
from organisations.logos.svg import clean_svg
from organisations.models import Logo

__all__ = ["ACCEPTED", "MOST_KILOBYTES", "MOST_PIXELS", "CleanLogo", "check_size", "read_logo"]

ACCEPTED = ".svg,.png,image/svg+xml,image/png"
MOST_KILOBYTES = 300
_GZIP = b"\x1f\x8b"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class CleanLogo:
    """A logo as it is kept; ``left_out`` are the names of what the file held besides."""

    media_type: str
    content: bytes
    width: int
    height: int
    left_out: tuple[str, ...] = ()


def read_logo(data: bytes) -> CleanLogo:
    """Return a logo from a file's bytes, whatever the file is called.

    Raises ValidationError, in words for whoever chose the file.
    """
    check_size(len(data))
    if data.startswith(SIGNATURE):
        return CleanLogo(Logo.MediaType.PNG, *clean_png(data))
    if data.startswith(_GZIP):
        raise ValidationError(
            _("The file is packed (as an SVGZ is). Save the logo as a plain SVG, or as PNG.")
        )
    if not data.startswith(_MARKS) and not data.lstrip().startswith(b"<"):
        raise ValidationError(
            _("This is neither an SVG nor a PNG. Save the logo as one of them, and choose that.")
        )
    return CleanLogo(Logo.MediaType.SVG, *clean_svg(data))


def check_size(size: int) -> None:
    """Refuse a file that is empty or too large; raises ValidationError."""
    if not size:
        raise ValidationError(_("The file is empty. Look whether it was saved, and try again."))
    if size > MOST_KILOBYTES * 1000:
        raise ValidationError(
            _(
                "The file has %(size)d kB; a logo may have %(most)d kB at most. Save it smaller, "
                "or as SVG."
            )
            % {"size": -(-size // 1000), "most": MOST_KILOBYTES}
        )
