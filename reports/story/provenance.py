"""Which documents a report tells: what a reader needs in order to check that it tells them."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from maturity.result import canonical, content_hash
from reports import words
from reports.story.material import Material

SHORT = 8


@dataclass(frozen=True)
class Fact:
    """A label with its value."""

    label: str
    value: str


@dataclass(frozen=True)
class Filed:
    """As what the documents are filed; a result alone before there is an edition."""

    result_id: str
    edition_id: str = ""
    edition_number: int = 0


# Answers scored without the site.
NOT_FILED = Filed("")


def provenance(material: Material, filed: Filed, as_of: date) -> tuple[Fact, ...]:
    """Return every document with its number and its hash, and the framework's."""
    facts = (
        *named(material, filed, as_of),
        Fact(_("Framework hash"), material.result["framework"]["hash"]),
        Fact(_("Result number"), filed.result_id),
        Fact(_("Result hash"), _result_hash(material)),
        Fact(_("Edition number"), filed.edition_id),
        Fact(_("Edition hash"), _edition_hash(material)),
    )
    return tuple(fact for fact in facts if fact.value)


def named(material: Material, filed: Filed, as_of: date) -> tuple[Fact, ...]:
    """Return which edition, of which day, and the framework, as a reader calls them."""
    framework, made_with = material.framework, material.result["framework"]
    version = _("%(title)s, version %(version)s") % {
        "title": framework.title,
        "version": made_with["version"],
    }
    if made_with["hash"] != framework.hash:
        version += _(" (its wording has changed since the answers were scored)")
    day = words.day(as_of)
    edition = _("%(number)s, of %(day)s") % {"number": filed.edition_number, "day": day}
    return (
        Fact(_("Edition"), edition) if filed.edition_number else Fact(_("Report made on"), day),
        Fact(_("Framework"), version),
    )


def short_provenance(material: Material, filed: Filed) -> str:
    """Return the same as the foot of a page has room for: hashes by their first characters."""
    parts = [_("Result %(hash)s") % {"hash": _result_hash(material)[:SHORT]}]
    if filed.edition_number:
        said = {"number": filed.edition_number, "hash": _edition_hash(material)[:SHORT]}
        parts.append(_("Edition %(number)s, %(hash)s") % said)
    made_with = material.result["framework"]
    said = {"version": made_with["version"], "hash": made_with["hash"][:SHORT]}
    parts.append(_("Framework %(version)s, %(hash)s") % said)
    return " · ".join(parts)


def _result_hash(material: Material) -> str:
    return content_hash(canonical(material.result))


def _edition_hash(material: Material) -> str:
    return content_hash(canonical(material.edition)) if material.edition else ""
