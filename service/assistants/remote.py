"""The desk of an assistant on somebody's machine that asks a service, with a key."""

import datetime
import functools

from checker.bootstrap import lexicon, vocabulary
from checker.domain import BrandKit, Ledger, Report
from checker.kits.interpret import interpret
from checker.kits.loading import load_text, without_expired
from service.assistants.answers import KitFacts
from service.assistants.asked import CheckDraft, Rewrite
from service.assistants.desk import Call, Edited, HeldKit, Made, Step, Unanswered
from service.assistants.steps import step_of
from service.client import Brandcheck, NewCheck, NewRewrite, WantedClaims
from service.exchange.answers import CheckedDraft
from service.nouns import KitState, LedgerQuery, Progress, Scope, State

WAIT = 2.0
"""Seconds for which a check is waited for before it is followed."""
OVER = frozenset({State.DONE, State.FAILED, State.CANCELLED})


class Remote:
    """Answers by a service; what its key may do, the service says."""

    scopes = frozenset(Scope)

    def __init__(self, client: Brandcheck, url: str) -> None:
        """Ask through *client*, which speaks to the service at *url*."""
        self._client, self._url = client, url.rstrip("/")

    def kits(self) -> tuple[KitFacts, ...]:
        """Return the published kits, by id."""
        kits = (kit for kit in self._client.list_kits().items if kit.published is not None)
        return tuple(KitFacts(id=kit.id, brand=kit.brand, guidelines=kit.guidelines) for kit in kits)

    def kit(self, kit_id: str) -> HeldKit:
        """Return the published version of a kit."""
        source = self._client.get_kit(kit_id, state=KitState.PUBLISHED)
        if source is None:
            raise Unanswered(f"The kit “{kit_id}” can't be had. Ask again.")
        return HeldKit(kit_id, read(source.text, datetime.datetime.now(tz=datetime.UTC).date()), source.text)

    def check(self, asked: CheckDraft, kit_id: str, call: Call) -> Made:
        """Return what the service finds out about a draft."""
        new = NewCheck(**asked.model_dump(exclude={"limit", "kit"}), kit=kit_id)
        call.tell(Step(0, 3, "Sending the draft"))
        check = self._client.submit_check(new, wait=WAIT)
        if check.state not in OVER:
            check = self._followed(check, call)
        if check.report is None or check.state is not State.DONE:
            raise Unanswered(check.problem or "The draft was not checked. Send it again.")
        return Made(check.report, check.id, f"{self._url}/reports/{check.id}")

    def rewrite(self, asked: Rewrite, kit_id: str, call: Call) -> Edited:
        """Return a draft with the fewest edits that take its findings away."""
        call.tell(Step(0, None, "The service rewrites the draft"))
        named = asked.model_dump(exclude={"rounds", "kit", "judged"})
        made = self._client.rewrite(NewRewrite(**named, kit=kit_id))
        return Edited(
            made.text, made.edits, made.report, made.remaining, made.refused, made.unsolved, made.failure
        )

    def ledger(self, query: LedgerQuery, call: Call) -> Ledger:  # noqa: ARG002 - a desk's form
        """Return what the stored documents claim."""
        found = self._client.get_claims(WantedClaims(**query.model_dump()))
        if found is None:
            raise Unanswered("The claims can't be had. Ask again.")
        return found.value

    def report(self, check: str) -> Report:
        """Return the report of a check that the service keeps."""
        found = self._client.get_check(check).report
        if found is None:
            raise Unanswered(f"The check “{check[:60]}” has no report yet. Ask again in a moment.")
        return found

    def _followed(self, check: CheckedDraft, call: Call) -> CheckedDraft:
        """Return *check* once it is over; it is deleted where the caller hangs up."""
        is_over = False
        try:
            for event in self._client.follow_check(check.id):
                call.go_on()
                if event.name == "progress":
                    call.tell(step_of(Progress.model_validate_json(event.data)))
            is_over = True
        finally:
            if not is_over:
                self._client.delete_check(check.id)
        return self._client.get_check(check.id)


@functools.lru_cache(maxsize=8)
def read(source: str, today: datetime.date) -> BrandKit:
    """Return what the YAML *source* of a kit says, its prose read, without what has expired *today*."""
    words = _words()
    kit = without_expired(load_text(source, known=vocabulary(words)), today)
    return interpret(kit, concepts=words.concepts, themes=words.themes)


_words = functools.cache(lexicon)
