"""`python -m evals.bench.hooks`: deliveries of a CMS at a steady rate, one in five of them sent before.

A service is started as people start it, with SQLite, and one hook. Whoever sends does not wait for answers
before sending on; each time it asks a bare FastAPI route too, served by a process of its own in the same way,
so that a slow minute of the machine falls on both. With `--kill` the service gets SIGKILL in the middle and
is started anew; what was not answered is sent again then, as a CMS does. Afterwards, when nothing is left to
do, the records must hold each accepted delivery with one check, which a trigger saw ending once.

Milliseconds depend on the machine; what does not is whether anything is lost or checked twice, and how much
longer an answer takes than that of a route that does nothing.
"""

import argparse
import asyncio
import datetime
import json
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import aiohttp
import httpx2

from evals.bench.answering import Service, bare_route, served
from evals.bench.batch import CASES
from evals.tables import table
from service.hooks import signing
from service.records import Records

NAME = "bench"
SECRET = "whsec_" + "Y" * 44
KIT = "ottermere"
NEWS = 400
"""Characters of what is published, about: a news item, so that all of it is checked in a sitting."""
REPEATED = 5
"""One delivery in so many was sent before."""
PATIENCE = 600.0
"""Seconds without a check more after which a run has failed."""
TRIES = 40
"""How often a delivery is sent that is not answered, with a second between."""
GOAL = 150.0
"""Milliseconds by which an answer may take longer than a bare route's, at the 99th percentile."""
TRIGGER = (
    "CREATE TABLE bench_ended (id TEXT)",
    "CREATE TRIGGER bench_end AFTER UPDATE OF state ON records_checks"
    " WHEN NEW.state IN ('done', 'failed') AND OLD.state <> NEW.state"
    " BEGIN INSERT INTO bench_ended VALUES (NEW.id); END",
)
CHECKED = (
    "SELECT d.delivery, (SELECT count(*) FROM records_hook_checks c"
    " JOIN records_checks k ON k.id = c.\"check\" WHERE c.delivery = d.id AND k.state = 'done')"
    " FROM records_hook_deliveries d"
)
"""Deliveries, and how many finished checks each has."""


class Plan(NamedTuple):
    """One run."""

    rate: float
    """Deliveries a second."""
    seconds: float
    is_killed: bool


class Sent(NamedTuple):
    """One delivery as it is sent."""

    id: str
    body: bytes


@dataclass
class Answers:
    """What came back."""

    hook: list[float] = field(default_factory=list)
    """Seconds of answers of the hook, of first tries."""
    bare: list[float] = field(default_factory=list)
    accepted: set[str] = field(default_factory=set)
    """Ids of what was answered 202."""
    sent: Counter[str] = field(default_factory=Counter)
    """How often each delivery was answered 202."""
    again: int = 0
    """Tries that were not answered."""
    refused: Counter[int] = field(default_factory=Counter)
    """Other answers, by status."""


