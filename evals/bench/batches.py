"""`python -m evals.bench.batches`: durable batches, by workers and databases, undisturbed and with kills.

Each run is a database of its own, `brandcheck worker` processes with one lane each, and one batch: the corpus
as it is, and the drafts of the labelled brands, their paragraphs in another order each time. The judge is a
server in this process that counts what it is asked. With kills, any process of any worker gets SIGKILL at
moments that a seed chooses; a worker whose first process dies is started anew, as a supervisor would do. A
trigger counts how often each document is reported.

Seconds depend on the machine; what does not is whether documents are lost or reported twice, how many calls
are repeated, and whether the findings are those of an undisturbed run.
"""

import argparse
import hashlib
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sqlalchemy import func, select

from evals.bench.batch import CASES, MEBIBYTE
from evals.bench.judge import Judge, listening
from evals.bench.sessions import Sessions
from evals.tables import table
from service.nouns import LOCAL, Draft, NewBatch, State
from service.records import Records
from service.records.batch_rows import Member
from service.records.batches import AT_ONCE

CORPUS = Path(__file__).parents[2] / "corpus"
KIT = CORPUS / "kits" / "ottermere" / "kit.yaml"
MANY = {".csv", ".jsonl", ".yaml"}
"""Files of the corpus that are not one draft."""
LOOK = 0.1
"""Seconds between two looks at how far a batch is."""
PATIENCE = 600.0
"""Seconds without a document more after which a run has failed."""
TRIGGERS = {
    "sqlite": (
        "CREATE TABLE bench_reported (id TEXT)",
        "CREATE TRIGGER bench_report AFTER UPDATE OF state ON records_checks"
        " WHEN NEW.state IN ('done', 'failed') AND OLD.state <> NEW.state"
        " BEGIN INSERT INTO bench_reported VALUES (NEW.id); END",
    ),
    "postgresql": (
        "CREATE TABLE bench_reported (id TEXT)",
        "CREATE FUNCTION bench_report() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN INSERT INTO bench_reported VALUES (NEW.id); RETURN NEW; END'",
        "CREATE TRIGGER bench_report AFTER UPDATE OF state ON records_checks FOR EACH ROW"
        " WHEN (NEW.state IN ('done', 'failed') AND OLD.state <> NEW.state)"
        " EXECUTE FUNCTION bench_report()",
    ),
}
"""What counts reports, by database."""


class Plan(NamedTuple):
    """One run."""

    database: str
    """`sqlite`, or the URL of a PostgreSQL database that may be emptied."""
    documents: int
    workers: int
    kills: int = 0
    rate: float = 0.0
    """Calls a minute; 0 for none, and offline."""
    pause: float = 0.02
    """Seconds that the judge takes for an answer."""
    bound: int = 16
    """Drafts of which the judge is asked at a time."""
    seed: int = 1

    @property
    def kind(self) -> str:
        """Return which database it is."""
        return "sqlite" if self.database == "sqlite" else "postgresql"


class Run(NamedTuple):
    """What came of it."""

    plan: Plan
    seconds: float
    """From the first worker's being ready to the last document's report."""
    processor: float
    """Seconds of processor time of all workers, their start included; dead processes as last seen."""
    peak: float
    """MiB of all workers together at most; shared pages count each time."""
    stored: int
    """Bytes of the databases at the end, with their write-ahead logs."""
    states: Mapping[str, int]
    reported: Mapping[int, int]
    """How many documents were reported how many times."""
    calls: int
    distinct: int
    most_in_flight: int
    excess: float
    """The most calls of any window, by what the rate allows in it; 1 at most is within it."""
    digest: str
    """Of verdicts, scores and findings of all documents, in their order."""


