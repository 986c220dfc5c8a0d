"""Reports as one JSON array: the report itself, of which every other format is a rendering."""

import json
from collections.abc import Iterable, Iterator

from checker.domain import BrandKit, Checked
from checker.presentation.neutral import encodable

FORMAT = "json"
SUFFIX = ".json"

_INDENT = "  "


def render(checked: Iterable[Checked], *, kit: BrandKit) -> Iterator[str]:  # noqa: ARG001 - reports name it
    """Yield the array, a report a piece."""
    opening = "[\n"
    for _, report in checked:
        written = json.dumps(report.model_dump(mode="json"), indent=2, ensure_ascii=False)
        yield opening + encodable(_INDENT + written.replace("\n", f"\n{_INDENT}"))
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"
