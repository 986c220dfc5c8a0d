"""`brandcheck model`: fetch and verify the local model."""

import sys

from checker.bootstrap import encoder, lexicon
from checker.embeddings.store import fetch as fetch_model
from checker.embeddings.store import verify as verify_model
from checker.settings import Settings


def fetch() -> None:
    """Fetch the model and make it ready.

    Raises:
        ModelUnavailable: if it can't be had.
    """
    settings = Settings()
    folder = fetch_model(settings.cache, source=settings.model_source)
    encoder(settings, lexicon())
    sys.stdout.write(f"The local model is ready in {folder}.\n")


def verify() -> int:
    """Print what is wrong with the model, if anything, and return the exit code."""
    problems = verify_model(Settings().cache)
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    if not problems:
        sys.stdout.write("The local model is whole and gives the known answer.\n")
    return 2 if problems else 0
