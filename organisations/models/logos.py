"""Pictures that stand for a client or a firm, and what their colours may be."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from organisations.colours import READABLE, VISIBLE, contrast_with_white, is_colour


class Logo(models.Model):
    """A logo as it was cleaned, kept under the hash of its bytes: it never changes.

    Editions name theirs by that hash, so it stays when a client has another one.
    """

    class MediaType(models.TextChoices):
        """What it is handed out as."""

        SVG = "image/svg+xml", "SVG"
        PNG = "image/png", "PNG"

    sha256 = models.CharField(max_length=64, primary_key=True, editable=False)
    media_type = models.CharField(max_length=16, choices=MediaType.choices, editable=False)
    content = models.BinaryField()
    # In pixels; of a drawing only how they stand to each other matters.
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(media_type__in=["image/svg+xml", "image/png"]),
                name="logo_media_type_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_media_type_display()} {self.sha256[:8]}"


def validate_colour(value: str) -> None:
    """Accept a colour as #rrggbb that white words can be read on, and that can be read on white.

    WCAG 2.2, 1.4.3.
    """
    _check_is_colour(value)
    if (contrast := contrast_with_white(value)) < READABLE:
        raise ValidationError(
            _(
                "White words on %(value)s are hard to read: the contrast is %(contrast)s to 1, and "
                "%(least)s is needed. Choose a darker colour."
            ),
            params=_told(value, contrast, READABLE),
        )


def validate_second_colour(value: str) -> None:
    """Accept a colour as #rrggbb in which lines can be seen on white.

    WCAG 2.2, 1.4.11.
    """
    _check_is_colour(value)
    if (contrast := contrast_with_white(value)) < VISIBLE:
        raise ValidationError(
            _(
                "Lines in %(value)s are hard to see on white paper: the contrast is %(contrast)s "
                "to 1, and %(least)s is needed. Choose a darker colour."
            ),
            params=_told(value, contrast, VISIBLE),
        )


def _check_is_colour(value: str) -> None:
    if not is_colour(value):
        raise ValidationError(
            _("“%(value)s” is not a colour. Write it as # and six digits, such as #2b7695."),
            params={"value": value},
        )


def _told(value: str, contrast: float, least: float) -> dict[str, str]:
    return {
        "value": value,
        # Cut off, so that what is too little never reads as enough.
        "contrast": number_format(int(contrast * 10) / 10, 1),
        "least": number_format(least),
    }