def main() -> None:
    """Print the table of what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--postgresql", default="", help="URL of a database that may be emptied")
    asked.add_argument("--documents", type=int, nargs="+", default=[1_000])
    asked.add_argument("--workers", type=int, nargs="+", default=[1, 3])
    asked.add_argument("--kills", type=int, default=0)
    asked.add_argument("--rate", type=float, default=0.0, help="calls a minute; 0 for offline")
    asked.add_argument("--bound", type=int, default=16)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    databases = ["sqlite", *([given.postgresql] if given.postgresql else [])]
    runs = []
    for database in databases:
        for number in given.documents:
            for workers in given.workers:
                plan = Plan(
                    database, number, workers, given.kills, given.rate, bound=given.bound, seed=given.seed
                )
                runs.append(measured(plan))
                sys.stderr.write(f"{runs[-1]}\n")
    sys.stdout.write(f"{report(runs)}\n")


def measured(plan: Plan) -> Run:
    """Return what comes of *plan*."""
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        judge = Judge(KIT.read_text(encoding="utf-8"), plan.pause)
        url = stack.enter_context(listening(judge))
        own = _environment(plan, folder, url)
        records = Records(own["BRANDCHECK_SERVICE__RECORDS_URL"])
        stack.callback(records.close)
        batch = _recorded(plan, records)
        workers = stack.enter_context(Sessions(plan.workers, own, folder))
        workers.wait_until_ready()
        start = time.monotonic()
        _followed(plan, records, batch, workers)
        seconds = time.monotonic() - start
        workers.stop()
        return _made(plan, records, batch, workers, judge, seconds)


def report(runs: Sequence[Run]) -> str:
    """Return *runs* as a table."""
    header = (
        *("database", "documents", "workers", "kills", "seconds", "a second", "CPU ms each", "peak MiB"),
        *("KiB each", "done", "failed", "reported twice", "calls", "repeated", "in flight", "rate"),
        "findings",
    )
    return table(header, [_row(run) for run in runs])


def _row(run: Run) -> list[str]:
    plan = run.plan
    return [
        *(plan.kind, f"{plan.documents:,}", str(plan.workers), str(plan.kills), f"{run.seconds:.1f}"),
        *(f"{plan.documents / run.seconds:.1f}", f"{1000 * run.processor / plan.documents:.0f}"),
        *(f"{run.peak:,.0f}", f"{run.stored / plan.documents / 1024:.0f}"),
        *(str(run.states.get("done", 0)), str(run.states.get("failed", 0))),
        str(sum(number for times, number in run.reported.items() if times > 1)),
        *(str(run.calls), str(run.calls - run.distinct), str(run.most_in_flight)),
        *(f"{run.excess:.2f}", run.digest[:8]),
    ]


def drafts(number: int, seed: int) -> Iterator[Draft]:
    """Yield *number* drafts: the corpus as it is, then those of the labelled brands, edited by *seed*."""
    files = [path for path in sorted((CORPUS / "drafts").rglob("*.*")) if path.suffix not in MANY]
    for path in files[:number]:
        yield Draft(name=path.name, content=path.read_bytes(), kit="ottermere", team=path.parent.name)
    originals = [path.read_text(encoding="utf-8") for path in sorted(CASES.glob("*/drafts/*.md"))]
    chance = random.Random(seed)  # noqa: S311 - an order, not a secret
    for turn in range(number - len(files)):
        paragraphs = originals[turn % len(originals)].split("\n\n")
        head, body = paragraphs[:1], paragraphs[1:]
        chance.shuffle(body)
        content = "\n\n".join((*head, *body, f"This is note {turn}."))
        yield Draft(name=f"{turn:05}.md", content=content.encode(), kit="ottermere")


def _environment(plan: Plan, folder: Path, judge: str) -> dict[str, str]:
    url = f"sqlite:///{folder / 'records.db'}" if plan.kind == "sqlite" else plan.database
    chat = f"sqlite:///{folder / 'chat.db'}" if plan.kind == "sqlite" else plan.database
    own = {
        "BRANDCHECK_SERVICE__DATA": str(folder),
        "BRANDCHECK_SERVICE__RECORDS_URL": url,
        "BRANDCHECK_SERVICE__JUDGED_AT_ONCE": str(plan.bound),
        "BRANDCHECK_DATABASE_URL": chat,
        "BRANDCHECK_JUDGE__MODE": "off",
    }
    asked = {
        "BRANDCHECK_JUDGE__MODE": "always",
        "BRANDCHECK_JUDGE__MODEL": "openai:stub",
        "BRANDCHECK_JUDGE__BASE_URL": judge,
        "BRANDCHECK_JUDGE__API_KEY": "none",
        "BRANDCHECK_JUDGE__STRUCTURED": "json",
        "BRANDCHECK_JUDGE__REQUESTS_PER_MINUTE": str(plan.rate),
    }
    return own | (asked if plan.rate else {})


def _recorded(plan: Plan, records: Records) -> str:
    """Make the records anew with a kit and the batch, and return the batch's id."""
    if plan.kind == "postgresql":
        with records.database.changing() as connection:
            for schema in ("public", "dbos"):
                connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
    records.prepare()
    source = KIT.read_text(encoding="utf-8")
    version = records.kits.put_draft("ottermere", source, brand="Ottermere", guidelines=1, by=LOCAL)
    kit = records.kits.publish("ottermere", version.number, by=LOCAL)
    with records.database.changing() as connection:
        for statement in TRIGGERS[plan.kind]:
            connection.exec_driver_sql(statement)
    made = records.batches.create(NewBatch(kit="ottermere"), kit_version=kit.number, by=LOCAL)
    members = [Member(draft) for draft in drafts(plan.documents, plan.seed)]
    for first in range(0, len(members), AT_ONCE):
        records.batches.add(made.id, members[first : first + AT_ONCE])
    records.batches.complete(made.id)
    return made.id


