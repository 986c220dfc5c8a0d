"""The ledger as one JSON object: the noun itself, of which every other format is a rendering."""

import json

from checker.domain import Ledger
from checker.presentation.neutral import encodable

FORMAT = "json"
SUFFIX = ".json"
MEDIA_TYPE = "application/json"


def render(ledger: Ledger, /) -> bytes:
    """Return *ledger* as JSON."""
    written = json.dumps(ledger.model_dump(mode="json"), indent=2, ensure_ascii=False)
    return encodable(f"{written}\n").encode()
