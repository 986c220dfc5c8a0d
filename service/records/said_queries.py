"""What the newest finished check of each document says, read in one go: for alignment, ledger and facets."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVarTuple, cast

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    case,
    exists,
    func,
    select,
    type_coerce,
    update,
)

from checker.domain import Complained, Said, Stood
from service.nouns import AlignmentQuery, Facets, LedgerQuery, State
from service.records.database import Database
from service.records.said import Tell, refresh
from service.records.said_nouns import (
    ClaimColumns,
    Claimed,
    Head,
    Shared,
    claimed_of_row,
    complained_of_row,
    joined,
    said_of_row,
    sold_of_row,
    valued,
)
from service.records.said_tables import ClaimRow, ComplaintRow, LabelRow, MessageRow, SaidRow
from service.records.tables import COUNTS, CheckRow, PassageRow

AT_ONCE = 2_000
"""Rows that are fetched at once."""
MOST_FACETS = 200
"""Names that each facet has at most, the commonest."""
CHUNK = 500
"""Claims that are given something in one transaction."""
HEAD = (*(CheckRow.id, CheckRow.title, CheckRow.source, CheckRow.team, CheckRow.channel, CheckRow.audience),)
SAYS = (
    *(CheckRow.labels, CheckRow.verdict),
    *(SaidRow.lead, SaidRow.day, SaidRow.readers, SaidRow.passages, SaidRow.chances),
)
SHARE = (
    *(MessageRow.check, MessageRow.message, MessageRow.guidelines, MessageRow.role, MessageRow.share),
    *(MessageRow.passages, MessageRow.quote, MessageRow.start, MessageRow.end),
)
CLAIM = (
    *(ClaimRow.check, ClaimRow.position, ClaimRow.start, ClaimRow.end, ClaimRow.text),
    *(type_coerce(ClaimRow.bases, Text), type_coerce(ClaimRow.measures, Text)),
)
"""Its JSON as it is kept."""
Columns = TypeVarTuple("Columns")
TABLE = cast("Table", ClaimRow.__table__)
COMPLAINT = (ComplaintRow.start, ComplaintRow.end, ComplaintRow.text, ComplaintRow.theme)


class Stamp(NamedTuple):
    """What changes whenever checks of a kit come, end, or lose their words."""

    checks: int
    over: int
    kept: int
    newest: str
    finished: str
    said: int
    made: str


class SaidRecords:
    """What stored documents say together."""

    def __init__(self, database: Database) -> None:
        """Read it from *database*."""
        self._database = database

    def stamp(self, kit: str) -> Stamp:
        """Return what tells whether anything has changed that is said of documents held against *kit*."""
        over = CheckRow.state.in_((State.DONE, State.FAILED))
        columns = (
            func.count(),
            func.count(case((over, 1))),
            func.count(case((CheckRow.is_kept, 1))),
            func.max(CheckRow.id),
            func.max(CheckRow.finished),
            func.count(SaidRow.check),
            func.max(SaidRow.made),
        )
        wanted = select(*columns).join(SaidRow, SaidRow.check == CheckRow.id, isouter=True)
        with self._database.reading() as session:
            checks, ended, kept, newest, finished, rows, made = session.execute(
                wanted.where(CheckRow.kit == kit)
            ).one()
        return Stamp(checks, ended, kept, newest or "", str(finished), rows, str(made))

    def said(self, query: AlignmentQuery) -> Generator[Said, None, None]:
        """Yield what each document says that *query* asks about; its name is its newest check's id."""
        newest = _newest(query)
        heads = select(*HEAD, *SAYS).join(SaidRow, SaidRow.check == CheckRow.id)
        heads = _within(heads.where(CheckRow.id.in_(newest)), query).order_by(CheckRow.id)
        shares = select(*SHARE).where(MessageRow.check.in_(newest))
        shares = shares.order_by(MessageRow.check, MessageRow.position)
        with self._database.reading() as session:
            found = cast("Iterator[Shared]", session.execute(shares.execution_options(yield_per=AT_ONCE)))
            rows = session.execute(heads.execution_options(yield_per=AT_ONCE))
            for head, mix in joined(rows, groupby(found, key=lambda row: row[0])):
                yield said_of_row(tuple(head), mix)

    def left_out(self, query: AlignmentQuery | LedgerQuery) -> int:
        """Return how many documents that *query* asks about have no finished check, or no rows yet."""
        done = select(CheckRow.document).where(CheckRow.kit == query.kit, CheckRow.state == State.DONE)
        failed = select(func.count(func.distinct(CheckRow.document))).where(
            *_conditions(query), COUNTS, CheckRow.state == State.FAILED, CheckRow.document.not_in(done)
        )
        rowless = select(func.count()).where(
            CheckRow.id.in_(_newest(query)), CheckRow.id.not_in(select(SaidRow.check))
        )
        with self._database.reading() as session:
            return (session.scalar(failed) or 0) + (session.scalar(rowless) or 0)

    def claimed(self, query: LedgerQuery, origin: str, form: str = "") -> Iterator[Claimed]:
        """Yield the claims of the documents that *query* asks about, by check, where words are left.

        Args:
            query: which documents.
            origin: what names the model that vectors must be of.
            form: how it must have been worked out what they speak of.
        """
        vector = case((ClaimRow.origin == origin, ClaimRow.vector))
        spoken = case((ClaimRow.form == form, ClaimRow.spoken))
        newest = _newest(query)
        heads = select(*HEAD, SaidRow.day).join(SaidRow, SaidRow.check == CheckRow.id)
        heads = _within(heads.where(CheckRow.id.in_(newest)), query)
        wanted = select(*CLAIM, spoken, vector).where(ClaimRow.check.in_(newest), ClaimRow.text != "")
        wanted = wanted.order_by(ClaimRow.check, ClaimRow.position)
        with self._database.reading() as session:
            checks = {row[0]: (Head(*row[:6]), row[6]) for row in session.execute(heads)}
            for row in session.execute(wanted.execution_options(yield_per=AT_ONCE)):
                if row[0] in checks:
                    yield claimed_of_row(*checks[row[0]], cast("ClaimColumns", row))

    def complained(self, query: LedgerQuery) -> Iterator[Complained]:
        """Yield the complaints in the documents that *query* asks about, by check."""
        wanted = select(CheckRow.id, CheckRow.title, SaidRow.day, *COMPLAINT)
        wanted = wanted.join(SaidRow, SaidRow.check == CheckRow.id)
        wanted = wanted.join(ComplaintRow, ComplaintRow.check == CheckRow.id)
        wanted = wanted.where(CheckRow.id.in_(_newest(query)), ComplaintRow.text != "")
        wanted = _within(wanted, query).order_by(CheckRow.id, ComplaintRow.position)
        with self._database.reading() as session:
            for row in session.execute(wanted.execution_options(yield_per=AT_ONCE)):
                yield complained_of_row(tuple(row))

    def sold(self, query: LedgerQuery, themes: Sequence[str]) -> dict[str, list[Stood]]:
        """Return, by theme, what sells it most clearly in each document that *query* asks about."""
        columns = (MessageRow.message, MessageRow.start, MessageRow.end, MessageRow.quote)
        wanted = select(*HEAD, SaidRow.day, *columns).join(SaidRow, SaidRow.check == CheckRow.id)
        wanted = wanted.join(MessageRow, MessageRow.check == CheckRow.id)
        wanted = wanted.where(CheckRow.id.in_(_newest(query)), MessageRow.message.in_(themes))
        wanted = _within(wanted, query).order_by(CheckRow.id, MessageRow.position)
        found: dict[str, list[Stood]] = {}
        with self._database.reading() as session:
            for row in session.execute(wanted.execution_options(yield_per=AT_ONCE)) if themes else ():
                found.setdefault(row[7], []).append(sold_of_row(tuple(row)))
        return found

    def passages(self, query: LedgerQuery, origin: str) -> Iterator[tuple[str, int, bytes]]:
        """Yield check, position and vector of claims that have none of *origin* and are indexed passages."""
        wanted = (
            select(ClaimRow.check, ClaimRow.position, PassageRow.vector)
            .join(CheckRow, CheckRow.id == ClaimRow.check)
            .join(PassageRow, and_(PassageRow.check == ClaimRow.check, PassageRow.start == ClaimRow.start))
            .where(CheckRow.id.in_(_newest(query)), PassageRow.end == ClaimRow.end)
            .where(CheckRow.indexed == origin, ClaimRow.origin.is_distinct_from(origin), ClaimRow.text != "")
        )
        with self._database.reading() as session:
            for row in session.execute(wanted.execution_options(yield_per=AT_ONCE)):
                yield row[0], row[1], row[2]

    def keep_spoken(self, found: Iterable[tuple[str, int, str]], form: str) -> None:
        """Keep what claims speak of, each by check and position, worked out as *form* says."""
        self._keep({"of": check, "at": at, "form": form, "spoken": spoken} for check, at, spoken in found)

    def keep_vectors(self, vectors: Iterable[tuple[str, int, bytes]], origin: str) -> None:
        """Keep vectors of claims, each by check and position, of the model that *origin* names."""
        self._keep(
            {"of": check, "at": at, "origin": origin, "vector": vector} for check, at, vector in vectors
        )

    def _keep(self, found: Iterable[dict[str, object]]) -> None:
        """Give the claims *of* a check *at* a position the other values, where their words are left."""
        rows = list(found)
        for start in range(0, len(rows), CHUNK):
            names = rows[start].keys() - {"of", "at"}
            those = (
                ClaimRow.check == bindparam("of"),
                ClaimRow.position == bindparam("at"),
                ClaimRow.text != "",
            )
            with self._database.writing() as session:
                change = update(TABLE).where(*those).values({name: bindparam(name) for name in names})
                session.connection().execute(change, rows[start : start + CHUNK])

    def refresh(self, tell: Tell = lambda *_: None) -> int:
        """Write what finished checks without rows say, from their reports; return how many there were."""
        return refresh(self._database, tell)

    def facets(self) -> Facets:
        """Return what there is to choose from."""
        with self._database.reading() as session:
            done = CheckRow.state == State.DONE

            def names(column: ColumnElement[str]) -> tuple[str, ...]:
                counted = select(column, func.count()).where(done, COUNTS, column != "").group_by(column)
                found = session.execute(counted.order_by(func.count().desc(), column).limit(MOST_FACETS))
                return tuple(name for name, _ in found)

            label = (LabelRow.name, LabelRow.value)
            counted = select(*label, func.count()).group_by(*label)
            counted = counted.order_by(LabelRow.name, func.count().desc(), LabelRow.value)
            return Facets(
                kits=names(cast("ColumnElement[str]", CheckRow.kit)),
                teams=names(cast("ColumnElement[str]", CheckRow.team)),
                channels=names(cast("ColumnElement[str]", CheckRow.channel)),
                audiences=names(cast("ColumnElement[str]", CheckRow.audience)),
                labels=valued((row[0], row[1], row[2]) for row in session.execute(counted)),
            )


