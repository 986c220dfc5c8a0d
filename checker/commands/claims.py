"""`brandcheck claims`: every claim of many drafts, held against the kit, conflicts and what expires first."""

import datetime
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from checker.alignment.said import day_of
from checker.bootstrap import encoder, lexicon, load_kit
from checker.claims import ledger
from checker.commands.batch import Batch
from checker.commands.files import gather
from checker.commands.labels import labelled, load_labels
from checker.commands.reports import Gathered, reports
from checker.commands.telling import told, write
from checker.domain import BrandKit, Complained, Ledger, Report, Standing, Statement, Stood
from checker.dossier import Encode
from checker.errors import InputError
from checker.exporters import Exporter
from checker.exporters import load as load_exporter
from checker.pipeline import Policy
from checker.presentation.neutral import one_line
from checker.settings import Settings

BINARY = ("pdf", "pptx")
"""Formats that are no text, so that they go to a file."""
PARTS = ("conflicts", "expiring", *Standing, "counter-evidence")
"""What the ledger can be narrowed to."""


@dataclass(frozen=True)
class Request:
    """What the command line asked for; see its help."""

    paths: tuple[str, ...]
    kit: Path
    format_name: str = "console"
    output: Path | None = None
    soon: int = 90
    only: str = ""
    labels: Path | None = None
    jobs: int = 0
    resume: bool = False


@dataclass
class Said:
    """What documents state, sell and complain about."""

    stood: list[Stood] = field(default_factory=list)
    complained: list[Complained] = field(default_factory=list)
    sold: dict[str, list[Stood]] = field(default_factory=lambda: defaultdict(list))
    """By theme, the passage that sells it most clearly in each document."""
    documents: int = 0

    def add(self, report: Report) -> None:
        """Add what *report* found."""
        facts = report.document
        place = partial(
            Stood,
            document=facts.source,
            title=facts.title,
            source=facts.source,
            team=facts.team,
            channel=facts.channel,
            day=day_of(facts.labels.get("date", "")),
        )
        self.documents += 1
        self.stood += [place(statement=statement) for statement in report.claims]
        for share in report.messages:
            words = Statement(start=share.start, end=share.end, text=share.quote, bases=())
            self.sold[share.message].append(place(statement=words))
        day = day_of(facts.labels.get("date", ""))
        self.complained += [
            Complained(complaint=complaint, document=facts.source, title=facts.title, day=day)
            for complaint in report.complaints
        ]


def run(request: Request) -> int:
    """Show the claims of the drafts or reports that *request* names, and return the exit code.

    Raises:
        InputError: if the request, the kit, the labels or a file of reports are wrong.
    """
    _require_part(request.only)
    exporter = load_exporter(request.format_name, Ledger)
    if request.format_name in BINARY and request.output is None:
        raise InputError(f"--format {request.format_name}: this is no text. Name a file with --output.")
    batch, labels = _batch(request), load_labels(request.labels) if request.labels else None
    if labels:
        batch = replace(batch, change=partial(labelled, labels=labels), digest=labels.digest)
    found = Gathered()
    with tempfile.TemporaryDirectory(prefix="brandcheck-") as folder:
        paths = gather(request.paths, standard_input=Path(folder))
        said = gathered(reports(paths, batch, labels, found))
    today = batch.policy.today
    kept = load_kit(request.kit, lexicon(), replace(batch.policy, today=datetime.date.min))
    whole = ledger_of(said, kept, encoder(batch.settings, lexicon()), today=today, soon_days=request.soon)
    write(_rendered(narrowed(whole, request.only), request, exporter), request.output)
    return told(found, "the ledger is")


def gathered(made: Iterable[Report]) -> Said:
    """Return what the documents of the reports *made* state, sell and complain about."""
    said = Said()
    for report in made:
        said.add(report)
    return said


def ledger_of(said: Said, kit: BrandKit, encode: Encode, *, today: datetime.date, soon_days: int) -> Ledger:
    """Return the ledger of what was *said*, each wording encoded once."""
    texts = sorted({one.statement.text for one in said.stood})
    rows = {text: row for row, text in enumerate(texts)}
    vectors = encode(texts)[[rows[one.statement.text] for one in said.stood]]
    made = ledger(
        said.stood,
        vectors,
        kit,
        encode=encode,
        today=today,
        complained=said.complained,
        sold=said.sold,
        soon_days=soon_days,
    )
    return made.model_copy(update={"documents": said.documents})


def narrowed(whole: Ledger, only: str) -> Ledger:
    """Return the part of a ledger that is asked for: one of `PARTS`, or all of it for nothing."""
    if not only:
        return whole
    parts: dict[str, Sequence[object]] = {
        "conflicts": whole.conflicts if only == "conflicts" else (),
        "expiring": whole.expiring if only == "expiring" else (),
        "counter_evidence": whole.counter_evidence if only == "counter-evidence" else (),
        "claims": _narrowed_claims(whole, only),
    }
    return whole.model_copy(update=parts)


def _narrowed_claims(whole: Ledger, only: str) -> Sequence[object]:
    """Return the claims that stand as asked, or those that the asked part speaks of."""
    named = {conflict.claim for conflict in whole.conflicts} if only == "conflicts" else set()
    ending = {one.guideline for one in whole.expiring} if only == "expiring" else set()
    return tuple(
        claim
        for claim in whole.claims
        if claim.standing == only or claim.id in named or claim.guideline in ending
    )


def _require_part(only: str) -> None:
    if only and only not in PARTS:
        raise InputError(f"--only {one_line(only)}: choose one of {', '.join(PARTS)}.")


def _batch(request: Request) -> Batch:
    """Return how drafts are checked: offline, for the same drafts are to give the same figures."""
    settings = Settings()
    offline = settings.model_copy(update={"judge": settings.judge.model_copy(update={"mode": "off"})})
    policy = Policy(today=datetime.datetime.now(tz=datetime.UTC).date())
    kit = load_kit(request.kit, lexicon(), policy)
    return Batch(request.kit, kit, policy, offline, jobs=request.jobs, is_resumed=request.resume)


def _rendered(made: Ledger, request: Request, exporter: Exporter[Ledger]) -> bytes:
    """Return the ledger as a file, coloured where a person reads it on a terminal."""
    if request.format_name == "console" and request.output is None:
        from rich.console import Console

        from checker.exporters.ledgers import console

        return console.render(made, terminal=Console())
    return exporter.render(made)
