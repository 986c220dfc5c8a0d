"""An OpenAI-compatible server on 127.0.0.1 that does as it is told, for tests over real HTTP.

Each request is met by the next of a list of behaviours; the last one may be repeated for ever:

    with StubServer(fails(500), answers({"n": 1})) as server:      # two requests, no more
        ...  # point BRANDCHECK_JUDGE__BASE_URL, or JudgeSettings.base_url, at server.url
        server.requests[0].body["messages"]

    with StubServer(always=answers(lambda asked: {"n": len(asked.text)})) as server:   # any number of them
        ...

A behaviour is a function that takes what was `Asked` and returns a `Sent`, or `Nothing` to hang up. A request
that no behaviour is left for gets status 418, and leaving the `with` block raises. Chat completions and the
Responses API are spoken, in the form that the request asks for (schema, tool call or JSON mode).
"""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple, Self

USAGE = {"input": 100, "cached": 40, "output": 20}
"""Tokens that every answer is said to cost."""
PATIENCE = 5.0
"""Seconds after which a late answer is given up even if nobody gives up waiting for it."""
SOON = {"retry-after-ms": "1"}
"""Lets OpenAI's client repeat a request without waiting."""


@dataclass(frozen=True)
class Asked:
    """One request."""

    path: str
    headers: Mapping[str, str]
    """By name in lower case."""
    body: dict
    released: threading.Event = field(repr=False)
    """Set when the server is being closed."""

    @property
    def text(self) -> str:
        """Return all messages as one text."""
        return "\n\n".join(str(message["content"]) for message in self.messages)

    @property
    def messages(self) -> list[dict]:
        """Return the messages, whichever API was used."""
        return self.body["messages"] if "messages" in self.body else self.body["input"]

    @property
    def form(self) -> str:
        """Return the form in which the answer is asked for: `schema`, `tools`, `json` or nothing."""
        if "tools" in self.body:
            return "tools"
        wanted = self.body.get("response_format") or self.body.get("text", {}).get("format") or {}
        return {"json_schema": "schema", "json_object": "json"}.get(wanted.get("type", ""), "")

    @property
    def schema(self) -> dict | None:
        """Return the JSON schema that was sent in its own place."""
        if self.form == "tools":
            return _tool(self)["parameters"]
        if "response_format" in self.body:
            return self.body["response_format"].get("json_schema", {}).get("schema")
        return self.body["text"]["format"].get("schema")


class Sent(NamedTuple):
    """One response."""

    status: int
    body: bytes | Iterator[bytes]
    headers: Mapping[str, str] = {"Content-Type": "application/json"}


Nothing = None
Behaviour = Callable[[Asked], Sent | None]


class StubServer:
    """The server; it listens while its `with` block runs.

    Args:
        behaviours: what becomes of the first requests, one each.
        always: what becomes of all later ones; none if there may not be any.
    """

    def __init__(self, *behaviours: Behaviour, always: Behaviour | None = None) -> None:
        self.requests: list[Asked] = []
        """All requests so far, in order."""
        self._behaviours = list(behaviours)
        self._always = always
        self._surprises = 0
        self._lock = threading.Lock()
        self._released = threading.Event()
        self._server = _Quiet(("127.0.0.1", 0), _handler(self))

    @property
    def url(self) -> str:
        """Return the base URL, with `/v1`."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._released.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        if self._surprises and kind is None:
            raise AssertionError(f"{self._surprises} requests more than behaviours")

    def respond(self, path: str, headers: Mapping[str, str], content: bytes) -> Sent | None:
        """Note the request, and return what it gets."""
        asked = Asked(path, headers, json.loads(content) if content else {}, self._released)
        with self._lock:
            self.requests.append(asked)
            behaviour = self._behaviours.pop(0) if self._behaviours else self._always
            self._surprises += behaviour is None
        return behaviour(asked) if behaviour else Sent(418, b"{}")


class _Quiet(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Say nothing: clients that give up are part of the tests."""


def _handler(stub: StubServer) -> type[BaseHTTPRequestHandler]:  # noqa: C901 - a class, as http.server wants
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.close_connection = True
            sent = stub.respond(self.path, headers, content)
            if sent is not None:
                self._send(sent)

        do_GET = do_POST  # noqa: N815 - the name that http.server calls

        def _send(self, sent: Sent) -> None:
            whole = isinstance(sent.body, bytes)
            self.send_response(sent.status)
            length = {"Content-Length": str(len(sent.body))} if whole else {}
            for name, value in {**sent.headers, **length, "Connection": "close"}.items():
                self.send_header(name, value)
            self.end_headers()
            for part in [sent.body] if whole else sent.body:
                self.wfile.write(part)
                self.wfile.flush()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def answers(content: Mapping | Callable[[Asked], object]) -> Behaviour:
    """Answer with *content* as JSON, in the form that was asked for."""

    def behaviour(asked: Asked) -> Sent:
        found = content(asked) if callable(content) else content
        return _completion(asked, json.dumps(found))

    return behaviour


def says(text: str, *, reason: str = "stop", refusal: str | None = None, usage: bool = True) -> Behaviour:
    """Answer with *text*, whatever it is, in the form that was asked for."""
    return lambda asked: _completion(asked, text, reason=reason, refusal=refusal, usage=usage)


def chats(text: str) -> Behaviour:
    """Answer with *text* as a plain message, even where a tool call was asked for."""
    return lambda _asked: _chat_completion({"role": "assistant", "content": text}, "stop", usage=True)


