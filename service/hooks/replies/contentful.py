"""A task on an entry, which blocks its publishing while errors stand; or a tag, where there are no tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from service.hooks import asking, bodies
from service.hooks.protocol import CallFailed, Conversation, Event, Outcome, Outgoing
from service.hooks.wording import MARK, cut, has_errors, lines_of, verdict_of
from service.nouns.hooks import Hook

BODY = 512
"""Bytes of a task's text."""
NO_TASKS = frozenset({402, 403, 404})
"""Statuses that are taken to mean that the plan has no tasks."""
CONFLICT = 409
"""Somebody else changed it in between."""
TRIES = 3
TAG = "brandcheckErrors"
TYPE = "application/vnd.contentful.management.v1+json"


@dataclass(frozen=True)
class _Entry:
    url: str
    """Its address in the management API."""
    environment: str
    token: str
    outcome: Outcome

    @property
    def mark(self) -> str:
        """Return how its task begins."""
        return f"{MARK} ({self.outcome.locale})" if self.outcome.locale else MARK

    def request(self, method: str, path: str, body: JsonValue = None, version: int | None = None) -> Outgoing:
        """Return a request about it, for a version of what is changed."""
        more = {} if version is None else {"x_contentful_version": str(version)}
        if body is not None:
            more["content_type"] = TYPE
        return asking.request(method, f"{self.url}{path}", self.token, body, **more)


def host(hook: Hook) -> str:
    """Return where the management API of the hook's space is.

    Raises:
        CallFailed: if its option is not one of Contentful's.
    """
    named = hook.options.get("host") or "api.contentful.com"
    if named not in {"api.contentful.com", "api.eu.contentful.com"}:
        raise CallFailed("The hook's option host is neither api.contentful.com nor api.eu.contentful.com.")
    return named


def write_back(outcome: Outcome, event: Event, hook: Hook, token: str) -> Conversation[str]:
    """Open, change or resolve the task; set or take off the tag, where that is the way.

    Raises:
        CallFailed: if neither can be done.
    """
    stand = has_errors(outcome)
    if stand is None:
        return ""
    space, environment, name = asking.known(event.facts, "space", "environment", "entry")
    place = f"https://{host(hook)}/spaces/{space}/environments/{environment}"
    entry = _Entry(f"{place}/entries/{name}", place, token, outcome)
    if hook.options.get("way") != "tag":
        answer = yield entry.request("GET", "/tasks")
        if answer.is_success:
            tasks = bodies.inside(asking.read(answer, "look up the tasks"), "items")
            return (yield from _task(entry, tasks if isinstance(tasks, list) else [], stand, event, hook))
        if hook.options.get("way") == "task" or answer.status not in NO_TASKS:
            raise CallFailed(
                f"The entry's tasks can't be had: the answer was {answer.status}.", answer.status
            )
    return (yield from _tag(entry, stand))


def _task(
    entry: _Entry,
    tasks: Sequence[JsonValue],
    stand: bool,  # noqa: FBT001 - what it is about
    event: Event,
    hook: Hook,
) -> Conversation[str]:
    ours = [task for task in tasks if bodies.said(task, "body").startswith(f"{entry.mark}:")]
    open_ones = [task for task in ours if bodies.said(task, "status") == "active"]
    if not stand:
        for task in open_ones:
            yield from _change(entry, task, {"status": "resolved"})
        return "resolved the task" if open_ones else ""
    body = _body(entry)
    if not ours:
        made = {"assignedTo": _assignee(event, hook), "body": body, "status": "active"}
        yield from asking.answered(entry.request("POST", "/tasks", made), "open a task on the entry")
        return "opened a task, which blocks publishing"
    task = (open_ones or ours)[0]
    if not open_ones:
        task = yield from _change(entry, task, {"status": "active"})
    if bodies.said(task, "body") != body:
        yield from _change(entry, task, {"body": body})
    return "changed the task, which blocks publishing"


def _change(entry: _Entry, task: JsonValue, change: Mapping[str, JsonValue]) -> Conversation[JsonValue]:
    kept = {name: bodies.inside(task, name) for name in ("assignedTo", "body", "status", "dueDate")}
    body: JsonValue = {name: value for name, value in {**kept, **change}.items() if value is not None}
    request = entry.request("PUT", f"/tasks/{bodies.said(task, 'sys', 'id')}", body, _version(task))
    what = "change the task on the entry"
    return asking.read((yield from asking.answered(request, what)), what)


def _body(entry: _Entry) -> str:
    outcome = entry.outcome
    head = f"{entry.mark}:{verdict_of(outcome).removeprefix(f'{MARK}:')}"
    foot = f"\n{outcome.url}" if outcome.url else ""
    findings = "".join(f"\n• {line}" for line in lines_of(outcome, 5))
    return cut(head + findings, BODY - len(foot.encode())) + foot


def _assignee(event: Event, hook: Hook) -> JsonValue:
    kind, _, name = hook.options.get("assignee", "").partition(":")
    if not name:
        kind, name = "User", event.facts.get("user", "")
    if kind not in {"User", "Team"} or not name:
        raise CallFailed("Nobody is there to give the task to: set the option assignee to User:… or Team:….")
    return {"sys": {"type": "Link", "linkType": kind, "id": name}}


def _tag(entry: _Entry, stand: bool) -> Conversation[str]:  # noqa: FBT001 - what it is about
    tag = f"{TAG}-{entry.outcome.locale}" if entry.outcome.locale else TAG
    for _ in range(TRIES):
        found = yield from asking.told(entry.request("GET", ""), "fetch the entry")
        tags = bodies.inside(found, "metadata", "tags")
        ids = [bodies.said(each, "sys", "id") for each in tags] if isinstance(tags, list) else []
        if found is None or (tag in ids) == stand:
            return ""
        if stand:
            yield from _make_tag(entry, tag)
        left = [name for name in ids if name != tag] + ([tag] if stand else [])
        answer = yield entry.request("PUT", "", _tagged(found, left), _version(found))
        if answer.is_success:
            return f"set the tag {tag}" if stand else f"took off the tag {tag}"
        if answer.status != CONFLICT:
            raise CallFailed(
                f"The entry's tags can't be changed: the answer was {answer.status}.", answer.status
            )
    raise CallFailed("The entry's tags can't be changed: somebody else changes it all the time.", 503)


def _make_tag(entry: _Entry, tag: str) -> Conversation[None]:
    url = f"{entry.environment}/tags/{tag}"
    if (yield from asking.told(asking.request("GET", url, entry.token), "look for the tag")) is not None:
        return
    name = f"{MARK}: errors ({entry.outcome.locale})" if entry.outcome.locale else f"{MARK}: errors"
    body: JsonValue = {"name": name, "sys": {"id": tag, "type": "Tag", "visibility": "private"}}
    answer = yield asking.request("PUT", url, entry.token, body, content_type=TYPE)
    if not answer.is_success and answer.status != CONFLICT:
        raise CallFailed(f"The tag {tag} can't be made: the answer was {answer.status}.", answer.status)


def _tagged(found: JsonValue, tags: Sequence[str]) -> JsonValue:
    metadata = bodies.inside(found, "metadata")
    links: list[JsonValue] = [{"sys": {"type": "Link", "linkType": "Tag", "id": tag}} for tag in tags]
    kept = metadata if isinstance(metadata, dict) else {}
    return {"metadata": {**kept, "tags": links}, "fields": bodies.inside(found, "fields")}


def _version(found: JsonValue) -> int:
    version = bodies.inside(found, "sys", "version")
    if not isinstance(version, int):
        raise CallFailed("Contentful's answer does not say which version it is of.")
    return version
