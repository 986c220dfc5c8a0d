"""What a gate can be answered, and what each part has to make of it: one table for all of them."""

import contextlib
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

POLICIES = ("publish", "refuse", "always")
ASK = "Ask whoever looks after this site to"
STRANGE = (
    f"What answers at Brandcheck’s address is not Brandcheck ({{}}), perhaps a page to sign in. {ASK} set "
    "the address right."
)
UNUSED = f"Brandcheck can’t use what this site asks ({{}}). {ASK} set it right."
UNKNOWN = f"Brandcheck does not know what this site asks for ({{}}). {ASK} set kit and address right."
KEY = f"Brandcheck does not accept this site’s key (401). {ASK} put in a new one."
SCOPE = f"This site’s key may not check drafts (403). {ASK} put in one with the scope “check”."
TOO_LONG = (
    "It is longer than Brandcheck takes at once (413). Split it, or ask whoever looks after Brandcheck to "
    "raise the limit."
)
PAGE = "<!doctype html><title>Sign in</title>"


class Answered(NamedTuple):
    """An answer, and what follows from it."""

    status: int
    body: str
    because: str
    problem: str


def ours(status: int, because: str, problem: str, detail: str = "So it is.") -> Answered:
    """Return a problem in Brandcheck's form."""
    told = {"type": "/problems/some", "title": "Some", "status": status, "detail": detail}
    return Answered(status, json.dumps(told), because, problem)


def out(status: int, body: str, reason: str) -> Answered:
    """Return an answer that counts as none."""
    return Answered(status, body, "unreachable", f"Brandcheck can’t be reached ({reason}).")


def strange(status: int, body: str, said: str = "") -> Answered:
    """Return an answer that is not Brandcheck's."""
    return Answered(status, body, "misconfigured", STRANGE.format(said or status))


ANSWERS = (
    ours(401, "misconfigured", KEY),
    ours(403, "misconfigured", SCOPE),
    ours(404, "misconfigured", UNKNOWN.format("404: There is no kit “x”"), "There is no kit “x”."),
    ours(405, "misconfigured", UNUSED.format("405: So it is")),
    ours(410, "misconfigured", UNUSED.format("410: So it is")),
    ours(413, "too_long", TOO_LONG),
    Answered(413, PAGE, "too_long", TOO_LONG),
    ours(400, "misconfigured", UNUSED.format("400: So it is")),
    ours(422, "misconfigured", UNUSED.format(f"422: {'longer ' * 28}long"), "longer\n" * 100),
    strange(200, PAGE),
    strange(200, '{"decision": "maybe", "because": "passed", "says": "", "findings": []}'),
    strange(200, '{"decision": "allow", "because": "whim", "says": "", "findings": []}'),
    strange(200, '"allow"'),
    strange(201, '{"detail": "Made."}', "201: Made"),
    strange(204, ""),
    strange(302, ""),
    strange(308, PAGE),
    strange(401, PAGE),
    strange(403, PAGE),
    strange(404, PAGE),
    out(408, PAGE, "it answers 408"),
    out(425, "", "it answers 425"),
    ours(429, "unreachable", "Brandcheck can’t be reached (it answers 429 So it is)."),
    out(500, "Internal error", "it answers 500"),
    out(502, PAGE, "it answers 502"),
    out(503, '{"detail": "Busy."}', "it answers 503 Busy"),
    out(504, "[]", "it answers 504"),
    out(599, '{"detail": ["Busy."]}', "it answers 599"),
)
CUT_OFF = "/cut-off"
"""Where the connection ends within the answer."""


def expected(answer: Answered, policy: str) -> dict[str, object]:
    """Return what a part has to make of an *answer* under a *policy*."""
    because, problem = answer.because, answer.problem
    is_out = because == "unreachable"
    is_refused = policy == "refuse" or (policy == "publish" and not is_out)
    if not is_refused:
        says = f"Not checked: {problem}"
    elif is_out:
        says = f"Not published: {problem[:-1]}, and nothing goes out unchecked here; try again in a minute."
    else:
        says = f"Not published: {problem} Until then, this site’s settings can let things go out unchecked."
    return {"refused": is_refused, "because": because, "says": says, "problem": problem}


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        found = re.fullmatch(r"/(\d+)/v1/gates/check", self.path)
        answer = ANSWERS[int(found[1])] if found else Answered(200, '{"decision":', "", "")
        body = answer.body.encode()
        self.send_response(answer.status)
        if answer.status in {302, 308}:
            self.send_header("location", "/elsewhere")
        if answer.status != 204:
            self.send_header("content-length", str(len(body) if found else len(body) + 100))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def answering() -> Iterator[str]:
    """Yield the address of what answers at `/0`, `/1`… what the table says."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def sites(
    url: str, setting: str = "unreachable", *, policies: tuple[str, ...] = POLICIES
) -> list[dict[str, str]]:
    """Return the settings of a site for each policy and answer; *setting* is what holds the policy."""
    return [
        {"url": f"{url}/{number}", setting: policy} for policy in policies for number in range(len(ANSWERS))
    ]


def all_expected() -> list[dict[str, object]]:
    """Return what has to be made of them, in that order."""
    return [expected(answer, policy) for policy in POLICIES for answer in ANSWERS]
