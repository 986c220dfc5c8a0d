"""What a report says of coverage, outcomes, and files that could not be read."""

import pytest

from checker.domain import BrandKit, NotRead, Verdict
from checker.reporting import NAMES, unread
from tests import fakes
from tests.drafts import draft

KIT = fakes.kit(
    {"id": "people", "kind": "term", "text": "Say guest, not customer."},
    {"id": "mood", "kind": "voice", "text": "Sound like a friend at the stove."},
    {"id": "slides", "kind": "term", "text": "Say slide, not page.", "applies_to": ["sales"]},
)


def report(document, kit=KIT):
    return fakes.checker(kit).check(document).report


def test_a_file_that_was_not_read_has_a_report_that_says_why():
    document, made = unread("deck.pptx", "it is encrypted", kit=KIT, engine=fakes.ENGINE)

    assert (document.source, document.text) == ("deck.pptx", "")
    assert made.document.source == "deck.pptx"
    assert made.verdict is Verdict.INCOMPLETE
    assert made.score == 0
    assert made.coverage.share == 0
    assert made.coverage.not_read == (NotRead(what="file", reason="it is encrypted"),)
    assert set(made.guidelines.values()) == {"not_judged"}


def test_an_unread_report_and_a_read_one_name_the_same_kit_and_engine():
    made = unread("deck.pptx", "it is encrypted", kit=KIT, engine=fakes.ENGINE).report
    read = report(draft("Tea."))

    assert (made.kit, made.engine) == (read.kit, read.engine)


@pytest.mark.parametrize(
    ("parts", "share"), [(0, 1.0), (1, 0.6667), (2, 0.5), (6, 0.25)], ids=["all", "most", "half", "little"]
)
def test_coverage_is_the_parts_read_of_the_parts_met(parts, share):
    lost = tuple(NotRead(what="image", reason="no text in it") for _ in range(parts))
    document = draft("Tea is ready. Come in.").model_copy(update={"not_read": lost})

    coverage = report(document).coverage

    assert coverage.share == share
    assert coverage.not_read == lost
    assert (coverage.passages, coverage.words) == (2, 5)


def test_nothing_read_is_no_coverage():
    document = draft("").model_copy(update={"not_read": (NotRead(what="page", reason="a scan"),)})

    coverage = report(document).coverage

    assert (coverage.share, coverage.passages, coverage.words) == (0, 0, 0)
    assert [part.what for part in coverage.not_read] == ["page"]


@pytest.mark.parametrize(
    ("text", "team", "outcomes"),
    [
        ("A guest.", "support", {"people": "passed", "mood": "not_judged", "slides": "not_applicable"}),
        ("A customer.", "support", {"people": "failed", "mood": "not_judged", "slides": "not_applicable"}),
        ("The page.", "sales", {"people": "passed", "mood": "not_judged", "slides": "failed"}),
    ],
)
def test_each_guideline_has_an_outcome(text, team, outcomes):
    assert report(draft(text, team=team)).guidelines == outcomes


def test_every_check_has_a_score():
    assert report(draft("Tea.")).scores == dict.fromkeys(NAMES, 100)


def test_a_kit_without_guidelines_finds_nothing():
    made = report(draft("The cheapest!"), BrandKit(brand="Kettlewick", guidelines=()))

    assert (made.findings, made.guidelines, made.verdict) == ((), {}, Verdict.PASS)


def test_the_messages_shares_add_up_to_one():
    made = report(draft("# Easy to use and easy to learn\n\nLow prices, always the lowest."))

    assert made.messages
    assert sum(share.share for share in made.messages) == pytest.approx(1, abs=1e-3)
    assert [share.share for share in made.messages] == sorted((s.share for s in made.messages), reverse=True)
