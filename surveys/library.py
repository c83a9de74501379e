"""The maturity models of this site: the product's own, and those an administrator adds."""

from contextlib import suppress
from pathlib import Path

from django.conf import settings

from maturity.framework import Framework, FrameworkError
from maturity.loading import FRAMEWORKS, load, versions

DEFAULT = "centricity"


def _root(key: str) -> Path:
    """Return where a model lies; one of the site's own never replaces one of the product's."""
    own: Path = settings.FRAMEWORKS_DIR
    return own if not (FRAMEWORKS / key).is_dir() and (own / key).is_dir() else FRAMEWORKS


def find(key: str, version: str = "", language: str = "en") -> Framework:
    """Return a model; without a version its newest. Raises FrameworkError."""
    return load(key, version, language, root=_root(key))


def offered() -> list[Framework]:
    """Return the newest published version of every model, the product's own first."""
    found = []
    for root in (FRAMEWORKS, settings.FRAMEWORKS_DIR):
        keys = sorted(path.name for path in root.glob("*") if path.is_dir())
        found += [framework for key in keys if _root(key) == root and (framework := _newest(key))]
    return sorted(found, key=lambda framework: framework.key != DEFAULT)


def _newest(key: str) -> Framework | None:
    """Return a model's newest published version, or nothing if there is none to offer.

    What cannot be read keeps nobody from the rest.
    """
    for version in reversed(_versions(key)):
        with suppress(FrameworkError):
            framework = find(key, version)
            if framework.is_published:
                return framework
    return None


def _versions(key: str) -> list[str]:
    try:
        return versions(key, _root(key))
    except FrameworkError:
        return []
