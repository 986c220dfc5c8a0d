"""`--judge auto`: whether anything is at stake in a window, so that it is worth a call.

Something is where the checks suspect a breach, where the draft makes its first impression, where a figure
stands, where something is promised, compared or said without exception, or where a passage is about what a
guideline is about.
"""

import re
from collections.abc import Mapping

import numpy as np

from checker.domain import Finding
from checker.dossier import Dossier
from checker.judges.windows import Window

FIRST = 0.5
"""Lead weight from which a passage belongs to the first impression."""
ABOUT = 0.5
"""Cosine from which a passage is about what a guideline says."""
LOUD = re.compile(
    r"\d|\b(?:all|always|any|best|better|cheap\w*|ever|every|fast\w*|first|free|guarantee\w*|least|less|leading|lowest|more"
    r"|most|never|no|nobody|none|only|promise\w*|refund\w*|safe\w*|save\w*|than|will|won[’']t|\w+[’']ll|\w{3,}est)\b",
    re.IGNORECASE,
)


def is_at_stake(dossier: Dossier, window: Window, suspected: Mapping[str, Finding]) -> bool:
    """Return whether *window* of the dossier's document is worth a call."""
    if suspected:
        return True
    passages = [dossier.passages[row] for row in window.rows]
    if any(passage.lead_weight >= FIRST or LOUD.search(passage.plain) for passage in passages):
        return True
    texts = [guideline.text for guideline in dossier.kit.guidelines]
    near = dossier.vectors[list(window.rows)] @ dossier.encode(texts).T if texts else np.zeros((1, 1))
    return bool(near.max() >= ABOUT)
