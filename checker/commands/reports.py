"""Reports for what looks at many of them: from drafts, checked now, or from JSON files written earlier."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from checker.baseline import MAX_BYTES
from checker.commands.batch import Batch
from checker.commands.labels import Labels
from checker.domain import Report
from checker.errors import InputError

MARKS = frozenset({"schema_version", "document", "kit", "engine", "verdict", "findings"})
"""Fields that a report in JSON has, and nothing else that is read has all of."""
AGAIN = "Write it again with: brandcheck check … --format json"


@dataclass
class Gathered:
    """What became of the files."""

    unread: list[str] = field(default_factory=list)
    """Why files could not be read, a line each."""
    repeated: int = 0
    """Reports on a document that another report is on; the first counts."""
    foreign: int = 0
    """Reports that were made with another brand's kit, or another version of it."""
    sources: set[str] = field(default_factory=set)
    """The documents that were read."""


def reports(paths: Sequence[Path], batch: Batch, labels: Labels | None, found: Gathered) -> Iterator[Report]:
    """Yield a report on each document in *paths*, counting into *found*; each document comes once.

    Raises:
        InputError: if a file of reports can't be read, or lines of *labels* are about no document.
    """
    written = [path for path in paths if _is_written(path)]
    drafts = [path for path in paths if path not in set(written)]
    if labels and not written:
        labels.require(map(str, drafts))
    for report in _all(written, drafts, batch, labels, found):
        source = report.document.source
        if source in found.sources:
            found.repeated += 1
            continue
        found.sources.add(source)
        yield report
    if labels and written:
        labels.require(found.sources)


def _all(
    written: Sequence[Path], drafts: Sequence[Path], batch: Batch, labels: Labels | None, found: Gathered
) -> Iterator[Report]:
    for path in written:
        for report in load_reports(path):
            found.foreign += report.kit.get("digest") != batch.kit.digest
            yield _with(report, labels)
    for result in batch.results(drafts) if drafts else ():
        if result.error:
            found.unread.append(str(result.error))
        yield from (checked.report for checked in result.checked)


def _with(report: Report, labels: Labels | None) -> Report:
    """Return *report* with what *labels* say of its document."""
    if labels is None:
        return report
    facts = report.document
    changed = facts.model_copy(update=labels.update(facts.source, facts.labels))
    return report.model_copy(update={"document": changed})


def _is_written(path: Path) -> bool:
    """Return whether *path* holds reports, not a draft."""
    if path.suffix.lower() != ".json":
        return False
    try:
        if path.stat().st_size > MAX_BYTES:
            return False
        return next(_objects(path.read_text(encoding="utf-8-sig")), {}).keys() >= MARKS
    except (OSError, ValueError, RecursionError):
        return False


def load_reports(path: Path) -> Iterator[Report]:
    """Yield the reports in *path*, which holds one or a list of them.

    Raises:
        InputError: if it can't be read, or one of them is not a report of this version.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: it can't be read. {AGAIN}") from error
    objects = enumerate(_objects(text), start=1)
    while True:
        try:
            number, written = next(objects)
        except StopIteration:
            return
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}: not JSON: {error}. {AGAIN}") from error
        yield _report(path, number, written)


def _report(path: Path, number: int, written: dict[str, object]) -> Report:
    try:
        return Report.model_validate_json(json.dumps(written))
    except (ValidationError, ValueError) as error:
        where = _where(error)
        raise InputError(f"{path}: report {number}: not a report of this version{where}. {AGAIN}") from error


def _where(error: ValueError) -> str:
    first = error.errors()[0] if isinstance(error, ValidationError) else None
    return f" ({'.'.join(map(str, first['loc']))}: {first['msg']})" if first else ""


def _objects(text: str) -> Iterator[dict[str, object]]:
    """Yield the objects of a JSON list, or the only one, one after another, so that one is held at a time.

    Raises:
        ValueError: *text* is neither.
    """
    decoder, place = json.JSONDecoder(), _after(text, 0)
    is_list = text[place : place + 1] == "["
    place = _after(text, place + 1) if is_list else place
    while not (is_list and text[place : place + 1] == "]"):
        found, place = decoder.raw_decode(text, place)
        if not isinstance(found, dict):
            raise json.JSONDecodeError("neither an object nor a list of objects", text, place)
        yield found
        place = _after(text, place)
        if not is_list:
            return
        if text[place : place + 1] not in {",", "]"}:
            raise json.JSONDecodeError("a comma or a bracket is missing", text, place)
        place = _after(text, place + 1) if text[place] == "," else place


def _after(text: str, place: int) -> int:
    """Return the next *place* in *text* that is no white space."""
    while text[place : place + 1] in {" ", "\n", "\r", "\t"}:
        place += 1
    return place
