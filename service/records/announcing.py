"""Who is told what, written down in the transaction of what happens; see `outbox`.

Of drafts that fail, a target is told only so many within an hour of the clock. What goes beyond is counted,
and when the hour is over one message says how much it was. Documents of a batch are not told one by one to
whoever is told of batches.
"""

import datetime
from collections.abc import Sequence
from urllib.parse import urlencode

from pydantic import JsonValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from checker.domain import Finding, Report, Severity, Verdict
from checker.presentation.ranking import badness
from service.exchange.deliveries import Medium, Occasion
from service.nouns import Batch, Check, Moment
from service.nouns.telling import Tells, Wants
from service.records.database import Database
from service.records.listeners import Listener, listeners
from service.records.outbox import OutboxRecords, told_of
from service.records.outbox_tables import HourRow
from service.records.upserting import add_once

HOUR = datetime.timedelta(hours=1)
LATE = datetime.timedelta(minutes=1)
"""Time after an hour's end for transactions that began in it."""


class Announcer:
    """Writes down who is told of what happens; its links lead to one address."""

    def __init__(self, address: str, fixed: Sequence[Listener] = ()) -> None:
        """Tell targets of the records, and the *fixed* ones of the settings.

        Args:
            address: where the service's pages are, without a slash at the end.
            fixed: targets that stand in the settings.
        """
        self._address, self._fixed = address, tuple(fixed)

    def batch(self, session: Session, batch: Batch) -> None:
        """Tell whoever asked for it, and whoever wants to know of every batch, that *batch* is over."""
        payload = told_of(batch, self._address).model_dump(mode="json")
        if batch.callback:
            OutboxRecords.add(session, Medium.WEBHOOK, batch.callback, payload)
        known = listeners(session, self._fixed)
        kinds = {one.name: one.kind for one in known}
        for name in dict.fromkeys(batch.notify):
            OutboxRecords.add(session, kinds.get(name, Medium.NOTICE), name, payload)
        for one in known:
            is_wanted = Tells.BATCH_DONE in one.wants.occasions and one.name not in batch.notify
            if is_wanted and one.wants.includes(batch.team, batch.channel):
                OutboxRecords.add(session, one.kind, one.id, payload)

    def check(self, session: Session, check: Check, report: Report | None) -> None:
        """Tell whoever wants to know that *check* fails its gate, if it does."""
        if check.verdict is not Verdict.FAIL or report is None or check.is_test:
            return
        payload = failed_of(check, report, self._address).model_dump(mode="json")
        now = datetime.datetime.now(datetime.UTC)
        for one in listeners(session, self._fixed):
            if wants_check(one.wants, check) and _is_little(session, one, now):
                OutboxRecords.add(session, one.kind, one.id, payload)

    def release(self, database: Database, now: Moment) -> int:
        """Tell of hours that are over how much each target was not told in them, and forget the hours.

        Returns:
            how many messages that makes; several who do this at once tell it once.

        Raises:
            RecordsUnavailable: if it can't be kept.
        """
        over = select(HourRow).where(HourRow.hour <= now - HOUR - LATE).order_by(HourRow.target, HourRow.hour)
        with database.reading() as session:
            if session.scalar(over.with_only_columns(HourRow.hour).limit(1)) is None:
                return 0
        with database.writing() as session:
            known = {one.id: one for one in listeners(session, self._fixed)}
            told = 0
            for row in tuple(session.scalars(over.with_for_update(skip_locked=True))):
                if row.held and (one := known.get(row.target)):
                    payload = _held_of(one.wants, row, self._address).model_dump(mode="json")
                    OutboxRecords.add(session, one.kind, one.id, payload)
                    told += 1
                session.delete(row)
            return told


def wants_check(wants: Wants, check: Check) -> bool:
    """Return whether whoever *wants* that is told at once that *check* fails."""
    with_its_batch = check.batch is not None and Tells.BATCH_DONE in wants.occasions
    counts = (check.counts.error, check.counts.warning, check.counts.suggestion)
    is_grave = wants.severity is Severity.SUGGESTION or any(counts[: wants.severity.rank + 1])
    is_wanted = Tells.CHECK_FAILED in wants.occasions and not with_its_batch
    return is_wanted and is_grave and wants.includes(check.team, check.channel)


def failed_of(check: Check, report: Report, address: str) -> Occasion:
    """Return what others are told of a *check* that fails; no words of the draft."""
    same = ("id", "document", "source", "kit", "kit_version", "team", "channel", "audience", "score", "batch")
    data: dict[str, JsonValue] = {name: getattr(check, name) for name in same}
    worst = min((one for one in report.findings if one.blocks), key=_worst, default=None)
    data |= {
        "verdict": check.verdict,
        "counts": check.counts.model_dump(),
        "worst": [pointer(check, worst, address)] if worst else [],
        "url": f"{address}/reports/{check.id}",
    }
    now = datetime.datetime.now(datetime.UTC)
    return Occasion(type=Tells.CHECK_FAILED, timestamp=check.finished or now, data=data)


def pointer(check: Check, finding: Finding, address: str) -> dict[str, JsonValue]:
    """Return what leads to a *finding* of *check* without a word of the draft."""
    return {
        "check": check.id,
        "source": check.source,
        "url": f"{address}/reports/{check.id}#f-{finding.id}",
        "finding": finding.id,
        "kind": finding.check,
        "guideline": finding.guideline,
        "severity": finding.severity.value,
    }


def reports_at(address: str, wants: Wants, days: tuple[datetime.date, datetime.date], team: str = "") -> str:
    """Return where the reports of drafts that failed from the first to the last of *days* are listed."""
    chosen = {
        "team": team or _only(wants.teams),
        "channel": _only(wants.channels),
        "verdict": Verdict.FAIL.value,
        "since": days[0].isoformat(),
        "until": days[1].isoformat(),
    }
    return f"{address}/reports?{urlencode({name: value for name, value in chosen.items() if value})}"


def _held_of(wants: Wants, row: HourRow, address: str) -> Occasion:
    day, until = row.hour.date(), row.hour + HOUR
    data: dict[str, JsonValue] = {
        "held": row.held,
        "told": row.told,
        "since": row.hour.isoformat(),
        "until": until.isoformat(),
        "url": reports_at(address, wants, (day, day)),
    }
    return Occasion(type="checks.held", timestamp=until, data=data)


def _is_little(session: Session, one: Listener, now: Moment) -> bool:
    """Return whether the target may be told more within this hour; where not, that is counted."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    add_once(session, HourRow, {"target": one.id, "hour": hour, "told": 0, "held": 0})
    row = session.get(HourRow, (one.id, hour), with_for_update=True, populate_existing=True)
    if row is None or row.told < one.wants.most_per_hour:
        if row:
            row.told += 1
        return True
    row.held += 1
    return False


def _worst(finding: Finding) -> tuple[object, ...]:
    """Return a key that sorts the worst first, and of findings as grave first those that show words."""
    return (finding.severity.rank, not finding.quote, *badness(finding))


def _only(names: Sequence[str]) -> str:
    """Return the one of *names*; empty where there are none or several."""
    return names[0] if len(names) == 1 else ""
