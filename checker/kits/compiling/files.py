"""A kit's files with compiled parts laid into them, read again before they take the place of the old ones."""

import difflib
import io
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ruamel.yaml import YAML

from checker.domain import Compiled
from checker.errors import InputError
from checker.kits.compiling.merging import merged
from checker.kits.loading import files_of, load


class Change(NamedTuple):
    """What becomes of one file."""

    path: Path
    """Where it is written."""
    before: str
    """What it is made from, as YAML."""
    after: str

    @property
    def diff(self) -> str:
        """Return the change as a unified diff; empty where there is none."""
        before, after = (text.splitlines(keepends=True) for text in (self.before, self.after))
        name = str(self.path)
        return "".join(difflib.unified_diff(before, after, fromfile=name, tofile=name))


def changes(kit: Path, parts: Mapping[str, Compiled], output: Path | None = None) -> tuple[Change, ...]:
    """Return what becomes of the files of *kit* with the compiled *parts*, by guideline.

    Args:
        kit: the kit's file or folder.
        parts: what to lay into it.
        output: another file to write to; a JSON kit needs one, a folder can't have one.

    Raises:
        InputError: if a file can't be read, can't be extended, or would no longer load.
    """
    if output and kit.is_dir():
        raise InputError(f"{kit}: a folder of files can't be written to one. Leave out --output.")
    if kit.suffix.lower() == ".json" and not output:
        raise InputError(f"{kit}: compiled parts are kept in YAML. Name a file for it: --output kit.yaml")
    found = []
    for path in files_of(kit):
        before = _as_yaml(path)
        found.append(Change(output or path, before, merged(before, parts)))
    _refuse_unloadable(found)
    return tuple(found)


def save(change: Change) -> None:
    """Write *change*: the file is the old one or the new one, whatever happens meanwhile.

    Raises:
        InputError: if it can't be written.
    """
    try:
        change.path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=change.path.parent, prefix=f".{change.path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(change.after)
        if change.path.exists():
            Path(name).chmod(change.path.stat().st_mode)
        Path(name).replace(change.path)
    except OSError as error:
        raise InputError(f"{change.path}: {error.strerror or 'it cannot be written'}.") from error


def _as_yaml(path: Path) -> str:
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix.lower() != ".json":
        return text
    yaml = YAML(pure=True)
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    yaml.dump(json.loads(text), stream)
    return stream.getvalue()


def _refuse_unloadable(found: Sequence[Change]) -> None:
    """Make sure that the changed files are read as a kit, before they take the place of the old ones."""
    with tempfile.TemporaryDirectory() as folder:
        for number, change in enumerate(found):
            copy = Path(folder) / f"{number:03} {change.path.stem}.yaml"
            copy.write_text(change.after, encoding="utf-8")
        load(Path(folder))
