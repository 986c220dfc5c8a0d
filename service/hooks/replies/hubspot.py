"""A property of a record, or one note beside it, that says what was found."""

from html import escape

from pydantic import JsonValue

from service.hooks import asking, bodies
from service.hooks.protocol import CallFailed, Conversation, Event, Outcome
from service.hooks.wording import MARK, cut, lines_of, verdict_of
from service.nouns.hooks import Hook

API = "https://api.hubapi.com"
NOTE = 65_536
"""Bytes of a note, fewer than its characters may be."""
NOTES = 100
"""The most notes of a record that are looked at."""
ASSOCIATIONS = {"contacts": 202, "companies": 190, "deals": 214, "tickets": 228}
"""What a note beside such a record is to it."""


def write_back(outcome: Outcome, event: Event, hook: Hook, token: str) -> Conversation[str]:
    """Write the verdict into the option `property`, or into a note.

    Raises:
        CallFailed: if it can't be written.
    """
    kind, name = asking.known(event.facts, "type", "object")
    url = f"{API}/crm/v3/objects/{kind}/{name}"
    named = bodies.option(hook.options, "property", "[a-z0-9_]{1,100}")
    if named:
        body: JsonValue = {"properties": {named: verdict_of(outcome)}}
        yield from asking.answered(asking.request("PATCH", url, token, body), "write the property")
        return f"wrote the property {named}"
    if kind not in ASSOCIATIONS:
        raise CallFailed(f"There are no notes beside {kind}; set the option property.")
    return (yield from _note(outcome, event, token))


def _note(outcome: Outcome, event: Event, token: str) -> Conversation[str]:
    kind, name = event.facts["type"], event.facts["object"]
    ours = yield from _ours(f"{API}/crm/v3/objects/{kind}/{name}?associations=notes", token)
    text: dict[str, JsonValue] = {"hs_note_body": _body(outcome)}
    notes = f"{API}/crm/v3/objects/notes"
    if ours:
        request = asking.request("PATCH", f"{notes}/{ours}", token, {"properties": text})
        yield from asking.answered(request, "change the note")
        return "changed the note"
    kinds: JsonValue = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": ASSOCIATIONS[kind]}]
    made: JsonValue = {
        "properties": {**text, "hs_timestamp": str(int(outcome.at.timestamp() * 1000))},
        "associations": [{"to": {"id": name}, "types": kinds}],
    }
    yield from asking.answered(asking.request("POST", notes, token, made), "write a note")
    return "wrote a note"


def _ours(url: str, token: str) -> Conversation[str]:
    """Return the id of the note that was written before; empty where there is none."""
    found = yield from asking.told(asking.request("GET", url, token), "look for notes")
    beside = bodies.inside(found, "associations", "notes", "results")
    ids = [bodies.said(each, "id") for each in beside] if isinstance(beside, list) else []
    if not ids:
        return ""
    inputs: list[JsonValue] = [{"id": name} for name in list(dict.fromkeys(filter(None, ids)))[-NOTES:]]
    body: JsonValue = {"properties": ["hs_note_body"], "inputs": inputs}
    request = asking.request("POST", f"{API}/crm/v3/objects/notes/batch/read", token, body)
    read = bodies.inside((yield from asking.told(request, "read the notes")), "results")
    for note in read if isinstance(read, list) else ():
        name = bodies.said(note, "id")
        if f"{MARK}:" in bodies.said(note, "properties", "hs_note_body")[:40] and name.isdecimal():
            return name
    return ""


def _body(outcome: Outcome) -> str:
    lines = "".join(f"<li>{escape(cut(line, 1_000))}</li>" for line in lines_of(outcome, 20))
    link = f'<p><a href="{escape(outcome.url)}">Report</a></p>' if outcome.url else ""
    return f"<p>{escape(verdict_of(outcome))}</p>" + (f"<ul>{lines}</ul>" if lines else "") + link
