"""Every concept of the corpus keeps its own tests, and none takes for ever on hostile text."""

import re
import subprocess
import sys

import pytest
from ruamel.yaml import YAML

from checker.kits.interpret.bans import asserts
from checker.lexicon.concepts import load_concepts
from checker.lexicon.gazetteer import CORPUS

CONCEPTS = load_concepts(CORPUS / "concepts")
ENTRIES = [
    entry
    for path in sorted((CORPUS / "concepts").glob("*.yaml"))
    for entry in YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
]
ASSERTED = [(name, text) for name, concept in CONCEPTS.items() for text in concept.tests.asserted]
FINE = [(name, text) for name, concept in CONCEPTS.items() for text in concept.tests.not_asserted]
PATIENCE = 60
"""Seconds for all concepts on all hostile texts; they take about four."""
ROOT = CORPUS.parent


@pytest.mark.parametrize(("name", "sentence"), ASSERTED)
def test_what_asserts_a_concept_is_found(name, sentence):
    assert asserts(CONCEPTS[name], sentence)


@pytest.mark.parametrize(("name", "sentence"), FINE)
def test_what_looks_alike_asserts_nothing(name, sentence):
    assert not asserts(CONCEPTS[name], sentence)


def test_every_concept_has_tests_on_both_sides():
    lacking = [name for name, c in CONCEPTS.items() if not (c.tests.asserted and c.tests.not_asserted)]

    assert lacking == []


def test_no_two_concepts_share_an_id():
    ids = [entry["id"] for entry in ENTRIES]

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("name", CONCEPTS)
def test_ids_are_kebab_case(name):
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", name)


@pytest.mark.parametrize("name", CONCEPTS)
def test_a_concept_says_what_it_is_and_why(name):
    concept = CONCEPTS[name]

    assert concept.name
    assert concept.definition.endswith(".")
    assert concept.why.endswith(".")


@pytest.mark.parametrize("name", CONCEPTS)
def test_patterns_compile_and_find_nothing_in_nothing(name):
    concept = CONCEPTS[name]

    assert list(concept.asserted_in("")) == []
    assert not concept.named_in("")
    assert not concept.implied_in("")


def test_hostile_repetition_costs_no_more_than_it_should():
    command = [sys.executable, "-m", "tests.lexicon.hostile_run"]
    finished = subprocess.run(command, cwd=ROOT, timeout=PATIENCE, capture_output=True, text=True, check=True)

    assert int(finished.stdout) == len(CONCEPTS)
