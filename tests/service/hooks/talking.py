"""A system at the other end of a connector's conversation, which says what it was told to."""

import datetime
import json

from checker.domain import Severity, Verdict
from service.hooks.protocol import Answered, Outcome, Remark
from service.nouns.checks import Counts
from service.nouns.hooks import Hook

NOW = datetime.datetime(2026, 3, 1, 12, 0, 0, 123_000, tzinfo=datetime.UTC)
URL = "https://check.example/v1/hooks/news"


def talk(conversation, *answers):
    """Return the end of *conversation*, and its requests; each answer is a status, or a status and JSON."""
    asked, left = [], list(answers)
    try:
        asked.append(next(conversation))
        while True:
            status, body = left.pop(0) if isinstance(left[0], tuple) else (left.pop(0), {})
            asked.append(conversation.send(Answered(status, json.dumps(body).encode())))
    except StopIteration as end:
        assert not left, "It asked less than it was to."
        return end.value, asked


def said(request):
    """Return the JSON of a request."""
    return json.loads(request.body)


def hook(system, **more):
    """Return a hook of *system*."""
    return Hook(name="news", system=system, kit="acme", **more)


def outcome(*, errors=0, warnings=0, verdict=None, locale="", check="c1"):
    """Return what was found out."""
    remark = Remark(Severity.ERROR, "plain-words", "/fields/body/en-US", "leverage", "Say “use”.", "use")
    return Outcome(
        check=check,
        verdict=verdict or (Verdict.FAIL if errors else Verdict.PASS),
        score=70,
        counts=Counts(error=errors, warning=warnings),
        problem="",
        url=f"https://check.example/reports/{check}",
        locale=locale,
        at=NOW,
        remarks=(remark,) * min(errors, 20),
    )
