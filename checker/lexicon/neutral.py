"""Sentences that any company's people write and that break nothing, whatever the brand."""

from collections.abc import Mapping
from functools import cache

from ruamel.yaml import YAML

from checker.lexicon.gazetteer import CORPUS

HEADINGS = "decks"
"""The group of headings and notes."""


def neutral_sentences() -> tuple[str, ...]:
    """Return the sentences of `corpus/neutral.yaml`."""
    return tuple(sentence for sentences in _groups().values() for sentence in sentences)


def neutral_headings() -> tuple[str, ...]:
    """Return those that stand in decks."""
    return _groups()[HEADINGS]


@cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    groups = YAML(typ="safe").load((CORPUS / "neutral.yaml").read_text(encoding="utf-8"))
    return {str(name): tuple(map(str, sentences)) for name, sentences in groups.items()}
