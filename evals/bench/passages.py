"""A thousand passages of mixed length, from the theme library."""

from itertools import cycle
from pathlib import Path

from checker.lexicon.themes import load_themes

THEMES = Path(__file__).parents[2] / "corpus" / "themes"
"""The theme library: about two thousand sentences, by theme."""
WANTED = 1000
"""How many passages there are."""
SENTENCES = (1, 2, 1, 1, 1, 2, 1, 4, 1, 2)
"""How many neighbouring sentences make a passage, in turn: bullets, replies, paragraphs."""
FEWEST_WORDS = 5
"""Shorter sentences are left out: drafts have few, and they would flatter whoever does not pad."""


def passages() -> list[str]:
    """Return the passages: six in ten of them a sentence, the others two or four neighbours joined."""
    sentences = [
        _stopped(sentence)
        for theme in load_themes(THEMES).values()
        for sentence in (*theme.sentences.all, *theme.look_alikes)
        if len(sentence.split()) >= FEWEST_WORDS
    ]
    made: list[str] = []
    start = 0
    for count in cycle(SENTENCES):
        if len(made) == WANTED or start + count > len(sentences):
            return made
        made.append(" ".join(sentences[start : start + count]))
        start += count
    return made


def _stopped(sentence: str) -> str:
    return sentence if sentence[-1] in ".!?" else f"{sentence}."
