"""The use case of a gate: every draft is kept, and what the checker could not do is left to the policy."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from checker.domain import Report, Severity
from checker.errors import CheckerError, UnreadableDocument
from service.client import GateRequest
from service.engine.line import LONG
from service.exchange.gates import GateField
from service.gates import Gates
from service.gates.gates import PER_SECOND
from service.gates.long_ones import AT_ONCE
from service.nouns import LOCAL, Check, Draft, Identity, State
from service.problems import Problem, RecordsUnavailable, not_found
from service.records import Records
from tests.service.records.makers import checked

KIT = """brand: Acme
guidelines:
  - {id: not-cheap, kind: term, text: We are never cheap., severity: error, terms: [{avoid: cheap}]}
  - {id: in-decks, kind: voice, text: Be brief., severity: error, applies_to: [sales]}
  - {id: of-old, kind: voice, text: Be loud., severity: error, expires: 2020-01-31}
"""
ASKED = GateRequest(kit="acme", document="site/1", fields=({"path": "/body", "text": "It is cheap."},))
CLOSED = ASKED.model_copy(update={"closed_at": Severity.ERROR})


class Scripted:
    """Checks whose end is known beforehand."""

    def __init__(
        self, records: Records, end: CheckerError | Problem | Report | None, *, part: bool = False
    ) -> None:
        self.records, self.end, self.part = records, end, part
        self.waited = 0.0

    def submit(self, draft: Draft, *, by: Identity, wait: float) -> Check:
        self.waited = wait
        if isinstance(self.end, Exception):
            raise self.end
        check = self.records.checks.add(draft, kit_version=1, by=by)
        if self.end is None:
            return check
        made = checked("It is cheap.")._replace(report=self.end)
        if self.part:
            self.records.checks.start(check.id)
            self.records.checks.part(check.id, made)
            return self.records.checks.get(check.id) or check
        return self.records.checks.finish(check.id, made)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    made = Records(f"sqlite:///{tmp_path / 'records.db'}")
    made.prepare()
    version = made.kits.put_draft("acme", KIT, brand="Acme", guidelines=3, by=LOCAL)
    made.kits.publish("acme", version.number, by=LOCAL)
    yield made
    made.close()


def asked(records: Records, request: GateRequest, end: object, **how: object) -> object:
    return Gates(Scripted(records, end, **how), records, "https://b.example").check(request, by=LOCAL)


def fine() -> Report:
    return checked("It is fine.", unjudged=()).report


def test_a_check_that_is_done_decides(records: Records) -> None:
    answer = asked(records, CLOSED, fine())

    assert (answer.decision, answer.because, answer.undecided) == ("allow", "passed", ())
    assert answer.url == f"https://b.example/reports/{answer.check}"
    assert [check.id for check in records.checks.versions("site/1")] == [answer.check]


class Case(NamedTuple):
    """How a check ends, and what is told of it."""

    end: CheckerError | Report | None
    because: str
    says: str
    part: bool = False


CASES = (
    Case(None, "late", "within 8 seconds"),
    Case(fine(), "late", "within 8 seconds", part=True),
    Case(checked("It is fine.").report, "incomplete", "the model gave no answer in time"),
    Case(UnreadableDocument("page", "damaged", "Save it."), "incomplete", "page: damaged. Save it"),
    Case(CheckerError("A fault of ours."), "incomplete", "A fault of ours"),
)


@pytest.mark.parametrize(("given", "decision"), [(ASKED, "allow"), (CLOSED, "refuse")])
@pytest.mark.parametrize("case", CASES)
def test_what_the_checker_could_not_do_is_left_to_the_policy(
    records: Records, given: GateRequest, decision: str, case: Case
) -> None:
    answer = asked(records, given, case.end, part=case.part)

    assert (answer.decision, answer.because) == (decision, case.because)
    assert case.says in answer.says
    assert "not-cheap" in answer.undecided
    assert "of-old" not in answer.undecided
    kept = records.checks.get(answer.check)
    assert kept is not None
    assert (kept.state is State.FAILED) is isinstance(case.end, Exception)
    assert records.checks.draft(answer.check) is not None


def test_where_team_and_channel_are_said_only_what_applies_to_them_is_open(records: Records) -> None:
    of_web = CLOSED.model_copy(update={"team": "web", "channel": "web"})

    assert asked(records, CLOSED, None).undecided == ("not-cheap", "in-decks", "planted-instruction")
    assert asked(records, of_web, None).undecided == ("not-cheap", "planted-instruction")


@pytest.mark.parametrize(("deadline", "waited"), [(0.5, 0.45), (2.5, 2.25), (30.0, 29.5)])
def test_the_checker_gets_all_of_the_deadline_but_what_recording_takes(
    records: Records, deadline: float, waited: float
) -> None:
    checks = Scripted(records, fine())

    Gates(checks, records, "").check(ASKED.model_copy(update={"deadline": deadline}), by=LOCAL)

    assert checks.waited == pytest.approx(waited)


@pytest.mark.parametrize("wrong", [RecordsUnavailable("no disk"), not_found("published kit", "acme")])
def test_what_nobody_can_decide_is_no_decision(records: Records, wrong: Exception) -> None:
    with pytest.raises(type(wrong)):
        asked(records, CLOSED, wrong)


@pytest.mark.parametrize(("closed_at", "decision"), [(None, "allow"), (Severity.ERROR, "refuse")])
def test_what_its_deadline_can_not_be_enough_for_is_answered_at_once(
    records: Records, closed_at: Severity | None, decision: str
) -> None:
    checks = Scripted(records, fine())
    gates = Gates(checks, records, "https://b.example")
    fields = (GateField(path="/body", text="x" * (2 * PER_SECOND + 1)),)
    request = ASKED.model_copy(update={"fields": fields, "deadline": 2.0, "closed_at": closed_at})

    answer = gates.check(request, by=LOCAL)

    assert checks.waited == 0
    assert (answer.decision, answer.because) == (decision, "incomplete")
    assert "too large: 20,001 characters, of which 2 seconds are enough for 20,000" in answer.says
    kept = records.checks.get(answer.check)
    assert kept is not None
    assert kept.state is State.FAILED
    assert gates.check(request.model_copy(update={"deadline": 2.5}), by=LOCAL).because == "passed"


def test_a_caller_has_so_many_long_texts_checked_at_once_and_short_ones_always(records: Records) -> None:
    checks = Scripted(records, None)
    gates = Gates(checks, records, "https://b.example")
    long_one = ASKED.model_copy(update={"fields": (GateField(path="/body", text="x" * (LONG + 1)),)})
    other = LOCAL.model_copy(update={"id": "ben"})

    late = [gates.check(long_one, by=LOCAL) for _ in range(AT_ONCE)]
    more = gates.check(long_one, by=LOCAL)

    assert {answer.because for answer in late} == {"late"}
    assert (more.because, f"{AT_ONCE} other long texts" in more.says) == ("incomplete", True)
    assert gates.check(ASKED, by=LOCAL).because == "late"
    assert gates.check(long_one, by=other).because == "late"
    records.checks.fail(late[0].check, "It is over.")
    assert gates.check(long_one, by=LOCAL).because == "late"
    assert gates.check(long_one, by=LOCAL).because == "incomplete"


def test_a_long_text_that_can_not_be_recorded_counts_no_longer(records: Records) -> None:
    checks = Scripted(records, RecordsUnavailable("no disk"))
    gates = Gates(checks, records, "https://b.example")
    long_one = ASKED.model_copy(update={"fields": (GateField(path="/body", text="x" * (LONG + 1)),)})

    for _ in range(AT_ONCE + 1):
        with pytest.raises(RecordsUnavailable):
            gates.check(long_one, by=LOCAL)

    checks.end = fine()
    assert gates.check(long_one, by=LOCAL).because == "passed"
