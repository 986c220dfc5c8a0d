"""The whole of a check, on one screen: read → split → embed → check → judge → verify → score → report."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from checker.changes import Changes
from checker.checks import CHECKS
from checker.clues.mix import kept_chances, lead, message_mix, sold
from checker.domain import BrandKit, Checked, Document, Finding, Severity
from checker.dossier import Dossier, Encode, Lexicon
from checker.foreign import foreign_blocks
from checker.gate import decide
from checker.guessing import guess
from checker.judgement import Judge, Judgement
from checker.kits.waivers import Waiver, waive
from checker.reporting import report, unread
from checker.splitter import split
from checker.verifier import verify


@dataclass(frozen=True)
class Policy:
    """On what terms documents are checked: who wrote them, what fails, what is accepted already."""

    team: str = ""
    channel: str = ""
    audience: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What else is said of the documents: `region`, `agency`, `author`, …"""
    fail_on: Severity | None = Severity.ERROR
    waivers: tuple[Waiver, ...] = ()
    baseline: frozenset[str] = frozenset()
    changes: Changes | None = None
    """Where only findings on lines that a change adds count."""
    today: datetime.date = datetime.date.min
    """The day on which waivers and guidelines must hold."""


@dataclass(frozen=True)
class Checker:
    """Everything that a check needs, put together in `bootstrap`."""

    kit: BrandKit
    lexicon: Lexicon
    encode: Encode
    read: Callable[[Path], tuple[Document, ...]]
    engine: dict[str, str]
    policy: Policy = Policy()
    judge: Judge | None = None
    """Confirms, dismisses and adds findings; none offline."""

    def check_file(self, path: Path) -> Iterator[Checked]:
        """Yield the documents in *path* with their reports; a ticket export holds many.

        Raises:
            InputError: if the file can't be read.
        """
        for document in self.read(path):
            yield self.check(document)

    def check(self, document: Document) -> Checked:
        """Return *document*, with team and channel filled in, and its report."""
        policy = self.policy
        document = guess(
            document,
            team=policy.team,
            channel=policy.channel,
            audience=policy.audience,
            labels=policy.labels,
        )
        foreign = foreign_blocks(document)
        passages = tuple(p for p in split(document) if p.block.start not in foreign)
        kit = self.kit.for_document(document)
        vectors = self.encode([passage.plain for passage in passages])
        dossier = Dossier(document, passages, vectors, kit, self.lexicon, self.encode)
        candidates = (candidate for check in CHECKS for candidate in check.find(dossier))
        findings = verify(candidates, document=document, passages=passages, kit=kit)
        heard = self.judge.judge(dossier, findings) if self.judge else Judgement()
        if self.judge:
            findings = verify(heard.candidates, document=document, passages=passages, kit=kit)
        findings = self._accepted(findings, document)
        what = sold(dossier)
        made = report(
            dossier,
            kit=self.kit,
            findings=findings,
            mix=message_mix(dossier, what),
            chances=kept_chances(dossier, what),
            lead=heard.lead or lead(dossier, what),
            verdict=decide(
                findings,
                fail_on=policy.fail_on,
                is_complete=bool(passages) and not heard.unjudged,
            ),
            engine=self.engine | heard.engine,
            foreign=foreign,
            judgement=heard,
        )
        return Checked(document, made)

    def refuse(self, source: str, reason: str) -> Checked:
        """Return the report on a file that could not be read, for that *reason*."""
        return unread(source, reason, kit=self.kit, engine=self.engine)

    def _accepted(self, findings: tuple[Finding, ...], document: Document) -> tuple[Finding, ...]:
        """Return *findings* that are new, by baseline and changed lines, the waived ones marked."""
        changes = self.policy.changes
        known = (f for f in findings if f.id not in self.policy.baseline)
        new = tuple(f for f in known if changes is None or changes.touch(f, document))
        return waive(new, self.policy.waivers, self.policy.today).findings
