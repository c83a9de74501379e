"""Holding a file to its JSON Schema, and saying in plain words what does not fit."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator, ValidationError

import maturity
from surveys.framework.check.faults import Fault, TomlFile, suggestion

_TYPES = {
    "string": "a text in quotation marks",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a table",
}


def schema_faults(file: TomlFile, schema: str) -> list[Fault]:
    """Return what in a file does not fit the schema of that name, ``framework`` or ``texts``."""
    if not file.entries:
        return [Fault(file.name, 1, "the file is empty.")]
    found = _validator(schema).iter_errors(file.entries)
    return [fault for error in found for fault in _faults(file, error)]


@cache
def _validator(name: str) -> Draft202012Validator:
    path = Path(maturity.__file__).parent / f"{name}.schema.json"
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def _faults(file: TomlFile, error: ValidationError) -> Iterator[Fault]:
    path = tuple(error.absolute_path)
    if error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        yield from (file.fault(path, f'lacks "{name}"') for name in missing)
    elif error.validator == "additionalProperties":
        known = error.schema["properties"]
        for name in error.instance.keys() - known.keys():
            complaint = f'has the unknown entry "{name}"; {suggestion(name, known)}'
            yield file.fault(path, complaint, at=(*path, name))
    else:
        yield file.value_fault(path, _demand(error))


def _demand(error: ValidationError) -> str:
    """Turn the rule an entry breaks into words."""
    rule = error.validator_value
    match error.validator:
        case "enum":
            return f"it must be one of {', '.join(map(str, rule))}"
        case "type":
            return f"it must be {_TYPES[rule]}"
        case "pattern":
            return f"it must be {error.schema['description']}"
        case "minimum":
            return f"it must be {rule} or more"
        case "maximum":
            return f"it must be {rule} or less"
        case "maxLength":
            return f"it must have at most {rule} characters"
        case "minItems":
            return f"it must have at least {rule} {'entry' if rule == 1 else 'entries'}"
        case "maxLength":
            return f"it must have at most {rule} characters"
        case "uniqueItems":
            return "it must not name anything twice"
        case _:
            return "it must not be there beside the other entries; leave it out"
