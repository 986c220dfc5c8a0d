"""From a package to a kit."""

from collections.abc import Iterator
from pathlib import Path

from checker.domain import Extends, Guideline, Kind, Pattern, Severity
from checker.errors import InputError
from checker.kits.importing.vale.configuration import LEVELS, Configuration
from checker.kits.importing.vale.definitions import Definition, Definitions, NotImported
from checker.kits.importing.vale.layout import Layout, layout_of
from checker.kits.importing.vale.made import StyleImport
from checker.kits.importing.vale.package import files_in
from checker.kits.importing.vale.rules import pattern_of
from checker.kits.importing.vale.vocabularies import REPETITION, STYLE, own_rules
from checker.patterns import InvalidExpression, fault_of
from checker.patterns.dialect import compiled

VOICE = frozenset({Extends.OCCURRENCE, Extends.CAPITALIZATION, Extends.REPETITION})
"""What is about how a text sounds, and not about one word of it."""


def import_styles(path: Path) -> StyleImport:
    """Return the kit that the style package in *path* makes.

    Args:
        path: a folder of rules, a folder of styles with or without a configuration, or a zip of either.

    Raises:
        InputError: there is no rule in it that can be imported.
    """
    name = path.resolve().name.removesuffix(".zip")
    layout = layout_of(files_in(path), name)
    made = StyleImport(", ".join(dict.fromkeys(rule.split(".")[0] for rule in layout.rules)) or name)
    _accept(made, layout)
    for rule, definition in _definitions(made, layout):
        _take(made, layout, rule, definition)
    _take_own(made, layout)
    _remark(made, layout)
    if not made.guidelines:
        reasons = "; ".join(f"{rule}: {why}" for rule, why in list(made.left_out.items())[:3])
        raise InputError(f"{path}: no rule that can be imported. {reasons or 'No .yml file is one.'}")
    return made


def _accept(made: StyleImport, layout: Layout) -> None:
    """Take the accepted words that are expressions."""
    kept = []
    for word in layout.accepted:
        try:
            compiled(word)
            kept.append(word)
        except InvalidExpression as error:
            made.remarks.append(f"The accepted word “{word}” is no expression and was left out: {error}.")
    made.accepted = tuple(kept)


def _definitions(made: StyleImport, layout: Layout) -> Iterator[tuple[str, Definition]]:
    known = Definitions(layout.rules)
    for rule in layout.rules:
        if layout.configuration and not layout.configuration.counts(rule):
            made.left_out[rule] = "the configuration does not ask for it"
            continue
        try:
            yield rule, known.of(rule)
        except NotImported as reason:
            made.left_out[rule] = str(reason)


def _take(made: StyleImport, layout: Layout, rule: str, definition: Definition) -> None:
    """Import one *rule*, or say why not."""
    try:
        pattern, unknown = pattern_of(definition)
    except NotImported as reason:
        made.left_out[rule] = str(reason)
        return
    for field in unknown:
        made.unknown.setdefault(field, []).append(rule)
    given = definition.get("level", "")
    level = given if isinstance(given, str) and given in LEVELS else "warning"
    _add(made, layout, rule, pattern, level)


def _take_own(made: StyleImport, layout: Layout) -> None:
    """Import the rules that vocabularies make, where the built-in style is asked for or nothing is said."""
    said = layout.configuration
    for rule, pattern in own_rules(made.accepted, layout.rejected):
        if said is None or said.counts(rule):
            _add(made, layout, rule, pattern, "error")
    if said and said.counts(f"{STYLE}.Repetition"):
        _add(made, layout, f"{STYLE}.Repetition", REPETITION, "error")
    if said and said.counts(f"{STYLE}.Spelling"):
        made.left_out[f"{STYLE}.Spelling"] = "rules of the kind “spelling” are not imported"


def _add(made: StyleImport, layout: Layout, rule: str, pattern: Pattern, level: str) -> None:
    said = layout.configuration
    level = said.level(rule, level) if said else level
    fault = fault_of(pattern, made.accepted)
    if fault:
        made.left_out[rule] = fault
    elif said and not said.is_reported(level):
        made.left_out[rule] = f"its level, {level}, is below what the configuration reports"
    else:
        made.guidelines.append(
            Guideline(
                id=rule,
                kind=_kind(pattern),
                text=_in_words(pattern),
                severity=Severity(level),
                pattern=pattern,
            )
        )


def _kind(pattern: Pattern) -> Kind:
    """Return what a pattern governs: words, or how a text sounds."""
    is_free = pattern.extends is Extends.EXISTENCE and (bool(pattern.raw) or pattern.nonword)
    return Kind.VOICE if pattern.extends in VOICE or is_free else Kind.TERM


def _in_words(pattern: Pattern) -> str:
    """Return the message as an instruction that stands by itself."""
    said = pattern.message
    for verb in ("%[1]s", "%[2]s", "%s", "%d", "%v", "%q"):
        said = said.replace(verb, "…")
    return " ".join(said.split()) or "…"


def _remark(made: StyleImport, layout: Layout) -> None:
    """Say what is otherwise in the kit than in the package."""
    for field, rules in made.unknown.items():
        made.remarks.append(f"The unknown field “{field}” was passed over: {', '.join(rules)}.")
    silent = [g.id for g in made.guidelines if g.pattern and g.pattern.action.name == "suggest"]
    if silent:
        made.remarks.append(f"Imported without the replacements that a script suggests: {', '.join(silent)}.")
    if layout.configuration:
        _remark_on(made, layout, layout.configuration)


def _remark_on(made: StyleImport, layout: Layout, said: Configuration) -> None:
    there = {rule.split(".")[0] for rule in layout.rules} | {STYLE}
    missing = [style for style in said.styles if style not in there]
    if missing:
        made.remarks.append(f"The configuration names styles that are not here: {', '.join(missing)}.")
    if said.passed_over:
        made.remarks.append(f"Settings that are not followed: {', '.join(said.passed_over)}.")
