"""What a model said, in one form whatever the provider, and how an answer is read from it."""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import ValidationError

from checker.asking import Answer, Usage

CUT = {"length", "max_tokens", "max_output_tokens", "model_context_window_exceeded"}
"""Reasons for stopping, in lower case, that mean that the answer was cut off."""
DECLINED = {
    "content_filter",
    "content_filtered",
    "refusal",
    "safety",
    "blocklist",
    "prohibited_content",
    "spii",
}
"""Reasons for stopping, in lower case, that mean that the model or a filter declined."""
TOLD = 5
"""Faults of an answer that are told when it is asked for again."""


class Said(NamedTuple):
    """What came back."""

    text: str
    """The answer as it came: the content, or the arguments of the tool that was called."""
    reason: str = ""
    """Why the model stopped, in the provider's word."""
    refusal: str = ""
    """What it said when it declined."""
    usage: Usage = Usage()
    """Tokens, without the number of calls."""

    @property
    def is_cut(self) -> bool:
        """Whether the answer ends where the room for it ended."""
        return self.reason.lower() in CUT

    @property
    def is_declined(self) -> bool:
        """Whether the model or a filter declined to answer."""
        return bool(self.refusal) or self.reason.lower() in DECLINED


class Misread(ValueError):
    """An answer that is not what was asked for; its text says why, in words for the model."""


def read(text: str, form: type[Answer]) -> Answer:
    """Return the answer that *text* holds: JSON, alone or among other words.

    Raises:
        Misread: if it is empty, not JSON, or not of the *form* that was asked for.
    """
    if not text.strip():
        raise Misread("it is empty")
    problems: list[ValidationError] = []
    for candidate in _candidates(text):
        try:
            return form.model_validate_json(candidate)
        except ValidationError as error:
            problems.append(error)
    raise Misread(_told(problems[-1])) from problems[-1]


def _candidates(text: str) -> Iterator[str]:
    """Yield what may be the JSON in *text*: all of it, and what lies between its outermost braces."""
    yield text
    start, end = text.find("{"), text.rfind("}")
    if 0 <= start < end and text[start : end + 1] != text.strip():
        yield text[start : end + 1]


def _told(error: ValidationError) -> str:
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    lines = [f"{'.'.join(map(str, fault['loc'])) or 'the answer'}: {fault['msg']}" for fault in faults[:TOLD]]
    more = len(faults) - len(lines)
    return "; ".join(lines) + (f"; and {more} more" if more else "")
