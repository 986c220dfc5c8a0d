"""Where in a package the styles, vocabularies and the configuration are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from checker.kits.importing.vale.configuration import Configuration, configuration
from checker.kits.importing.vale.package import CONFIGURATIONS, Files

RESERVED = frozenset({"Vocab", "config", "vocabularies"})
"""Folders beside styles that are none."""
ROOT = PurePosixPath()


@dataclass(frozen=True)
class Layout:
    """What a package holds."""

    rules: dict[str, str]
    """The text of each rule, by its name."""
    accepted: tuple[str, ...]
    rejected: tuple[str, ...]
    configuration: Configuration | None
    """What it says of itself; none where it has no configuration."""


def layout_of(files: Files, name: str) -> Layout:
    """Return what is in *files*; *name* is what a style is called that is the package's own folder."""
    files, name = _inside(files, name)
    texts = [files[path] for path in files if path.parent == ROOT and path.name in CONFIGURATIONS]
    said = configuration(texts[0]) if texts else None
    root = _styles(files, said)
    rules = dict(_rules(files, root, name))
    wanted = said.vocabularies if said else None
    accepted = _vocabulary(files, root, "accept.txt", wanted)
    return Layout(rules, accepted, _vocabulary(files, root, "reject.txt", wanted), said)


def _inside(files: Files, name: str) -> tuple[Files, str]:
    """Return *files* as seen from the one folder that holds a package's configuration and styles."""
    tops = {path.parts[0] for path in files}
    if len(tops) != 1:
        return files, name
    top = next(iter(tops))
    inner = {PurePosixPath(*path.parts[1:]): text for path, text in files.items() if len(path.parts) > 1}
    parents = {path.parent for path in inner}
    is_package = any(path.parent == ROOT and path.name in CONFIGURATIONS for path in inner)
    is_style = any(path.parent == ROOT and path.suffix == ".yml" for path in inner)
    if inner and (is_package or (parents and not is_style and ROOT not in parents)):
        return _inside(inner, top)
    return (inner, top) if is_style else (files, name)


def _styles(files: Files, said: Configuration | None) -> PurePosixPath:
    """Return the folder of the styles."""
    named = PurePosixPath(said.styles_path) if said and said.styles_path else None
    usual = (named, PurePosixPath("styles"), PurePosixPath(".vale/styles"), PurePosixPath(".github/styles"))
    for folder in usual:
        if folder and folder != ROOT and any(path.is_relative_to(folder) for path in files):
            return folder
    return ROOT


def _rules(files: Files, root: PurePosixPath, name: str) -> Iterator[tuple[str, str]]:
    for path, text in sorted(files.items()):
        if path.suffix != ".yml" or not path.is_relative_to(root) or _is_no_rule(path.name):
            continue
        parts = path.relative_to(root).with_suffix("").parts
        parts = (name, *parts) if len(parts) == 1 else parts
        if parts[0] not in RESERVED and not any(part.startswith((".", "_")) for part in parts[:-1]):
            yield ".".join(parts).replace(" ", "-"), text


def _is_no_rule(name: str) -> bool:
    return name.startswith(".") or name.endswith(("_test.yml", ".test.yml"))


def _vocabulary(
    files: Files, root: PurePosixPath, name: str, wanted: tuple[str, ...] | None
) -> tuple[str, ...]:
    """Return the words in the files called *name* of the *wanted* vocabularies, or of all."""
    found: list[str] = []
    for path, text in sorted(files.items()):
        above = path.relative_to(root).parts if path.is_relative_to(root) else ()
        is_one = path.name == name and (above[:1] == ("Vocab",) or "vocabularies" in above)
        if is_one and (wanted is None or path.parent.name in wanted):
            found.extend(_words(text.split("\n")))
    return tuple(dict.fromkeys(found))


def _words(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        word = line.strip()
        if word and not word.startswith("# "):
            yield word
