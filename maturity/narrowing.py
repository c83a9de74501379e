"""What is left of a framework where some audiences or modules are not asked, or by a pulse."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from maturity.figures import Figures
from maturity.framework import Framework, FrameworkError, Module, Questionnaire
from maturity.framework_rules import SCORED_BY, violations
from maturity.items import Item

# Stages come from these alone.
NEEDED = "anchored"
# Of a scale that is not asked whole.
SINGLE = "single"
MOST_PULSE_QUESTIONS = 5


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
    return _with(framework, questionnaires)


def pulse(framework: Framework, module: str = "", items: Collection[str] = ()) -> Framework:
    """Return what a pulse asks of a framework: the closed questions of a module, or a few by code.

    A scale that is not asked whole is none: its questions become ``single`` and are told one by
    one. Nobody is asked in their own words, and the assessor rates nothing. Raises FrameworkError
    for a module or question there is not, and for one that depends on another not asked with it.
    """
    asked = _asked_by_pulse(framework, module, items)
    for item in pulse_questions(framework):
        if item.code in asked and item.when and item.when.item not in asked:
            raise FrameworkError(
                f'"{item.code}" is asked only of those who gave some answers to '
                f'"{item.when.item}", so that one must be asked too.'
            )
    singles = {
        item.code
        for audience in framework.respondents
        for item in framework.questionnaire(audience).items
        if item.code in asked and not asked >= _scale_of(framework.questionnaire(audience), item)
    }
    questionnaires = {
        audience: kept
        for audience in framework.respondents
        if (kept := _of_pulse(framework.questionnaire(audience), asked, singles)).items
    }
    return replace(
        _with(framework, questionnaires),
        assessor="",
        figures=framework.figures if module else Figures(),
        is_pulse=True,
    )


def pulse_modules(framework: Framework) -> tuple[Module, ...]:
    """Return the modules a pulse can ask: those with a closed question."""
    found = {
        page.module
        for audience in framework.respondents
        for page in framework.questionnaire(audience).pages
        if not all(item.is_comment for item in page.items)
    }
    return tuple(module for module in framework.modules if module.code in found)


def pulse_questions(framework: Framework) -> tuple[Item, ...]:
    """Return the questions a pulse can ask: every closed one, each once, as they are asked."""
    asked = {
        item.code: item
        for audience in framework.respondents
        for item in framework.questionnaire(audience).items
        if not item.is_comment
    }
    return tuple(asked.values())


def _asked_by_pulse(framework: Framework, module: str, items: Collection[str]) -> set[str]:
    known = {item.code for item in pulse_questions(framework)}
    if not module:
        for code in items:
            if code not in known:
                raise FrameworkError(f'{framework.title} asks nobody a closed question "{code}".')
        return set(items)
    if module not in {each.code for each in pulse_modules(framework)}:
        raise FrameworkError(f'{framework.title} has no module "{module}" a pulse could ask.')
    found: set[str] = set()
    for audience in framework.respondents:
        for page in framework.questionnaire(audience).pages:
            if page.module == module:
                _askable(page.items, found)
    return known & found


def _scale_of(questionnaire: Questionnaire, item: Item) -> set[str]:
    """Return the codes of the questions an audience is asked that are scored with one."""
    about = SCORED_BY.get(item.kind)
    if about is None:
        return {item.code}
    return {
        each.code
        for each in questionnaire.items
        if each.kind == item.kind and getattr(each, about) == getattr(item, about)
    }


def _of_pulse(
    questionnaire: Questionnaire, asked: Collection[str], singles: Collection[str]
) -> Questionnaire:
    pages = []
    for page in questionnaire.pages:
        items = [
            replace(item, kind=SINGLE, dimension="", construct="") if item.code in singles else item
            for item in page.items
            if item.code in asked
        ]
        if items:
            pages.append(replace(page, items=tuple(items)))
    return Questionnaire(questionnaire.audience, tuple(pages), questionnaire.limit)


def _with(framework: Framework, questionnaires: Mapping[str, Questionnaire]) -> Framework:
    """Return a framework that asks this and nothing else."""
    asked = {item.code: item for each in questionnaires.values() for item in each.items}
    lost = _codes(framework.questionnaires.values()) - set(asked)
    items = tuple(asked.get(item.code, item) for item in framework.items if item.code not in lost)
    kept = set(map(id, items))
    constructs, themes = (
        {getattr(item, about) for item in framework.items if id(item) not in kept}
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
