from pathlib import Path

import pytest
from ruamel.yaml import YAML

from checker.domain import Limits
from checker.kits.loading import load_text
from checker.patterns import alerts_in
from checker.readers import load

CASES = YAML(typ="safe", pure=True).load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))


def kit_of(rule, accepted=()):
    import json

    guideline = {"id": "Own.Rule", "kind": "term", "text": "as it says", "pattern": rule}
    shape = {"brand": "Acme", "guidelines": [guideline], "accepted": list(accepted)}
    return load_text(
        json.dumps(shape, default=str).replace(": true", ': "yes"').replace(": false", ': "no"'), "k.yaml"
    )


def places(document, alerts):
    for alert in alerts:
        before = document.text[: alert.start]
        column = alert.start - (before.rfind("\n") + 1) + 1
        words = document.text[alert.start : alert.end]
        yield [before.count("\n") + 1, column, words, alert.message]


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_says_what_the_rule_means(case):
    kit = kit_of(case["rule"], case.get("accepted", ()))
    source = case.get("source", "draft.md")
    form = "markdown" if source.endswith(".md") else "text"
    document = load(form).read(case["draft"].encode(), source, Limits())[0]
    patterns = {guideline.id: guideline.pattern for guideline in kit.guidelines}

    assert list(places(document, alerts_in(document, patterns, kit.accepted))) == case["says"]
