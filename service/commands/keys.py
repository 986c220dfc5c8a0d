"""`brandcheck keys`: keys for programs, made on the machine that keeps the records."""

import datetime
from collections.abc import Callable, Iterable

from rich.console import Console
from rich.table import Table

from checker.errors import InputError
from service.commands.stores import OPERATOR, opened
from service.nouns import ApiKey, Scope
from service.pages.rendering import day
from service.problems import Problem

Tell = Callable[[str], None]


def create(name: str, scopes: Iterable[str], days: int | None, tell: Tell, aside: Tell) -> None:
    """Make a key; *tell* takes the secret alone, *aside* what a person should know.

    Raises:
        InputError: if nothing is allowed, or the records can't be written.
    """
    allowed = frozenset(map(_scope, scopes))
    if not name.strip() or not allowed:
        raise InputError("A key needs a name, and one right at least: --scope read, check, kits or admin.")
    now = datetime.datetime.now(datetime.UTC)
    expires = now + datetime.timedelta(days=days) if days else None
    with opened() as records:
        key, secret = records.keys.create(name.strip(), allowed, expires, OPERATOR)
    aside(f"Key {key.id} ({', '.join(sorted(allowed))}), {_until(key)}. It is shown this once:")
    tell(secret)


def show() -> None:
    """Print all keys without their secrets, the newest first.

    Raises:
        InputError: if the records can't be read.
    """
    with opened() as records:
        keys = records.keys.list()
    table = Table("id", "name", "begins", "may", "made", "last used", "state", box=None)
    for key in keys:
        used = day(key.last_used)
        table.add_row(
            key.id, key.name, key.prefix, " ".join(sorted(key.scopes)), day(key.created), used, _state(key)
        )
    Console().print(table)


def revoke(key: str, tell: Tell) -> None:
    """Refuse the key of that id from now on.

    Raises:
        InputError: if there is no such key.
    """
    with opened() as records:
        try:
            revoked = records.keys.revoke(key, OPERATOR)
        except Problem as problem:
            raise InputError(f"{problem} “brandcheck keys list” shows all.") from problem
    tell(f"The key “{revoked.name}” opens nothing any more.")


def _scope(name: str) -> Scope:
    try:
        return Scope(name)
    except ValueError as error:
        raise InputError(f"--scope {name}: choose read, check, kits or admin.") from error


def _until(key: ApiKey) -> str:
    return f"good until {day(key.expires)}" if key.expires else "good until it is revoked"


def _state(key: ApiKey) -> str:
    if key.revoked:
        return f"revoked {day(key.revoked)}"
    return _until(key) if key.holds(datetime.datetime.now(datetime.UTC)) else f"expired {day(key.expires)}"
