"""Connectors among hooks: what each system sends becomes a draft, kept and worked on as any delivery is."""

import pytest

from checker.domain import Limits
from checker.readers import fields as reader
from service.exchange.hooks import HookDeliveryQuery
from service.hooks import working
from service.hooks.connectors import load
from service.hooks.hooks import Hooks
from service.nouns import LOCAL
from service.nouns.hooks import DeliveryState, Hook, System
from tests.service.hooks.conftest import now

SECRET, TOKEN = "ab" * 32, "a token of theirs"


@pytest.fixture
def connected(records, service, started):
    hooks = Hooks(records, service, started, load=load)
    yield hooks
    hooks.stop()


@pytest.mark.parametrize("system", list(System))
def test_the_test_of_a_hook_becomes_a_check_with_the_words_of_the_sample(connected, records, started, system):
    hook = Hook(name="web", system=system, kit="acme")
    connected.put(hook, secret=SECRET, token=TOKEN, by=LOCAL)

    connected.test("web", by=LOCAL)
    for job in records.hook_work.lease(5, seconds=100):
        working.work(job, connected._means, now())

    (delivery,), _ = connected.deliveries(HookDeliveryQuery())
    assert (delivery.state, delivery.checks) == (DeliveryState.CHECKING, tuple(started.checks))
    draft = records.checks.draft(started.checks[0])
    (document,) = reader.read(draft.content, draft.name, Limits())
    assert len(document.text.split()) > 5
    assert all(block.place.field.startswith("/") for block in document.blocks)
