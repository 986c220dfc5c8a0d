"""Run every concept on hostile repetition, and print how many were run; in a process to be timed out."""

import sys

from checker.lexicon.concepts import load_concepts
from checker.lexicon.gazetteer import CORPUS

CHARACTERS = 20_000
SEEDS = ("a ", ",", "-", "no ", "£1 ", "don’t ")
"""What hostile texts repeat."""


def main() -> None:
    concepts = load_concepts(CORPUS / "concepts").values()
    texts = [(seed * CHARACTERS)[:CHARACTERS] for seed in SEEDS]
    for concept in concepts:
        for text in texts:
            list(concept.asserted_in(text))
            concept.named_in(text)
            concept.implied_in(text)
    sys.stdout.write(str(len(concepts)))


if __name__ == "__main__":
    main()
