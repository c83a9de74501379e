"""What is left of a framework where some audiences or modules are not asked."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from maturity.framework import Framework, FrameworkError, Module, Questionnaire
from maturity.framework_rules import violations
from maturity.items import Item

# Stages come from these alone.
NEEDED = "anchored"


def narrowed(
    framework: Framework, audiences: Collection[str] = (), left_out: Collection[str] = ()
) -> Framework:
    """Return the framework with nothing but what is asked.

    ``audiences`` are the respondents' asked, all if empty; ``left_out`` the codes of modules that
    are not asked. Of their pages, and of items that depend on one of theirs, nothing is left;
    nor of constructs and themes that lose all their items. Dimensions, roadmap, and what the
    assessor rates stay whole. Raises FrameworkError for an audience or a module there is not, and
    for a module that cannot be left out.
    """
    _check(framework, audiences, left_out)
    asked = set(audiences) or set(framework.respondents)
    if asked == set(framework.respondents) and not left_out:
        return framework
    questionnaires = {
        name: each if name == framework.assessor else _narrowed(each, left_out)
        for name, each in framework.questionnaires.items()
        if name == framework.assessor or name in asked
    }
    lost = _codes(framework.questionnaires.values()) - _codes(questionnaires.values())
    items = tuple(item for item in framework.items if item.code not in lost)
    constructs, themes = (
        {getattr(item, about) for item in framework.items if item.code in lost}
        - {getattr(item, about) for item in items}
        for about in ("construct", "theme")
    )
    left = tuple(each for each in framework.constructs if each.code not in constructs)
    themes |= {each.theme for each in framework.constructs if each.code in constructs}
    themes -= {each.theme for each in left} | {item.theme for item in items}
    return replace(
        framework,
        questionnaires=questionnaires,
        items=items,
        constructs=left,
        themes=tuple(each for each in framework.themes if each.code not in themes),
    )


def asked_modules(framework: Framework) -> tuple[Module, ...]:
    """Return the modules respondents are asked, in the framework's order."""
    found = {
        page.module
        for audience in framework.respondents
        for page in framework.questionnaire(audience).pages
    }
    return tuple(module for module in framework.modules if module.code in found)


def needed_modules(framework: Framework) -> frozenset[str]:
    """Return the codes of the modules that cannot be left out: they place the organisation."""
    return frozenset(
        page.module
        for audience in framework.respondents
        for page in framework.questionnaire(audience).pages
        if page.module and any(item.kind == NEEDED for item in page.items)
    )


def incomparable(framework: Framework) -> str:
    """Say why audiences of a narrowed framework could not be compared; "" if they can."""
    return "; ".join(breach.complaint for breach in violations(framework))


def _check(framework: Framework, audiences: Collection[str], left_out: Collection[str]) -> None:
    for audience in audiences:
        if audience not in framework.respondents:
            known = ", ".join(framework.respondents)
            raise FrameworkError(f'{framework.title} does not ask "{audience}"; it asks {known}.')
    known_modules = {module.code for module in asked_modules(framework)}
    needed = needed_modules(framework)
    for code in left_out:
        if code not in known_modules:
            raise FrameworkError(f'{framework.title} has no module "{code}" to be left out.')
        if code in needed:
            raise FrameworkError(
                f'The module "{code}" cannot be left out: the stages come from its questions.'
            )


def _narrowed(questionnaire: Questionnaire, left_out: Collection[str]) -> Questionnaire:
    """Return a questionnaire without some modules, and without what depends on them."""
    asked: set[str] = set()
    pages = []
    for page in questionnaire.pages:
        items = [] if page.module in left_out else _askable(page.items, asked)
        if items:
            pages.append(replace(page, items=tuple(items)))
    return Questionnaire(questionnaire.audience, tuple(pages), questionnaire.limit)


def _askable(items: Sequence[Item], asked: set[str]) -> list[Item]:
    """Return the items whose condition is asked before them, and note them in ``asked``."""
    found = []
    for item in items:
        if item.when is None or item.when.item in asked:
            asked.add(item.code)
            found.append(item)
    return found


def _codes(questionnaires: Collection[Questionnaire]) -> set[str]:
    return {item.code for each in questionnaires for item in each.items}
