import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.domain import NotRead, Place, Verdict
from checker.presentation import wording
from checker.presentation.neutral import label, neutral, one_line
from checker.presentation.overview import batch_in_words, by_team, summarise
from checker.presentation.ranking import tally, worst_first
from checker.presentation.rewording import changes
from tests.reporters.report_builders import KIT
from tests.reporters.report_samples import batch, clean, deck, faulty, unjudged, unreadable, waived

HEADLINES = [
    (clean, "Leads with ease of use, as your kit does. Nothing to change."),
    (faulty, "Leads with low cost; your kit leads with ease of use. 3 errors, 2 warnings, 2 suggestions."),
    (deck, "Leads with low cost; your kit leads with ease of use. 2 errors, 1 warning."),
    (unreadable, "Not read: encrypted; remove the password and check it again."),
    (waived, "Leads with ease of use, as your kit does. Nothing to change, 1 waived."),
    (
        unjudged,
        "1 passage was not judged. No message stands out; your kit leads with ease of use. 1 warning.",
    ),
]


@pytest.mark.parametrize(("sample", "sentence"), HEADLINES)
def test_a_report_in_a_sentence(sample, sentence: str) -> None:
    assert wording.headline(sample().report, KIT) == sentence


def test_a_kit_without_a_lead_message_is_not_held_against_a_draft() -> None:
    kit = KIT.model_copy(update={"guidelines": KIT.guidelines[1:]})
    report = deck().report.model_copy(update={"messages": ()})

    assert wording.headline(report, kit) == "Leads with low cost. 2 errors, 1 warning."


def test_a_theme_and_its_name_are_one_message() -> None:
    report = clean().report.model_copy(update={"lead_message": "Ease of use", "messages": ()})

    assert wording.headline(report, KIT).startswith("Leads with Ease of use, as your kit does.")


def test_an_incomplete_report_never_reads_as_if_it_had_passed() -> None:
    report = clean().report.model_copy(update={"verdict": Verdict.INCOMPLETE})

    assert wording.headline(report, KIT).startswith("Not everything was checked.")


def test_what_was_not_read_is_said_with_its_place() -> None:
    part = NotRead(what="image", reason="no\ntext", place=Place(slide=3, hidden=True))

    assert wording.not_read_in_words([part]) == ("Image (slide 3, hidden): no text",)


def test_parts_of_a_kind_are_said_together() -> None:
    images = [NotRead(what="image", reason="no text", place=Place(slide=slide)) for slide in range(1, 10)]
    other = NotRead(what="video", reason="can't be read")

    assert wording.not_read_in_words([other, *images, other]) == (
        "Video, 2 times: can't be read",
        "Image, 9 times (slide 1, slide 2, slide 3, slide 4, slide 5, slide 6 and 3 more places): no text",
    )


def test_coverage_is_said_with_its_base() -> None:
    sentence = wording.coverage_in_words(unjudged().report)

    assert (
        sentence == "Read 3 passages (8 words), judged 2 of them against 7 guidelines. Nothing was left out."
    )


def test_a_waived_finding_counts_only_as_waived() -> None:
    assert tally(waived().report.findings) == (0, 0, 0, 1)
    assert worst_first(waived().report.findings) == ()


def test_findings_come_by_severity_then_confidence() -> None:
    ranked = [(f.severity.value, f.confidence) for f in worst_first(faulty().report.findings)]

    assert ranked[:3] == [("error", 0.97), ("error", 0.9), ("error", 0.81)]
    assert [severity for severity, _ in ranked[3:]] == ["warning", "warning", "suggestion", "suggestion"]


def test_teams_are_counted_on_the_documents_that_were_read() -> None:
    table = by_team(summarise(report) for _, report in batch())

    rows = {row.team: (row.documents, row.counts, row.unread) for row in table.rows}

    assert table.messages == ("ease of use", "low cost", "")
    assert rows["sales"] == (1, (0, 1, 0), 1)
    assert rows["campaign"] == (2, (1, 1, 0), 0)
    assert list(rows)[-1] == ""


def test_a_batch_in_a_sentence() -> None:
    summaries = [summarise(report) for _, report in batch()]

    assert batch_in_words(summaries) == (
        "2 failed, 1 incomplete, 3 passed, 1 could not be read. 2 of the 6 read lead with your lead message."
    )
    assert batch_in_words([]) == "No document was checked."


@given(text=st.text(alphabet=st.characters(exclude_categories=())))
def test_neutral_text_has_the_same_length_and_can_be_written(text: str) -> None:
    found = neutral(text)

    assert len(found) == len(text)
    assert found.encode("utf-8").decode("utf-8") == found
    assert not set(found) & set("\x1b\x07\x9b\u202e\u2028\x00")


def test_a_name_keeps_its_spaces_and_a_sentence_does_not() -> None:
    assert label("a  b\nc") == "a  b␊c"
    assert one_line("a  b\nc") == "a b c"


@given(old=st.text("ab cd.\n", max_size=60), new=st.text("ab cd.\n", max_size=60))
def test_a_diff_holds_all_new_words_and_all_old_words(old: str, new: str) -> None:
    found = changes(old, new)

    after = "".join(change.text for change in found if change.kind != "removed")
    before = "".join(change.text for change in found if change.kind != "added")
    assert after == new
    assert "".join(before.split()) == "".join(old.split())


def test_a_small_change_is_shown_word_by_word_and_a_large_one_whole() -> None:
    small = changes("a refund in three days", "a refund in three working days")
    large = changes("The cheapest parcels in Britain", "Parcels in one click")

    assert [(change.kind, change.text) for change in small] == [
        ("kept", "a refund in three "),
        ("added", "working "),
        ("kept", "days"),
    ]
    assert [change.kind for change in large] == ["removed", "added"]
