"""Kits from files: everything that is wrong is said at once, with file, line and guideline."""

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from checker.domain import HOUSE, BrandKit, Guideline, Kind, Role, Severity
from checker.errors import InvalidBrandKit
from checker.kits import forms
from checker.kits.patterned import exact_expressions, pattern, refuse_misplaced
from checker.kits.sharpened import compiled
from checker.kits.source import fields as read
from checker.kits.source.fields import Reader
from checker.kits.source.files import PARSERS, read_tree, tree_of
from checker.kits.source.scope import UNCHECKED, Complaint, Scope, Vocabulary, shown, told
from checker.kits.source.tree import Entries, Field, Items, Node, Text

KIT_FIELDS: Mapping[str, object] = dict.fromkeys(("brand", "version", "guidelines", "accepted", "digest"))
"""Every field of a kit; the digest is always counted anew."""
GUIDELINE_FIELDS: Mapping[str, Reader] = {
    "id": read.words,
    "kind": read.choice(Kind),
    "text": read.words,
    "applies_to": read.names,
    "severity": read.choice(Severity),
    "role": read.choice(Role),
    "themes": forms.themes,
    "forbids": forms.concepts,
    "phrases": read.many,
    "allows": read.many,
    "terms": forms.terms,
    "figures": forms.figures,
    "conditions": forms.conditions,
    "elements": forms.elements,
    "examples": forms.examples,
    "compiled": compiled,
    "pattern": pattern,
    "owner": read.words,
    "expires": read.date,
    "proof": read.words,
}
"""Every field of a guideline, with what reads it."""
MAX_FILES = 50
"""Files in a kit's folder."""


class _Sheet(NamedTuple):
    """One file of a kit: what it says of the kit, and its guidelines as they are written."""

    scope: Scope
    said: Mapping[str, Field]
    guidelines: tuple[Node, ...]
    is_bare: bool = False
    """Whether it is a list of guidelines and nothing else."""


def load(path: Path, *, known: Vocabulary = UNCHECKED) -> BrandKit:
    """Return the kit in *path*: a YAML or JSON file, or a folder of YAML files, merged in name order.

    Args:
        path: the file or folder.
        known: the ids of themes and concepts that guidelines may name.

    Raises:
        InvalidBrandKit: anything is wrong; it holds every problem.
    """
    whole = Scope(str(path), [], known)
    trees = ((file, read_tree(file, whole.inside(file))) for file in _files(path, whole))
    return _kit([_sheet(tree, whole.inside(file)) for file, tree in trees], path.stem, whole)


def load_text(text: str, name: str = "kit.yaml", *, known: Vocabulary = UNCHECKED) -> BrandKit:
    """Return the kit that *text* is: what a file would hold.

    Args:
        text: YAML or JSON.
        name: what problems call it; its suffix says which of the two it is.
        known: the ids of themes and concepts that guidelines may name.

    Raises:
        InvalidBrandKit: anything is wrong; it holds every problem.
    """
    path = PurePath(name)
    whole = Scope(name, [], known)
    tree = tree_of(text, PARSERS[path.suffix.lower()], whole)
    return _kit([_sheet(tree, whole)], path.stem, whole)


def _kit(found: Sequence[_Sheet | None], name: str, whole: Scope) -> BrandKit:
    """Return the kit that the sheets *found* make up, called *name* where none says what it is called."""
    complaints = whole.complaints
    sheets = [sheet for sheet in found if sheet]
    guidelines = tuple(guideline for sheet in sheets for guideline in _guidelines(sheet))
    _refuse_repeated_ids(sheets)
    said = {field: value for field in ("brand", "version") if (value := _agreed(field, sheets))}
    if sheets and all(sheet.is_bare for sheet in sheets):
        said["brand"] = name
    accepted = tuple(dict.fromkeys(word for sheet in sheets for word in _accepted(sheet)))
    if not complaints:
        _refuse_gaps(said, guidelines, whole)
    if complaints:
        raise InvalidBrandKit(told(complaints))
    return _signed(BrandKit.model_validate({**said, "guidelines": guidelines, "accepted": accepted}))


def without_expired(kit: BrandKit, today: datetime.date) -> BrandKit:
    """Return *kit* without the guidelines that held only until a day before *today*."""
    kept = (guideline for guideline in kit.guidelines if not is_expired(guideline, today))
    return kit.model_copy(update={"guidelines": tuple(kept)})


def is_expired(guideline: Guideline, today: datetime.date) -> bool:
    """Return whether *guideline* held only until a day before *today*."""
    return bool(guideline.expires) and datetime.date.fromisoformat(guideline.expires) < today


def files_of(path: Path) -> tuple[Path, ...]:
    """Return the files of the kit in *path*, in the order in which they are merged.

    Raises:
        InvalidBrandKit: if there is no kit in it.
    """
    complaints: list[Complaint] = []
    files = _files(path, Scope(str(path), complaints, UNCHECKED))
    if complaints:
        raise InvalidBrandKit(told(complaints))
    return tuple(files)


