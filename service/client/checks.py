"""The client's methods for checks, documents, findings and rewrites."""

import uuid
from collections.abc import Iterator
from typing import Literal, NamedTuple

from service.client.calling import Call, Caller, path_of, sent
from service.exchange.answers import CheckedDraft, CheckPage, Erased, RewrittenDraft
from service.exchange.forms import NewCheck, NewFeedback, NewRewrite, UploadTerms, WantedChecks
from service.nouns import Check, Feedback

Form = Literal[
    "json",
    "html",
    "csv",
    "sarif",
    "junit",
    "github",
    "gitlab",
    "vale",
    "rdjson",
    "rdjsonl",
    "markdown",
    "console",
]


class Rendering(NamedTuple):
    """A report in the form that was asked for."""

    content: bytes
    media_type: str
    etag: str
    """What to send next time, to be spared an unchanged report."""


class Event(NamedTuple):
    """How far a check has come."""

    name: str
    """`progress`, `report` or `done`."""
    data: str
    """JSON of a `Progress` with `progress`."""


class ChecksClient:
    """What one can do with drafts."""

    _caller: Caller

    def submit_check(self, new: NewCheck, *, wait: float = 10.0, idempotency_key: str = "") -> CheckedDraft:
        """Have a text checked, and return its check: with its report if that is there within *wait* seconds.

        Args:
            new: the text, and what it is held against.
            wait: seconds; the service may allow fewer.
            idempotency_key: the request's own name, such as a UUID; one is made where none is given, so that
                repeating it after a lost answer checks nothing twice.

        Raises:
            Refused: if it can't be checked.
        """
        return self._submit(Call("POST", path_of("checks"), body=new), wait, idempotency_key)

    def submit_file(
        self, name: str, content: bytes, terms: UploadTerms, *, wait: float = 10.0, idempotency_key: str = ""
    ) -> CheckedDraft:
        """Have a file checked; see `submit_check`.

        Args:
            name: the file's name; where the content does not tell, its suffix says how to read it.
            content: its bytes.
            terms: what it is held against.
            wait: seconds; the service may allow fewer.
            idempotency_key: as for a text.

        Raises:
            Refused: if it can't be checked.
        """
        call = Call("POST", path_of("checks"), file=(name, content), fields=sent(terms))
        return self._submit(call, wait, idempotency_key)

    def get_check(self, check_id: str) -> CheckedDraft:
        """Return a check with its report, as far as it has come.

        Raises:
            Refused: if there is none.
        """
        return self._caller.ask(Call("GET", path_of("checks", check_id), repeatable=True), CheckedDraft)

    def get_rendering(self, check_id: str, *, form: Form, if_none_match: str = "") -> Rendering | None:
        """Return a report in another form than nouns; none where it is still the one with that ETag.

        Raises:
            Refused: if there is none, or the draft is gone.
        """
        headers = {"If-None-Match": if_none_match} if if_none_match else {}
        call = Call(
            "GET", path_of("checks", check_id), repeatable=True, params={"format": form}, headers=headers
        )
        response = self._caller.send(call)
        if not response.content:
            return None
        return Rendering(response.content, response.headers["content-type"], response.headers["etag"])

    def get_annotated(self, check_id: str, *, if_none_match: str = "") -> Rendering | None:
        """Return a draft with its findings in it; none where it is still the one with that ETag.

        Raises:
            Refused: if there is none, its format can't hold notes, or the draft is gone.
        """
        headers = {"If-None-Match": if_none_match} if if_none_match else {}
        path = path_of("checks", check_id, "annotated")
        response = self._caller.send(Call("GET", path, repeatable=True, headers=headers, patience=120.0))
        if not response.content:
            return None
        return Rendering(response.content, response.headers["content-type"], response.headers["etag"])

    def follow_check(self, check_id: str) -> Iterator[Event]:
        """Yield how far a check has come, until it is over.

        Raises:
            Refused: if there is none, or the connection is lost.
        """
        for event in self._caller.events(path_of("checks", check_id, "events")):
            yield Event(event.event, event.data)

    def list_checks(self, query: WantedChecks = WantedChecks()) -> CheckPage:  # noqa: B008 - frozen
        """Return a page of checks, the newest first.

        Raises:
            Refused: if the query is wrong.
        """
        return self._caller.ask(
            Call("GET", path_of("checks"), repeatable=True, params=sent(query)), CheckPage
        )

    def all_checks(self, query: WantedChecks = WantedChecks()) -> Iterator[Check]:  # noqa: B008 - frozen
        """Yield the checks of all pages, the newest first.

        Raises:
            Refused: if the query is wrong.
        """
        page = self.list_checks(query)
        yield from page.items
        while page.next:
            page = self.list_checks(query.model_copy(update={"cursor": page.next}))
            yield from page.items

    def delete_check(self, check_id: str) -> None:
        """Delete a check with all that belongs to it.

        Raises:
            Refused: if there is none, or it is somebody else's.
        """
        self._caller.send(Call("DELETE", path_of("checks", check_id)))

    def export_document(self, document: str) -> bytes:
        """Return all that is kept of a document, as JSON.

        Raises:
            Refused: if there is none.
        """
        return self._caller.send(Call("GET", path_of("documents", document), repeatable=True)).content

    def erase_document(self, document: str) -> Erased:
        """Delete a document everywhere.

        Raises:
            Refused: if there is none.
        """
        return self._caller.ask(Call("DELETE", path_of("documents", document)), Erased)

    def give_feedback(self, finding_id: str, new: NewFeedback) -> Feedback:
        """Say what you think of a finding, instead of what you said before.

        Raises:
            Refused: if there is none.
        """
        return self._caller.ask(
            Call("POST", path_of("findings", finding_id, "feedback"), repeatable=True, body=new), Feedback
        )

    def rewrite(self, new: NewRewrite) -> RewrittenDraft:
        """Have a text rewritten, with as few edits as its findings take.

        Raises:
            Refused: if no language model is set, or it gives no answer.
        """
        return self._caller.ask(Call("POST", path_of("rewrites"), body=new, patience=600.0), RewrittenDraft)

    def _submit(self, call: Call, wait: float, key: str) -> CheckedDraft:
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        params = {"wait": f"{wait:g}"}
        keyed = call._replace(repeatable=True, params=params, headers=headers, patience=wait)
        return self._caller.ask(keyed, CheckedDraft)