def _followed(plan: Plan, records: Records, batch: str, workers: Sessions) -> None:
    """Wait until *batch* is over, killing on the way."""
    chance = random.Random(plan.seed)  # noqa: S311 - moments, not secrets
    moments = sorted(chance.uniform(0.02, 0.98) for _ in range(plan.kills))
    last, moved = -1, time.monotonic()
    while True:
        found = records.batches.get(batch)
        if found is None or found.finished:
            return
        over = found.counts.over
        if over > last:
            last, moved = over, time.monotonic()
        if time.monotonic() - moved > PATIENCE:
            raise SystemExit(f"{found.counts} for {PATIENCE:g} seconds.")
        while moments and over >= moments[0] * plan.documents:
            moments.pop(0)
            workers.kill(chance)
        workers.look()
        time.sleep(LOOK)


def _made(  # noqa: PLR0913, PLR0917 - all that came of a run
    plan: Plan, records: Records, batch: str, workers: Sessions, judge: Judge, seconds: float
) -> Run:
    found = records.batches.items(batch, limit=plan.documents)
    with records.database.reading() as session:
        names = session.connection().exec_driver_sql("SELECT id FROM bench_reported").scalars().all()
    times = Counter(names)
    return Run(
        plan=plan,
        seconds=seconds,
        processor=workers.processor,
        peak=workers.peak / MEBIBYTE,
        stored=_stored(plan, records),
        states=Counter(item.state.value for item in found),
        reported=Counter(times[item.id] for item in found if item.state is not State.CANCELLED),
        calls=len(judge.asked),
        distinct=len({digest for _, digest in judge.asked}),
        most_in_flight=judge.most_in_flight,
        excess=judge.excess(plan.rate),
        digest=_digest(records, [item.id for item in found]),
    )


def _stored(plan: Plan, records: Records) -> int:
    """Return how many bytes drafts, reports and jobs take."""
    if plan.kind == "sqlite":
        return sum(path.stat().st_size for path in records.database.path.parent.glob("*.db*"))
    with records.database.reading() as session:
        return int(session.scalar(select(func.pg_database_size(func.current_database()))) or 0)


def _digest(records: Records, checks: Sequence[str]) -> str:
    """Return a digest of what was found out, without what depends on time and on what was paid for."""
    whole = hashlib.sha256()
    for check in checks:
        made = records.checks.report(check)
        findings = made.findings if made else ()
        found = [(f.guideline, f.quote, f.location.start, f.severity, f.origin) for f in findings]
        whole.update(repr((made and (made.verdict, made.score, made.lead_message), found)).encode())
    return whole.hexdigest()


if __name__ == "__main__":
    main()
