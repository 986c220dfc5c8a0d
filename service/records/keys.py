"""The keys of programs: 32 random bytes, of which only the SHA-256 is kept.

A digest without salt or stretching is enough, since nobody can guess 256 random bits.
"""

import datetime
import hashlib
import hmac
import secrets
from collections.abc import Iterable

from sqlalchemy import select

from service.nouns import ApiKey, Identity, Moment, Scope
from service.problems import not_found
from service.records.audit import note
from service.records.database import Database
from service.records.ids import new_id
from service.records.tables import KeyRow

MARK = "brandcheck_"
"""How every secret begins, so that scanners for leaked secrets know one."""
SECRET = 32
"""Random bytes of a secret."""
SHOWN = len(MARK) + 5
"""Characters by which people recognise a key."""
SELDOM = datetime.timedelta(minutes=1)
"""The last use is written down at most this often."""


class KeyRecords:
    """Keys and what they may do."""

    def __init__(self, database: Database) -> None:
        """Keep them in *database*."""
        self._database = database

    def create(
        self, name: str, scopes: Iterable[Scope], expires: Moment | None, by: Identity
    ) -> tuple[ApiKey, str]:
        """Make a key, and return it and its secret, which is not kept.

        Args:
            name: what it is for.
            scopes: what it may do.
            expires: from when on it is refused; never where none is given.
            by: who makes it.
        """
        secret = MARK + secrets.token_urlsafe(SECRET)
        allowed = sorted(scope.value for scope in set(scopes))
        row = KeyRow(
            id=new_id(),
            name=name,
            prefix=secret[:SHOWN],
            digest=_digest(secret),
            scopes=allowed,
            created=datetime.datetime.now(datetime.UTC),
            by=by.name,
            expires=expires,
        )
        with self._database.writing() as session:
            session.add(row)
            note(session, by, "create key", row.id, name=name, scopes=[*allowed])
            return key_of(row), secret

    def find(self, secret: str) -> ApiKey | None:
        """Return the key that *secret* opens; none where it is unknown, expired or revoked."""
        digest, now = _digest(secret), datetime.datetime.now(datetime.UTC)
        with self._database.reading() as session:
            row = session.scalar(select(KeyRow).where(KeyRow.digest == digest))
            if row is None or not hmac.compare_digest(row.digest, digest):
                return None
            key = key_of(row)
        if not key.holds(now):
            return None
        if key.last_used is None or now - key.last_used >= SELDOM:
            return self._used(key, now)
        return key

    def list(self) -> tuple[ApiKey, ...]:
        """Return all keys, newest first, expired and revoked ones too."""
        with self._database.reading() as session:
            return tuple(map(key_of, session.scalars(select(KeyRow).order_by(KeyRow.id.desc()))))

    def get(self, key: str) -> ApiKey | None:
        """Return the key; none where there is none."""
        with self._database.reading() as session:
            row = session.get(KeyRow, key)
            return key_of(row) if row else None

    def revoke(self, key: str, by: Identity) -> ApiKey:
        """Refuse the key from now on, and return it; one that was revoked stays as it is.

        Raises:
            Problem: 404 if there is no such key.
        """
        with self._database.writing() as session:
            row = session.get(KeyRow, key, with_for_update=True)
            if row is None:
                raise not_found("key", key)
            if row.revoked is None:
                row.revoked = datetime.datetime.now(datetime.UTC)
                note(session, by, "revoke key", key, name=row.name)
            return key_of(row)

    def _used(self, key: ApiKey, now: Moment) -> ApiKey | None:
        """Write down that *key* was used *now*; none where it was revoked since it was read."""
        with self._database.writing() as session:
            row = session.get(KeyRow, key.id, with_for_update=True)
            if row is None or not key_of(row).holds(now):
                return None
            row.last_used = now
            return key_of(row)


def key_of(row: KeyRow) -> ApiKey:
    """Return the key that *row* holds."""
    return ApiKey.model_validate({name: getattr(row, name) for name in ApiKey.model_fields})


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
