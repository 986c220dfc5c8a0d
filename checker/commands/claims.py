"""`brandcheck claims`: every claim of many drafts, held against the kit, conflicts and what expires first."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from checker.alignment.said import day_of
from checker.bootstrap import encoder, lexicon, load_kit
from checker.claims import ledger
from checker.commands.reports import Gathered
from checker.commands.telling import told
from checker.commands.together import Together
from checker.domain import BrandKit, Complained, Ledger, Report, Standing, Statement, Stood
from checker.dossier import Encode
from checker.errors import InputError
from checker.presentation.neutral import one_line

PARTS = ("conflicts", "expiring", *Standing, "counter-evidence")
"""What the ledger can be narrowed to."""


@dataclass(frozen=True)
class Request:
    """What the command line asked for; see its help."""

    drafts: Together
    soon: int = 90
    only: str = ""


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
    drafts, found = request.drafts, Gathered()
    exporter, batch = drafts.exporter(Ledger), drafts.batch()
    said = drafts.over(batch, found, gathered)
    kept = load_kit(drafts.kit, lexicon(), replace(batch.policy, today=datetime.date.min))
    encode, today = encoder(batch.settings, lexicon()), batch.policy.today
    whole = ledger_of(said, kept, encode, today=today, soon_days=request.soon)
    drafts.show(narrowed(whole, request.only), exporter)
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
