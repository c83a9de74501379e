"""Files whose row is gone: of a client that was deleted, or left behind by a crash."""

from contextlib import suppress
from datetime import datetime

from django.core.files.storage import default_storage
from django.db.models import Model


def drop_strays(model: type[Model], *, before: datetime) -> None:
    """Delete files in the folder of a model's ``file`` that no row names.

    Only those last written ``before``: a file is there a moment before its row names it.
    """
    folder = str(model._meta.get_field("file").upload_to)  # type: ignore[union-attr]
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    known = set(model._default_manager.exclude(file="").values_list("file", flat=True))
    for name in {f"{folder}{name}" for name in names} - known:
        # Whoever wrote it may have taken it away in this moment.
        with suppress(FileNotFoundError):
            if default_storage.get_modified_time(name) < before:
                default_storage.delete(name)
