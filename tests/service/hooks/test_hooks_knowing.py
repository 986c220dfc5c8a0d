"""Hooks: made and changed, by whom, with what is secret about them."""

import pytest

from service.exchange.hooks import HookDeliveryQuery
from service.hooks.hooks import Hooks
from service.hooks.knowing import BELIEVED, Known
from service.hooks.sealing import sealer_of
from service.nouns import LOCAL
from service.nouns.hooks import Hook, System
from service.problems import Problem
from service.records import Records
from service.security.sealing import Unsealable
from tests.service.hooks.conftest import now
from tests.service.hooks.inventing import event, sent

SECRET, TOKEN = "a secret of sixteen", "a token of theirs"
WEB = Hook(name="web", system=System.GENERIC, kit="acme")


STRAPI = WEB.model_copy(update={"system": System.STRAPI})


@pytest.mark.parametrize(
    ("before", "after", "is_kept"),
    [
        ({}, {"url": "https://cms.example/api"}, True),
        ({"url": "https://cms.example/api"}, {"url": "https://CMS.example/v2", "field": "verdict"}, True),
        ({"url": "https://cms.example/api"}, {"url": "https://other.example/api"}, False),
        ({"url": "https://cms.example/api"}, {"url": "http://cms.example/api"}, False),
        ({"url": "https://cms.example/api"}, {}, False),
        ({"callback": "https://cms.example/verdicts"}, {"callback": "https://new.example/verdicts"}, True),
        ({"callback": "https://cms.example/verdicts"}, {"url": "https://other.example/api"}, False),
        ({"url": "https://[cms"}, {"url": "https://[other"}, False),
    ],
)
def test_a_token_goes_nowhere_else_than_it_was_given_for(
    hooks: Hooks,
    before: dict[str, str],
    after: dict[str, str],
    is_kept: bool,  # noqa: FBT001 - a case
) -> None:
    made = hooks.put(STRAPI.model_copy(update={"options": before}), secret=SECRET, token=TOKEN, by=LOCAL)
    changed = made.model_copy(update={"options": after})

    assert hooks.put(changed, secret=None, token=None, by=LOCAL).has_token is is_kept
    assert hooks.put(changed, secret=None, token=TOKEN, by=LOCAL).has_token


def test_a_token_is_for_one_system(hooks: Hooks) -> None:
    made = hooks.put(
        WEB.model_copy(update={"system": System.CONTENTFUL}), secret=SECRET, token=TOKEN, by=LOCAL
    )

    assert not hooks.put(
        made.model_copy(update={"system": System.STRAPI}), secret=None, token=None, by=LOCAL
    ).has_token


def test_a_hook_is_made_changed_and_deleted_and_each_is_written_down(hooks: Hooks, records: Records) -> None:
    made = hooks.put(WEB, secret=SECRET, token=None, by=LOCAL)
    changed = hooks.put(WEB.model_copy(update={"team": "sales"}), secret=None, token=TOKEN, by=LOCAL)
    hooks.rotate("web", by=LOCAL)
    without = hooks.put(changed, secret=None, token="", by=LOCAL)
    hooks.delete("web", by=LOCAL)

    assert (made.by, made.has_token, made.team) == ("You", False, "")
    assert (changed.has_token, changed.team, changed.created) == (True, "sales", made.created)
    assert (without.has_token, without.rotated is not None) == (False, True)
    assert hooks.list() == ()
    entries = list(reversed(records.audit.list()[0]))
    told = [(one.action, one.details.get("changed")) for one in entries if "hook" in one.action]
    assert told == [
        ("create hook", None),
        ("change hook", ["team", "token"]),
        ("rotate hook secret", None),
        ("change hook", ["token"]),
        ("delete hook", None),
    ]
    assert SECRET not in repr(entries)


def test_a_change_of_what_somebody_else_has_changed_is_refused(hooks: Hooks) -> None:
    hooks.put(WEB, secret=SECRET, token=None, by=LOCAL, expected="")
    read = hooks.digest("web")
    hooks.put(WEB.model_copy(update={"team": "a"}), secret=None, token=None, by=LOCAL, expected=read)

    for expected in (read, ""):
        with pytest.raises(Problem, match="Somebody else") as stale:
            hooks.put(WEB, secret=None, token=None, by=LOCAL, expected=expected)
        assert stale.value.status == 412
    assert hooks.get("web").team == "a"


def test_a_hook_needs_a_kit_that_is_there(hooks: Hooks) -> None:
    with pytest.raises(Problem, match="no kit “nothing”"):
        hooks.put(WEB.model_copy(update={"kit": "nothing"}), secret=SECRET, token=None, by=LOCAL)


def test_a_hook_that_nobody_gave_a_secret_takes_nothing_until_it_is_rotated(hooks: Hooks) -> None:
    hooks.put(WEB, secret=None, token=None, by=LOCAL)
    with pytest.raises(Problem, match="signature"):
        hooks.receive("web", sent(event("a", "1"), secret=""))

    assert hooks.receive("web", sent(event("a", "1"), secret=hooks.rotate("web", by=LOCAL)))


def test_what_goes_with_a_hook_goes_with_it(hooks: Hooks) -> None:
    hooks.put(WEB, secret=SECRET, token=None, by=LOCAL)
    hooks.receive("web", sent(event("a", "1"), secret=SECRET))
    hooks.delete("web", by=LOCAL)
    hooks.put(WEB, secret=SECRET, token=None, by=LOCAL)

    assert hooks.deliveries(HookDeliveryQuery()) == ((), "")
    hooks.receive("web", sent(event("a", "1"), secret=SECRET))
    assert [one.repeats for one in hooks.deliveries(HookDeliveryQuery())[0]] == [0]


def test_what_another_process_has_changed_holds_soon(hooks: Hooks, records: Records) -> None:
    clock = [0.0]
    known = Known(records.hooks, sealer_of("s" * 40), lambda: clock[0])
    with pytest.raises(Problem):
        known.sealed("web")
    hooks.put(WEB, secret=SECRET, token=None, by=LOCAL)
    with pytest.raises(Problem):
        known.sealed("web")

    clock[0] += BELIEVED + 0.1

    assert known.sealed("web").hook.name == "web"


def test_secrets_of_another_service_are_not_opened(hooks: Hooks, records: Records) -> None:
    hooks.put(WEB, secret=SECRET, token=None, by=LOCAL)

    with pytest.raises(Unsealable, match="The hook was kept under another"):
        Known(records.hooks, sealer_of("another secret " * 3)).opened("web", now())
