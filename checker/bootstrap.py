"""Put the parts together: the one place that chooses adapters."""

from pathlib import Path

from checker import __version__
from checker.domain import BrandKit, Document
from checker.dossier import Encode, Lexicon
from checker.errors import UnreadableDocument
from checker.kits.interpret import interpret
from checker.kits.loading import load, without_expired
from checker.kits.source.scope import Vocabulary
from checker.lexicon.concepts import load_concepts
from checker.lexicon.gazetteer import CORPUS
from checker.lexicon.themes import load_themes
from checker.pipeline import Checker, Policy
from checker.settings import Settings


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


def encoder(settings: Settings, words: Lexicon) -> Encode:
    """Return the local model as a function, fetched and converted where it is not yet.

    Raises:
        ModelUnavailable: if it can't be had.
    """
    from checker.embeddings.encoder import Encoder
    from checker.embeddings.memory import Memory
    from checker.embeddings.store import fetch

    model = Encoder(fetch(settings.cache, source=settings.model_source), threads=1)
    memory = Memory(model.encode)
    sentences = (theme.sentences.all + theme.look_alikes for theme in words.themes.values())
    known = tuple(sentence for group in sentences for sentence in group)
    memory.learn(known, kept_in=settings.cache / "vectors", origin=model.digest)
    return memory


def read_file(path: Path, settings: Settings) -> tuple[Document, ...]:
    """Return the documents in *path*.

    Raises:
        InputError: if it can't be read.
    """
    from checker.readers import load as load_reader
    from checker.readers import tickets
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
    format_name = recognise(content, str(path))
    if format_name == tickets.FORMAT:
        return tickets.read_with(content, str(path), limits, settings.tickets)
    return load_reader(format_name).read(content, str(path), limits)


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
        encode=encoder(chosen, words),
        read=lambda path: read_file(path, chosen),
        engine=engine_of(),
        policy=policy,
    )
