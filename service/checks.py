"""What becomes of one draft: the use case that the API and the pages call.

An offline check that ends while its caller waits is kept whole, in one transaction. Any other is recorded
first and then worked on by `service.jobs`, so that nothing that was acknowledged is lost. A file that holds
many drafts, such as an export of tickets, is refused with what checks it (`service.jobs.terms.only`).
"""

import asyncio
import time
from collections.abc import AsyncIterator

from checker.domain import Checked
from checker.rewriting import Rewritten
from checker.settings import Settings
from service.engine import Engine
from service.engine.line import turn_for
from service.engine.task import NotYet
from service.jobs import Jobs
from service.jobs.jobs import LOOK
from service.jobs.terms import closed, only, policy
from service.jobs.work import OVER
from service.nouns import Check, Draft, Identity, KitVersion, Progress
from service.problems import not_found
from service.records import Records
from service.settings import ServiceSettings


class Checks:
    """Drafts in, reports out."""

    def __init__(
        self, settings: Settings, service: ServiceSettings, records: Records, engine: Engine, jobs: Jobs
    ) -> None:
        """Check drafts with these parts."""
        self._settings, self._service = settings, service
        self._records, self._engine, self._jobs = records, engine, jobs

    @property
    def judge_is_set(self) -> bool:
        """Return whether there is a language model to ask."""
        return self._engine.judge_is_set

    def submit(self, draft: Draft, *, by: Identity, wait: float) -> Check:
        """Have *draft* checked, and return its check as far as it is after *wait* seconds.

        Args:
            draft: what is checked, against the published version of its kit.
            by: who asks.
            wait: seconds to wait, 0 for none, `max_wait` of the settings at most.

        Raises:
            Problem: 404 if the kit is not known or not published; 422 if the draft is many.
            InputError: if the draft can't be read; one that is not waited for fails instead.
            RecordsUnavailable: if it can't be recorded.
        """
        end = time.monotonic() + min(wait, self._service.max_wait)
        kit = self._kit(draft.kit)
        begun = None
        if wait > 0 and not (draft.judged and self.judge_is_set):
            turn = turn_for(draft, by.id)
            begun = self._engine.begin(draft, kit, policy(self._records, draft), turn=turn, is_followed=True)
            try:
                checked = begun.outcome(within=end - time.monotonic()).checked
            except NotYet:
                pass
            else:
                return self._records.checks.add_done(
                    draft, only(checked, draft), kit_version=kit.number, by=by
                )
        check = self._records.checks.add(draft, kit_version=kit.number, by=by)
        self._jobs.start(check, begun)
        self._jobs.wait(check.id, end - time.monotonic())
        return self._records.checks.get(check.id) or check

    def live(  # noqa: PLR0913 - what a page says of its text
        self,
        text: str,
        *,
        kit: str,
        team: str = "",
        channel: str = "",
        audience: str = "",
        lane: str,
        document: str = "",
    ) -> Checked:
        """Return what is found out about *text* offline, of which nothing is recorded.

        Args:
            text: what somebody is writing.
            kit: the kit's id.
            team: who writes it; guessed where empty, like channel and audience.
            channel: where it will appear.
            audience: whom it is for.
            lane: the page's own name; what it asked before makes the next answer faster.
            document: the document that it is a version of, for the waivers that name it.

        Raises:
            Problem: 404 if the kit is not known or not published.
            InputError: if the text can't be read.
        """
        draft = Draft(
            name="", content=b"", kit=kit, team=team, channel=channel, audience=audience, document=document
        )
        checked, _ = self._engine.live(text, self._kit(kit), policy(self._records, draft), lane=lane)
        return checked

    async def events(self, check: str) -> AsyncIterator[tuple[str, str]]:
        """Yield what happens to *check*, for server-sent events, until it is over or the service stops.

        Yields:
            `progress` with a `Progress` as JSON, each time that it got further; `report` with `offline` once
            the offline report can be fetched while the judge reads; `done` with nothing, last: then the check
            is done, has failed or is gone, as its record says. Without `done` the stream was cut: ask again.
        """
        last: Progress | None = None
        is_told = False
        while not self._jobs.is_stopping:
            found = await asyncio.to_thread(self._records.checks.get, check)
            if found and found.progress != last:
                last = found.progress
                yield "progress", last.model_dump_json()
            if found and not is_told and found.progress.step == "judge":
                is_told = True
                yield "report", "offline"
            if found is None or found.state in OVER:
                yield "done", ""
                return
            await self._jobs.work.bell.listen(check, LOOK)

    def rewrite(self, draft: Draft, *, rounds: int = 3) -> Rewritten:
        """Return *draft* with the fewest edits after which its findings are gone, as far as the model gets.

        Args:
            draft: what is rewritten, against the published version of its kit; nothing of it is recorded.
            rounds: how often the model is asked at most.

        Raises:
            Problem: 404 if the kit is not known or not published.
            ModelUnavailable: if no language model is set, or none may see the draft.
            InputError: if the draft can't be read, or is many.
        """
        return self._engine.rewrite(
            draft,
            self._kit(draft.kit),
            policy(self._records, draft),
            closed=closed(self._records, self._settings.judge),
            rounds=rounds,
        )

    def _kit(self, name: str) -> KitVersion:
        kit = self._records.kits.published(name)
        if kit is None:
            raise not_found("published kit", name)
        return kit