def main() -> None:
    """Print the table of what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--rate", type=float, default=100.0)
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--kill", action="store_true", help="kill the service in the middle")
    given = asked.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    sys.stdout.write(f"{measured(Plan(given.rate, given.seconds, given.kill))}\n")


def measured(plan: Plan) -> str:
    """Return what comes of *plan*, as a table."""
    with TemporaryDirectory() as name, served(Path(name)) as service, bare_route() as bare:
        folder = Path(name)
        _prepare(folder, service.url)
        answers = asyncio.run(_sent(plan, service, bare))
        began = time.monotonic()
        records = Records(f"sqlite:///{folder / 'records.db'}")
        _wait_until_over(records)
        text = report(plan, answers, records, time.monotonic() - began)
        records.close()
        return text


def report(plan: Plan, answers: Answers, records: Records, rest: float) -> str:
    """Return what was measured: the answers, and what became of what was accepted."""
    rows = [["hook", *_spread(answers.hook)], ["bare route", *_spread(answers.bare)]]
    longer = 1000 * (_percentile(answers.hook, 0.99) - _percentile(answers.bare, 0.99))
    kept, ended, documents = _kept(records)
    lost = answers.accepted - set(kept)
    says = [
        f"{plan.rate:g} deliveries a second for {plan.seconds:g} s"
        + (", killed in the middle" if plan.is_killed else "")
        + f"; {answers.again} tries unanswered, refused {dict(answers.refused) or 'none'}.",
        f"p99 is {longer:.0f} ms above the bare route's (goal: {GOAL:g}).",
        f"Accepted {len(answers.accepted):,} different ones, {answers.sent.total():,} in all; "
        f"lost {len(lost)}; kept {len(kept):,}, "
        f"with one check each {sum(number == 1 for number in kept.values()):,}.",
        f"Checks that ended: {len(ended):,}, more than once {sum(number > 1 for number in ended.values())}; "
        f"documents with more than one check: {sum(number > 1 for number in documents.values())}.",
        f"All was checked {rest:.0f} s after the last answer.",
    ]
    return "\n".join([table(("answers", "number", "p50 ms", "p90 ms", "p99 ms", "most ms"), rows), "", *says])


def deliveries(plan: Plan) -> Iterator[Sent]:
    """Yield what is sent: pages that differ, and one in five that was sent before."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CASES.glob("*/drafts/*.md"))]
    pages = [_shortened(text) for text in texts]
    chance, made = random.Random(1), list[Sent]()  # noqa: S311 - an order, not a secret
    for number in range(round(plan.rate * plan.seconds)):
        if made and number % REPEATED == REPEATED - 1:
            yield chance.choice(made)
            continue
        page = {
            "id": f"page-{number}",
            "title": f"Page {number}",
            "body": f"{pages[number % len(pages)]}\n\n{number}",
        }
        made.append(Sent(f"msg_{number}", json.dumps(page).encode()))
        yield made[-1]


def _prepare(folder: Path, url: str) -> None:
    """Make the hook, and what counts ended checks."""
    new = {
        "system": "generic",
        "kit": KIT,
        "secret": SECRET,
        "options": {"document": "/id"},
        "fields": [{"path": "/title", "is_title": True}, {"path": "/body", "kind": "markdown"}],
    }
    httpx2.put(f"{url}/v1/hooks/{NAME}", json=new, timeout=30).raise_for_status()
    records = Records(f"sqlite:///{folder / 'records.db'}")
    with records.database.changing() as connection:
        for statement in TRIGGER:
            connection.exec_driver_sql(statement)
    records.close()


async def _sent(plan: Plan, service: Service, bare: str) -> Answers:
    """Send at the rate, whatever comes back, and return what did."""
    answers, tasks = Answers(), list[asyncio.Task[None]]()
    connector, patience = aiohttp.TCPConnector(limit=400), aiohttp.ClientTimeout(30)
    async with aiohttp.ClientSession(connector=connector, timeout=patience) as client:
        start, killed = time.monotonic(), None
        for number, sent in enumerate(deliveries(plan)):
            await asyncio.sleep(start + number / plan.rate - time.monotonic())
            tasks.append(asyncio.create_task(_deliver(client, service.url, sent, answers)))
            tasks.append(asyncio.create_task(_ask(client, bare, sent, answers)))
            if plan.is_killed and killed is None and number >= plan.rate * plan.seconds / 2:
                killed = asyncio.create_task(asyncio.to_thread(_restart, service))
        await asyncio.gather(*tasks)
        if killed:
            await killed
    return answers


def _restart(service: Service) -> None:
    service.kill()
    service.start()


def _shortened(text: str) -> str:
    """Return the first paragraphs of a page: as much as a news item has."""
    kept, size = list[str](), 0
    for paragraph in text.split("\n\n"):
        if size + len(paragraph) > NEWS and kept:
            break
        kept.append(paragraph)
        size += len(paragraph)
    return "\n\n".join(kept)


async def _deliver(client: aiohttp.ClientSession, url: str, sent: Sent, answers: Answers) -> None:
    for attempt in range(TRIES):
        began = time.perf_counter()
        try:
            status = await _posted(client, f"{url}/v1/hooks/{NAME}", sent, _signed(url, sent))
        except (aiohttp.ClientError, TimeoutError):
            answers.again += 1
            await asyncio.sleep(1)
            continue
        if status == httpx2.codes.ACCEPTED:
            answers.accepted.add(sent.id)
            answers.sent[sent.id] += 1
            if not attempt:
                answers.hook.append(time.perf_counter() - began)
            return
        answers.refused[status] += 1
        await asyncio.sleep(1)


async def _posted(client: aiohttp.ClientSession, url: str, sent: Sent, headers: Mapping[str, str]) -> int:
    async with client.post(url, data=sent.body, headers=headers) as answer:
        await answer.read()
        return answer.status


def _signed(url: str, sent: Sent) -> dict[str, str]:
    body = json.loads(sent.body)
    now = datetime.datetime.now(datetime.UTC)
    unsigned = signing.unsigned(f"{url}/v1/hooks/{NAME}", body, now)
    return dict(signing.by_standard(unsigned, SECRET, sent.id).headers)


async def _ask(client: aiohttp.ClientSession, url: str, sent: Sent, answers: Answers) -> None:
    headers = _signed(url, sent)
    began = time.perf_counter()
    try:
        await _posted(client, url, sent, headers)
    except (aiohttp.ClientError, TimeoutError):
        return
    answers.bare.append(time.perf_counter() - began)


def _wait_until_over(records: Records) -> None:
    """Wait until nothing is left to do."""
    last, moved = "", time.monotonic()
    while True:
        counts = records.hook_deliveries.counts(datetime.datetime.min.replace(tzinfo=datetime.UTC))
        if not (counts.get("accepted") or counts.get("checking")):
            return
        if str(counts) != last:
            last, moved = str(counts), time.monotonic()
            sys.stderr.write(f"{counts}\n")
        if time.monotonic() - moved > PATIENCE:
            raise SystemExit(f"{counts} for {PATIENCE:g} seconds.")
        time.sleep(5)


def _kept(records: Records) -> tuple[dict[str, int], Counter[str], Counter[str]]:
    """Return deliveries with how many finished checks each has, ends of checks, and checks of documents."""
    with records.database.reading() as session:
        ask = session.connection().exec_driver_sql
        made = ask(CHECKED)
        kept = {str(delivery): int(number) for delivery, number in made}
        ended = Counter(str(row[0]) for row in ask("SELECT id FROM bench_ended"))
        documents = Counter(str(row[0]) for row in ask("SELECT document FROM records_checks"))
        return kept, ended, documents


def _spread(seconds: Sequence[float]) -> list[str]:
    found = [_percentile(seconds, part) for part in (0.5, 0.9, 0.99, 1.0)]
    return [f"{len(seconds):,}", *(f"{1000 * one:.1f}" for one in found)]


def _percentile(seconds: Sequence[float], part: float) -> float:
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


if __name__ == "__main__":
    main()
