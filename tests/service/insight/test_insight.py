"""Alignment and ledger over stored documents: the figures of the command line, and not worked out twice."""

import datetime
from collections.abc import Sequence

import numpy as np
import pytest
from sqlalchemy import update

from checker.alignment import align, said_of
from checker.claims import ledger
from checker.claims.spoken import Spoken, spoken
from checker.clues.chances import kept
from checker.commands.claims import gathered
from checker.domain import (
    BrandKit,
    Checked,
    Guideline,
    Kind,
    Measure,
    Report,
    Role,
    Share,
    Standing,
    Statement,
    Stood,
)
from checker.domain.claim import Basis, Complaint
from service.insight import Insight, statements
from service.nouns import LOCAL, AlignmentQuery, Draft, KitVersion, LedgerQuery
from service.problems import Problem
from service.records import Records
from service.records.said_tables import ClaimRow
from tests.service.records.makers import checked

KIT = BrandKit(
    brand="Acme",
    guidelines=(
        Guideline(id="easy", kind=Kind.MESSAGE, text="It is easy.", role=Role.LEAD, themes=("ease-of-use",)),
        Guideline(
            id="set-up",
            kind=Kind.CLAIM,
            text="Set up takes ten minutes.",
            allows=("Set up takes ten minutes",),
        ),
    ),
)
MODEL = "m"
TODAY = datetime.datetime.now(datetime.UTC).date()
THEMES = ("Ease of use", "Low price", "Speed")


class Encoder:
    """Vectors that depend on the text alone; counts what it is asked."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, texts: Sequence[str]) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
        self.texts += texts
        made = [np.random.default_rng(sum(text.encode())).normal(size=384) for text in texts]
        return np.array([one / np.linalg.norm(one) for one in made], dtype=np.float32).reshape(-1, 384)


def report_of(number: int) -> Checked:
    minutes = 10 + number % 3
    first, second = number % 3, (number + 1) % 3
    text = f"Set up takes {minutes} minutes."
    chances = np.random.default_rng(number).dirichlet(np.full(4, 0.3), size=6)
    measure = Measure(
        text=f"{minutes} minutes", low=minutes, high=minutes, unit="minute", about=("set", "up")
    )
    return checked(
        title=f"Draft {number}",
        team=("sales", "marketing")[number % 2],
        labels={
            "region": ("north", "south")[number % 4 // 2],
            "readers": str(number),
            "date": f"2026-03-{1 + number % 28:02}",
        },
        lead_message=THEMES[first],
        messages=(
            Share(
                message=THEMES[first],
                guidelines=("easy",) if first == 0 else (),
                role=Role.LEAD if first == 0 else None,
                share=0.75,
                passages=3,
                quote="One.",
                start=0,
                end=4,
            ),
            Share(message=THEMES[second], share=0.25, passages=1, quote="Two.", start=5, end=9),
        ),
        chances=kept(THEMES, chances, [1.0, 0.5, 0.2, 0.1, 0.1, 0.1]) if number % 7 else None,
        claims=(Statement(start=0, end=len(text), text=text, bases=(Basis.FIGURE,), measures=(measure,)),),
        complaints=(Complaint(start=0, end=9, text="It broke.", theme="Speed"),) if number % 5 == 0 else (),
    )


@pytest.fixture
def records(records: Records) -> Records:
    version = records.kits.put_draft("acme", "brand: Acme", brand="Acme", guidelines=2, by=LOCAL)
    records.kits.publish("acme", version.number, by=LOCAL)
    return records


@pytest.fixture
def encode() -> Encoder:
    return Encoder()


@pytest.fixture
def reads() -> list[int]:
    return []


@pytest.fixture
def hours() -> list[float]:
    """What a clock shows that somebody sets."""
    return [0.0]


@pytest.fixture
def insight(records: Records, encode: Encoder, reads: list[int], hours: list[float]) -> Insight:
    def read(version: KitVersion, _: datetime.date) -> BrandKit:
        reads.append(version.number)
        return KIT

    return Insight(records, read, encode, origin=MODEL, clock=lambda: 3_600 * hours[0])


def store(records: Records, count: int) -> dict[str, Report]:
    """Keep reports, and return each as the command line would have it, by the check's id."""
    kept = {}
    for number in range(count):
        made = report_of(number)
        draft = Draft(name=f"{number}.md", content=b"x", kit="acme", document=f"cms-{number}")
        check = records.checks.add_done(draft, made, kit_version=1, by=LOCAL)
        facts = made.report.document.model_copy(update={"source": f"{number}.md"})
        kept[check.id] = made.report.model_copy(update={"document": facts})
    return kept


@pytest.mark.parametrize("by", ["team", "channel", "week", "region", " Region "])
def test_the_alignment_has_the_figures_of_the_command_line(
    records: Records, insight: Insight, by: str
) -> None:
    reports = store(records, 40)
    since = datetime.date(2026, 3, 10)

    found = insight.alignment(AlignmentQuery(kit="acme", by=by, kit_since=since))

    said = (said_of(report, document=check) for check, report in reports.items())
    assert found == align(said, KIT, by=by.strip().lower(), since=since)
    assert found.documents == 40


