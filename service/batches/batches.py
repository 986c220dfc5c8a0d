"""What becomes of a batch: the use case that the API, the pages and other parts call."""

import asyncio
import datetime
from collections.abc import AsyncIterator, Iterable, Iterator
from http import HTTPStatus
from itertools import islice

from checker.domain import Noun
from service.jobs import Jobs
from service.nouns import Batch, BatchItem, Draft, Identity, KitVersion, NewBatch, Scope, State
from service.problems import Problem, not_found
from service.records import Records
from service.records.batch_rows import Member
from service.records.batches import AT_ONCE
from service.settings import ServiceSettings

LOOK = 0.5
"""Seconds between two looks at a batch that other processes may be working on."""
SLACK = datetime.timedelta(seconds=5)
"""By which clocks of machines may differ, and transactions take time."""


class Moved(Noun):
    """Documents of a batch that got further."""

    items: tuple[BatchItem, ...]


class Batches:
    """Documents in together, reports out as they come."""

    def __init__(self, service: ServiceSettings, records: Records, jobs: Jobs) -> None:
        """Check batches with these parts."""
        self._service, self._records, self._jobs = service, records, jobs

    def create(self, new: NewBatch, drafts: Iterable[Draft], *, by: Identity) -> Batch:
        """Record *drafts* as a batch, have them checked, and return it.

        What a draft says of itself holds; where it says nothing, what *new* says.

        Raises:
            Problem: 404 if the kit is not known or not published, 413 if they are too many.
            InputError: if a name is too long.
        """
        batch = self._records.batches.create(new, kit_version=self._kit(new.kit).number, by=by)
        try:
            self._add(batch, new, drafts)
        except BaseException:
            self._delete(batch.id)
            raise
        self._records.batches.complete(batch.id)
        self._jobs.look(batch.id)
        return self.get(batch.id)

    def begin(self, new: NewBatch, batch: str, *, by: Identity) -> Batch:
        """Have the files checked that were received for *batch* (`Records.uploads`), and return it.

        They are taken apart in the background; until that is done it is not whole.

        Raises:
            Problem: 404 if the kit is not known or not published.
            InputError: if a name is too long.
        """
        made = self._records.batches.create(new, kit_version=self._kit(new.kit).number, by=by, batch=batch)
        self._jobs.look(batch)
        return made

    def get(self, batch: str) -> Batch:
        """Return the batch.

        Raises:
            Problem: 404 if there is none.
        """
        found = self._records.batches.get(batch)
        if found is None:
            raise not_found("batch", batch)
        return found

    def mine(self, batch: str, who: Identity) -> Batch:
        """Return the batch if *who* may change it: whoever handed it in, and administrators.

        Raises:
            Problem: 404 if there is none, 403 if it is another's.
        """
        found = self.get(batch)
        if found.by_id != who.id and Scope.ADMIN not in who.scopes:
            says = (
                f"{found.by or 'Somebody else'} handed this batch in: they, or an administrator, may do that."
            )
            raise Problem(HTTPStatus.FORBIDDEN, "not-yours", says)
        return found

    def list(self, *, cursor: str = "", limit: int = 50) -> tuple[tuple[Batch, ...], str]:
        """Return a page of batches, newest first, and the next cursor; empty at the end."""
        return self._records.batches.list(cursor=cursor, limit=limit)

    def items(
        self, batch: str, *, cursor: str = "", limit: int = 100, state: State | None = None
    ) -> tuple[tuple[BatchItem, ...], str]:
        """Return a page of the documents of *batch*, in their order, and the next cursor; empty at the end.

        Raises:
            Problem: 404 if there is no such batch, 422 if the cursor is none of ours.
        """
        self.get(batch)
        if cursor and not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 10):  # noqa: PLR2004 - digits of 32 bits
            raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "cursor", "This cursor is none of ours.")
        after = int(cursor) if cursor else -1
        found = self._records.batches.items(batch, after=after, limit=limit + 1, state=state)
        page = found[:limit]
        return page, str(page[-1].position) if len(found) > limit else ""

    def pause(self, batch: str) -> Batch:
        """Begin nothing more of *batch*, and return it; what is at work ends.

        Raises:
            Problem: 404 if there is no such batch, 409 if it is over.
        """
        return self._changed(self._records.batches.pause(batch))

    def resume(self, batch: str) -> Batch:
        """Go on with *batch*, and return it.

        Raises:
            Problem: 404 if there is no such batch, 409 if it is over.
        """
        return self._changed(self._records.batches.resume(batch))

    def cancel(self, batch: str) -> Batch:
        """End what waits of *batch*, and return it; what is at work ends by itself.

        Raises:
            Problem: 404 if there is no such batch, 409 if it is done.
        """
        return self._changed(self._records.batches.cancel(batch))

    def retry_failed(self, batch: str) -> Batch:
        """Have the documents of *batch* checked again that failed, or whose language model was silent.

        Raises:
            Problem: 404 if there is no such batch, 409 if it was cancelled.
        """
        return self._changed(self._records.batches.retry(batch))

    def delete(self, batch: str) -> None:
        """Delete *batch* with its checks; what is at work comes to nothing.

        Raises:
            Problem: 404 if there is no such batch.
        """
        if self.get(batch).finished is None:
            self._records.batches.cancel(batch)
        self._delete(batch)

    async def events(self, batch: str) -> AsyncIterator[tuple[str, str]]:
        """Yield what happens to *batch*, for server-sent events, until it is over or the service stops.

        Yields:
            `batch` with a `Batch` as JSON, each time that it changed; `documents` with a `Moved`, those that
            got further; `done` with nothing, last. Without `done` the stream was cut: ask again.
        """
        last: Batch | None = None
        told: dict[str, BatchItem] = {}
        since = datetime.datetime.now(datetime.UTC) - SLACK
        while not self._jobs.is_stopping:
            now = datetime.datetime.now(datetime.UTC)
            found = await asyncio.to_thread(self._records.batches.get, batch)
            if found and found != last:
                last = found
                yield "batch", found.model_dump_json()
            moving = await asyncio.to_thread(self._records.batches.moving, batch, since)
            if fresh := tuple(item for item in moving if told.get(item.id) != item):
                yield "documents", Moved(items=fresh).model_dump_json()
            told, since = {item.id: item for item in moving}, now - SLACK
            if found is None or found.finished:
                yield "done", ""
                return
            await self._jobs.work.bell.listen(batch, LOOK)

    def _add(self, batch: Batch, new: NewBatch, drafts: Iterable[Draft]) -> None:
        count = 0
        for given in _bundles(drafts):
            count += len(given)
            if count > self._service.max_documents:
                most = f"A batch has at most {self._service.max_documents:,} documents. Send it in parts."
                raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", most)
            members = [Member(_with_terms(draft, new)) for draft in given]
            self._records.batches.add(batch.id, members)

    def _delete(self, batch: str) -> None:
        self._records.checks.delete_batch(batch)
        self._records.batches.delete(batch)

    def _changed(self, batch: Batch) -> Batch:
        self._jobs.look(batch.id)
        self._jobs.work.bell.ring(batch.id)
        return batch

    def _kit(self, name: str) -> KitVersion:
        kit = self._records.kits.published(name)
        if kit is None:
            raise not_found("published kit", name)
        return kit


def _with_terms(draft: Draft, new: NewBatch) -> Draft:
    """Return *draft* with what *new* says where it says nothing itself."""
    named = {name: getattr(draft, name) or getattr(new, name) for name in ("team", "channel", "audience")}
    labels = new.labels | draft.labels
    return draft.model_copy(
        update={**named, "kit": new.kit, "labels": labels, "judged": new.judged and draft.judged}
    )


def _bundles(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    """Yield *drafts* in lists that are not too long."""
    rest = iter(drafts)
    while bundle := list(islice(rest, AT_ONCE)):
        yield bundle
