"""Waves as a command names them: by id, or as "Client / Assessment / Wave"."""

import uuid
from difflib import get_close_matches

from django.db.models import Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from surveys.models import Wave

SEPARATOR = " / "
MOST_NAMED = 5


class WaveNotFound(Exception):
    """No wave is called that, or more than one; the message says what to write instead."""


def find_wave(words: str) -> Wave:
    """Return the wave with this id or these names, whatever their case; raises WaveNotFound."""
    waves = Wave.objects.select_related("assessment__organisation__firm")
    try:
        pk = uuid.UUID(words)
    except ValueError:
        pass
    else:
        if (wave := waves.filter(pk=pk).first()) is None:
            raise WaveNotFound(_("There is no wave with the id %(id)s.") % {"id": pk})
        return wave
    named = waves.annotate(
        full_name=Concat(
            "assessment__organisation__name", Value(SEPARATOR), "assessment__name",
            Value(SEPARATOR), "name",
        )
    )  # fmt: skip
    found = list(named.filter(full_name__iexact=" ".join(words.split())))
    if not found:
        raise WaveNotFound(_none_called(words, list(named.values_list("full_name", flat=True))))
    if len(found) > 1:
        ids = ", ".join(str(wave.pk) for wave in found)
        raise WaveNotFound(
            _("%(n)d waves are called “%(words)s”; name one by its id: %(ids)s.")
            % {"n": len(found), "words": words, "ids": ids}
        )
    return found[0]


def _none_called(words: str, names: list[str]) -> str:
    if not names:
        return _("There is no wave on this site yet.")
    near = get_close_matches(words, names, n=MOST_NAMED) or sorted(names)[:MOST_NAMED]
    return _(
        "There is no wave called “%(words)s”. Write Client / Assessment / Wave, or its id. "
        "There are, among others: %(names)s."
    ) % {"words": words, "names": "; ".join(near)}
