"""Put the parts together: the one place that chooses adapters."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker import __version__
from checker.asking import Model
from checker.domain import BrandKit, Document
from checker.dossier import Encode, Lexicon
from checker.errors import UnreadableDocument
from checker.judgement import Judge
from checker.kits.interpret import interpret
from checker.kits.loading import load, without_expired
from checker.kits.source.scope import Vocabulary
from checker.lexicon.concepts import load_concepts
from checker.lexicon.gazetteer import CORPUS
from checker.lexicon.neutral import neutral_sentences
from checker.lexicon.themes import load_themes
from checker.pipeline import Checker, Policy
from checker.settings import Settings

if TYPE_CHECKING:
    from checker.chat.messages import Fence


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


def engine_of(settings: Settings) -> dict[str, str]:
    """Return the names and digests of what judges, as reports give them."""
    from checker.embeddings.encoder import DIGEST

    engine = {"name": "brandcheck", "version": __version__, "offline_model": DIGEST, "judge": "none"}
    chosen = settings.judge
    if chosen.mode == "off" or not chosen.model:
        return engine
    from checker.judges import questions

    how = {"judge": chosen.model, "judge_mode": chosen.mode, "judge_samples": str(chosen.samples)}
    return engine | how | {f"prompt:{questions.NAME}": questions.digest()}


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
    known = tuple(sentence for group in (*sentences, neutral_sentences()) for sentence in group)
    memory.learn(known, kept_in=settings.cache / "vectors", origin=model.digest)
    return memory


def language_model(settings: Settings, *, fence: "Fence | None" = None) -> Model:
    """Return the language model that the settings name: masked, kept, within its budget, with its fallback.

    Args:
        settings: which model, and on what terms.
        fence: draws the mark around untrusted text; a random one where none is given.

    Raises:
        ModelUnavailable: if none is set, or it can't be set up as it is.
        InputError: if the log can't be written, or a budget's ledger can't be read.
    """
    from checker.chat.budget import Budgeted
    from checker.chat.database import Database, default_url
    from checker.chat.kept import Kept, Terms
    from checker.chat.langchain import connect
    from checker.chat.ledger import Ledger
    from checker.chat.masked import Masking
    from checker.chat.pace import Pace, Rate
    from checker.chat.prices import load as load_prices

    chosen = settings.judge
    database = Database(settings.database_url or default_url(settings.cache))
    often = chosen.requests_per_minute
    pace = Pace(chosen.model, Rate(per_minute=often, longest=chosen.seconds), database) if often else None
    model = connect(chosen, rate_limiter=pace, fence=fence)
    budgeted = Budgeted(model, Ledger(database), chosen.budget, load_prices(chosen.prices))
    how = chosen.model_dump(mode="json", include={"base_url", "temperature", "structured", "max_output"})
    kept = Kept(budgeted, database, terms=Terms(origin=json.dumps(how, sort_keys=True)))
    return Masking(kept, chosen.names)


def allowance(model: Model, settings: Settings) -> Model:
    """Return *model* with what the settings let it spend on one document."""
    from checker.chat.budget import Allowance, Tariff
    from checker.chat.prices import load as load_prices

    chosen = settings.judge
    prices = load_prices(chosen.prices)
    named = (prices.of(name) for name in (chosen.model, chosen.fallback) if name)
    return Allowance(model, chosen.budget.check, *(Tariff(price) for price in named if price))


def read_file(path: Path, settings: Settings) -> tuple[Document, ...]:
    """Return the documents in *path*.

    Raises:
        InputError: if it can't be read.
    """
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
    return read_content(content, str(path), settings)


def read_content(content: bytes, source: str, settings: Settings) -> tuple[Document, ...]:
    """Return the documents in *content*, which its owner calls *source*.

    Raises:
        InputError: if it can't be read.
    """
    from checker.readers import load as load_reader
    from checker.readers import tickets
    from checker.readers.recognition import recognise

    format_name = recognise(content, source)
    if format_name == tickets.FORMAT:
        return tickets.read_with(content, source, settings.limits, settings.tickets)
    return load_reader(format_name).read(content, source, settings.limits)


def judge(settings: Settings, kit: BrandKit, encode: Encode, model: Model | None = None) -> Judge | None:
    """Return the judge that the settings ask for, or none.

    Args:
        settings: which model judges, and how.
        kit: what it judges by; indexed now if it is too large to be sent whole.
        encode: the local model, for kits that are too large to be sent whole.
        model: what answers, where it is not what the settings name.

    Raises:
        ModelUnavailable: if the model can't be set up as it is.
    """
    chosen = settings.judge
    if chosen.mode == "off" or not (chosen.model or model):
        return None
    from checker.embeddings.encoder import DIGEST
    from checker.judges.model import ModelJudge
    from checker.retrievers.chroma import ChromaRetriever
    from checker.retrievers.index import Server

    answering = model or language_model(settings)
    server = Server(settings.index_url, origin=DIGEST) if settings.index_url else None
    retriever = ChromaRetriever(encode, server=server)
    made = ModelJudge(lambda: allowance(answering, settings), chosen, retriever.retrieve)
    if not made.fits(kit.judged):
        retriever.prepare(kit.judged)
    return made


def telling(checker: Checker, tell: Callable[[int, int], None]) -> Checker:
    """Return *checker* with its judge, if it has one, telling how many passages it looked at, of how many."""
    from checker.judges.model import ModelJudge

    made = checker.judge
    return replace(checker, judge=replace(made, tell=tell)) if isinstance(made, ModelJudge) else checker


def build_checker(
    kit: Path,
    *,
    policy: Policy = Policy(),  # noqa: B008 - frozen
    settings: Settings | None = None,
    model: Model | None = None,
) -> Checker:
    """Return a checker for the kit in *kit*.

    Args:
        kit: a file or folder.
        policy: on what terms documents are checked.
        settings: where none are given, those of the environment.
        model: the language model that judges, where it is not the one that the settings name.

    Raises:
        InvalidBrandKit: if anything is wrong with the kit.
        ModelUnavailable: if the local model or the language model can't be had.
    """
    chosen = settings or Settings()
    words = lexicon()
    encode = encoder(chosen, words)
    loaded = load_kit(kit, words, policy)
    return Checker(
        kit=loaded,
        lexicon=words,
        encode=encode,
        read=lambda path: read_file(path, chosen),
        engine=engine_of(chosen),
        policy=policy,
        judge=judge(chosen, loaded, encode, model),
    )
