"""The desk of an assistant that speaks to the service itself: the same use cases as the API's."""

from checker.domain import Ledger, Report
from service.assistants.answers import KitFacts
from service.assistants.asked import CheckDraft, OfDraft, Rewrite
from service.assistants.desk import Call, Edited, HeldKit, Made, Step, Unanswered
from service.assistants.steps import step_of
from service.exchange.texts import file_name
from service.nouns import Check, Draft, Identity, LedgerQuery, Scope, State
from service.parts import Parts
from service.problems import not_found

UNNAMED = "text"
WAIT = 1.0
"""Seconds for which a check is waited for before it is followed."""
LOOK = 0.5
"""Seconds between two looks at how far a check is, and whether the caller still waits."""
OVER = frozenset({State.DONE, State.FAILED, State.CANCELLED})


class Inside:
    """Answers one caller of the service."""

    def __init__(self, parts: Parts, who: Identity) -> None:
        """Answer *who* by the *parts* of the service."""
        self._parts, self._who = parts, who

    @property
    def scopes(self) -> frozenset[Scope]:
        """Return what the caller may do."""
        return self._who.scopes

    def kits(self) -> tuple[KitFacts, ...]:
        """Return the published kits, by id."""
        kits = (kit for kit in self._parts.kits.list() if kit.published is not None)
        return tuple(KitFacts(id=kit.id, brand=kit.brand, guidelines=kit.guidelines) for kit in kits)

    def kit(self, kit_id: str) -> HeldKit:
        """Return the published version of a kit."""
        version = self._parts.records.kits.published(kit_id)
        if version is None:
            raise not_found("published kit", kit_id)
        return HeldKit(kit_id, self._parts.insight.kit(kit_id), version.source)

    def check(self, asked: CheckDraft, kit_id: str, call: Call) -> Made:
        """Return what is found out about a draft; it is kept like any other."""
        call.tell(Step(0, 4, "Waiting for a free process"))
        draft = self._draft(asked, kit_id, document=asked.document, judged=asked.judged)
        check = self._parts.checks.submit(draft, by=self._who, wait=WAIT)
        if check.state not in OVER:
            check = self._followed(check, call)
        report = self._parts.records.checks.report(check.id)
        if report is None or check.state is not State.DONE:
            raise Unanswered(check.problem or "The draft was not checked. Send it again.")
        return Made(report, check.id, f"{self._parts.service.address}/reports/{check.id}")

    def rewrite(self, asked: Rewrite, kit_id: str, call: Call) -> Edited:
        """Return a draft with the fewest edits that take its findings away; nothing of it is kept."""
        call.tell(Step(0, None, "The language model rewrites the draft"))
        made = self._parts.checks.rewrite(self._draft(asked, kit_id), rounds=asked.rounds)
        return Edited.of(made)

    def ledger(self, query: LedgerQuery, call: Call) -> Ledger:  # noqa: ARG002 - a desk's form
        """Return what the stored documents claim."""
        return self._parts.insight.ledger(query)

    def report(self, check: str) -> Report:
        """Return the report of a stored check."""
        found = self._parts.records.checks.report(check)
        if found is None:
            raise not_found("report of a check", check[:60])
        return found

    def _draft(self, asked: OfDraft, kit_id: str, *, document: str = "", judged: bool = True) -> Draft:
        most = self._parts.service.max_text
        if len(asked.text) > most:
            raise Unanswered(
                f"The text has {len(asked.text):,} characters; {most:,} can be checked at once. "
                "Send it in parts."
            )
        return Draft(
            name=file_name(asked.name, otherwise=UNNAMED),
            content=asked.text.encode(),
            kit=kit_id,
            team=asked.team,
            channel=asked.channel,
            audience=asked.audience,
            document=document,
            judged=judged,
        )

    def _followed(self, check: Check, call: Call) -> Check:
        """Return *check* once it is over; it is deleted where the caller hangs up before that."""
        checks, is_over = self._parts.records.checks, False
        try:
            while not self._parts.jobs.wait(check.id, LOOK):
                call.go_on()
                found = checks.get(check.id)
                if found is not None:
                    call.tell(step_of(found.progress))
                if self._parts.jobs.is_stopping:
                    raise Unanswered("The service is about to restart. Ask again in a moment.")
            is_over = True
        finally:
            if not is_over and not self._parts.jobs.is_stopping:
                checks.delete(check.id)
        return checks.get(check.id) or check
