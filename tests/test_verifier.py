"""Candidates become findings: quote or drop, one fault one finding, a place and a fingerprint."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.composition import Composition
from checker.domain import (
    HOUSE,
    Block,
    BlockKind,
    BrandKit,
    Candidate,
    Document,
    Guideline,
    Kind,
    Place,
    Severity,
)
from checker.splitter import split
from checker.verifier import CHECKED_BY, SEVERITIES, verify
from tests.drafts import draft

KIT = BrandKit(
    brand="Kettlewick",
    guidelines=tuple(Guideline(id=kind.value, kind=kind, text=f"About {kind}.") for kind in Kind),
)
OFFSETS = st.integers(-5, 60)
CANDIDATES = st.builds(
    Candidate,
    check=st.sampled_from([*CHECKED_BY, "unknown"]),
    guideline=st.sampled_from([*(kind.value for kind in Kind), "unknown"]),
    start=OFFSETS,
    end=OFFSETS,
    confidence=st.sampled_from([0.5, 0.7, 0.9]),
    explanation=st.just("Because."),
)
TEXT = "Tea is ready now.\n\nThe kettle is hot.\nCome in, sit down."


def suspected(text, quote, check="wrong-term", **changes):
    start = text.index(quote)
    fields = {
        "check": check,
        "guideline": CHECKED_BY.get(check, Kind.TERM).value,
        "start": start,
        "end": start + len(quote),
        "confidence": 0.8,
        "explanation": "Because.",
    }
    return Candidate(**{**fields, **changes})


def verified(*candidates, document=None, kit=KIT):
    document = document or draft(TEXT)
    return verify(candidates, document=document, passages=split(document), kit=kit)


@given(st.lists(CANDIDATES, max_size=12))
def test_a_quotation_is_the_text_at_its_location(candidates):
    for finding in verified(*candidates):
        assert finding.quote == TEXT[finding.location.start : finding.location.end]
        assert CHECKED_BY[finding.check].value == finding.guideline
        assert finding.guideline_quote == f"About {finding.guideline}."


@given(st.lists(CANDIDATES, max_size=12))
def test_findings_come_in_reading_order_with_ids_of_their_own(candidates):
    findings = verified(*candidates)

    starts = [finding.location.start for finding in findings]
    assert starts == sorted(starts)
    assert len({finding.id for finding in findings}) == len(findings)


@given(st.lists(CANDIDATES, max_size=8), st.randoms())
def test_the_order_of_candidates_does_not_matter(candidates, chance):
    shuffled = list(candidates)
    chance.shuffle(shuffled)

    assert verified(*shuffled) == verified(*candidates)


@pytest.mark.parametrize(
    "changes",
    [
        {"guideline": "not-in-the-kit"},
        {"guideline": "voice"},
        {"check": "unknown"},
        {"start": -1},
        {"end": len(TEXT) + 1},
        {"start": 9, "end": 8},
    ],
)
def test_what_cannot_be_verified_is_dropped(changes):
    assert verified(suspected(TEXT, "Tea", **changes)) == ()


def test_one_fault_is_one_finding_the_surest():
    sure = suspected(TEXT, "Tea is ready now.", check="contradiction", confidence=0.9)
    unsure = suspected(TEXT, "is ready", check="off-message", confidence=0.6)

    assert [finding.check for finding in verified(unsure, sure)] == ["contradiction"]


def test_faults_of_other_words_stand_side_by_side():
    findings = verified(
        suspected(TEXT, "Tea is ready now.", check="off-voice"),
        suspected(TEXT, "The kettle is hot.", check="off-voice"),
    )

    assert [finding.quote for finding in findings] == ["Tea is ready now.", "The kettle is hot."]


def test_a_term_stands_beside_a_fault_of_its_sentence():
    findings = verified(
        suspected(TEXT, "Tea is ready now.", check="off-voice"), suspected(TEXT, "Tea", check="wrong-term")
    )

    assert {finding.check for finding in findings} == {"off-voice", "wrong-term"}


@pytest.mark.parametrize("other", ["contradiction", "wrong-term", "off-voice"])
def test_words_to_the_checker_stand_beside_a_fault_of_the_same_words(other):
    planted = suspected(TEXT, "Tea is ready now.", check=HOUSE.id, guideline=HOUSE.id, confidence=0.95)
    fault = suspected(TEXT, "Tea is ready now.", check=other, confidence=0.6)

    assert {finding.check for finding in verified(planted, fault)} == {HOUSE.id, other}


def test_the_houses_guideline_needs_no_kit():
    planted = suspected(TEXT, "Tea", check=HOUSE.id, guideline=HOUSE.id)

    [finding] = verified(planted, kit=KIT.model_copy(update={"guidelines": ()}))

    assert (finding.guideline_quote, finding.severity) == (HOUSE.text, Severity.ERROR)


@pytest.mark.parametrize(
    ("check", "guideline"), [("missing-element", HOUSE.id), (HOUSE.id, "required"), ("unknown", HOUSE.id)]
)
def test_the_houses_guideline_belongs_to_its_own_check(check, guideline):
    assert verified(suspected(TEXT, "Tea", check=check, guideline=guideline)) == ()


def test_what_is_missing_has_no_words_and_is_said_once():
    missing = suspected(TEXT, "Tea", check="missing-element", start=len(TEXT), end=len(TEXT))

    [finding] = verified(missing, missing)

    assert finding.quote == ""
    assert finding.location.start == finding.location.end == len(TEXT)


@pytest.mark.parametrize("kind", Kind)
def test_severity_is_the_kinds_unless_the_guideline_says(kind):
    check = next(name for name, checked in CHECKED_BY.items() if checked is kind)
    strict = KIT.model_copy(
        update={
            "guidelines": tuple(
                g.model_copy(update={"severity": Severity.SUGGESTION}) for g in KIT.guidelines
            )
        }
    )

    [usual] = verified(suspected(TEXT, "Tea", check=check))
    [said] = verified(suspected(TEXT, "Tea", check=check), kit=strict)

    assert usual.severity is SEVERITIES[kind]
    assert said.severity is Severity.SUGGESTION


@pytest.mark.parametrize(
    ("quote", "line", "column"),
    [("Tea", 1, 1), ("ready", 1, 8), ("kettle", 3, 5), ("Come", 4, 1), ("down", 4, 14)],
)
def test_line_and_column_are_counted_from_one(quote, line, column):
    [finding] = verified(suspected(TEXT, quote))

    assert (finding.location.line, finding.location.column) == (line, column)


def test_a_block_that_knows_its_line_is_believed():
    text = "Tea is ready.\nCome in."
    block = Block(start=0, end=len(text), kind=BlockKind.PARAGRAPH, place=Place(line=40, slide=2))
    document = Document(source="d", format="html", digest="", text=text, blocks=(block,))

    [finding] = verified(suspected(text, "Come"), document=document)

    assert (finding.location.line, finding.location.slide) == (41, 2)


def test_a_fingerprint_survives_edits_elsewhere():
    edited = "A new beginning.\n\n" + TEXT.replace("Come in, sit down.", "Leave.")

    [before] = verified(suspected(TEXT, "kettle"))
    [after] = verified(suspected(edited, "kettle"), document=draft(edited))

    assert before.id == after.id
    assert before.location != after.location


def test_a_fingerprint_survives_capitals_and_line_breaks():
    wrapped = TEXT.replace("The kettle", "THE\nkettle")

    [before] = verified(suspected(TEXT, "The kettle"))
    [after] = verified(suspected(wrapped, "THE\nkettle"), document=draft(wrapped))

    assert before.id == after.id


def test_the_same_fault_twice_has_two_fingerprints():
    text = "Tea and tea."
    first, second = verified(suspected(text, "Tea"), suspected(text, "tea"), document=draft(text))

    assert first.id != second.id


def test_fingerprints_tell_guidelines_apart():
    [term] = verified(suspected(TEXT, "Tea", check="wrong-term"))
    [voice] = verified(suspected(TEXT, "Tea", check="off-voice"))

    assert term.id != voice.id


def test_a_place_between_blocks_is_still_a_place():
    composition = Composition()
    composition.add("Tea.", BlockKind.PARAGRAPH)
    document = composition.finish(b"", source="d", format_name="text")

    [finding] = verified(suspected("Tea.", "Tea", check="missing-element", start=4, end=4), document=document)

    assert (finding.location.line, finding.location.column) == (1, 5)
