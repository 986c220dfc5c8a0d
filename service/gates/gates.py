"""The use case of a gate: have the draft checked, and decide with what is there when the answer is due."""

import datetime
import json
from functools import lru_cache, partial
from typing import Protocol

from checker.domain import BrandKit, Checked, Report
from checker.errors import CheckerError
from checker.kits.loading import load_text, without_expired
from service.engine.line import Rank, turn_for
from service.exchange.gates import GateAnswer, GateFinding, GateRequest
from service.exchange.texts import file_name
from service.gates.deciding import Decision, Known, decide
from service.gates.long_ones import AT_ONCE, LongOnes
from service.gates.placing import Fields
from service.gates.wording import says, too_large, too_many
from service.nouns import Check, Draft, Identity, State
from service.problems import RecordsUnavailable, not_found
from service.records import Records

OVER = frozenset({State.DONE, State.FAILED, State.CANCELLED})
SUFFIX = ".fields.json"
"""By which the reader of fields knows its files."""
UNNAMED = "page"
"""What something is called of which neither title nor document is said."""
SHARE_RESERVED, LONGEST_RESERVE = 0.1, 0.5
"""Of the deadline, and in seconds, what recording the draft and deciding may take."""
PER_SECOND = 10_000
"""Characters that nobody's machine checks within a second: of new plain text 5,000 were measured. What would
take longer than its deadline even so is not begun."""
KITS_KEPT = 32
"""Kits that are kept once they are read."""


class Submitting(Protocol):
    """What has drafts checked: `service.checks.Checks`."""

    def submit(self, draft: Draft, *, by: Identity, wait: float) -> Check:
        """Return the check of *draft* as far as it is after *wait* seconds."""
        ...


class Gates:
    """Says what may be published."""

    def __init__(self, checks: Submitting, records: Records, address: str) -> None:
        """Answer with these.

        Args:
            checks: have drafts checked.
            records: keep checks and kits.
            address: the service's own, without a slash at the end.
        """
        self._checks, self._records, self._address = checks, records, address
        self._long = LongOnes(self._is_over)

    def check(self, request: GateRequest, *, by: Identity) -> GateAnswer:
        """Return whether what *request* brings may be published; the check is kept like any other.

        What can't be read, or makes the checker fail, is not decided: the request's policy says what follows.

        Raises:
            Problem: 404 if the kit is not known or not published.
            RecordsUnavailable: if it can't be recorded.
        """
        check = self._submitted(request, by)
        checked = self._records.checks.checked(check.id)
        known = Known(
            kit=self._kit(check),
            report=checked.report if checked else None,
            is_over=check.state in OVER,
            is_failed=check.state is not State.DONE and check.state in OVER,
        )
        decision = decide(known, block_at=request.block_at, closed_at=request.closed_at)
        return GateAnswer(
            decision="refuse" if decision.is_refused else "allow",
            because=decision.because,
            says=says(decision, deadline=request.deadline, problem=_problem(check, known.report)),
            check=check.id,
            url=f"{self._address}/reports/{check.id}",
            findings=_findings(request, checked, decision),
            undecided=tuple(guideline.id for guideline in decision.undecided),
        )

    def _submitted(self, request: GateRequest, by: Identity) -> Check:
        """Return the check; one that can't be done in time, or is one long text too many, is not begun."""
        draft, length = draft_of(request), sum(len(field.text) for field in request.fields)
        if length > PER_SECOND * request.deadline:
            return self._failed(draft, too_large(length, request.deadline, PER_SECOND), by)
        submit = partial(self._tried, request, draft, by)
        is_long = turn_for(draft, by.id).rank is Rank.LONG
        check = self._long.one(by.id, submit) if is_long else submit()
        return check or self._failed(draft, too_many(AT_ONCE), by)

    def _is_over(self, check: str) -> bool:
        found = self._records.checks.get(check)
        return found is None or found.state in OVER

    def _tried(self, request: GateRequest, draft: Draft, by: Identity) -> Check:
        try:
            return self._checks.submit(draft, by=by, wait=request.deadline - _reserve(request.deadline))
        except RecordsUnavailable:
            raise
        except CheckerError as error:
            return self._failed(draft, str(error), by)

    def _failed(self, draft: Draft, problem: str, by: Identity) -> Check:
        """Return the check of a *draft* that could not be read, kept with the reason."""
        kit = self._records.kits.published(draft.kit)
        if kit is None:
            raise not_found("published kit", draft.kit)
        check = self._records.checks.add(draft, kit_version=kit.number, by=by)
        return self._records.checks.fail(check.id, problem)

    def _kit(self, check: Check) -> BrandKit:
        version = self._records.kits.version(check.kit, check.kit_version)
        if version is None:
            raise not_found("published kit", check.kit)
        today = datetime.datetime.now(tz=datetime.UTC).date()
        return _applying(without_expired(_read(version.source), today), check)


def _reserve(deadline: float) -> float:
    """Return how many seconds before the *deadline* the checker is waited for no longer."""
    return min(LONGEST_RESERVE, SHARE_RESERVED * deadline)


def draft_of(request: GateRequest) -> Draft:
    """Return what *request* brings as a draft in the format of fields."""
    given = request.model_dump(include={"title", "url"}, exclude_defaults=True)
    fields = [field.model_dump(mode="json") | {"name": field.name or field.path} for field in request.fields]
    content = json.dumps(given | {"fields": fields}, ensure_ascii=False)
    name = file_name(request.title or request.document, otherwise=UNNAMED)
    setting = request.model_dump(
        include={"kit", "team", "channel", "audience", "labels", "document", "judged"}
    )
    return Draft(name=f"{name}{SUFFIX}", content=content.encode("utf-8", "replace"), **setting)


def _applying(kit: BrandKit, check: Check) -> BrandKit:
    """Return *kit* without what does not apply to the draft; where team or channel are not said, any may."""
    if not (check.team and check.channel):
        return kit
    named = {"team": check.team, "channel": check.channel, "audience": check.audience}
    kept = tuple(guideline for guideline in kit.guidelines if guideline.applies(**named))
    return kit.model_copy(update={"guidelines": kept})


def _problem(check: Check, report: Report | None) -> str:
    """Return why not all was looked at, in a few words; empty where nobody knows."""
    if check.problem or report is None:
        return check.problem
    if report.unjudged:
        return report.unjudged[0].reason
    return "" if report.coverage.passages else "no text in it could be read"


def _findings(request: GateRequest, checked: Checked | None, decision: Decision) -> tuple[GateFinding, ...]:
    if checked is None:
        return ()
    fields = Fields(request.fields, checked.document)
    refusing = {finding.id for finding in decision.refusing}
    shown = (finding for finding in checked.report.findings if finding.waived_by is None)
    ordered = sorted(shown, key=lambda f: (f.id not in refusing, f.severity.rank, fields.order(f)))
    return tuple(fields.placed(finding, refuses=finding.id in refusing) for finding in ordered)


@lru_cache(maxsize=KITS_KEPT)
def _read(source: str) -> BrandKit:
    """Return the kit that *source*, its YAML, says; versions don't change, so each is read once."""
    return load_text(source)
