"""What a compiled part was written for, so that a changed guideline shows that it is stale."""

import hashlib
import json

from checker.domain import Guideline


def origin(guideline: Guideline) -> str:
    """Return the digest of what *guideline* asks: its kind, its text and its teams."""
    asked = [guideline.kind, " ".join(guideline.text.split()), *guideline.applies_to]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:16]


def is_stale(guideline: Guideline) -> bool:
    """Return whether *guideline* has changed since its compiled part was written, if that says for what."""
    written_for = guideline.compiled.of if guideline.compiled else ""
    return bool(written_for) and written_for != origin(guideline)
