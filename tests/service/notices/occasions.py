"""Occasions of every kind for tests, and texts with which a draft's author might try to act through them."""

import datetime

from pydantic import JsonValue

from service.exchange.deliveries import Occasion

NOON = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
URL = "https://brandcheck.example.com/reports/1"
HOSTILE = (
    "<!channel> <!here|x> <@U012AB3CD> <#C012AB3CD>",
    "<https://evil.example|your bank> &lt;!channel&gt;",
    "[your bank](https://evil.example) ![](https://evil.example/x.png)",
    "*bold* _sly_ ~gone~ `code` ```block``` > quote",
    "# heading\n- bullet\n1. one\n\n<at>everyone</at>",
    "{{DATE(2026-01-01T00:00:00Z, SHORT)}} ${$root.secret} @{triggerBody()}",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "https://evil.example www.evil.example @channel @here :smile:",
    "{{{DATE(2026-01-01T00:00:00Z)}}} {{{{",
    "\u200b\u2060\u00ad",
    "\u202eright to left \x00\x07 \ud83d lone \u2028 end",
    "&" * 5_000,
    "🎈" * 5_000,
    "",
)


def occasion(kind: str, words: str = "Leave the *others* behind", **given: JsonValue) -> Occasion:
    """Return an occasion in which everything that somebody else names is *words*."""
    return Occasion(type=kind, timestamp=NOON, data={**_data(kind, words), **given})


def _data(kind: str, words: str) -> dict[str, JsonValue]:
    said: dict[str, JsonValue] = dict.fromkeys(
        ("source", "guideline", "title", "rule", "quote", "says"), words
    )
    pointed = said | {"url": f"{URL}#f-2", "kind": "off-message", "severity": "error"}
    known: dict[str, dict[str, JsonValue]] = {
        "check.failed": _draft(words) | {"worst": [pointed]},
        "checks.held": {
            "held": 37,
            "told": 10,
            "since": "2026-11-22T10:00:00Z",
            "until": "2026-11-22T11:00:00Z",
        },
        "digest": _day(words) | {"worst": [pointed] * 3},
        "batch.done": {
            "id": "b",
            "name": words,
            "counts": {"done": 391, "failed": 9, "not_passed": 37, "passed": 354},
        },
        "test": {"by": words},
    }
    return known[kind] | {"url": URL}


def _draft(words: str) -> dict[str, JsonValue]:
    said: dict[str, JsonValue] = dict.fromkeys(("source", "kit", "team", "channel"), words)
    return said | {"score": 61, "counts": {"error": 2, "warning": 1}}


def _day(words: str) -> dict[str, JsonValue]:
    return {
        "team": words,
        "timezone": "Europe/Berlin",
        "since": "2026-11-21T07:00:00Z",
        "until": "2026-11-22T07:00:00Z",
        "counts": {"drafts": 40, "passed": 28, "failed": 9, "incomplete": 2, "unread": 1},
        "week": {"drafts": 200, "passed": 120},
        "week_before": {"drafts": 180, "passed": 90},
        "guideline": {"id": words, "drafts": 7},
    }


KINDS = ("check.failed", "checks.held", "digest", "batch.done", "test")
