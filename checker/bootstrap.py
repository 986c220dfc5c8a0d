"""Put the parts together: the one place that chooses adapters."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from checker import __version__
from checker.domain import BrandKit, Document
from checker.dossier import Encode, Lexicon, Vectors
from checker.errors import UnreadableDocument
from checker.kits.interpret import interpret
from checker.kits.loading import load, without_expired
from checker.kits.source.scope import Vocabulary
from checker.lexicon.concepts import load_concepts
from checker.lexicon.gazetteer import CORPUS
from checker.lexicon.themes import load_themes
from checker.pipeline import Checker, Policy
from checker.settings import Settings


class _Encoder(Protocol):
    def encode(self, texts: Sequence[str]) -> Vectors: ...


class RememberingEncoder:
    """An encoder that encodes each text of the kit and the themes once."""

    def __init__(self, encoder: _Encoder, keep: int = 20_000) -> None:
        """Wrap *encoder*; at most *keep* texts are remembered."""
        self._encoder = encoder
        self._keep = keep
        self._known: dict[str, Vectors] = {}
        self._groups: dict[tuple[str, ...], Vectors] = {}

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Return the unit vectors of *texts*, shape (n, 384)."""
        if isinstance(texts, tuple):
            return self._grouped(texts)
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if len(self._known) + len(new) > self._keep:
            self._known.clear()
            new = list(dict.fromkeys(texts))
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        if not texts:
            return np.zeros((0, 384), dtype=np.float32)
        return np.stack([self._known[text] for text in texts])

    def _grouped(self, texts: tuple[str, ...]) -> Vectors:
        if texts not in self._groups:
            self._groups[texts] = self(list(texts))
        return self._groups[texts]


def lexicon() -> Lexicon:
    """Return the concepts and themes of the corpus."""
    return Lexicon(concepts=load_concepts(CORPUS / "concepts"), themes=load_themes(CORPUS / "themes"))


def vocabulary(words: Lexicon) -> Vocabulary:
    """Return the ids that a kit may name."""
    return Vocabulary(themes=frozenset(words.themes), concepts=frozenset(words.concepts))


def load_kit(path: Path, words: Lexicon, policy: Policy = Policy()) -> BrandKit:  # noqa: B008 - frozen
    """Return the kit in *path*, read into what can be checked, without guidelines that have expired.

    Raises:
        InvalidBrandKit: if anything is wrong with it.
    """
    kit = load(path, known=vocabulary(words))
    return interpret(without_expired(kit, policy.today), concepts=words.concepts, themes=words.themes)


def engine_of() -> dict[str, str]:
    """Return the names and digests of what judges, as reports give them."""
    from checker.embeddings.encoder import DIGEST

    return {"name": "brandcheck", "version": __version__, "offline_model": DIGEST, "judge": "none"}


def encoder(settings: Settings) -> Encode:
    """Return the local model as a function, fetched and converted where it is not yet.

    Raises:
        ModelUnavailable: if it can't be had.
    """
    from checker.embeddings.encoder import Encoder
    from checker.embeddings.store import fetch

    folder = fetch(settings.cache, source=settings.model_source)
    return RememberingEncoder(Encoder(folder, threads=1))


def read_file(path: Path, settings: Settings) -> tuple[Document, ...]:
    """Return the documents in *path*.

    Raises:
        InputError: if it can't be read.
    """
    from checker.readers import load as load_reader
    from checker.readers.recognition import recognise

    limits = settings.limits
    try:
        size = path.stat().st_size
        if size > limits.max_file_bytes:
            reason = f"{size:,} bytes, more than the limit of {limits.max_file_bytes:,}"
            raise UnreadableDocument(
                str(path), reason, "Split it, or raise BRANDCHECK_LIMITS__MAX_FILE_BYTES."
            )
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(
            str(path), error.strerror or "it can't be opened", "Check that it may be read."
        ) from error
    return load_reader(recognise(content, str(path))).read(content, str(path), limits)


def build_checker(kit: Path, *, policy: Policy = Policy(), settings: Settings | None = None) -> Checker:  # noqa: B008 - frozen
    """Return a checker for the kit in *kit*.

    Raises:
        InvalidBrandKit: if anything is wrong with the kit.
        ModelUnavailable: if the local model can't be had.
    """
    chosen = settings or Settings()
    words = lexicon()
    return Checker(
        kit=load_kit(kit, words, policy),
        lexicon=words,
        encode=encoder(chosen),
        read=lambda path: read_file(path, chosen),
        engine=engine_of(),
        policy=policy,
    )
