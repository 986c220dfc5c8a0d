"""Baselines: the findings of an earlier report, so that only new ones need count."""

import json
from collections.abc import Iterator
from pathlib import Path

from checker.errors import InputError

REMEDY = "write one with: brandcheck check … --format json"
MAX_BYTES = 500_000_000
"""Size of a baseline: reports on some hundred thousand drafts."""


def load_baseline(path: Path) -> frozenset[str]:
    """Return the ids of the findings in *path*, an earlier report in JSON: one report or a list of them.

    Raises:
        InputError: *path* can't be read, or is not such a report.
    """
    reports = _parsed(path, _read(path))
    entries = reports if isinstance(reports, list) else [reports]
    return frozenset(
        id_ for number, report in enumerate(entries, start=1) for id_ in _ids(path, number, report)
    )


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise InputError(f"{path}: no such file; {REMEDY}")
    try:
        content = path.read_bytes() if path.stat().st_size <= MAX_BYTES else b""
    except OSError as error:
        raise InputError(f"{path}: can't be opened: {error.strerror}; check its permissions") from error
    if not content:
        raise InputError(f"{path}: empty, or larger than {MAX_BYTES:,} bytes; {REMEDY}")
    return content


def _parsed(path: Path, content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}: not JSON: {error.msg}; {REMEDY}") from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise InputError(f"{path}: not a report in JSON; {REMEDY}") from error


def _ids(path: Path, number: int, report: object) -> Iterator[str]:
    findings = report.get("findings") if isinstance(report, dict) else None
    if not isinstance(findings, list):
        raise InputError(f'{path}: report {number}: no list of "findings"; {REMEDY}')
    for finding in findings:
        id_ = finding.get("id") if isinstance(finding, dict) else None
        if not isinstance(id_, str) or not id_:
            raise InputError(f'{path}: report {number}: a finding without an "id"; {REMEDY}')
        yield id_
