"""The Drupal module, run by PHP with Symfony's validator and Guzzle, against a real service.

Drupal itself is not there (no registry that can be reached has it): its interfaces are stubs, its entities
live in memory.
"""

import datetime
import json
import socket
import subprocess
import uuid
from pathlib import Path
from typing import Any

import httpx2
import pytest

from service.exchange.hooks import HookDeliveryQuery
from service.hooks import signing
from service.nouns import LOCAL, Scope
from service.nouns.hooks import Hook, System
from service.parts import Parts
from tests.service.hooks.gates import answers
from tests.service.hooks.gates.naming import names
from tests.service.hooks.gates.packages import GATES, faults_of_php

HERE = Path(__file__).parent
MODULE = GATES / "drupal" / "brandcheck"
HOOK = "drupal-site"
SECRET = "the secret of a hook that only tests know"  # noqa: S105 - of a service that only the tests see
TOKEN = "the token with which verdicts are signed"  # noqa: S105 - the same
GOOD = "<p>Learn it between two swimmers.</p>"
BAD = "<p>Bring your <b>SplashPass</b>.</p>"
Config = dict[str, object]


@pytest.fixture(scope="session", autouse=True)
def programs() -> None:
    subprocess.run([HERE / "install"], check=True)


@pytest.fixture
def config(service_url: str, service_parts: Parts) -> Config:
    """Return the module's settings, for a service with its hook."""
    _, key = service_parts.records.keys.create("Drupal", (Scope.CHECK,), None, LOCAL)
    service_parts.hooks.put(
        Hook(name=HOOK, system=System.DRUPAL, kit="ottermere"), secret=SECRET, token=TOKEN, by=LOCAL
    )
    told = {"hook": HOOK, "secret": SECRET, "token": TOKEN, "entity_types": ["node"], "deadline": 20}
    return {"url": service_url, "key": key, "kit": "ottermere", "unreachable": "publish"} | told


def test_every_file_is_php():
    files = [*MODULE.rglob("*.php"), *MODULE.rglob("*.module"), *MODULE.rglob("*.install")]

    assert len(files) == 14
    assert faults_of_php(files) == ""


def test_what_breaks_an_error_level_guideline_is_a_violation_at_its_field(config: Config):
    part = {"uuid": "p", "is_published": True, "fields": {"text": ["text_long", [{"value": BAD}]]}}
    node = article(body=["text_with_summary", [{"value": GOOD, "summary": BAD}]])
    node["fields"]["parts"] = ["entity_reference_revisions", [part]]
    node["fields"]["author"] = ["entity_reference", [{"target_id": 1}]]

    found = violations(config, entity=node)

    assert found[0][0] == ""
    assert found[0][1].startswith("Not published: ")
    assert {path for path, _ in found[1:]} == {"body.0.summary", "parts.0.text.0.value"}
    assert all("SplashPass" in says for _, says in found[1:])


@pytest.mark.parametrize(
    ("changes", "states"),
    [
        ({"body": ["text_long", [{"value": GOOD}]]}, None),
        ({"body": ["text_long", [{"value": BAD}]], "is_published": False}, None),
        ({"body": ["text_long", [{"value": BAD}]], "type": "taxonomy_term"}, None),
        ({"body": ["text_long", [{"value": BAD}]], "state": "review"}, {"review": False}),
    ],
)
def test_the_mended_one_and_what_does_not_become_public_pass(config: Config, changes: Config, states: object):
    assert violations(config, entity=article(**changes), states=states) == []


def test_the_state_decides_and_not_what_was_public_before(config: Config):
    node = article(body=["text_long", [{"value": BAD}]], is_published=False, state="published")

    assert violations(config, entity=node, states={"published": True})


@pytest.mark.parametrize(("policy", "count"), [("publish", 0), ("refuse", 1)])
def test_with_the_service_down_its_policy_holds_and_the_editor_is_told(
    config: Config, policy: str, count: int
):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        down = config | {"url": f"http://127.0.0.1:{taken.getsockname()[1]}", "unreachable": policy}

        done = php("validate", down, entity=article())

    says = [says for _, says in done["found"]]
    assert len(says) == count
    assert says == ([] if "warnings" in done["told"] else done["told"]["log"])
    assert "Brandcheck can’t be reached" in done["told"]["log"][0]
    assert done["told"].get("warnings", says) == done["told"]["log"]


def test_what_counts_as_a_wrong_set_up_and_what_as_an_outage(config: Config):
    with answers.answering() as url:
        told = php("answers", config, sites=answers.sites(url))
        (cut_off,) = php("answers", config, sites=[{"url": url + answers.CUT_OFF}])

    assert told == answers.all_expected()
    assert cut_off["because"] == "unreachable"


