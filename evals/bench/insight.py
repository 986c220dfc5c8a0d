"""How long alignment and claim ledger take over 100, 1,000 and 5,000 stored documents, and in which memory.

Twenty passages a document, five of them claims with vectors, five messages each; kept as the service keeps
them. Cold is a first answer of a process whose kit is read; warm is the same question again; changed is the
question after one more document was checked.
"""

import datetime
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from sqlalchemy import insert

from checker.bootstrap import encoder, lexicon, load_kit
from checker.domain import BrandKit
from checker.settings import Settings
from service.insight import Insight
from service.nouns import LOCAL, AlignmentQuery, LedgerQuery, State
from service.records import Records
from service.records.ids import new_id
from service.records.said_again import origin_of
from service.records.said_tables import ClaimRow, LabelRow, MessageRow, SaidRow
from service.records.tables import CheckRow, PassageRow, Row

KIT = Path("corpus/kits/ottermere/kit.yaml")
SIZES = (100, 1_000, 5_000)
PASSAGES, CLAIMS, MESSAGES = 20, 5, 5
"""In each document."""
BATCH = 250
"""Documents that are written at once."""
THEMES = ("Ease of use", "Low price", "Speed", "Quality and craftsmanship", "Safety", "Savings", "Features")
THINGS = (
    "set-up",
    "delivery",
    "the refund",
    "a repair",
    "the guarantee",
    "the course",
    "the filter",
    "support",
)
MODEL = "bench"
MONDAY = datetime.date(2026, 1, 5)
NOW = datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)


def main() -> None:
    """Print a table; the argument, if any, is the URL of an empty database instead of a file."""
    settings, words = Settings(), lexicon()
    kit, encode = load_kit(KIT, words), encoder(settings, words)
    sys.stdout.write(
        "| documents | passages | claims | question | cold s | CPU s | warm s | changed s | peak MB |\n"
    )
    sys.stdout.write("|--:|--:|--:|---|--:|--:|--:|--:|--:|\n")
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            url = sys.argv[1] if sys.argv[1:] else f"sqlite:///{folder}/{size}.db"
            for line in _measured(Records(url), kit, encode, size):
                sys.stdout.write(line)
                sys.stdout.flush()


def _measured(records: Records, kit: BrandKit, encode: Callable[..., object], size: int) -> Iterator[str]:
    records.prepare()
    name = f"bench-{size}"
    version = records.kits.put_draft(name, KIT.read_text(), brand=kit.brand, guidelines=1, by=LOCAL)
    records.kits.publish(name, version.number, by=LOCAL)
    for start in range(0, size, BATCH):
        fill(records, name, range(start, min(start + BATCH, size)))
    insight = Insight(records, lambda *_: kit, encode, origin=MODEL)  # type: ignore[arg-type]  # as the encoder is
    questions: dict[str, Callable[[], object]] = {
        "alignment": lambda: insight.alignment(AlignmentQuery(kit=name)),
        "ledger": lambda: insight.ledger(LedgerQuery(kit=name)),
    }
    for question, ask in questions.items():
        used = time.process_time()
        cold = _seconds(ask)
        used, warm = time.process_time() - used, _seconds(ask)
        fill(records, name, range(size, size + 1))
        changed, peak = _seconds(ask), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        counts = f"| {size:,} | {size * PASSAGES:,} | {size * CLAIMS:,} "
        yield f"{counts}| {question} | {cold:.2f} | {used:.2f} | {warm:.3f} | {changed:.2f} | {peak:.0f} |\n"
    records.close()


def _seconds(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


def fill(records: Records, kit: str, numbers: range) -> None:
    """Keep finished checks as the service would have them, without their drafts."""
    tables: dict[type[Row], list[dict[str, object]]] = {}
    for number in numbers:
        for table, row in _rows(kit, number, np.random.default_rng(number)):
            tables.setdefault(table, []).append(row)
    with records.database.writing() as session:
        for table, rows in tables.items():
            session.execute(insert(table), rows)


def _rows(
    kit: str, number: int, random: np.random.Generator
) -> Iterator[tuple[type[Row], dict[str, object]]]:
    check = new_id()
    region = ("north", "south", "east")[number % 3]
    yield CheckRow, _check(check, kit, number) | {"labels": {"region": region}}
    yield LabelRow, {"check": check, "name": "region", "value": region}
    day = MONDAY + datetime.timedelta(days=number % 140)
    counts = {"passages": PASSAGES, "claims": CLAIMS, "complaints": 0}
    lead = THEMES[int(random.integers(len(THEMES)))]
    yield SaidRow, {"check": check, "lead": lead, "day": day, "readers": 1.0, "made": NOW} | counts
    shares = random.dirichlet(np.ones(MESSAGES))
    for position, theme in enumerate(random.permutation(THEMES)[:MESSAGES]):
        yield MessageRow, _message(check, position, str(theme), float(shares[position]))
    for position, vector in enumerate(_vectors(random)):
        text = _claim(number, position, random)
        place = {
            "check": check,
            "position": position,
            "start": 100 * position,
            "end": 100 * position + len(text),
        }
        yield PassageRow, place | {"text": text, "vector": vector}
        if position < CLAIMS:
            measure = {
                "text": "10 minutes",
                "low": 10.0,
                "high": 10.0,
                "unit": "minute",
                "about": ["set"],
                "bound": "",
            }
            said: dict[str, object] = {
                "text": text,
                "bases": ["figure"],
                "measures": [measure],
                "origin": origin_of(MODEL),
            }
            yield ClaimRow, place | said | {"vector": vector}


def _check(check: str, kit: str, number: int) -> dict[str, object]:
    team = ("sales", "marketing", "support", "partners")[number % 4]
    texts = {
        "source": f"{number}.md",
        "title": f"Draft {number}",
        "sought": "",
        "team": team,
        "channel": "deck",
    }
    counts = {"score": 80, "errors": 1, "warnings": 0, "suggestions": 0, "done": PASSAGES, "of": PASSAGES}
    times = {"created": NOW, "finished": NOW, "kit": kit, "kit_version": 1, "document": check, "id": check}
    rest = {"audience": "", "by": "You", "by_id": "local", "problem": "", "is_kept": True, "step": "done"}
    over = {"state": State.DONE, "verdict": "fail", "lead_message": None, "indexed": origin_of(MODEL)}
    return texts | counts | times | rest | over


def _message(check: str, position: int, theme: str, share: float) -> dict[str, object]:
    where = {"start": 100 * position, "end": 100 * position + 40}
    said: dict[str, object] = {
        "message": theme,
        "guidelines": [],
        "role": None,
        "share": round(share, 4),
        "passages": 4,
    }
    return {"check": check, "position": position, "quote": f"{theme}, in so many words."} | said | where


def _claim(number: int, position: int, random: np.random.Generator) -> str:
    thing = THINGS[(number + position) % len(THINGS)]
    return f"For team {number % 400}, {thing} takes {int(random.integers(1, 60))} minutes."


def _vectors(random: np.random.Generator) -> Iterator[bytes]:
    for vector in random.normal(size=(PASSAGES, 384)).astype("<f4"):
        yield (vector / np.linalg.norm(vector)).astype("<f4").tobytes()


if __name__ == "__main__":
    main()
