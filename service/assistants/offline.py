"""The desk of an assistant that has the checker alone: kits and drafts on this machine, no service.

Nothing is kept but, in memory, the last reports. A language model is asked only where the settings name one.
"""

import datetime
import secrets
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from checker.asking import Answer, Model, Question, Reply
from checker.bootstrap import allowance, read_content
from checker.commands.batch import Batch
from checker.commands.claims import Said, gathered, ledger_of
from checker.commands.files import gather
from checker.commands.reports import Gathered, reports
from checker.commands.rewriting import applied
from checker.domain import Document, Ledger, Report
from checker.judges.discretion import kept_in
from checker.judges.model import ModelJudge
from checker.pipeline import Checker, Policy
from checker.rewriting import Rewriter, Terms
from checker.rewriting.ground import ordinary_words
from checker.settings import Settings
from service.assistants.answers import KitFacts
from service.assistants.asked import CheckDraft, OfDraft, Rewrite
from service.assistants.desk import Call, Edited, HeldKit, Made, Step, Unanswered
from service.assistants.shelf import Shelf
from service.exchange.texts import file_name
from service.nouns import LedgerQuery, Scope

KEPT = 50
"""Reports that are remembered, for their resource and for the claims of the drafts."""
LOOK = 0.2
"""Seconds after which one who waits for their turn looks whether the caller has hung up."""
UNNAMED = "draft"
SOON = 90
"""Days before its end from which on a claim is said to expire."""


@dataclass(frozen=True)
class Attentive:
    """A language model that is asked only as long as the caller waits."""

    model: Model
    call: Call

    @property
    def name(self) -> str:
        """Return the model's name."""
        return self.model.name

    def ask(self, question: Question[Answer]) -> Reply[Answer]:
        """Return the answer to *question*.

        Raises:
            ModelFailed: if there is none that can be used.
        """
        self.call.go_on()
        return self.model.ask(question)


