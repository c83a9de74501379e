"""Checking a version of a framework for its author: everything wrong, with file and line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from maturity.framework import Framework, FrameworkError
from maturity.framework_rules import violations
from maturity.limits import breaches
from maturity.loading import assembled
from maturity.tables import TableError
from surveys.framework.check.codes import code_faults
from surveys.framework.check.faults import STRUCTURE, Fault, TomlFile, UnreadableError, texts
from surveys.framework.check.schema import schema_faults
from surveys.framework.check.site import audience_faults, crowded
from surveys.framework.check.wording import wording_faults

__all__ = ["STRUCTURE", "Check", "Fault", "TomlFile", "check_framework"]


@dataclass
class Check:
    """What was found: faults by file and line, and the model in each language that can be read."""

    faults: list[Fault] = field(default_factory=list)
    frameworks: dict[str, Framework] = field(default_factory=dict)

    @property
    def is_passed(self) -> bool:
        """Whether nothing is wrong; warnings do not count."""
        return all(fault.is_warning for fault in self.faults)


def check_framework(folder: Path) -> Check:
    """Check the files of ``…/<key>/<version>``; never raises for what is wrong with them."""
    if complaint := _missing(folder):
        return Check([Fault(str(folder), 0, f"the folder {complaint}.")])
    folder = folder.resolve()
    files, faults = _read(folder)
    structure = files.pop(STRUCTURE, None)
    if structure is None:
        return Check(sorted(faults))
    formal = schema_faults(structure, "framework")
    for file in files.values():
        formal += schema_faults(file, "texts")
    faults += [*formal, *code_faults(structure), *_place_faults(structure, folder)]
    faults += audience_faults(structure)
    faults += [fault for file in files.values() for fault in wording_faults(structure, file)]
    check = Check(faults)
    if not formal:
        _load(check, folder, {STRUCTURE: structure, **files})
    check.faults = sorted(set(check.faults))
    return check


def _missing(folder: Path) -> str:
    """Say why a folder cannot be looked into; nothing if it can."""
    try:
        if folder.is_dir():
            return _no_version(folder)
        return "is a file; name the folder it is in" if folder.exists() else "is not there"
    except OSError as error:
        return f"cannot be read: {error.strerror}"


def _no_version(folder: Path) -> str:
    """Say which folder is wanted where one of a whole framework is named."""
    versions = sorted(path.parent.name for path in folder.glob(f"*/{STRUCTURE}"))
    if (folder / STRUCTURE).exists() or not versions:
        return ""
    return f"holds versions; name the folder of one, like {folder / versions[-1]}"


def _read(folder: Path) -> tuple[dict[str, TomlFile], list[Fault]]:
    """Read the structure and every language it names; complain of other TOML files."""
    files: dict[str, TomlFile] = {}
    faults: list[Fault] = []
    names = [STRUCTURE]
    for name in names:
        try:
            files[name] = TomlFile(folder / name)
        except UnreadableError as error:
            faults.append(error.fault)
        if name == STRUCTURE and name in files:
            names += [f"{language}.toml" for language in texts(files[name].at(("languages",)))]
    if len(names) > 1:
        left_over = {path.name for path in folder.glob("*.toml")} - set(names)
        complaint = "is here, but framework.toml does not name it among its languages."
        faults += [Fault(name, 0, complaint) for name in left_over]
    return files, faults


def _place_faults(structure: TomlFile, folder: Path) -> Iterator[Fault]:
    """Hold that a framework lies in the folders of its key and version."""
    for name, place in (("key", folder.parent.name), ("version", folder.name)):
        named = structure.at((name,))
        if isinstance(named, str) and named != place:
            demand = f"it must be {place}, as it lies in {folder.parent.name}/{folder.name}"
            yield structure.value_fault((name,), demand)


def _load(check: Check, folder: Path, files: dict[str, TomlFile]) -> None:
    """Load every language and hold it to the limits."""
    was_passed = check.is_passed
    for language in texts(files[STRUCTURE].at(("languages",))):
        if f"{language}.toml" not in files:
            continue
        try:
            framework = assembled(folder, language)
        except (TableError, FrameworkError) as error:
            # The loader stops at the first thing; what was found before says it better.
            if was_passed:
                check.faults.append(_loading_fault(str(error), files))
            continue
        check.frameworks[language] = framework
        for breach in (*violations(framework), *breaches(framework), *crowded(framework)):
            file = files[f"{breach.file}.toml"]
            check.faults.append(
                file.fault(breach.path, breach.complaint, is_warning=breach.is_warning)
            )


def _loading_fault(message: str, files: dict[str, TomlFile]) -> Fault:
    """Give a complaint of the loader the line of the table it speaks of."""
    parts = re.fullmatch(r"[^/]+/([\w-]+\.toml)(?:: (\S+))? (.*)\.", message)
    if parts is None or parts[1] not in files:
        return Fault(STRUCTURE, 0, message)
    path = tuple(parts[2].split(".")) if parts[2] else ()
    return files[parts[1]].fault(path, parts[3])
