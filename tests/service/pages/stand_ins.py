"""Checks without processes or jobs: a checker in this process, and a judge that a test scripts."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from checker.bootstrap import encoder, engine_of, lexicon, load_kit, read_content
from checker.domain import Checked, Finding, Report
from checker.errors import CheckerError
from checker.pipeline import Checker
from checker.rewriting import Rewritten
from checker.settings import Settings
from service.jobs.terms import policy
from service.nouns import Check, Draft, Identity, KitVersion, Progress, State
from service.problems import not_found
from service.records import Records


def _as_it_is(checked: Checked) -> Checked:
    return checked


@dataclass
class ScriptedChecks:
    """What `service.checks.Checks` offers to pages, with a judge that a test scripts."""

    records: Records
    settings: Settings = field(default_factory=Settings)
    judge: Callable[[Checked], Checked] | None = None
    """Makes the judge's report of the offline one; none where no judge is set."""
    go_on: threading.Event = field(default_factory=threading.Event)
    """The judge reads on once this is set."""
    lived: list[str] = field(default_factory=list)
    """The texts that were checked live, in the order of the answers."""
    hold: dict[str, threading.Event] = field(default_factory=dict)
    """Texts whose live answers wait for their event."""
    broken: Exception | None = None
    """What live checks raise, while it is set."""

    rewritten: Callable[[str], str] | None = None
    """Makes the text that a language model would have written."""

    def __post_init__(self) -> None:
        """Load the lexicon and the local model once."""
        self._words = lexicon()
        self._encode = encoder(self.settings, self._words)
        self._checkers: dict[str, Checker] = {}
        self._news = threading.Condition()

    @property
    def judge_is_set(self) -> bool:
        """Return whether there is a judge."""
        return self.judge is not None

    def live(  # noqa: PLR0913 - as the real one
        self, text: str, *, kit: str, team: str, channel: str, audience: str, lane: str, document: str
    ) -> Checked:
        """Return what is found in *text*."""
        assert lane
        if text in self.hold:
            self.hold[text].wait(60)
        if self.broken:
            raise self.broken
        draft = Draft(
            name="Text",
            content=text.encode(),
            kit=kit,
            team=team,
            channel=channel,
            audience=audience,
            document=document,
        )
        (checked,) = self._checked(draft)
        self._answered(text)
        return checked

    def hold_back(self, text: str) -> threading.Event:
        """Return the event that answers about *text* wait for."""
        self.hold[text] = threading.Event()
        return self.hold[text]

    def wait_for(self, text: str) -> None:
        """Return once *text* was answered."""
        with self._news:
            assert self._news.wait_for(lambda: text in self.lived, 60)

    def _answered(self, text: str) -> None:
        with self._news:
            self.lived.append(text)
            self._news.notify_all()

    def submit(self, draft: Draft, *, by: Identity, wait: float) -> Check:
        """Check *draft*, and keep it; the judge goes on in a thread unless *wait* is above 0."""
        version = self._version(draft.kit)
        offline, *_ = self._checked(draft)
        if not (self.judge and draft.judged):
            return self.records.checks.add_done(draft, offline, kit_version=version.number, by=by)
        check = self.records.checks.add(draft, kit_version=version.number, by=by)
        self.records.checks.start(check.id)
        self.records.checks.part(check.id, offline)
        reading = threading.Thread(target=self._read, args=(check.id, offline, self.judge), daemon=True)
        reading.start()
        if wait:
            reading.join(wait)
        return self.records.checks.get(check.id) or check

    def rewrite(self, draft: Draft, *, rounds: int) -> Rewritten:
        """Return the draft as the script has it."""
        assert rounds == 1
        (before,) = self._checked(draft)
        if self.rewritten is None:
            return Rewritten(
                before.document, before.document, before.report, failure="no answer came in time"
            )
        after = before.document.model_copy(update={"text": self.rewritten(before.document.text)})
        return Rewritten(before.document, after, before.report, edits=1)

    async def events(self, check_id: str) -> AsyncIterator[tuple[str, str]]:
        """Yield how far the check is until it is over."""
        yield "report", "offline"
        last = ""
        while (check := self.records.checks.get(check_id)) and check.state in (State.WAITING, State.RUNNING):
            if (now := check.progress.model_dump_json()) != last:
                yield "progress", now
                last = now
            await asyncio.sleep(0.02)
        yield "done", ""

    def _read(self, check_id: str, offline: Checked, judge: Callable[[Checked], Checked]) -> None:
        of = offline.report.coverage.passages
        self.records.checks.advance(check_id, Progress(step="judge", done=of // 2, of=of))
        self.go_on.wait(20)
        try:
            heard = judge(offline)
        except CheckerError as error:
            self.records.checks.fail(check_id, str(error))
            return
        self.records.checks.finish(check_id, heard)

    def _version(self, kit: str) -> KitVersion:
        version = self.records.kits.published(kit)
        if version is None:
            raise not_found("published kit", kit)
        return version

    def _checked(self, draft: Draft) -> tuple[Checked, ...]:
        checker = replace(self._checker(self._version(draft.kit)), policy=policy(self.records, draft))
        return tuple(
            checker.check(document) for document in read_content(draft.content, draft.name, self.settings)
        )

    def _checker(self, version: KitVersion) -> Checker:
        if version.digest not in self._checkers:
            with TemporaryDirectory() as folder:
                path = Path(folder, "kit.yaml")
                path.write_text(version.source, encoding="utf-8")
                kit = load_kit(path, self._words)
            self._checkers[version.digest] = Checker(
                kit, self._words, self._encode, lambda _: (), engine_of(self.settings)
            )
        return self._checkers[version.digest]


def judged(
    checked: Checked, *, adds: tuple[Finding, ...] = (), drops: tuple[str, ...] = (), **update: object
) -> Checked:
    """Return *checked* as a judge would have it: with findings added and dropped."""
    kept = tuple(finding for finding in checked.report.findings if finding.quote not in drops)
    said: dict[str, object] = {
        "findings": kept + adds,
        "engine": checked.report.engine | {"judge": "fake:judge"},
    }
    report = Report.model_validate(checked.report.model_copy(update=said | update).model_dump())
    return Checked(checked.document, report)


class NoJobs:
    """Jobs and processes of a service whose checks need neither."""

    judge_is_set = False

    def resume(self) -> None:
        """Nothing is unfinished."""

    def close(self, grace: float) -> None:
        """Nothing is at work."""

    def is_ready(self) -> bool:
        """Everything is."""
        return True


class NoKits:
    """Kits that are there already."""

    def seed_sample(self) -> None:
        """The test has seen to it."""
