"""Rows that several may add at once: whoever comes second finds the first's, and nobody fails."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.records.tables import Row


def add_once(session: Session, table: type[Row], values: Mapping[str, object]) -> bool:
    """Add a row of these *values* unless there is one of its key; return whether it was added."""
    added = _insertion(session, table, values).on_conflict_do_nothing()
    return session.execute(added.returning(*_key(table))).first() is not None


def put(session: Session, table: type[Row], values: Mapping[str, object]) -> None:
    """Add a row of these *values*, or give them to the one of its key."""
    key = _key(table)
    names = {column.key for column in key}
    rest = {name: value for name, value in values.items() if name not in names}
    session.execute(_insertion(session, table, values).on_conflict_do_update(index_elements=key, set_=rest))


def _insertion(
    session: Session, table: type[Row], values: Mapping[str, object]
) -> sqlite.Insert | postgresql.Insert:
    is_file = session.connection().dialect.name == "sqlite"
    return (sqlite.insert(table) if is_file else postgresql.insert(table)).values(dict(values))


def _key(table: type[Row]) -> tuple[ColumnElement[object], ...]:
    return tuple(inspect(table).primary_key)