def empty() -> Behaviour:
    """Answer with nothing."""
    return says("")


def cut(text: str = '{"n": ') -> Behaviour:
    """Answer with the beginning of something longer."""
    return says(text, reason="length")


def filtered() -> Behaviour:
    """Let a content filter stop the answer."""
    return says("", reason="content_filter")


def refuses(words: str = "I can't help with that.") -> Behaviour:
    """Refuse, as OpenAI's models do where a schema is asked for."""
    return says("", refusal=words)


def fails(status: int, headers: Mapping[str, str] = SOON, **error: str) -> Behaviour:
    """Answer with an error *status* and OpenAI's body for it: code, type, param, message."""
    body = {"error": {"message": f"status {status}", "type": "error", "code": None, "param": None} | error}
    sent = Sent(status, json.dumps(body).encode(), {"Content-Type": "application/json", **headers})
    return lambda _asked: sent


def page(html: str = "<html><body>Sign in to the network</body></html>", status: int = 200) -> Behaviour:
    """Answer with a web page, as proxies and wrong addresses do."""
    return lambda _asked: Sent(status, html.encode(), {"Content-Type": "text/html", **SOON})


def raw(body: object, status: int = 200) -> Behaviour:
    """Answer with *body* as JSON, whatever it is."""
    return lambda _asked: Sent(status, json.dumps(body).encode())


def hangs_up() -> Behaviour:
    """Close the connection without a word."""
    return lambda _asked: Nothing


def stalls() -> Behaviour:
    """Say nothing until the server is closed."""

    def behaviour(asked: Asked) -> None:
        asked.released.wait(PATIENCE)

    return behaviour


def drips(every: float) -> Behaviour:
    """Send a byte *every* so many seconds, for longer than anybody should wait."""

    def body(asked: Asked) -> Iterator[bytes]:
        for _ in range(int(PATIENCE / every)):
            if asked.released.wait(every):
                return
            yield b" "

    return lambda asked: Sent(200, body(asked))


def floods(megabytes: int) -> Behaviour:
    """Answer with far more than anybody asked for."""
    return lambda _asked: Sent(200, (b" " * 1_000_000 for _ in range(megabytes)))


def rejects(forms: Sequence[str], then: Behaviour, status: int = 400) -> Behaviour:
    """Do as *then* says, but fail with *status* where the answer is asked for in one of these *forms*."""
    refused = fails(status, message="unknown field", type="invalid_request_error")
    return lambda asked: refused(asked) if asked.form in forms else then(asked)


def _completion(
    asked: Asked, text: str, *, reason: str = "stop", refusal: str | None = None, usage: bool = True
) -> Sent:
    if asked.path.endswith("/responses"):
        return _response(asked, text, reason, refusal)
    message: dict = {"role": "assistant", "content": text or None}
    if refusal is not None:
        message["refusal"] = refusal
    if asked.form == "tools" and text:
        function = {"name": _tool(asked)["name"], "arguments": text}
        call = {"id": "call-1", "type": "function", "function": function}
        message |= {"content": None, "tool_calls": [call]}
    return _chat_completion(message, reason, usage=usage)


def _chat_completion(message: dict, reason: str, *, usage: bool) -> Sent:
    whole = {
        "id": "stub",
        "object": "chat.completion",
        "created": 0,
        "model": "stub",
        "choices": [{"index": 0, "finish_reason": reason, "message": message}],
    }
    cost = {
        "prompt_tokens": USAGE["input"],
        "completion_tokens": USAGE["output"],
        "total_tokens": USAGE["input"] + USAGE["output"],
        "prompt_tokens_details": {"cached_tokens": USAGE["cached"]},
    }
    return Sent(200, json.dumps(whole | ({"usage": cost} if usage else {})).encode())


def _tool(asked: Asked) -> dict:
    """Return the tool that must be called, which the Responses API does not wrap."""
    tool = asked.body["tools"][0]
    return tool.get("function", tool)


def _output(asked: Asked, text: str, refusal: str | None) -> dict:
    """Return what the Responses API puts out."""
    if asked.form == "tools" and refusal is None:
        call = {"type": "function_call", "id": "f", "call_id": "call-1", "status": "completed"}
        return call | {"name": _tool(asked)["name"], "arguments": text}
    words = {"type": "output_text", "text": text, "annotations": []}
    content = [words if refusal is None else {"type": "refusal", "refusal": refusal}]
    return {"id": "m", "type": "message", "role": "assistant", "status": "completed", "content": content}


def _response(asked: Asked, text: str, reason: str, refusal: str | None) -> Sent:
    is_whole = reason == "stop"
    incomplete = {"reason": "max_output_tokens" if reason == "length" else reason}
    whole = {
        "id": "stub",
        "object": "response",
        "created_at": 0,
        "model": "stub",
        "status": "completed" if is_whole else "incomplete",
        "incomplete_details": None if is_whole else incomplete,
        "error": None,
        "output": [_output(asked, text, refusal)],
        "parallel_tool_calls": False,
        "tool_choice": "auto",
        "tools": [],
        "usage": {
            "input_tokens": USAGE["input"],
            "input_tokens_details": {"cached_tokens": USAGE["cached"]},
            "output_tokens": USAGE["output"],
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": USAGE["input"] + USAGE["output"],
        },
    }
    return Sent(200, json.dumps(whole).encode())
