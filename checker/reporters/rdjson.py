"""Findings as reviewdog's Diagnostic Format (rdjson), for comments on the changed lines of a review."""

import json
from collections.abc import Iterable, Iterator

from checker.domain import BrandKit, Checked
from checker.presentation.diagnostics import diagnostics
from checker.presentation.neutral import encodable

FORMAT = "rdjson"
SUFFIX = ".json"


def render(checked: Iterable[Checked], *, kit: BrandKit) -> Iterator[str]:  # noqa: ARG001 - messages quote it
    """Yield the result, a diagnostic a piece."""
    yield '{\n  "source": {"name": "Brandcheck"},\n'
    opening = '  "diagnostics": ['
    for document, report in checked:
        for diagnostic in diagnostics(document, report):
            yield encodable(f"{opening}\n    {json.dumps(diagnostic, ensure_ascii=False)}")
            opening = ","
    yield "\n  ]\n}\n" if opening == "," else f"{opening}]\n}}\n"
