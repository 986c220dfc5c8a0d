"""Every theme of the corpus loads, is big enough, and is found by its own name and cues."""

from collections import Counter

import pytest

from checker.lexicon.gazetteer import CORPUS
from checker.lexicon.themes import load_themes

FILES = sorted((CORPUS / "themes").glob("*.yaml"))
THEMES = load_themes(CORPUS / "themes")
ENOUGH = 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_theme_is_named_for_its_file(path):
    assert path.stem in THEMES


def test_there_are_as_many_themes_as_files():
    assert len(THEMES) == len(FILES)


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_has_sentences_enough_in_every_voice(name):
    sentences = THEMES[name].sentences

    assert len(sentences.all) >= ENOUGH
    assert len(sentences.headlines) >= 10
    assert min(len(sentences.bullets), len(sentences.sales_talk), len(sentences.replies)) >= 8
    assert len(THEMES[name].look_alikes) >= 6


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_is_named_by_its_name_and_every_cue(name):
    theme = THEMES[name]
    spoken = (theme.name.split("(")[0].strip(), *(cue.replace("*", "ing") for cue in theme.cues))

    assert [words for words in spoken if not theme.named_in(f"It is all about {words}, always.")] == []


def test_no_sentence_stands_twice_in_the_library():
    counted = Counter(
        text.lower() for theme in THEMES.values() for text in (*theme.sentences.all, *theme.look_alikes)
    )

    assert [text for text, times in counted.items() if times > 1] == []


def test_no_cue_belongs_to_two_themes():
    counted = Counter(cue for theme in THEMES.values() for cue in theme.cues)

    assert [cue for cue, times in counted.items() if times > 1] == []
