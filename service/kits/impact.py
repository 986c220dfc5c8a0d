"""What publishing a version of a kit would do to the documents that are stored.

The newest check of each document counts. Documents to which nothing applies that changed are not looked at.
The others are held against what changed and what that reaches (`rechecking`), as they were read and with the
vectors that are stored. A report that this offline engine made with the published version, on terms that
have not changed since, stands as it is; any other is made anew, so that what is compared differs in nothing
but the kit. The language model is not asked.
"""

import datetime
import itertools
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import NamedTuple

from checker.bootstrap import engine_of
from checker.domain import BrandKit, Document
from checker.errors import InputError
from checker.kits.loading import load_text
from checker.kits.waivers import Waiver
from checker.settings import Settings
from service.engine import Engine
from service.engine.task import Source
from service.jobs.terms import accepted
from service.kits import rechecking
from service.kits.errands import Tell
from service.kits.reach import Difference
from service.kits.rechecking import Case, Rechecked, Versions
from service.nouns import Change, Check, Impact, KitVersion
from service.records import Records
from service.records.said_again import Packed, chunks, origin_of, packed

AT_ONCE = 25
"""Documents that a worker gets at once."""
MOST_BYTES = 2_000_000
"""… and bytes of them, as they are kept."""
DAY = datetime.timedelta(days=1)


class _Terms(NamedTuple):
    """The versions, and since when reports with the published one come to the same."""

    versions: Versions
    number: int
    since: datetime.datetime
    is_accepted: bool
    """Whether any waiver holds."""


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

        Raises:
            InvalidBrandKit: if a version does not load.
        """
        if before is None:
            tell(0, 0)
            return Impact(of=0)
        terms = self._terms(before, after)
        newest = {check.id: check for check in self._records.checks.latest(after.kit)}
        touched = self._touched(newest.values(), terms.versions)
        kept = [check for check in touched if newest[check].is_kept]
        found = tuple(self._rechecked(kept, newest, terms, tell))
        return Impact(
            of=len(newest) - len(touched) + len(found),
            left_out=len(touched) - len(found),
            changes=_changes(found, newest),
            touched=len(touched),
            judged=sum(one.judged for one in found),
            encoded=sum(one.encoded for one in found),
        )

    def _terms(self, before: KitVersion, after: KitVersion) -> _Terms:
        today = datetime.datetime.now(tz=datetime.UTC).date()
        old, new = (Source(version.kit, version.source) for version in (before, after))
        return _Terms(
            Versions(old, new, today, self._offline),
            before.number,
            self._changed(before),
            bool(self._records.waivers.list(before.kit, today)),
        )

    def _touched(self, checks: Iterable[Check], versions: Versions) -> tuple[str, ...]:
        """Return of which *checks* the documents may fare otherwise."""
        kits = self._engine.work(rechecking.kits_of, versions)

        @cache
        def is_touched(team: str, channel: str, audience: str) -> bool:
            return not Difference(*(_for(kit, team, channel, audience) for kit in kits)).is_none

        return tuple(c.id for c in checks if is_touched(c.team, c.channel, c.audience))

    def _rechecked(
        self, checks: Sequence[str], newest: dict[str, Check], terms: _Terms, tell: Tell
    ) -> Iterator[Rechecked]:
        """Yield what becomes of *checks*, without those that can't be checked."""
        done = 0
        tell(0, len(checks))
        parts = chunks(self._records.database, checks, most=AT_ONCE, size=MOST_BYTES)
        with ThreadPoolExecutor(self._at_once, thread_name_prefix="impact") as pool:
            while waiting := list(itertools.islice(parts, 4 * self._at_once)):
                for part, found in pool.map(lambda part: (part, self._part(part, newest, terms)), waiting):
                    yield from found
                    done += len(part)
                    tell(done, len(checks))

    def _part(self, checks: Sequence[str], newest: dict[str, Check], terms: _Terms) -> tuple[Rechecked, ...]:
        held = packed(self._records.database, checks, origin_of(self._offline["offline_model"]))
        cases = tuple(self._case(one, newest[one.check], terms) for one in held)
        try:
            return self._engine.work(rechecking.recheck, terms.versions, cases)
        except InputError:
            if len(checks) == 1:
                return ()
        return tuple(itertools.chain.from_iterable(self._part([check], newest, terms) for check in checks))

    def _case(self, held: Packed, check: Check, terms: _Terms) -> Case:
        stands = check.kit_version == terms.number and bool(check.finished and check.finished > terms.since)
        waivers: tuple[Waiver, ...] = ()
        if terms.is_accepted:
            waivers = accepted(self._records, check.kit, check.document, terms.versions.today)
        return Case(held.check, held.document, held.report, stands, held.vectors, waivers)

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


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time.min, tzinfo=datetime.UTC)


def _for(kit: BrandKit, team: str, channel: str, audience: str) -> BrandKit:
    """Return the guidelines of *kit* that apply to such documents."""
    said = {"team": team, "channel": channel, "audience": audience}
    return kit.for_document(Document(source="", format="", digest="", text="", blocks=(), **said))


def _changes(found: Iterable[Rechecked], newest: dict[str, Check]) -> tuple[Change, ...]:
    """Return the documents whose verdict changes, the newest first."""
    changed = sorted(
        (one for one in found if one.before != one.after), key=lambda one: one.check, reverse=True
    )
    return tuple(
        Change(
            check=one.check,
            title=newest[one.check].title or newest[one.check].source,
            team=newest[one.check].team,
            before=one.before,
            after=one.after,
            new=one.new,
            gone=one.gone,
        )
        for one in changed
    )