class Offline:
    """Answers the one user of this machine; one draft is worked on at a time."""

    scopes = frozenset(Scope)

    def __init__(self, shelf: Shelf, settings: Settings, drafts: Sequence[str] = ()) -> None:
        """Answer by the kits on *shelf*; *drafts* are files and folders whose claims can be searched."""
        self._shelf, self._settings, self._drafts = shelf, settings, tuple(drafts)
        self._turn, self._lock = Lock(), Lock()
        self._reports: OrderedDict[str, tuple[str, Report]] = OrderedDict()
        self._said: dict[str, tuple[str, Said]] = {}

    def kits(self) -> tuple[KitFacts, ...]:
        """Return the kits, by id."""
        return self._shelf.kits()

    def kit(self, kit_id: str) -> HeldKit:
        """Return the kit of that id."""
        return self._shelf.kit(kit_id)

    def check(self, asked: CheckDraft, kit_id: str, call: Call) -> Made:
        """Return what is found out about a draft."""
        call.tell(Step(0, 2, "Reading the draft"))
        document = self._document(asked)
        with _taken(self._turn, call):
            call.tell(Step(1, 2, "Checking it"))
            checker = _for_call(self._shelf.checker(kit_id), asked, call)
            report = checker.check(document).report
        return Made(report, self._keep(kit_id, report))

    def rewrite(self, asked: Rewrite, kit_id: str, call: Call) -> Edited:
        """Return a draft with the fewest edits that take its findings away."""
        call.tell(Step(0, None, "Checking the draft"))
        document, settings = self._document(asked), self._settings
        with _taken(self._turn, call):
            checker = _for_call(self._shelf.checker(kit_id), asked, call)
            rewriter = Rewriter(
                check=checker.check,
                kit=checker.kit,
                ordinary=ordinary_words(checker.lexicon.themes),
                model=self._editor(document, asked, call),
                apply=lambda whole, edits: applied(whole, edits, settings),
                terms=Terms(rounds=asked.rounds, window=settings.judge.window),
                tell=lambda says: call.tell(Step(0, None, says)),
            )
            made = rewriter.rewrite(document)
        return Edited.of(made)

    def ledger(self, query: LedgerQuery, call: Call) -> Ledger:
        """Return what the drafts that the assistant was started with claim, and those that it has checked."""
        kit = self._shelf.kit(query.kit)
        said = Said()
        with self._lock:
            checked = {report.document.source: report for k, report in self._reports.values() if k == kit.id}
        for report in checked.values():
            said.add(report)
        with _taken(self._turn, call):
            written = self._written(kit)
            said.stood += written.stood
            said.documents += written.documents
            today = datetime.datetime.now(tz=datetime.UTC).date()
            whole = ledger_of(said, kit.kit, self._shelf.encode, today=today, soon_days=SOON)
        return _narrowed(whole, query)

    def report(self, check: str) -> Report:
        """Return the report of a check that this assistant has made."""
        with self._lock:
            found = self._reports.get(check)
        if found is None:
            raise Unanswered(
                f"There is no check “{check[:60]}” any more: the last {KEPT} are remembered. "
                "Check the draft again."
            )
        return found[1]

    def _document(self, asked: OfDraft) -> Document:
        name = file_name(asked.name, otherwise=UNNAMED)
        documents = read_content(asked.text.encode(), name, self._settings)
        if len(documents) > 1:
            raise Unanswered(f"“{name}” holds {len(documents):,} drafts. Send one at a time.")
        given = getattr(asked, "document", "")
        return documents[0].model_copy(update={"source": given}) if given else documents[0]

    def _keep(self, kit_id: str, report: Report) -> str:
        name = secrets.token_hex(16)
        with self._lock:
            self._reports[name] = (kit_id, report)
            while len(self._reports) > KEPT:
                self._reports.popitem(last=False)
        return name

    def _editor(self, document: Document, asked: Rewrite, call: Call) -> Model | None:
        model = self._shelf.model if asked.judged else None
        if model is None or kept_in(document, self._settings.judge):
            return None
        return Attentive(allowance(model, self._settings), call)

    def _written(self, held: HeldKit) -> Said:
        """Return what the drafts on this machine say, read once for each version of a kit."""
        known = self._said.get(held.id)
        if known and known[0] == held.kit.digest:
            return known[1]
        said = Said()
        if self._drafts:
            off = self._settings.judge.model_copy(update={"mode": "off"})
            settings = self._settings.model_copy(update={"judge": off})
            policy = Policy(today=datetime.datetime.now(tz=datetime.UTC).date())
            batch = Batch(self._shelf.path(held.id), held.kit, policy, settings)
            paths = gather(self._drafts, standard_input=Path())
            said = gathered(reports(paths, batch, None, Gathered()))
        self._said[held.id] = (held.kit.digest, said)
        return said


class _taken:  # noqa: N801 - it is used as a function
    """Takes a lock as soon as it is free, as long as the caller waits."""

    def __init__(self, lock: Lock, call: Call) -> None:
        self._lock, self._call = lock, call

    def __enter__(self) -> None:
        while not self._lock.acquire(timeout=LOOK):
            self._call.go_on()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def _for_call(checker: Checker, asked: OfDraft, call: Call) -> Checker:
    """Return *checker* on the terms that are *asked* for, whose judge tells how far it is."""
    policy = replace(checker.policy, team=asked.team, channel=asked.channel, audience=asked.audience)
    made = checker.judge if asked.judged else None
    if isinstance(made, ModelJudge):
        opened = made.open
        made = replace(
            made,
            open=lambda: Attentive(opened(), call),
            tell=lambda done, of: call.tell(Step(1 + done / max(of, 1), 2, "The language model reads it")),
        )
    return replace(checker, policy=policy, judge=made)


def _narrowed(ledger: Ledger, query: LedgerQuery) -> Ledger:
    """Return of *ledger* the claims that *query* asks about."""
    words = query.text.casefold().split()
    claims = (
        claim
        for claim in ledger.claims
        if query.standing in {None, claim.standing}
        and any(all(word in wording.text.casefold() for word in words) for wording in claim.wordings)
    )
    return ledger.model_copy(update={"claims": tuple(claims)})
