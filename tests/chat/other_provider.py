"""Another provider's package: a chat model of LangChain's that does what its name says."""

import json
from collections.abc import Sequence

from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable

from tests.chat.questions import GOOD

GIVEN: list[dict] = []
"""What models were made with."""
ANSWER = AIMessage(
    content="",
    tool_calls=[{"name": "answer", "args": GOOD, "id": "1"}],
    response_metadata={"stop_reason": "tool_use"},
    usage_metadata={"input_tokens": 9, "output_tokens": 3, "total_tokens": 12},
)
CUT = AIMessage(content=json.dumps(GOOD), response_metadata={"stop_reason": "max_tokens"})


class OverloadedError(Exception):
    """What this provider's client raises when there are too many calls."""

    status_code = 529


class StrangeError(Exception):
    """What it raises for other reasons."""


class OtherChat(BaseChatModel):
    """The provider's chat model."""

    model: str

    def __init__(self, **given: object) -> None:
        GIVEN.append(given)
        if given["model"] == "unmakeable":
            raise StrangeError("sk-secret")
        super().__init__(model=given["model"])

    @property
    def _llm_type(self) -> str:
        return "other"

    def bind_tools(self, tools: Sequence[dict], **_: object) -> Runnable[LanguageModelInput, AIMessage]:
        return self.bind(tools=tools)

    def with_structured_output(self, schema: dict, **given: object) -> Runnable[LanguageModelInput, dict]:
        if self.model == "fussy" and given["method"] != "function_calling":
            raise ValueError("Unrecognized structured output method")
        return super().with_structured_output(schema, **given)

    def _generate(self, *_: object, **__: object) -> ChatResult:
        errors = {"busy": OverloadedError("sk-secret"), "strange": StrangeError("sk-secret")}
        if self.model in errors:
            raise errors[self.model]
        message = CUT if self.model == "short" else ANSWER
        return ChatResult(generations=[ChatGeneration(message=message)])
