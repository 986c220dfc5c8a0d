"""Whoever is told something of their own accord, as it is looked up while something happens."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.exchange.deliveries import Medium
from service.nouns import Moment
from service.nouns.telling import Wants
from service.records.outbox_tables import TargetRow


class Listener(NamedTuple):
    """A target, and what it wants to be told."""

    id: str
    name: str
    kind: Medium
    wants: Wants
    since: Moment | None = None
    """Since when it wants that; none where it stands in the settings."""


def listeners(session: Session, fixed: Sequence[Listener]) -> tuple[Listener, ...]:
    """Return all targets, those of the records and the *fixed* ones of the settings, by id.

    They are always in the same order, in which whoever locks rows of several does so.
    """
    kept = map(listener_of, session.scalars(select(TargetRow)))
    return tuple(sorted((*kept, *fixed), key=lambda one: one.id))


def listener_of(row: TargetRow) -> Listener:
    """Return the target that *row* holds."""
    wants = Wants.model_validate(row.wants)
    return Listener(row.id, row.name, Medium(row.kind), wants, row.changed or row.created)
