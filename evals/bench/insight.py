"""`python -m evals.bench.insight`: what alignment and ledger cost over stored documents, in time and memory.

Twenty passages a document with the chances of each, five of them claims with vectors and what they speak of,
five messages each; kept as the service keeps them. Each question has a process of its own, whose kit is read.
*Cold* is its first answer, *changed* the answer after one more document was checked, and *again* the same
question once more; all three are seconds of processor time. *Resting* is the most MiB that the process held
before it was asked, *peak* until the end.
"""

import datetime
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from sqlalchemy import insert

from checker.bootstrap import encoder, lexicon, load_kit
from checker.claims.spoken import form, spoken, written
from checker.claims.subjects import described
from checker.clues.chances import kept
from checker.settings import Settings
from evals.tables import table
from service.insight import Insight
from service.nouns import LOCAL, AlignmentQuery, LedgerQuery, State
from service.records import Records
from service.records.ids import new_id
from service.records.said_again import origin_of
from service.records.said_tables import ClaimRow, LabelRow, MessageRow, SaidRow
from service.records.tables import CheckRow, PassageRow, Row

BRAND = "Ottermere"
KIT = Path("corpus/kits/ottermere/kit.yaml")
SIZES = (500, 1_000, 2_500, 5_000)
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
    header = ("documents", "passages", "claims", "question", "cold", "changed", "again", "resting", "peak")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            url = sys.argv[1] if sys.argv[1:] else f"sqlite:///{folder}/{size}.db"
            _alone(_filled, url, size)
            for question in ("alignment", "ledger"):
                counts = (f"{size:,}", f"{size * PASSAGES:,}", f"{size * CLAIMS:,}", question)
                rows.append([*counts, *_alone(_measured, url, size, question)])
                sys.stderr.write(f"{rows[-1]}\n")
    sys.stdout.write(f"{table(header, rows)}\n")


def _alone(work: Callable[..., tuple[str, ...]], *given: object) -> tuple[str, ...]:
    """Return what *work* makes of what is *given*, in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        return processes.submit(work, *given).result()


def _filled(url: str, size: int) -> tuple[str, ...]:
    """Keep a kit and *size* documents."""
    records = Records(url)
    records.prepare()
    kit = f"bench-{size}"
    version = records.kits.put_draft(kit, KIT.read_text(), brand=BRAND, guidelines=1, by=LOCAL)
    records.kits.publish(kit, version.number, by=LOCAL)
    for start in range(0, size, BATCH):
        fill(records, kit, range(start, min(start + BATCH, size)))
    records.close()
    return ()


def _measured(url: str, size: int, question: str) -> tuple[str, ...]:
    """Return seconds cold, changed and again, and MiB resting and at most."""
    settings, words = Settings(), lexicon()
    kit, encode = load_kit(KIT, words), encoder(settings, words)
    records, name = Records(url), f"bench-{size}"
    insight = Insight(records, lambda *_: kit, encode, origin=MODEL)
    questions: dict[str, Callable[[], object]] = {
        "alignment": lambda: insight.alignment(AlignmentQuery(kit=name)),
        "ledger": lambda: insight.ledger(LedgerQuery(kit=name)),
    }
    ask = questions[question]
    resting, cold = _peak(), _processor(ask)
    fill(records, name, range(size, size + 1))
    changed, again, peak = _processor(ask), _processor(ask), _peak()
    records.close()
    return f"{cold:.2f}", f"{changed:.2f}", f"{again:.3f}", f"{resting:,.0f}", f"{peak:,.0f}"


def _processor(ask: Callable[[], object]) -> float:
    start = time.process_time()
    ask()
    return time.process_time() - start


def _peak() -> float:
    """Return the most MiB that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fill(records: Records, kit: str, numbers: range) -> None:
    """Keep finished checks as the service would have them, without their drafts."""
    tables: dict[type[Row], list[dict[str, object]]] = {}
    for number in numbers:
        for kind, row in _rows(kit, number, np.random.default_rng(number)):
            tables.setdefault(kind, []).append(row)
    with records.database.writing() as session:
        for kind, rows in tables.items():
            session.execute(insert(kind), rows)


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
    themes = [str(theme) for theme in random.permutation(THEMES)[:MESSAGES]]
    likely = random.dirichlet(np.ones(MESSAGES + 1), size=PASSAGES)
    chances = {"chances": kept(themes, likely, np.ones(PASSAGES).tolist()).model_dump(mode="json")}
    yield SaidRow, {"check": check, "lead": lead, "day": day, "readers": 1.0, "made": NOW} | counts | chances
    shares = random.dirichlet(np.ones(MESSAGES))
    for position, theme in enumerate(themes):
        yield MessageRow, _message(check, position, theme, float(shares[position]))
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
            measures = described(text)
            said: dict[str, object] = {
                "text": text,
                "bases": ["figure"],
                "measures": [measure.model_dump(mode="json") for measure in measures],
                "origin": origin_of(MODEL),
                "form": form(BRAND),
                "spoken": written(spoken(text, measures, BRAND)),
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
