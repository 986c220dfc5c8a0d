"""The alignment as one JSON object: the noun itself, of which every other format is a rendering."""

import json

from checker.domain import Alignment
from checker.presentation.neutral import encodable

FORMAT = "json"
SUFFIX = ".json"
MEDIA_TYPE = "application/json"


def render(alignment: Alignment, /) -> bytes:
    """Return *alignment* as JSON."""
    written = json.dumps(alignment.model_dump(mode="json"), indent=2, ensure_ascii=False)
    return encodable(f"{written}\n").encode()
