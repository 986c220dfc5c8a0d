"""One document in several locales: its fields, sorted out by the locale that they are in."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence

from service.hooks import prose
from service.hooks.prose.gathering import called
from service.hooks.protocol import FieldText, Version
from service.nouns.hooks import Hook

Localised = Callable[[FieldText], tuple[str, str]]
"""A field's locale, empty where it has none, and its JSON pointer without the locale."""


def versions_of(
    fields: Sequence[FieldText],
    localised: Localised,
    hook: Hook,
    labels: Mapping[str, str],
    default: str = "",
) -> tuple[Version, ...]:
    """Return a version for each locale that the hook wants; fields without a locale are in all.

    Args:
        fields: all fields of the document.
        localised: tells their locales.
        hook: says which locales are wanted; all where it names none.
        labels: what else is known, without what is empty.
        default: the locale of a document whose fields say none.
    """
    placed = [(field, *localised(field)) for field in fields]
    locales = list(dict.fromkeys(locale for _, locale, _ in placed if locale)) or [default]
    known = {name: value for name, value in labels.items() if value}
    versions = []
    for locale in locales:
        if hook.locales and locale and locale not in hook.locales:
            continue
        own = [(field, path) for field, found, path in placed if found in {"", locale}]
        versions.append(_version(locale, own, hook, known))
    return tuple(version for version in versions if version.fields)


def _version(
    locale: str, fields: Sequence[tuple[FieldText, str]], hook: Hook, labels: Mapping[str, str]
) -> Version:
    plain = {field.path: path for field, path in fields}
    named = {rule.name for rule in hook.fields if rule.name}
    kept = [field if field.name in named else _named(field, path) for field, path in fields]
    titled = kept if hook.fields else prose.titled(kept, lambda field: plain[field.path].removeprefix("/"))
    return Version(locale, titled, prose.title_of(titled), labels=labels)


def _named(field: FieldText, path: str) -> FieldText:
    return dataclasses.replace(field, name=called(path, 0) or field.name)
