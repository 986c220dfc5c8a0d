"""An edit is made only where its words stand, in our own words, for a finding, without invention."""

import pytest

from checker.domain import Document, Finding, Severity
from checker.domain.report import Location
from checker.rewriting.answers import SaidEdit
from checker.rewriting.edits import Edit, apply
from checker.rewriting.ground import Ground, ordinary_words
from checker.rewriting.verifying import Verifier
from tests.drafts import draft
from tests.fakes import FULL, kit

KIT = kit(
    {"id": "price", "kind": "fact", "text": "A kettle costs £40. There are no discounts."},
    {
        "id": "word",
        "kind": "term",
        "text": "Say Guide, not agent.",
        "terms": [{"avoid": "agent", "prefer": "guide"}],
    },
    {
        "id": "end",
        "kind": "required",
        "text": "End with the line.",
        "elements": [
            {"name": "the line", "any_of": ["This is general information, not advice."]},
            {"name": "a signature", "any_of": ["@signature"]},
            {"name": "the address", "any_of": ["Mill Lane"]},
        ],
    },
)
DRAFT = draft(
    "# Tea for less\n\nAnybody who wants a quiet kitchen, and who does not, can get ten pounds off\n"
    "today. Agents know. Tea, tea and tea.\n\n> Is it ten pounds off?\n\nBye."
)
TITLE, OFF, AGENTS, TEA, ASKED, BYE = range(1, 7)


def finding(quote: str, *, guideline: str = "price", document: Document = DRAFT, **fields: object) -> Finding:
    start = document.text.index(quote) if quote else len(document.text)
    location = Location(start=start, end=start + len(quote), line=1, column=1)
    standard = {"id": f"{guideline}:{quote}", "check": "contradiction", "severity": Severity.ERROR}
    rest = {"confidence": 1, "origin": "rule", "guideline_quote": "", "explanation": "It is wrong."}
    return Finding.model_validate(
        {**standard, **rest, "guideline": guideline, "quote": quote, "location": location, **fields}
    )


FINDINGS = {
    "F1": finding("ten pounds off\ntoday"),
    "F2": finding("Agents", guideline="word", suggestion="guide"),
    "F3": finding("", guideline="end", explanation="Missing: the line."),
    "F4": finding("Tea, tea"),
    "F5": finding("Is it ten pounds off?"),
}


def verifier() -> Verifier:
    return Verifier(DRAFT, FINDINGS, KIT, Ground(DRAFT, KIT, ordinary_words(FULL.themes)))


def proposed(finding: str, passage: int, old: str, new: str) -> tuple[Edit | None, list[str]]:
    judge = verifier()
    said = SaidEdit(findings=(finding,), reason="r", passage=passage, old=old, new=new)
    return judge.of_model(said), judge.refused


def test_an_edit_changes_the_words_that_stand_there() -> None:
    edit, refused = proposed("F1", OFF, "can get ten pounds off today", "knows that a kettle costs £40")

    assert edit is not None
    assert refused == []
    assert edit.findings == (FINDINGS["F1"].id,)
    assert "does not, knows that a kettle costs £40. Agents know." in apply(DRAFT, [edit]).text


def test_words_may_be_cut() -> None:
    edit, _ = proposed("F1", OFF, ", can get ten pounds off today", "")

    assert edit is not None
    assert "and who does not. Agents know." in apply(DRAFT, [edit]).text


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (("F1", OFF, "Get five pounds off", "A kettle costs £40"), "it stands 0 times in passage 2"),
        (("F1", BYE, "Bye.", "A kettle costs £40."), "no open finding lies in that passage"),
        (
            ("F9", OFF, "can get ten pounds off today", "knows that a kettle costs £40"),
            "no open finding lies in that passage",
        ),
        (("F1", 99, "Get", "A kettle costs £40"), "there is no passage 99"),
        (("F1", 0, "Get", "A kettle costs £40"), "there is no passage 0"),
        (("F4", TEA, "tea", "cup"), "it stands 2 times in passage 4"),
        (("F5", ASKED, "ten pounds off", "tea"), "these are not our own words"),
        (("F1", OFF, "ten pounds off today", "ten pounds  off today"), "nothing changes"),
        (("F1", OFF, "ten pounds off", "£35"), "stands in neither the draft nor the kit"),
        (("F1", OFF, "ten pounds off", "Globex steel"), "stands in neither the draft nor the kit"),
        (("F1", OFF, "ten pounds off", "tea and " * 60), "the new words are far longer"),
        (("F1", BYE, "", "A kettle costs £40."), "nothing is missing that it would answer"),
        (("F3", BYE, "", ""), "it is empty or too long"),
        (("F3", BYE, "", "Signed, Zebedee"), "stands in neither the draft nor the kit"),
    ],
)
def test_an_edit_that_does_not_hold_is_refused(case: tuple[str, int, str, str], why: str) -> None:
    edit, refused = proposed(*case)

    assert edit is None
    assert len(refused) == 1
    assert why in refused[0]