def _newest(query: AlignmentQuery | LedgerQuery) -> "Select[str]":
    """Return the newest finished check of each document held against the kit, where *query* asks about it."""
    newest = (
        select(func.max(CheckRow.id))
        .where(CheckRow.kit == query.kit, CheckRow.state == State.DONE, COUNTS)
        .group_by(CheckRow.document)
    )
    conditions = _conditions(query)
    return select(CheckRow.id).where(CheckRow.id.in_(newest), *conditions) if conditions[1:] else newest


def _conditions(query: AlignmentQuery | LedgerQuery) -> tuple[ColumnElement[bool], ...]:
    conditions = [CheckRow.kit == query.kit]
    if query.team:
        conditions.append(CheckRow.team == query.team)
    if isinstance(query, AlignmentQuery):
        conditions += [CheckRow.channel == query.channel] if query.channel else []
        conditions += [CheckRow.audience == query.audience] if query.audience else []
        conditions += [_labelled(name, value) for name, value in query.labels.items()]
    return tuple(conditions)


def _labelled(name: str, value: str) -> ColumnElement[bool]:
    those = (LabelRow.check == CheckRow.id, LabelRow.name == name, LabelRow.value == value)
    return exists().where(*those)


def _within(wanted: "Select[*Columns]", query: AlignmentQuery | LedgerQuery) -> "Select[*Columns]":
    """Return *wanted* for the days that *query* asks about."""
    if query.since:
        wanted = wanted.where(SaidRow.day >= query.since)
    return wanted.where(SaidRow.day <= query.until) if query.until else wanted
