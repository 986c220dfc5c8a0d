"""How far a check of the service is, as a step that an assistant is told."""

from service.assistants.desk import Step
from service.nouns import Progress

ORDER = {"waiting": 0, "reading": 1, "offline": 2, "judge": 3, "done": 4}
"""The steps of a check, in their order."""
SAYS = {
    "waiting": "Waiting for a free process",
    "reading": "Reading the draft",
    "offline": "Checking it",
    "judge": "The language model reads it",
    "done": "Done",
}


def step_of(progress: Progress) -> Step:
    """Return how far a check is, of four steps."""
    part = progress.done / progress.of if progress.of else 0.0
    return Step(ORDER[progress.step] + min(part, 0.99), len(ORDER) - 1, SAYS[progress.step])
