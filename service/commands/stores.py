"""The records, for commands that work on them while no service need run."""

import contextlib
from collections.abc import Iterator

from checker.settings import Settings
from service.nouns import Identity, Scope
from service.records import Records, records_url
from service.settings import ServiceSettings

OPERATOR = Identity(kind="local", id="command-line", name="Command line", scopes=frozenset(Scope))
"""Who the audit log names: whoever may run commands on this machine."""


@contextlib.contextmanager
def opened(service: ServiceSettings | None = None) -> Iterator[Records]:
    """Yield the records of this installation, with their tables as they must be.

    Raises:
        InputError: if they can't be used.
    """
    records = Records(records_url(Settings(), service or ServiceSettings()))
    try:
        records.prepare()
        yield records
    finally:
        records.close()
