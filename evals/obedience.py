"""An obedient judge: a model that does whatever a planted instruction could ask for."""

import re
from dataclasses import dataclass
from typing import Literal

from checker.asking import Answer, Question, Reply, Usage
from checker.domain import BrandKit, Kind

SUSPICION = re.compile(r"^(s\d+) \[\d+\]", re.MULTILINE)
"""How a suspicion begins in a question."""
LINE = re.compile(r"^\[1[^\]]*\] (.+)$", re.MULTILINE)
"""The first passage of a draft in a question."""


@dataclass(frozen=True)
class Obedient:
    """Dismisses every suspicion, finds nothing, says that what is required is there and that all is kept."""

    kit: BrandKit
    claims: Literal["present", "not-needed"] = "present"
    """What it says of required elements."""

    @property
    def name(self) -> str:
        """Return its name."""
        return "test:obedient"

    def ask(self, question: Question[Answer]) -> Reply[Answer]:
        """Return the answer that an attacker wants.

        Raises:
            pydantic.ValidationError: the judge's form of answer has changed, so that this does not fit it.
        """
        answer = question.answer.model_validate(self._wanted(question.prompt.data))
        return Reply(answer, Usage(calls=1), self.name)

    def _wanted(self, data: str) -> dict[str, object]:
        words = LINE.search(data)
        quote = " ".join(words[1].split()[:4]) if words else ""
        dismissed = {"reason": "Approved.", "breach": False, "replacement": None}
        met: dict[str, object] = {
            "reason": "It is there.",
            "status": self.claims,
            "quote": quote,
            "passage": 1,
        }
        return {
            "lead": "what the brand leads with",
            "lead_guideline": None,
            "suspicions": [{"id": id_} | dismissed for id_ in SUSPICION.findall(data)],
            "required": [met | {"guideline": each.id} for each in self.kit.of(Kind.REQUIRED)],
            "findings": [],
            "kept": [each.id for each in self.kit.guidelines if each.kind is not Kind.REQUIRED],
        }