def test_what_is_missing_is_added_below_the_passage_that_is_named() -> None:
    edit, _ = proposed("F3", OFF, " ", "This is general information, not advice.")

    assert edit is not None
    assert "Tea, tea and tea.\n\nThis is general information, not advice.\n\n" in apply(DRAFT, [edit]).text


def test_a_suggestion_takes_the_plural_and_the_capital_of_what_it_replaces() -> None:
    edit = verifier().of_kit(FINDINGS["F2"])

    assert edit is not None
    assert edit.new == "Guides"


@pytest.mark.parametrize(
    ("lacking", "added"),
    [
        ("Missing: the line.", "This is general information, not advice."),
        ("Missing: a signature.", ""),
        ("Missing: the address.", ""),
        ("Missing: the line, a signature.", ""),
    ],
)
def test_only_a_whole_sentence_that_the_kit_gives_is_added_without_a_model(lacking: str, added: str) -> None:
    edit = verifier().of_kit(finding("", guideline="end", explanation=lacking))

    assert (edit.new if edit else "") == added


def test_a_suggestion_with_an_invented_figure_is_refused() -> None:
    judge = verifier()

    edit = judge.of_kit(finding("ten pounds off\ntoday", suggestion="£35 this week"))

    assert edit is None
    assert "stands in neither the draft nor the kit" in judge.refused[0]


def test_a_finding_without_suggestion_is_left_to_the_model() -> None:
    judge = verifier()

    assert judge.of_kit(FINDINGS["F1"]) is None
    assert judge.refused == []


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("Ask an agent.", "Ask a guide."),
        ("An agent knows.", "A guide knows."),
        ("Ask the agent.", "Ask the guide."),
        ("Banana agent.", "Banana guide."),
    ],
)
def test_the_article_fits_what_follows(text: str, rewritten: str) -> None:
    document = draft(text)
    open_finding = finding("agent", guideline="word", suggestion="guide", document=document)
    judge = Verifier(document, {}, KIT, Ground(document, KIT, ordinary_words(FULL.themes)))

    edit = judge.of_kit(open_finding)

    assert edit is not None
    assert apply(document, [edit]).text == rewritten


@pytest.mark.parametrize(
    ("text", "cut", "rest"),
    [
        ("Tea is good. It is ten pounds off. Sit down.", "It is ten pounds off.", "Tea is good. Sit down."),
        ("It is ten pounds off. Sit down.", "It is ten pounds off.", "Sit down."),
        ("Sit down. It is ten pounds off.", "It is ten pounds off.", "Sit down."),
        ("Sit down, it is ten pounds off, and drink.", ", it is ten pounds off,", "Sit down and drink."),
        ("Sit down (it is ten pounds off) now.", "it is ten pounds off", "Sit down () now."),
        ("Sit down, now ten pounds off.", "now ten pounds off", "Sit down,."),
    ],
)
def test_a_cut_leaves_no_space_too_many(text: str, cut: str, rest: str) -> None:
    document = draft(text)
    open_findings = {"F1": finding("ten pounds off", document=document)}
    judge = Verifier(document, open_findings, KIT, Ground(document, KIT, ordinary_words(FULL.themes)))
    number = 1 if text.index(cut) == 0 or "," in text or "(" in text else 2

    edit = judge.of_model(SaidEdit(findings=("F1",), reason="r", passage=number, old=cut, new=""))

    assert edit is not None
    assert apply(document, [edit]).text == rest
