"""What a publish gate asks, and what it is answered."""

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, StrictBool, StringConstraints, model_validator

from checker.domain import Noun, Severity
from service.exchange.forms import Setting
from service.exchange.texts import IS_NUMBER, ONE_LINE, WITHOUT_NUL, DocumentName, Labels, Name
from service.nouns.hooks import FieldKind

LONGEST_PATH = 500
"""Characters of a field's path."""
LONGEST_URL = 2_000
MOST_FIELDS = 500
"""Fields of one document."""
SHORTEST, LONGEST = 0.5, 30.0
"""Seconds that a gate may give the checker."""

Path = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_PATH, pattern=ONE_LINE)]
Url = Annotated[str, StringConstraints(max_length=LONGEST_URL, pattern=ONE_LINE)]
Text = Annotated[str, StringConstraints(pattern=WITHOUT_NUL)]


class GateField(Noun):
    """A field of what is to be published."""

    path: Path
    """Where it is, in your own terms, such as a JSON pointer; each finding names it again."""
    name: Name = ""
    """What people call it; its path where it is empty."""
    kind: FieldKind = FieldKind.TEXT
    """How its text is written."""
    text: Text
    """Its text, perhaps empty."""
    is_title: StrictBool = False
    """Whether it is the document's headline."""


class GateRequest(Setting):
    """What is to be published, and when that is refused."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kit": "ottermere",
                    "document": "website/17",
                    "channel": "campaign",
                    "fields": [
                        {"path": "/title", "text": "More pool for less money", "is_title": True},
                        {"path": "/body", "kind": "html", "text": "<p>It is <b>cheap</b>.</p>"},
                    ],
                    "block_at": "error",
                    "closed_at": "error",
                    "deadline": 8,
                }
            ]
        }
    )

    document: DocumentName = ""
    """Your own name for the document, such as a CMS's id; what is asked with the same are its versions."""
    title: Name = ""
    """What to call it in lists."""
    url: Url = ""
    """Where readers will find it."""
    labels: Labels = Field(default_factory=dict)
    """What else tells it apart: `region`, `author`, `date`, or anything to group and filter by."""
    fields: Annotated[tuple[GateField, ...], Field(min_length=1, max_length=MOST_FIELDS)]
    """What it says; no two with the same path."""
    block_at: Severity = Severity.ERROR
    """Findings of this severity and above refuse the publish."""
    closed_at: Severity | None = None
    """When the checker is late, or can't decide all, guidelines of this severity and above that are not
    decided refuse the publish (fail-closed); none for publishing all the same (fail-open)."""
    deadline: Annotated[float, Field(ge=SHORTEST, le=LONGEST, allow_inf_nan=False), IS_NUMBER] = 8.0
    """Seconds after which the answer comes in any case; the service may allow fewer."""
    judged: StrictBool = True
    """Whether the language model is asked too, where one is set and the team's drafts may leave."""

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        seen: set[str] = set()
        for field in self.fields:
            if field.path in seen:
                raise ValueError(f"two fields have the path “{field.path}”")
            seen.add(field.path)
        return self


class GateFinding(Noun):
    """One breach, as an editor is shown it."""

    id: str
    """A fingerprint that survives edits elsewhere; for feedback and waivers."""
    severity: Severity
    guideline: str
    guideline_quote: str
    """The guideline's own words."""
    field: str
    """The path of the field; empty where the finding is about the whole."""
    quote: str
    """The exact words; empty where something is missing."""
    prefix: str = ""
    suffix: str = ""
    """What stands before and after them in the field, without markup (`TextQuoteSelector` of the Web
    Annotation Data Model)."""
    start: int | None = None
    end: int | None = None
    """Where they are in the field's text as it was sent, in code points; none where markup lies in them."""
    says: str
    """Why, in a sentence."""
    suggestion: str = ""
    """What to write instead; empty where there is no such thing."""
    refuses: bool
    """Whether it is one of those for which the publish is refused."""


class GateAnswer(Noun):
    """Whether it may be published, and why."""

    decision: Literal["allow", "refuse"]
    because: Literal["passed", "findings", "late", "incomplete"]
    """What decided: `passed` and `findings` mean that all was looked at, or enough to refuse it."""
    says: str
    """The same in one sentence, for the editor."""
    check: str
    """The check's id; it goes on where it was late."""
    url: str
    """The report's address."""
    findings: tuple[GateFinding, ...] = ()
    """Those that refuse first, then the worst, in the order of the fields; none that somebody answers for."""
    undecided: tuple[str, ...] = ()
    """Guidelines that could not be decided, by id, in the kit's order."""
