"""What callers send, each checked before anything is done."""

from typing import Annotated, Literal, Self

from pydantic import (
    ConfigDict,
    Field,
    JsonValue,
    StrictBool,
    WithJsonSchema,
    model_validator,
)

from checker.domain import Noun
from service.exchange.texts import (
    IS_NUMBER,
    Cursor,
    Day,
    DocumentName,
    Instant,
    Labels,
    Name,
    Named,
    Prose,
    Reason,
    Reasoned,
)
from service.nouns import CheckQuery, Scope


class Setting(Noun):
    """What a draft is held against, and who wrote it where and for whom."""

    kit: Named
    """The kit's id."""
    team: Name = ""
    """Who wrote it; guessed from the draft where it is empty."""
    channel: Name = ""
    """Where it appears, as `campaign` or `web`; guessed where it is empty."""
    audience: Name = ""
    """For whom it is."""


class UploadTerms(Setting):
    """The fields beside the file of an upload."""

    document: DocumentName = ""
    """Your own name for the document, such as a CMS's id; drafts with the same are its versions."""
    labels: Labels = Field(default_factory=dict)
    """What else tells it apart: `region`, `agency`, `author`, `date` (when it was written), `readers` (how
    many read it), or anything to group and filter by. In a form, a JSON object."""
    judged: bool = True
    """Whether the language model is asked too, where one is set and the team's drafts may leave."""


class Upload(UploadTerms):
    """A file to be checked."""

    file: Annotated[bytes, WithJsonSchema({"type": "string", "format": "binary"})]
    """Markdown, text, HTML, .docx, .pptx, .pdf, e-mail or tickets, by content first and by name second."""


class NewCheck(UploadTerms):
    """A text to be checked."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "text": "# Save 40% on your pool budget\n\nOttermere is the cheapest choice.",
                    "kit": "ottermere",
                    "channel": "campaign",
                    "labels": {"region": "north", "readers": "1200"},
                }
            ]
        }
    )

    text: Prose
    """The draft: plain text, Markdown or HTML."""
    judged: StrictBool = True
    """Whether the language model is asked too, where one is set and the team's drafts may leave."""
    name: Name = ""
    """What to call it; a suffix, as in `landing.md`, says how to read it."""


class NewRewrite(Setting):
    """A text to be rewritten."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "Ottermere is world-class.", "kit": "ottermere"}]}
    )

    text: Prose
    """The draft: plain text or Markdown."""
    name: Name = ""
    """What to call it; a suffix, as in `landing.md`, says how to read it."""


class WantedChecks(CheckQuery):
    """Which checks to list, newest first."""

    kit: Name = ""
    """Those against this kit."""
    team: Name = ""
    """Those of this team."""
    channel: Name = ""
    """Those for this channel."""
    document: Name = ""
    """The versions of this document."""
    batch: Name = ""
    """Those of this batch."""
    text: Name = ""
    """Words in the title or the source."""
    since: Day | None = None
    """The first day, in UTC."""
    until: Day | None = None
    """The last day, included."""
    cursor: Cursor = ""
    """`next` of the page before; empty for the first page."""


class NewFeedback(Noun):
    """What you think of a finding."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"verdict": "wrong", "reason": "A customer says it, not we."}]}
    )

    verdict: Literal["right", "wrong"]
    """Whether the finding is one."""
    reason: Reason = ""
    """Why; for whoever mends the guideline."""
    check: Name = ""
    """The check that it is of; the newest one with this finding where it is empty."""


NOTHING: JsonValue = {"maxLength": 0}
WAYS: JsonValue = [
    {
        "required": ["finding"],
        "properties": {"finding": {"minLength": 1}, "guideline": NOTHING, "quote": NOTHING},
    },
    {
        "required": ["guideline", "quote"],
        "properties": {
            "guideline": {"minLength": 1},
            "quote": {"pattern": r"\S"},
            "finding": NOTHING,
            "document": NOTHING,
        },
    },
]
"""The two ways of saying what is accepted, in JSON Schema's words."""


class NewWaiver(Noun):
    """A finding that somebody answers for: *finding*, or *guideline* with *quote*."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": WAYS,
            "examples": [
                {
                    "kit": "ottermere",
                    "guideline": "never-sell-on-price",
                    "quote": "good value",
                    "reason": "It is the title of a prize.",
                    "expires": "2099-12-31",
                }
            ],
        }
    )

    kit: Named
    """The kit's id."""
    finding: Name = ""
    """The id of one finding."""
    document: Name = ""
    """With *finding*: the document in which it is accepted; any where it is empty."""
    guideline: Name = ""
    """With *quote*: the guideline that may be broken, in any document."""
    quote: Reason = ""
    """The exact words that may break it."""
    reason: Reasoned
    """Why it is accepted."""
    expires: Day
    """The last day on which it holds; today or later."""
    owner: Name = ""
    """Who answers for it; you, where it is empty."""

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        by_guideline = bool(self.guideline and self.quote.strip())
        if bool(self.finding) is by_guideline or bool(self.guideline) is not bool(self.quote):
            raise ValueError("say what is accepted: “finding”, or “guideline” and “quote”")
        if self.document and not self.finding:
            raise ValueError("“document” goes with “finding”")
        return self


class NewKey(Noun):
    """A key for a program."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "CMS", "scopes": ["read", "check"]}]})

    name: Named
    """Which program it is for."""
    scopes: Annotated[tuple[Scope, ...], Field(min_length=1)]
    """What it may do; nothing that you may not."""
    expires: Instant | None = None
    """When it ends, with its time zone; never where none is given."""


class TeamTerms(Noun):
    """What holds for the drafts of a team."""

    retention_days: Annotated[int, Field(ge=1, le=36_500), IS_NUMBER] | None = None
    """Days after which drafts are deleted and figures kept; none for ever."""
    may_be_judged: StrictBool = True
    """Whether its drafts may be sent to a language model."""
