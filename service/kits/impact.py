"""What publishing a version of a kit would do to the documents that are stored.

The newest check of each document counts. A report that this offline engine made with the published version,
on terms that have not changed since, stands as it is; any other is made anew with the published version, so
that what is compared differs in nothing but the kit. The language model is not asked.
"""

import datetime
import itertools
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from checker.bootstrap import engine_of
from checker.domain import Finding, Report
from checker.errors import InputError
from checker.kits.loading import load_text
from checker.settings import Settings
from service.engine import Engine
from service.jobs.terms import only, policy
from service.kits.errands import Tell
from service.nouns import Change, Check, Draft, Impact, KitVersion
from service.problems import Problem
from service.records import Records

MOST = 2_000
"""Documents that are looked at; the rest is counted as left out."""
DAY = datetime.timedelta(days=1)


class _Pair(NamedTuple):
    """What two versions make of one document; none where one of them could not be had."""

    check: Check
    before: Report | None
    after: Report | None


class _Terms(NamedTuple):
    """The published version, and since when it comes to the same."""

    kit: KitVersion
    since: datetime.datetime


class Preview:
    """Works out the impact of versions."""

    def __init__(self, settings: Settings, records: Records, engine: Engine) -> None:
        """Work with these.

        Args:
            settings: what drafts are checked with.
            records: keep the documents and their reports.
            engine: checks them, with half of its processes, so that people who write are not kept waiting.
        """
        off = settings.judge.model_copy(update={"mode": "off"})
        self._offline = engine_of(settings.model_copy(update={"judge": off}))
        self._records, self._engine = records, engine
        self._at_once = max(1, engine.lanes // 2)

    def of(self, before: KitVersion | None, after: KitVersion, tell: Tell) -> Impact:
        """Return what becomes of the documents when *after* takes the place of *before*.

        Args:
            before: the published version; without one, nothing is stored.
            after: the version that may be published.
            tell: takes how many documents are done, and of how many.
        """
        newest = list(itertools.islice(self._records.checks.latest(after.kit), MOST + 1)) if before else []
        chosen = newest[:MOST]
        beyond = self._count(after.kit) - MOST if len(newest) > MOST else 0
        pairs: list[_Pair] = []
        terms = _Terms(before or after, self._changed(before or after))
        tell(0, len(chosen))
        with ThreadPoolExecutor(self._at_once, thread_name_prefix="impact") as pool:
            for pair in pool.map(lambda check: self._pair(check, terms, after), chosen):
                pairs.append(pair)
                tell(len(pairs), len(chosen))
        compared = [pair for pair in pairs if pair.before and pair.after]
        changes = tuple(itertools.chain.from_iterable(map(_change, compared)))
        return Impact(of=len(compared), left_out=len(pairs) - len(compared) + beyond, changes=changes)

    def _count(self, kit: str) -> int:
        return sum(1 for _ in self._records.checks.latest(kit))

    def _changed(self, kit: KitVersion) -> datetime.datetime:
        """Return when last anything changed that a report depends on and its kit's version does not tell."""
        moments = [datetime.datetime.min.replace(tzinfo=datetime.UTC)]
        now = datetime.datetime.now(tz=datetime.UTC)
        for waiver in self._records.waivers.list(kit.kit):
            over = _midnight(waiver.expires + DAY)
            moments += [moment for moment in (waiver.created, waiver.ended, over) if moment]
        days = (each.expires for each in load_text(kit.source).guidelines if each.expires)
        moments += [_midnight(datetime.date.fromisoformat(day) + DAY) for day in days]
        return max(moment for moment in moments if moment <= now)

    def _pair(self, check: Check, before: _Terms, after: KitVersion) -> _Pair:
        draft = self._records.checks.draft(check.id)
        if draft is None:
            return _Pair(check, None, None)
        draft = draft.model_copy(update={"document": check.document})
        return _Pair(
            check, self._stored(check, before) or self._made(draft, before.kit), self._made(draft, after)
        )

    def _stored(self, check: Check, before: _Terms) -> Report | None:
        """Return the report of *check* where this engine would make the same one."""
        if check.kit_version != before.kit.number or not check.finished or check.finished <= before.since:
            return None
        report = self._records.checks.report(check.id)
        return report if report and report.engine == self._offline else None

    def _made(self, draft: Draft, kit: KitVersion) -> Report | None:
        try:
            return only(self._engine.check(draft, kit, policy(self._records, draft)), draft).report
        except (InputError, Problem):
            return None


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time.min, tzinfo=datetime.UTC)


def _change(pair: _Pair) -> Iterator[Change]:
    """Yield what changes in a document: its verdict, or which findings it has."""
    if pair.before is None or pair.after is None:
        return
    had, has = _counted(pair.before.findings), _counted(pair.after.findings)
    if pair.before.verdict != pair.after.verdict:
        yield Change(
            check=pair.check.id,
            title=pair.check.title or pair.check.source,
            team=pair.check.team,
            before=pair.before.verdict,
            after=pair.after.verdict,
            new=len(has - had),
            gone=len(had - has),
        )


def _counted(findings: Iterable[Finding]) -> frozenset[str]:
    """Return which findings count."""
    return frozenset(finding.id for finding in findings if not finding.waived_by)
