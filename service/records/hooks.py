"""Hooks: what holds for each place that deliveries are sent to; secrets are kept as they come: encrypted."""

import datetime
import hashlib
import json
from http import HTTPStatus
from typing import NamedTuple

from pydantic import JsonValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.nouns import Identity, Moment
from service.nouns.hooks import Hook
from service.problems import Problem, not_found
from service.records.audit import note
from service.records.database import Database
from service.records.hook_tables import HookRow
from service.records.upserting import add_once

KNOWN_HERE = {"has_token", "created", "by", "rotated"}
"""Fields of a hook that nobody says of it."""


class StaleHook(Problem):
    """Somebody else has changed the hook meanwhile."""

    def __init__(self, hook: str) -> None:
        """Say which *hook*."""
        super().__init__(
            HTTPStatus.PRECONDITION_FAILED,
            "stale",
            f"Somebody else has changed the hook “{hook}” since you opened it. "
            "Look at their change, then save yours again.",
        )


class SealedHook(NamedTuple):
    """A hook with what is secret about it, encrypted."""

    hook: Hook
    digest: str
    """Of what its maker says of it."""
    secret: bytes
    former: bytes | None
    token: bytes | None


class Secrets(NamedTuple):
    """What is to be secret about a hook, encrypted."""

    secret: bytes | None
    """None keeps the one that there is."""
    token: bytes | None
    """None keeps the one that there is; empty bytes remove it."""


class HookRecords:
    """Hooks by their names."""

    def __init__(self, database: Database) -> None:
        """Keep them in *database*."""
        self._database = database

    def create(self, hook: Hook, secrets: Secrets, *, by: Identity) -> bool:
        """Keep a new *hook*; return false where there is one of its name."""
        terms, now = _terms(hook), datetime.datetime.now(datetime.UTC)
        row = {
            "name": hook.name,
            "terms": terms,
            "digest": _digest(terms),
            "secret": secrets.secret or b"",
            "former": None,
            "token": secrets.token or None,
            "created": now,
            "by": by.name,
            "rotated": None,
        }
        with self._database.writing() as session:
            if not add_once(session, HookRow, row):
                return False
            note(session, by, "create hook", hook.name, system=hook.system, kit=hook.kit)
            return True

    def change(self, hook: Hook, secrets: Secrets, *, by: Identity, expected: str | None = None) -> None:
        """Say what holds for *hook* from now on; the secret before a new one is kept for a while.

        Raises:
            Problem: 404 if there is no such hook.
            StaleHook: if what is there has not the digest *expected*.
        """
        terms = _terms(hook)
        with self._database.writing() as session:
            row = _row(session, hook.name)
            if expected is not None and row.digest != expected:
                raise StaleHook(hook.name)
            changed = sorted(name for name, value in terms.items() if _said(row).get(name) != value)
            row.terms, row.digest = dict(terms), _digest(terms)
            if secrets.secret:
                _rotate(row, secrets.secret)
            if secrets.token is not None:
                row.token = secrets.token or None
            is_new = {"secret": secrets.secret is not None, "token": secrets.token is not None}
            note(
                session,
                by,
                "change hook",
                hook.name,
                changed=[*changed, *(n for n, it in is_new.items() if it)],
            )

    def rotate(self, name: str, secret: bytes, *, by: Identity) -> None:
        """Have deliveries signed with another *secret*, encrypted; the one before is kept for a while.

        Raises:
            Problem: 404 if there is no such hook.
        """
        with self._database.writing() as session:
            _rotate(_row(session, name), secret)
            note(session, by, "rotate hook secret", name)

    def delete(self, name: str, *, by: Identity) -> None:
        """Delete the hook with its deliveries; the checks that they led to stay.

        Raises:
            Problem: 404 if there is no such hook.
        """
        with self._database.writing() as session:
            session.delete(_row(session, name))
            note(session, by, "delete hook", name)

    def get(self, name: str) -> SealedHook | None:
        """Return the hook of that name with what is secret about it; none where there is none."""
        with self._database.reading() as session:
            row = session.get(HookRow, name)
            return _sealed(row) if row else None

    def all(self) -> tuple[SealedHook, ...]:
        """Return all hooks by name, with what is secret about them."""
        with self._database.reading() as session:
            return tuple(map(_sealed, session.scalars(select(HookRow).order_by(HookRow.name))))

    def forget_former(self, before: Moment) -> None:
        """Forget the secrets that were replaced *before* then."""
        old = (HookRow.former.is_not(None), HookRow.rotated < before)
        with self._database.reading() as session:
            if session.scalar(select(HookRow.name).where(*old).limit(1)) is None:
                return
        with self._database.writing() as session:
            for row in session.scalars(select(HookRow).where(*old)):
                row.former = None


def hook_of(row: HookRow) -> Hook:
    """Return the hook that *row* holds."""
    known = {"has_token": row.token is not None, "created": row.created, "by": row.by, "rotated": row.rotated}
    return Hook.model_validate(_said(row) | known)


def _said(row: HookRow) -> dict[str, JsonValue]:
    return dict(row.terms) if isinstance(row.terms, dict) else {}


def _sealed(row: HookRow) -> SealedHook:
    return SealedHook(hook_of(row), row.digest, row.secret, row.former, row.token)


def _terms(hook: Hook) -> dict[str, JsonValue]:
    terms: dict[str, JsonValue] = hook.model_dump(mode="json", exclude=KNOWN_HERE)
    return terms


def _digest(terms: dict[str, JsonValue]) -> str:
    return hashlib.sha256(json.dumps(terms, sort_keys=True).encode()).hexdigest()


def _rotate(row: HookRow, secret: bytes) -> None:
    row.former, row.secret = row.secret or None, secret
    row.rotated = datetime.datetime.now(datetime.UTC)


def _row(session: Session, name: str) -> HookRow:
    row = session.get(HookRow, name, with_for_update=True)
    if row is None:
        raise not_found("hook", name)
    return row
