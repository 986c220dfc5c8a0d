"""The question that the model is asked about a window of a guide."""

from collections.abc import Mapping, Sequence

import prompts
from checker.asking import Question
from checker.kits.importing.by_model.answers import Imported
from checker.kits.importing.by_model.passages import GuidePassage
from checker.lexicon.themes import Theme

NAME = "kit_import"
TEAMS = ("campaign", "sales", "support")
CHANNELS = ("deck", "email", "landing", "social", "press", "ad", "one-pager", "reply")
"""Where drafts appear, as checks know it."""


def question(
    window: Sequence[GuidePassage], *, is_part: bool, themes: Mapping[str, Theme]
) -> Question[Imported]:
    """Return the question about *window*, which *is_part* of a longer guide or all of it."""
    rows = [{"id": theme.id, "definition": theme.definition} for theme in themes.values()]
    lines = [passage.line for passage in window]
    prompt = prompts.render(NAME, themes=rows, channels=CHANNELS, is_part=is_part, lines=lines)
    return Question(prompt, Imported)
