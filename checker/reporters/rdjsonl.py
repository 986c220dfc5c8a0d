"""Findings as reviewdog's Diagnostic Format, a JSON object a line (rdjsonl), as they come."""

import json
from collections.abc import Iterable, Iterator

from checker.domain import BrandKit, Checked
from checker.presentation.diagnostics import diagnostics
from checker.presentation.neutral import encodable

FORMAT = "rdjsonl"
SUFFIX = ".jsonl"

_SOURCE = {"name": "Brandcheck"}


def render(checked: Iterable[Checked], *, kit: BrandKit) -> Iterator[str]:  # noqa: ARG001 - messages quote it
    """Yield a diagnostic a line; nothing where there is none."""
    for document, report in checked:
        for diagnostic in diagnostics(document, report):
            yield encodable(json.dumps({"source": _SOURCE} | diagnostic, ensure_ascii=False) + "\n")
