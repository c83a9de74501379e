"""Reading a framework from ``frameworks/<key>/<version>/``.

``framework.toml`` holds the structure, one file a language the texts.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from maturity.assembly import Assembly
from maturity.figures import read_figures
from maturity.framework import Framework, FrameworkError
from maturity.framework_rules import violations
from maturity.tables import Table, TableError, read_bytes, read_table

FRAMEWORKS = Path(__file__).parent / "frameworks"


def versions(key: str, root: Path = FRAMEWORKS) -> list[str]:
    """Return the versions of a framework, oldest first."""
    folders = [path.name for path in (root / key).glob("*") if (path / "framework.toml").exists()]
    for name in folders:
        if not all(part.isdecimal() for part in name.split(".")):
            raise FrameworkError(f'The version "{name}" of {key} is not made of numbers and dots.')
    return sorted(folders, key=lambda name: [int(part) for part in name.split(".")])


def keys(*roots: Path) -> list[str]:
    """Return the keys of the frameworks that lie in some folders."""
    return sorted({path.name for root in roots for path in root.glob("*") if path.is_dir()})


def load(key: str, version: str = "", language: str = "en", root: Path = FRAMEWORKS) -> Framework:
    """Load a framework; without a version its newest.

    Raises FrameworkError if there is no such framework, version or language, or if its files
    contradict each other.
    """
    known = versions(key, root)
    if not known:
        raise FrameworkError(f'There is no framework "{key}". There is: {", ".join(keys(root))}.')
    version = version or known[-1]
    if version not in known:
        raise FrameworkError(f'{key} has no version "{version}". It has {", ".join(known)}.')
    return _load(root / key / version, language)


@cache
def _load(folder: Path, language: str) -> Framework:
    """Read a framework's folder once a process: its files never change under a running site."""
    try:
        return read_framework(folder, language)
    except TableError as error:
        raise FrameworkError(str(error)) from error


def read_framework(folder: Path, language: str) -> Framework:
    """Read one version's folder in one language.

    Raises TableError, with the place, where its files contradict each other or the rules;
    FrameworkError if it does not come in that language.
    """
    framework = assembled(folder, language)
    for breach in violations(framework):
        place = f"{folder.name}/{breach.file}.toml: {'.'.join(breach.path)}"
        raise TableError(f"{place} {breach.complaint}.")
    return framework


def languages_of(folder: Path) -> list[str]:
    """Return the languages one version's folder comes in, the first first. Raises TableError."""
    return _languages(read_table(folder / "framework.toml"))


def _languages(structure: Table) -> list[str]:
    languages = structure["languages"]
    structure.require(
        isinstance(languages, list)
        and bool(languages)
        and all(isinstance(language, str) for language in languages),
        'must name its languages, like ["en"]',
    )
    return list(languages)


def assembled(folder: Path, language: str) -> Framework:
    """Read a folder as ``read_framework`` does, without asking for the rules of the whole."""
    structure = read_table(folder / "framework.toml")
    named = (structure["key"], structure["version"])
    structure.require(
        all(isinstance(name, str) for name in named),
        "must have key and version as texts in quotation marks",
    )
    structure.require(
        named == (folder.parent.name, folder.name),
        f"calls itself {' '.join(named)} but lies in {folder.parent.name}/{folder.name}",
    )
    languages = _languages(structure)
    if language not in languages:
        known = ", ".join(languages)
        raise FrameworkError(f"{' '.join(named)} is not available in {language}; it is in {known}.")
    texts = read_table(folder / f"{language}.toml")
    framework = Assembly(structure, texts).framework(content_hash(folder, languages), language)
    items = {item.code: item for item in framework.items}
    return replace(framework, figures=read_figures(folder.parent, items))


def content_hash(folder: Path, languages: Sequence[str]) -> str:
    """Hash the structure and every language's texts, so that no wording changes unseen."""
    digest = hashlib.sha256()
    for name in ["framework", *sorted(languages)]:
        digest.update(f"{name}\n".encode())
        digest.update(read_bytes(folder / f"{name}.toml"))
    return digest.hexdigest()
