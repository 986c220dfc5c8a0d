"""The nouns: kit, document, passage, finding, report.

Every step of the pipeline turns one of these into the next. They are frozen, know nothing of
files, models or formats, and carry the vocabulary of the whole project.
"""

from checker.domain.compiled import (
    Amount,
    CleanDraft,
    CleanDrafts,
    Compilation,
    Compiled,
    Need,
    Rule,
    Sharpened,
    Sharpening,
    Where,
    Within,
)
from checker.domain.document import Block, BlockKind, Document, Limits, NotRead, Passage, Place
from checker.domain.kit import (
    HOUSE,
    BrandKit,
    Condition,
    Element,
    Examples,
    Figure,
    Guideline,
    Kind,
    Role,
    Severity,
    Term,
)
from checker.domain.noun import Noun
from checker.domain.report import (
    Candidate,
    Checked,
    Coverage,
    DocumentFacts,
    Finding,
    Location,
    Report,
    Share,
    Unjudged,
    Verdict,
)

__all__ = [
    "HOUSE",
    "Amount",
    "Block",
    "BlockKind",
    "BrandKit",
    "Candidate",
    "Checked",
    "CleanDraft",
    "CleanDrafts",
    "Compilation",
    "Compiled",
    "Condition",
    "Coverage",
    "Document",
    "DocumentFacts",
    "Element",
    "Examples",
    "Figure",
    "Finding",
    "Guideline",
    "Kind",
    "Limits",
    "Location",
    "Need",
    "NotRead",
    "Noun",
    "Passage",
    "Place",
    "Report",
    "Role",
    "Rule",
    "Severity",
    "Share",
    "Sharpened",
    "Sharpening",
    "Term",
    "Unjudged",
    "Verdict",
    "Where",
    "Within",
]
