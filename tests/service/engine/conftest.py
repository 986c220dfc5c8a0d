"""An engine with two real processes, shared by all tests of a worker: they take seconds to get ready."""

import datetime
import hashlib
from collections.abc import Iterator

import pytest

from checker.pipeline import Policy
from checker.settings import Settings
from service.engine import Engine
from service.nouns import KitState, KitVersion
from service.settings import ServiceSettings

TODAY = datetime.datetime.now(tz=datetime.UTC).date()
POLICY = Policy(today=TODAY)
KIT = """\
brand: Kettlewick
guidelines:
- {id: people, kind: term, text: "Say guest, not customer.", severity: error}
- {id: refunds, kind: fact, text: "Refunds take three working days."}
- {id: warm, kind: voice, text: "Sound like a friend at the stove.", severity: warning}
"""


def version(source: str = KIT, kit: str = "kettlewick") -> KitVersion:
    return KitVersion(
        kit=kit,
        number=1,
        state=KitState.PUBLISHED,
        source=source,
        digest=hashlib.sha256(source.encode()).hexdigest(),
        by="A test",
        created=datetime.datetime.now(tz=datetime.UTC),
    )


def settings(**given: object) -> Settings:
    return Settings(_env_prefix="NONE_", **given)


def service(**given: object) -> ServiceSettings:
    return ServiceSettings(_env_prefix="NONE_", **given)


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """Return an engine with two processes, ready."""
    made = Engine(settings(), service(lanes=2))
    made.warm([version()])
    for future in made._getting_ready:
        future.result(120)
    assert made.is_ready()
    yield made
    made.close(20)