@pytest.mark.parametrize("wrong", [{"url": ""}, {"url": "b.example"}, {"url": "http://"}, {"key": "a\nb"}])
def test_settings_of_which_no_request_can_be_made_are_no_outage(config: Config, wrong: Config):
    (told,) = php("answers", config, sites=[wrong])

    assert (told["refused"], told["because"]) == (True, "misconfigured")
    assert told["problem"].startswith("Brandcheck can’t be asked as this site is set up (")


def test_the_status_report_says_whether_the_gate_works(config: Config):
    works, fails = php("report", config), php("report", config | {"key": "another"})

    assert (works["severity"], works["value"]) == (0, "The gate works")
    assert (fails["severity"], fails["description"]) == (2, answers.KEY)


def test_what_is_published_is_delivered_signed_and_counted_once(config: Config, service_parts: Parts):
    node = article(uuid=str(uuid.uuid4()))

    told = php("deliver", config, entity=node)

    assert (len(told["queued"]), told["says"]) == (1, "")
    found, _ = service_parts.hooks.deliveries(HookDeliveryQuery(document=f"drupal/node/{node['uuid']}"), HOOK)
    assert [(each.event, each.repeats) for each in found] == [("entity.publish", 1)]


@pytest.mark.parametrize("changes", [{"is_published": False}, {"is_default": False}])
def test_drafts_are_not_delivered(config: Config, changes: Config):
    assert php("deliver", config, entity=article(**changes)) == {"queued": [], "says": ""}


def test_an_entity_is_asked_about_under_the_name_that_the_hook_gives_it(
    config: Config, http: httpx2.Client, service_parts: Parts
):
    node = article(uuid=str(uuid.uuid4()))

    assert violations(config, entity=node) == []

    (body,) = php("deliver", config, entity=node)["queued"]
    (document,) = names(System.DRUPAL, json.loads(body))
    assert document == f"drupal/node/{node['uuid']}:en"
    asked = http.get("/v1/checks", params={"document": document}).json()["items"]
    delivered, _ = service_parts.hooks.deliveries(HookDeliveryQuery(document=document[:-3]), HOOK)
    ours = {check for each in delivered for check in each.checks}
    assert [check["document"] for check in asked if check["id"] not in ours] == [document]


def test_a_delivery_that_is_not_taken_stays_in_the_queue(config: Config):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        down = config | {"url": f"http://127.0.0.1:{taken.getsockname()[1]}"}

        assert "was not taken" in php("deliver", down, entity=article())["says"]


def test_a_signed_verdict_is_kept_and_shown_and_no_other(config: Config):
    now = datetime.datetime.now(datetime.UTC)
    long_ago = now - datetime.timedelta(hours=1)
    requests = [
        verdict(now, now, "fail", TOKEN),
        verdict(now, long_ago, "pass", TOKEN),
        verdict(now, now, "pass", "another"),
        verdict(long_ago, now, "pass", TOKEN),
    ]

    told = php("verdict", config, entity=article(uuid="u"), requests=requests)

    assert told["statuses"] == [200, 200, 401, 401]
    assert told["shown"] == {"#markup": 'Failed. <a href="https://b.example/reports/1">Report</a>'}


def article(**changes: object) -> dict[str, object]:
    fields = {
        "title": ["string", [{"value": "A calm desk"}]],
        "body": changes.pop("body", ["text_long", [{"value": GOOD}]]),
        "revision_log": ["string_long", [{"value": "SplashPass, for now"}]],
    }
    return {"uuid": "u", "is_published": True, "fields": fields} | changes


def verdict(signed: datetime.datetime, at: datetime.datetime, says: str, token: str) -> dict[str, object]:
    data = {
        "document": "drupal/node/u",
        "locale": "en",
        "verdict": says,
        "report": "https://b.example/reports/1",
    }
    body = {"type": "check.done", "timestamp": at.isoformat(), "data": data}
    made = signing.by_standard(signing.unsigned("https://x.example/", body, signed), token, "msg_1")
    return {"headers": dict(made.headers), "body": made.body.decode()}


def violations(config: Config, **given: object) -> list[list[str]]:
    """Return what is said against publishing."""
    return php("validate", config, **given)["found"]


def php(do: str, config: Config, **given: object) -> Any:
    """Return what the module makes of it."""
    told = json.dumps({"do": do, "config": config} | {k: v for k, v in given.items() if v is not None})
    command = ["php", "-d", "display_errors=stderr", HERE / "site.php", MODULE]
    done = subprocess.run(command, input=told, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)