def _files(path: Path, whole: Scope) -> list[Path]:
    if not path.is_dir():
        if path.is_file() and path.suffix.lower() not in PARSERS:
            advice = f'"brandcheck kit import {path.name}" drafts a kit from a guide'
            whole.complain(0, f"not a .yaml or .json file; {advice}")
            return []
        return [path]
    files = sorted(file for file in path.glob("[!.]*") if file.suffix.lower() in {".yaml", ".yml"})
    if not files:
        whole.complain(0, "no .yaml file in this folder; put the kit there, or name its file")
    if len(files) > MAX_FILES:
        whole.complain(0, f"more than {MAX_FILES} files; join some")
    return files[:MAX_FILES]


def _sheet(tree: Node | None, scope: Scope) -> _Sheet | None:
    if isinstance(tree, Items):
        return _Sheet(scope, {}, tree.nodes, is_bare=True)
    if isinstance(tree, Entries):
        said = read.named(tree, KIT_FIELDS, scope)
        return _Sheet(scope, said, _listed(said.get("guidelines"), scope))
    if tree is not None:
        scope.complain(tree.line, 'not a kit; begin with "brand:" and "guidelines:"')
    return None


def _accepted(sheet: _Sheet) -> tuple[str, ...]:
    field = sheet.said.get("accepted")
    return exact_expressions(field, sheet.scope) if field and not read.is_blank(field.value) else ()


def _listed(field: Field | None, scope: Scope) -> tuple[Node, ...]:
    if field is None or read.is_blank(field.value):
        return ()
    if isinstance(field.value, Items):
        return field.value.nodes
    what = read.kind_of(field.value)
    scope.complain(field.line, f'"guidelines" must be a list, not {what}; begin each with "- id:"')
    return ()


def _guidelines(sheet: _Sheet) -> Iterator[Guideline]:
    for number, node in enumerate(sheet.guidelines, start=1):
        identity = _identity(node)
        scope = sheet.scope.about(f"guideline {shown(identity.words) if identity else number}")
        before = len(scope.complaints)
        values = read.read_record(node, GUIDELINE_FIELDS, scope, required=("id", "kind", "text"))
        _refuse_spaces(identity, scope)
        refuse_misplaced(values, node.line, scope)
        if len(scope.complaints) == before:
            yield Guideline.model_validate(values)


def _refuse_spaces(identity: Text | None, scope: Scope) -> None:
    pieces = identity.words.split() if identity else []
    if identity and len(pieces) > 1:
        scope.complain(identity.line, f"an id has no spaces; write {shown('-'.join(pieces))}")


def _identity(node: Node) -> Text | None:
    """Return the id that a guideline is written with, if it has one."""
    fields = node.fields if isinstance(node, Entries) else ()
    values = (field.value for field in fields if read.canonical(field.name) == "id")
    return next((value for value in values if isinstance(value, Text) and not read.is_blank(value)), None)


def _refuse_repeated_ids(sheets: list[_Sheet]) -> None:
    places = {HOUSE.id: "Brandcheck's own guideline"}
    for sheet in sheets:
        for identity in filter(None, map(_identity, sheet.guidelines)):
            name, place = identity.words.strip(), f"{sheet.scope.file}:{identity.line}"
            if name in places:
                scope = sheet.scope.about(f"guideline {shown(name)}")
                scope.complain(identity.line, f"the id is taken by {places[name]}; choose another")
            places.setdefault(name, place)


def _agreed(name: str, sheets: list[_Sheet]) -> str | None:
    """Return what the files say of the kit's *name*d field; two that differ are complained of."""
    agreed, place = None, ""
    for sheet in sheets:
        field = sheet.said.get(name)
        value = read.words(field, sheet.scope) if field and not read.is_blank(field.value) else None
        if field is None or value is None or value == agreed:
            continue
        if agreed is not None:
            sheet.scope.complain(field.line, f"{name} {shown(value)} differs from {place}; keep one")
            continue
        agreed, place = value, f"{shown(value)} at {sheet.scope.file}:{field.line}"
    return agreed


def _refuse_gaps(said: Mapping[str, str], guidelines: tuple[Guideline, ...], whole: Scope) -> None:
    if "brand" not in said:
        whole.complain(0, 'no brand is named; add a line such as "brand: Acme"')
    if not guidelines:
        whole.complain(0, 'no guidelines; add "guidelines:" and under it a list, each with id, kind and text')


def _signed(kit: BrandKit) -> BrandKit:
    """Return *kit* with its digest, which depends on what it says and not on how it is laid out."""
    content = kit.model_dump(mode="json", exclude_defaults=True, exclude={"digest"})
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return kit.model_copy(update={"digest": hashlib.sha256(canonical.encode()).hexdigest()})
