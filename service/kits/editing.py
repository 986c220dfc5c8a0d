"""A kit's YAML with one guideline changed, added or taken out; every other line stays as it is to the letter.

Only the lines of the fields that change are written anew. What comes out is read again: it must say what was
meant and nothing else, or the whole file is written anew with its comments, or the edit is refused.
"""

from collections.abc import Callable, Sequence

from ruamel.yaml.error import YAMLError

from checker.domain import BrandKit, Guideline
from checker.errors import InputError, InvalidBrandKit
from checker.kits.source.scope import UNSHOWABLE
from service.kits.fields import Fields, all_words, fields_of, folded, tidy
from service.kits.laying import SIDES, changed, key_of, lay, written, yaml
from service.kits.splicing import appended, spliced, without

Load = Callable[[str], BrandKit]
"""Reads a kit's YAML, or raises `InvalidBrandKit`."""
BEYOND = "This guideline is written in a way that the form can't change. Change it in the kit's YAML."


def edited(source: str, guideline: str, fields: Fields, load: Load) -> str:
    """Return *source* with the *guideline* of that id as *fields* have it.

    Raises:
        InvalidBrandKit: if *fields* make no guideline.
        InputError: if there is no such guideline, or it can't be changed without changing others.
    """
    before = load(source)
    old, fields = _found(before, guideline), _showable(tidy(fields))
    names = changed(fields_of(old), fields)
    if not names:
        return source
    meant = [fields_of(each) if each is not old else fields for each in before.guidelines]
    tries = (lambda: spliced(source, old, fields, names), lambda: _rewritten(source, old, fields, names))
    return _first_right(tries, lambda text: _says(load(text), meant, before, guideline))


def added(source: str, fields: Fields, load: Load) -> str:
    """Return *source* with another guideline, below all others.

    Raises:
        InvalidBrandKit: if *fields* make no guideline.
        InputError: if *source* has no place for it.
    """
    before, fields = load(source), _showable(tidy(fields))
    meant = [*map(fields_of, before.guidelines), fields]
    return _first_right(
        (lambda: appended(source, fields),), lambda text: _says(load(text), meant, before, "")
    )


def removed(source: str, guideline: str, load: Load) -> str:
    """Return *source* without the *guideline* of that id and the comment right above it.

    Raises:
        InputError: if there is no such guideline, or it is the only one.
    """
    before = load(source)
    old = _found(before, guideline)
    if len(before.guidelines) == 1:
        raise InputError("A kit has at least one guideline. Add another before you remove this one.")
    meant = [fields_of(each) for each in before.guidelines if each is not old]
    tries = (lambda: without(source, guideline), lambda: _taken_out(source, guideline))
    return _first_right(tries, lambda text: _says(load(text), meant, before, guideline))


def _found(kit: BrandKit, guideline: str) -> Guideline:
    for each in kit.guidelines:
        if each.id == guideline:
            return each
    raise InputError(f"There is no guideline “{guideline}” any more: somebody has removed or renamed it.")


def _showable(fields: Fields) -> Fields:
    """Return *fields*, which hold nothing that no report can carry.

    Raises:
        InputError: if they hold such a character.
    """
    if found := UNSHOWABLE.search(all_words(fields)):
        raise InputError(f"The character U+{ord(found[0]):04X} can't be shown. Delete it, then save again.")
    return fields


def _first_right(tries: Sequence[Callable[[], str | None]], is_right: Callable[[str], bool]) -> str:
    """Return the first text that is right."""
    wrong: InvalidBrandKit | None = None
    for attempt in tries:
        try:
            text = attempt()
            if text is not None and is_right(text):
                return text
        except InvalidBrandKit as error:
            wrong = error
        except YAMLError:
            continue
    raise wrong or InputError(BEYOND)


def _says(after: BrandKit, meant: Sequence[Fields], before: BrandKit, changed: str) -> bool:
    """Return whether *after* says what is *meant*, and of all that no form shows what *before* said."""
    said = [folded(fields_of(each)) for each in after.guidelines]
    kept = {each.id: each for each in before.guidelines if each.id != changed}
    others = {each.id: each for each in after.guidelines if each.id in kept}
    is_same = (after.brand, after.version, others) == (before.brand, before.version, kept)
    return is_same and said == list(map(folded, meant))


def _rewritten(source: str, old: Guideline, fields: Fields, names: Sequence[str]) -> str | None:
    """Return *source* written anew with its comments."""
    root = yaml().load(source)
    guidelines = root if isinstance(root, list) else root[key_of(root, "guidelines")]
    for each in guidelines:
        if str(each[key_of(each, "id")]).strip() == old.id:
            for name in names:
                if name not in SIDES:
                    lay(each, name, fields, old)
    return written(root)


def _taken_out(source: str, guideline: str) -> str | None:
    root = yaml().load(source)
    guidelines = root if isinstance(root, list) else root[key_of(root, "guidelines")]
    for number, each in enumerate(guidelines):
        if str(each[key_of(each, "id")]).strip() == guideline:
            del guidelines[number]
            break
    return written(root)
