"""The register of published versions, which lies beside the folders of the frameworks.

It holds a hash of each published version, so that none changes unseen.
"""

import json
import re
import shutil
import tempfile
from pathlib import Path

from maturity.framework import Framework
from maturity.loading import content_hash
from surveys.framework.check.faults import STRUCTURE, Fault, TomlFile, UnreadableError
from surveys.framework.library import REGISTER

HEADING = (
    "# Published versions and the hash of their files. Written by: manage.py framework publish\n"
)


class PublishingError(Exception):
    """A version cannot be published; the message says why."""


def register_faults(folder: Path, framework: Framework) -> list[Fault]:
    """Hold that a published version is registered with the hash it has, and a draft is not."""
    name = f"{framework.key} {framework.version}"
    try:
        registered = _registered(folder, framework)
    except UnreadableError as error:
        return [error.fault]
    complaint = ""
    if registered is None and framework.is_published:
        complaint = f"is true, but {name} is not in {REGISTER}; run: manage.py framework publish"
    elif registered is not None and not framework.is_published:
        complaint = f"is false, but {name} is in {REGISTER}; give the draft a new version number"
    elif registered not in {None, framework.hash}:
        complaint = (
            f"is true, but the files are not those that were published as {name}. What has changed "
            "is not known: put the old files back, or give these a new version number"
        )
    return [TomlFile(folder / STRUCTURE).fault(("published",), complaint)] if complaint else []


def publish(folder: Path, framework: Framework) -> bool:
    """Mark a version as published and register its hash; return False if it was both before.

    Raises PublishingError if other files were published under its number, UnreadableError if the
    register cannot be read, and OSError if the files cannot be written.
    """
    folder = folder.resolve()
    registered = _registered(folder, framework)
    structure = _marked_as_published(folder)
    digest = _hash_with(folder, structure)
    if registered not in {None, digest}:
        raise PublishingError(
            f"{framework.key} {framework.version} is in {REGISTER} with other files. "
            "Give these a new version number."
        )
    if not framework.is_published:
        _write(folder / STRUCTURE, structure)
    if registered is None:
        _register(folder, framework, digest)
    return registered is None or not framework.is_published


def _register_path(folder: Path) -> Path:
    return folder.resolve().parent.parent / REGISTER


def _registered(folder: Path, framework: Framework) -> str | None:
    """Return the hash a version was published with, or None."""
    path = _register_path(folder)
    if not path.exists():
        return None
    for place, entry in enumerate((file := TomlFile(path)).tables("versions")):
        if (entry.get("key"), entry.get("version")) == (framework.key, framework.version):
            digest = entry.get("sha256")
            if not isinstance(digest, str):
                raise UnreadableError(file.fault(("versions", place), 'lacks "sha256"'))
            return digest
    return None


def _marked_as_published(folder: Path) -> bytes:
    """Return the structure with the one line changed that says whether it is published."""
    line = TomlFile(folder / STRUCTURE).lines.line(("published",)) - 1
    lines = (folder / STRUCTURE).read_bytes().splitlines(keepends=True)
    lines[line] = re.sub(rb"=(\s*)false\b", rb"=\1true", lines[line], count=1)
    return b"".join(lines)


def _hash_with(folder: Path, structure: bytes) -> str:
    """Return the hash a folder would have with another structure."""
    languages = TomlFile(folder / STRUCTURE).entries["languages"]
    with tempfile.TemporaryDirectory() as copy:
        for language in languages:
            shutil.copy(folder / f"{language}.toml", copy)
        (Path(copy) / STRUCTURE).write_bytes(structure)
        return content_hash(Path(copy), languages)


def _register(folder: Path, framework: Framework, digest: str) -> None:
    path = _register_path(folder)
    before = path.read_text(encoding="utf-8") if path.exists() else HEADING
    entry = {"key": framework.key, "version": framework.version, "sha256": digest}
    # Short plain texts are written alike in JSON and TOML.
    lines = [f"{name} = {json.dumps(text)}" for name, text in entry.items()]
    _write(path, "\n".join([before.rstrip("\n"), "", "[[versions]]", *lines, ""]).encode())


def _write(path: Path, content: bytes) -> None:
    """Replace a file whole: a reader sees the old one or the new one."""
    draft = path.with_name(f".{path.name}.new")
    draft.write_bytes(content)
    draft.replace(path)
