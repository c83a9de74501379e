"""The maturity models of this site: the product's own, and those an administrator adds."""

from contextlib import suppress
from functools import cache
from pathlib import Path

from django.conf import settings

from maturity.framework import Framework, FrameworkError
from maturity.loading import FRAMEWORKS, content_hash, keys, languages_of, load, versions
from maturity.tables import TableError, read_table

DEFAULT = "centricity"
# Lies beside the folders of the models; ``manage.py framework publish`` writes it.
REGISTER = "published.toml"


def _root(key: str) -> Path:
    """Return where a model lies; one of the site's own never replaces one of the product's."""
    own: Path = settings.FRAMEWORKS_DIR
    return own if not (FRAMEWORKS / key).is_dir() and (own / key).is_dir() else FRAMEWORKS


def find(key: str, version: str = "", language: str = "en") -> Framework:
    """Return a model; without a version its newest. Raises FrameworkError.

    A model that does not come in the language comes in the first it has.
    """
    root = _root(key)
    known = versions(key, root)
    if not known:
        names = ", ".join(keys(FRAMEWORKS, settings.FRAMEWORKS_DIR))
        raise FrameworkError(f'There is no framework "{key}". There is: {names}.')
    version = version or known[-1]
    if version in known:
        languages = _languages(root / key / version)
        language = language if language in languages else languages[0]
    return load(key, version, language, root=root)


@cache
def _languages(folder: Path) -> list[str]:
    """Read them once a process, as the model itself: every page of a questionnaire asks."""
    try:
        return languages_of(folder)
    except TableError as error:
        raise FrameworkError(str(error)) from error


def offered() -> list[Framework]:
    """Return the newest published version of every model, the product's own first."""
    found = []
    for root in (FRAMEWORKS, settings.FRAMEWORKS_DIR):
        found += [
            framework
            for key in keys(root)
            if _root(key) == root and (framework := _newest(key, root))
        ]
    return sorted(found, key=lambda framework: framework.key != DEFAULT)


def _newest(key: str, root: Path) -> Framework | None:
    """Return a model's newest published version, or nothing if there is none to offer.

    What cannot be read, or is not what was published, keeps nobody from the rest.
    """
    for version in reversed(_versions(key, root)):
        with suppress(FrameworkError, TableError):
            if _is_as_published(key, version, root):
                return find(key, version)
    return None


def _is_as_published(key: str, version: str, root: Path) -> bool:
    """Whether the register holds a version with the files it has now."""
    folder = root / key / version
    entry = {"key": key, "version": version, "sha256": content_hash(folder, languages_of(folder))}
    registered = read_table(root / REGISTER).get("versions")
    return isinstance(registered, list) and entry in registered


def _versions(key: str, root: Path) -> list[str]:
    try:
        return versions(key, root)
    except FrameworkError:
        return []
