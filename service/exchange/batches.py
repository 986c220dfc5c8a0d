"""What callers send and get of batches."""

from typing import Annotated

from pydantic import ConfigDict, Field, StrictBool, WithJsonSchema, field_validator

from checker.domain import Noun
from service.exchange.forms import Setting
from service.exchange.texts import DocumentName, Name, Prose
from service.nouns import Batch, BatchItem

LONGEST_URL = 2_000
MOST_LABELS = 20
Label = Annotated[Name, Field(min_length=1)]
Labels = Annotated[dict[Label, Name], Field(max_length=MOST_LABELS)]
"""What else tells documents apart, by name: `region`, `agency`, `author`, `date`, `readers`."""
Url = Annotated[Name, Field(max_length=LONGEST_URL)]


class BatchTerms(Setting):
    """What holds for all documents of a batch."""

    name: Name = ""
    """What people call it."""
    labels: Labels = Field(default_factory=dict)
    """What else tells its documents apart, by name: `region`, `agency`, `author`, `date`, `readers`, …"""
    callback: Url = ""
    """An `https` URL that is told, signed, when the batch is done."""
    notify: Annotated[tuple[Name, ...], Field(max_length=20)] = ()
    """Names of targets of notices that are told when the batch is done."""

    @field_validator("callback")
    @classmethod
    def _is_web(cls, url: str) -> str:
        if url and not url.casefold().startswith(("https://", "http://")):
            raise ValueError("write it as https://…")
        return url


class BatchFields(BatchTerms):
    """The fields beside the files of a form."""

    judged: bool = True
    """Whether the language model is asked too, where one is set and the team's drafts may leave."""


class BatchUpload(BatchFields):
    """Files that are checked together."""

    files: Annotated[
        tuple[bytes, ...],
        WithJsonSchema({"type": "array", "items": {"type": "string", "format": "binary"}, "minItems": 1}),
    ]
    """Documents, and zip archives of documents; folders' names tell the team where none is given."""


class NewDocument(Noun):
    """A text of a batch."""

    text: Prose
    """The draft: plain text, Markdown or HTML."""
    name: Name = ""
    """What to call it; a suffix, as in `landing.md`, says how to read it."""
    document: DocumentName = ""
    """Your own name for the document, such as a CMS's id; drafts with the same are its versions."""
    team: Name = ""
    """Who wrote it; as the batch says where it is empty."""
    channel: Name = ""
    """Where it appears; as the batch says where it is empty."""
    audience: Name = ""
    """For whom it is; as the batch says where it is empty."""
    labels: Labels = Field(default_factory=dict)
    """Beside those of the batch."""


class NewDocuments(BatchTerms):
    """Texts that are checked together."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Spring campaign",
                    "kit": "ottermere",
                    "documents": [
                        {"text": "# Save 40% on your pool budget", "name": "landing.md"},
                        {"text": "Our guests swim from six.", "team": "support"},
                    ],
                }
            ]
        }
    )

    judged: StrictBool = True
    """Whether the language model is asked too, where one is set and the team's drafts may leave."""
    documents: Annotated[tuple[NewDocument, ...], Field(min_length=1)]
    """The texts, in the order in which they are listed."""


class BatchPage(Noun):
    """A page of batches."""

    items: tuple[Batch, ...]
    next: str = ""
    """The cursor of the next page; empty at the end."""


class BatchItemPage(Noun):
    """A page of a batch's documents."""

    items: tuple[BatchItem, ...]
    next: str = ""
    """The cursor of the next page; empty at the end."""
