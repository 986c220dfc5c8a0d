"""The real model, ready once for all tests; what is missing in the cache is fetched into it."""

from pathlib import Path

import pytest

from checker.embeddings import source
from checker.embeddings.conversion import write
from checker.embeddings.encoder import Encoder
from checker.embeddings.minilm import TOKENIZER, WEIGHTS
from checker.embeddings.store import fetch
from checker.settings import Settings


@pytest.fixture(scope="session")
def originals() -> Path:
    """A folder with the official files: the one that the setting names, or one kept in the cache."""
    settings = Settings()
    folder = settings.model_source or settings.cache / "originals"
    if not all((folder / name).exists() for name in (WEIGHTS, TOKENIZER)):
        files = source.read()
        write(folder / WEIGHTS, files.weights)
        write(folder / TOKENIZER, files.tokenizer)
    return folder


@pytest.fixture(scope="session")
def model(originals: Path) -> Path:
    """The model's folder, with both precisions."""
    fetch(Settings().cache, source=originals)
    return fetch(Settings().cache, source=originals, precision="int8")


@pytest.fixture(scope="session")
def encoder(model: Path) -> Encoder:
    return Encoder(model, threads=2)


@pytest.fixture(scope="session")
def small_encoder(model: Path) -> Encoder:
    return Encoder(model, precision="int8", threads=2)
