"""What a name may be."""

from unicodedata import category

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisations.plain_text import BREAKS, unseen


def one_line(text: str) -> None:
    """Refuse what is not one line of text as it reads; raises ValidationError.

    Names stand in the subjects of letters, where a line break would end the subject; and a
    character that turns a text round turns what follows it on a page too.
    """
    hidden = unseen(text)
    if any(category(character) in BREAKS for character in hidden):
        raise ValidationError(_("Write it on one line."))
    if hidden:
        raise ValidationError(
            _("There are characters in it that cannot be seen (%(codes)s). Type it anew."),
            params={"codes": ", ".join(f"U+{ord(character):04X}" for character in hidden)},
        )
