"""What a judge said, carried over to a text that is being edited."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.domain import Checked, Finding, Report, Unjudged, Verdict
from service.pages.merging import merged
from tests.service.pages.test_anchors import document, finding

JUDGE = {"judge": "fake:judge"}


def checked(text: str, *words: str, origin: str = "rule", **update: object) -> Checked:
    """Return *text* with a finding on each of *words*, in their order."""
    found = tuple(
        finding(text, text.index(word), text.index(word) + len(word), f"{origin}-{word}").model_copy(
            update={"origin": origin}
        )
        for word in words
    )
    report = {
        "document": {"source": "", "title": "", "format": "text", "digest": "", "words": 3}
        | dict.fromkeys(("team", "channel", "audience"), ""),
        "kit": {},
        "engine": {"judge": "none"},
        "verdict": "fail" if found else "pass",
        "score": 50,
        "scores": {},
        "lead_message": None,
        "messages": (),
        "findings": found,
        "guidelines": {},
        "coverage": {"passages": 1, "words": 3, "share": 1},
    }
    return Checked(document(text), Report.model_validate(report).model_copy(update=update))


def quotes(found: tuple[Finding, ...]) -> list[str]:
    return [one.quote for one in found]


def test_an_unchanged_text_has_the_judges_report() -> None:
    live, judged = checked("one\ntwo", "one"), checked("one\ntwo", "two", origin="judge", engine=JUDGE)

    assert merged(live, judged) == (Checked(live.document, judged.report), 0)


@pytest.mark.parametrize(
    ("old", "new", "live", "judged", "left", "changed"),
    [
        ("one\ntwo", "one\ntwo\nthree", ["one", "three"], ["two"], ["two", "three"], 1),
        ("one\ntwo", "zero\none\ntwo", ["one"], ["two"], ["two"], 1),
        ("one\ntwo", "two", [], ["one", "two"], ["two"], 0),
        ("one\ntwo", "one!\ntwo", ["one"], ["two"], ["one", "two"], 1),
        ("one\ntwo", "one\n\ntwo", ["one"], ["two"], ["two"], 0),
        ("one\ntwo", "", [], ["one", "two"], [], 0),
    ],
    ids=["added below", "added above", "deleted", "changed", "blank line", "all deleted"],
)
def test_the_judge_holds_on_lines_that_stay(  # noqa: PLR0913, PLR0917 - a row of the table
    old: str, new: str, live: list[str], judged: list[str], left: list[str], changed: int
) -> None:
    found = merged(checked(new, *live), checked(old, *judged, origin="judge", engine=JUDGE))

    assert quotes(found.checked.report.findings) == left
    assert found.changed == changed
    for one in found.checked.report.findings:
        assert new[one.location.start : one.location.end] == one.quote


def test_a_finding_over_two_lines_goes_when_either_changes() -> None:
    judged = checked("one\ntwo\nthree", "one\ntwo", origin="judge", engine=JUDGE)

    assert merged(checked("one\ntwo!\nthree"), judged).checked.report.findings == ()
    assert merged(checked("one\nx\ntwo\nthree"), judged).checked.report.findings == ()
    assert quotes(merged(checked("x\none\ntwo\nthree"), judged).checked.report.findings) == ["one\ntwo"]


def test_the_fingerprint_of_the_text_as_it_is_now_wins() -> None:
    live = checked("one\none", "one", "one").report.findings
    second = live[1].model_copy(
        update={"id": "second", "location": live[0].location.model_copy(update={"start": 4, "end": 7})}
    )
    now = checked("one\none")
    now = Checked(now.document, now.report.model_copy(update={"findings": (live[0], second)}))

    found = merged(now, checked("one", "one", engine=JUDGE)).checked.report.findings

    assert [(one.id, one.location.start) for one in found] == [("rule-one", 0), ("second", 4)]


def test_what_was_not_judged_stays_incomplete() -> None:
    gap = Unjudged(passages=1, begins="two", reason="no answer")
    judged = checked("one\ntwo", engine=JUDGE, unjudged=(gap,), verdict=Verdict.INCOMPLETE)

    report = merged(checked("one\ntwo\nthree"), judged).checked.report

    assert (report.verdict, report.unjudged) == (Verdict.INCOMPLETE, (gap,))


def test_missing_elements_are_those_of_now_and_of_the_judge() -> None:
    missing = finding("", 0, 0, "missing")
    told = missing.model_copy(update={"id": "told", "origin": "judge"})
    live, judged = checked("one\nnew"), checked("one", engine=JUDGE)
    live = Checked(live.document, live.report.model_copy(update={"findings": (missing,)}))
    judged = Checked(judged.document, judged.report.model_copy(update={"findings": (told,)}))

    assert {one.id for one in merged(live, judged).checked.report.findings} == {"missing", "told"}


@given(st.lists(st.sampled_from(["", "a", "b", "c"])), st.lists(st.sampled_from(["", "a", "b", "c"])))
def test_every_finding_quotes_the_text_and_has_a_name_of_its_own(old: list[str], new: list[str]) -> None:
    before, after = "\n".join(old), "\n".join(new)
    judged = checked(before, *({*old} - {""}), origin="judge", engine=JUDGE)
    live = checked(after, *({*new} - {""}))

    found = merged(live, judged).checked.report.findings

    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert after[one.location.start : one.location.end] == one.quote
