"""The tables around the language model."""

from sqlalchemy import BigInteger, Column, Connection, Double, Index, Integer, MetaData, String, Table, Text
from sqlalchemy.dialects import postgresql, sqlite

SCHEMA = 1
"""The version of the tables; those of another version are not touched."""

TABLES = MetaData()
VERSIONS = Table("chat_schema", TABLES, Column("version", Integer, primary_key=True, autoincrement=False))
ANSWERS = Table(
    "chat_answers",
    TABLES,
    Column("key", String(64), primary_key=True),
    Column("model", Text, nullable=False),
    Column("made", Double, nullable=False),
    Column("used", Double, nullable=False),
    Column("size", Integer, nullable=False),
    Column("usage", Text, nullable=False),
    Column("answer", Text, nullable=False),
)
"""Times are seconds since 1970, sizes bytes."""
Index("chat_answers_used", ANSWERS.c.used, ANSWERS.c.size, ANSWERS.c.key)
SPENDING = Table(
    "chat_spending",
    TABLES,
    Column("period", String(10), primary_key=True),
    Column("spent", BigInteger, nullable=False),
)
"""Periods are `2026-11-22` and `2026-11`, amounts billionths of the currency."""
PACE = Table(
    "chat_pace",
    TABLES,
    Column("model", Text, primary_key=True),
    Column("due", Double, nullable=False),
)


def insert(table: Table, connection: Connection) -> sqlite.Insert | postgresql.Insert:
    """Return an insertion into *table* that may say what to do on a conflict."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
