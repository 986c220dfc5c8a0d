"""The client's methods for batches."""

import json
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from service.client.calling import Call, Caller, path_of, sent
from service.client.checks import Event
from service.exchange.batches import BatchFields, BatchItemPage, BatchPage, NewDocuments
from service.nouns import Batch, BatchItem, State

Results = Literal["json", "csv", "zip"]
PATIENCE = 600.0
"""Seconds for the service to keep what was sent, on top of the client's timeout."""


class BatchesClient:
    """What one can do with batches."""

    _caller: Caller

    def submit_batch(
        self, new: BatchFields, files: Sequence[tuple[str, Path]], *, idempotency_key: str = ""
    ) -> Batch:
        """Hand in files and zip archives, and return their batch, which is checked in the background.

        Args:
            new: what holds for all of them.
            files: their names, with folders, and where they lie; they are read while they are sent.
            idempotency_key: the request's own name, such as a UUID; one is made where none is given, so that
                repeating it after a lost answer checks nothing twice.

        Raises:
            Refused: if they can't be taken.
        """
        fields = sent(new) | ({"labels": json.dumps(new.labels)} if new.labels else {})
        fields.pop("notify", None)
        call = Call(
            "POST", path_of("batches"), files=tuple(files), fields=fields, many={"notify": new.notify}
        )
        return self._hand_in(call, idempotency_key)

    def submit_documents(self, new: NewDocuments, *, idempotency_key: str = "") -> Batch:
        """Hand in texts; see `submit_batch`.

        Raises:
            Refused: if they can't be taken.
        """
        return self._hand_in(Call("POST", path_of("batches"), body=new), idempotency_key)

    def list_batches(self, *, limit: int = 50, cursor: str = "") -> BatchPage:
        """Return a page of batches, the newest first.

        Raises:
            Refused: if they may not be seen.
        """
        params = {"limit": str(limit)} | ({"cursor": cursor} if cursor else {})
        return self._caller.ask(Call("GET", path_of("batches"), repeatable=True, params=params), BatchPage)

    def get_batch(self, batch_id: str) -> Batch:
        """Return a batch with the numbers of its documents in each state.

        Raises:
            Refused: if there is none.
        """
        return self._caller.ask(Call("GET", path_of("batches", batch_id), repeatable=True), Batch)

    def list_batch_documents(
        self, batch_id: str, *, state: State | None = None, limit: int = 100, cursor: str = ""
    ) -> BatchItemPage:
        """Return a page of the documents of a batch, in their order.

        Raises:
            Refused: if there is none.
        """
        params = {"limit": str(limit)} | ({"cursor": cursor} if cursor else {})
        params |= {"state": state.value} if state else {}
        call = Call("GET", path_of("batches", batch_id, "documents"), repeatable=True, params=params)
        return self._caller.ask(call, BatchItemPage)

    def all_batch_documents(self, batch_id: str) -> Iterator[BatchItem]:
        """Yield all documents of a batch, in their order.

        Raises:
            Refused: if there is none.
        """
        page = self.list_batch_documents(batch_id, limit=200)
        yield from page.items
        while page.next:
            page = self.list_batch_documents(batch_id, limit=200, cursor=page.next)
            yield from page.items

    def follow_batch(self, batch_id: str) -> Iterator[Event]:
        """Yield how far a batch has come, until it is over: `batch` and `documents` with JSON, then `done`.

        Raises:
            Refused: if there is none, or the connection is lost.
        """
        for event in self._caller.events(path_of("batches", batch_id, "events")):
            yield Event(event.event, event.data)

    def pause_batch(self, batch_id: str) -> Batch:
        """Begin nothing more of a batch.

        Raises:
            Refused: if there is none, or it is over.
        """
        return self._act(batch_id, "pause")

    def resume_batch(self, batch_id: str) -> Batch:
        """Go on with a batch.

        Raises:
            Refused: if there is none, or it is over.
        """
        return self._act(batch_id, "resume")

    def cancel_batch(self, batch_id: str) -> Batch:
        """End what waits of a batch.

        Raises:
            Refused: if there is none, or it is done.
        """
        return self._act(batch_id, "cancel")

    def retry_batch(self, batch_id: str) -> Batch:
        """Have the documents checked again that failed, or that a silent language model did not judge.

        Raises:
            Refused: if there is none, or it was cancelled.
        """
        return self._act(batch_id, "retry")

    def delete_batch(self, batch_id: str) -> None:
        """Delete a batch with its checks.

        Raises:
            Refused: if there is none, or it is somebody else's.
        """
        self._caller.send(Call("DELETE", path_of("batches", batch_id)))

    def get_batch_results(self, batch_id: str, *, form: Results = "json") -> Iterator[bytes]:
        """Yield what a batch found out as a file, piece by piece: `zip` holds the annotated originals.

        Raises:
            Refused: if there is none, or the connection is lost.
        """
        call = Call(
            "GET", path_of("batches", batch_id, "results"), params={"format": form}, patience=PATIENCE
        )
        yield from self._caller.pieces(call)

    def _act(self, batch_id: str, act: str) -> Batch:
        return self._caller.ask(Call("POST", path_of("batches", batch_id, act), repeatable=True), Batch)

    def _hand_in(self, call: Call, key: str) -> Batch:
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        return self._caller.ask(call._replace(repeatable=True, headers=headers, patience=PATIENCE), Batch)