def test_the_ledger_has_the_figures_of_the_command_line(
    records: Records, insight: Insight, encode: Encoder
) -> None:
    reports = store(records, 30)

    found = insight.ledger(LedgerQuery(kit="acme"))

    named = (
        report.model_copy(update={"document": report.document.model_copy(update={"source": check})})
        for check, report in reports.items()
    )
    said = gathered(named)
    vectors = encode([one.statement.text for one in said.stood])
    expected = ledger(
        said.stood, vectors, KIT, encode=encode, today=TODAY, complained=said.complained, sold=said.sold
    )
    sources = {check: report.document.source for check, report in reports.items()}
    assert found.model_dump_json() == _with_sources(expected.model_dump_json(), sources)
    assert (found.statements, found.documents) == (30, 30)
    assert found.counter_evidence
    assert found.conflicts


def _with_sources(text: str, sources: dict[str, str]) -> str:
    for check, source in sources.items():
        text = text.replace(f'"source":"{check}"', f'"source":"{source}"')
    return text


def test_statements_come_back_as_nouns_that_hold(records: Records) -> None:
    store(records, 3)

    found = [claimed.stood for claimed in records.said.claimed(LedgerQuery(kit="acme"), MODEL)]

    assert found
    assert [Stood.model_validate_json(stood.model_dump_json()) for stood in found] == found


def test_vectors_are_encoded_once_and_found_again(
    records: Records, insight: Insight, encode: Encoder
) -> None:
    store(records, 9)
    insight.ledger(LedgerQuery(kit="acme"))
    known = {f"Set up takes {minutes} minutes." for minutes in (10, 11, 12)}
    assert sorted(text for text in encode.texts if text in known) == sorted(known)
    encode.texts.clear()

    again = Insight(records, lambda *_: KIT, encode, origin=MODEL).ledger(LedgerQuery(kit="acme"))

    assert again.statements == 9
    assert not known & set(encode.texts)


def test_what_claims_speak_of_is_worked_out_once(
    records: Records, insight: Insight, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(records, 6)
    with records.database.writing() as session:
        session.execute(update(ClaimRow).where(ClaimRow.position == 0).values(form="of another version"))
    asked: list[str] = []

    def watched(text: str, measures: Sequence[Measure], brand: str) -> Spoken:
        asked.append(text)
        return spoken(text, measures, brand)

    monkeypatch.setattr(statements, "spoken", watched)
    first = insight.ledger(LedgerQuery(kit="acme"))
    assert len(asked) == 6
    asked.clear()
    again = Insight(records, lambda *_: KIT, Encoder(), origin=MODEL).ledger(LedgerQuery(kit="acme"))

    assert asked == []
    assert again == first


def test_nothing_is_worked_out_again_while_nothing_changes(
    records: Records, insight: Insight, reads: list[int]
) -> None:
    store(records, 6)
    query, claims = AlignmentQuery(kit="acme"), LedgerQuery(kit="acme")
    first, tag, listed = insight.alignment(query), insight.tag(query), insight.ledger(claims)

    assert insight.alignment(query) is first
    assert insight.tag(query) == tag
    assert len(reads) == 2
    store(records, 1)
    assert insight.tag(query) != tag
    assert insight.alignment(query) is not first
    assert insight.ledger(claims) is not listed
    assert insight.alignment(query).documents == 6


def test_ledgers_that_were_asked_for_are_renewed(
    records: Records, insight: Insight, reads: list[int]
) -> None:
    store(records, 3)
    before = insight.ledger(LedgerQuery(kit="acme"))
    store(records, 6)

    assert insight.renew() == 1
    reads.clear()
    after = insight.ledger(LedgerQuery(kit="acme"))

    assert reads == []
    assert (before.documents, after.documents) == (3, 6)


def test_a_ledger_is_renewed_for_some_hours_and_then_forgotten(
    records: Records, insight: Insight, reads: list[int], hours: list[float]
) -> None:
    store(records, 3)
    insight.ledger(LedgerQuery(kit="acme"))

    hours[0] = 5.0
    assert insight.renew() == 1
    hours[0] = 7.0
    assert insight.renew() == 0
    reads.clear()
    insight.ledger(LedgerQuery(kit="acme"))

    assert len(reads) == 1


def test_nothing_is_renewed_that_nobody_asked_for(
    records: Records, insight: Insight, reads: list[int]
) -> None:
    store(records, 3)

    assert insight.renew() == 0
    assert reads == []


def test_a_ledger_is_narrowed_without_being_worked_out_again(
    records: Records, insight: Insight, reads: list[int]
) -> None:
    store(records, 6)
    whole = insight.ledger(LedgerQuery(kit="acme"))

    some = insight.ledger(LedgerQuery(kit="acme", text="11 MINUTES"))
    none = insight.ledger(LedgerQuery(kit="acme", standing=Standing.EXPIRED))

    assert len(reads) == 1
    assert whole.claims
    assert all(any("11 minutes" in one.text for one in claim.wordings) for claim in some.claims)
    assert none.claims == ()
    assert none.statements == whole.statements


def test_without_documents_there_is_an_empty_answer(insight: Insight) -> None:
    assert insight.alignment(AlignmentQuery(kit="acme")).documents == 0
    assert insight.ledger(LedgerQuery(kit="acme")).claims == ()


def test_an_unknown_kit_is_not_found(insight: Insight) -> None:
    for ask in (
        lambda: insight.alignment(AlignmentQuery(kit="x")),
        lambda: insight.ledger(LedgerQuery(kit="x")),
    ):
        with pytest.raises(Problem) as caught:
            ask()
        assert caught.value.status == 404
