"""What exporters say in words: who leads with what, in counts; what contradicts; how figures are written."""

import datetime

import pytest

from checker.domain import Gap, Interval
from checker.exporters import drifting, figures
from checker.exporters.alignments import words
from checker.exporters.cells import inert, table
from checker.exporters.ledgers import words as ledger_words
from checker.exporters.quotes import at_words
from tests.exporters import insight_samples as samples


def plain(text: str) -> str:
    return text.replace(figures.SPACE, " ")


def test_the_kit_is_compared_with_what_documents_lead_with() -> None:
    assert plain(words.match_sentence(samples.alignment())) == (
        "The kit leads with ease of use: 30 of 115 documents do too (26 %, between 17 % and 35 %)."
    )


@pytest.mark.parametrize(
    ("led", "of", "said"),
    [
        (
            9,
            90,
            "9 of the 90 documents it is meant for do too (10 %, between 0 % and 20 %). "
            "It is not meant for 25 others.",
        ),
        (
            1,
            114,
            "1 of the 114 documents it is meant for does too (1 %, between 0 % and 10 %). "
            "It is not meant for 1 other.",
        ),
        (0, 0, None),
    ],
)
def test_documents_that_the_lead_is_not_meant_for_are_no_part_of_its_base(
    led: int, of: int, said: str | None
) -> None:
    found = samples.alignment()
    match = samples.interval(led / max(of, 1), of)
    overall = found.overall.model_copy(update={"lead_match": match})
    start = "The kit leads with ease of use"

    sentence = plain(words.match_sentence(found.model_copy(update={"overall": overall})))

    assert sentence == (
        f"{start}: {said}" if said else f"{start}, which is meant for none of these documents."
    )


def test_the_method_tells_that_many_gaps_are_looked_at_and_where_the_rest_is() -> None:
    found = samples.alignment()
    drift = found.drifts[0].model_copy(update={"group": "sales", "message": "low cost"})

    said = words.method(found.model_copy(update={"drifts": (drift,)}))

    assert any("false discovery rate" in line for line in said)
    assert "How much each team gives to each message week by week is in the CSV and JSON files." in said
    assert not any("CSV" in line for line in words.method(found.model_copy(update={"drifts": ()})))


def test_a_kit_without_a_lead_message_is_told_so() -> None:
    found = samples.alignment()
    bare = tuple(message.model_copy(update={"role": None}) for message in found.messages)

    assert "no lead message" in words.match_sentence(found.model_copy(update={"messages": bare}))


def test_a_disconnect_has_both_shares_and_the_gap() -> None:
    found = samples.alignment()

    said = plain(words.disconnect_sentence(found.disconnects[1], found))

    assert said == "Sales gives low cost 38 % of a document, support 2 %: 36 points, between 25 and 47."


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (Gap(value=0.14, low=0.05, high=0.23), "up 14 points (between 5 and 23)"),
        (Gap(value=-0.01, low=-0.12, high=0.04), "down 1 point (between −12 and 4)"),
        (Gap(value=0.0, low=-0.1, high=0.1), "no change (between −10 and 10)"),
    ],
)
def test_changes_say_which_way(gap: Gap, said: str) -> None:
    assert figures.moved(gap) == said


def test_an_unclear_change_is_called_chance() -> None:
    found = samples.alignment()

    assert drifting.drift_sentence(found.drifts[-1], found).endswith("which may as well be chance.")
    assert not drifting.drift_sentence(found.drifts[0], found).endswith("chance.")


@pytest.mark.parametrize(
    ("share", "said"), [(0, "0 %"), (0.005, "1 %"), (0.125, "13 %"), (0.994, "99 %"), (1, "100 %")]
)
def test_shares_round_half_up(share: float, said: str) -> None:
    assert plain(figures.percent(share)) == said


def test_counts_come_back_from_shares() -> None:
    assert all(
        figures.count(Interval(value=k / n, low=0, high=1, of=n)) == k
        for n in range(1, 60)
        for k in range(n + 1)
    )


@pytest.mark.parametrize(
    ("name", "by", "said"),
    [
        ("", "team", "no team"),
        ("2026-01-05", "week", "week of 5 January 2026"),
        ("2026-01-05", "region", "2026-01-05"),
        ("odd", "week", "odd"),
        ("two\nlines\u202e", "team", "two lines\ufffd"),
    ],
)
def test_groups_have_names_that_can_be_read(name: str, by: str, said: str) -> None:
    assert figures.group_name(name, by) == said


@pytest.mark.parametrize(
    ("text", "longest", "said"),
    [("short", 10, "short"), ("one two three", 10, "one two…"), ("x" * 20, 5, "xxxx…"), ("", 3, "")],
)
def test_long_words_are_cut(text: str, longest: int, said: str) -> None:
    assert figures.cut(text, longest) == said


def test_the_ledger_starts_with_conflicts() -> None:
    assert ledger_words.sentence(samples.ledger()) == (
        "Documents contradict each other on 1 claim; 1 approved claim has expired and 1 approved claim soon "
        "will. Of 6 claims, 3 are in no approved claim and 1 says something else than was approved."
    )


def test_a_ledger_of_nothing_says_so() -> None:
    assert ledger_words.sentence(samples.empty_ledger()).startswith("No claim was found")


def test_a_claim_is_shown_in_the_wording_that_condemns_it() -> None:
    claim = samples.ledger().claims[0]

    assert claim.wording == "You are set up in ten minutes."
    assert ledger_words.telling(claim).text == "Plan an hour for the set-up."


@pytest.mark.parametrize(
    ("words_", "cell"),
    [
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        ("  @sum", "'  @sum"),
        ("\t-2", "'\t-2"),
        ("＝1", "'＝1"),
        ("a=b", "a=b"),
        ("", ""),
        ("x\x00y", "x␀y"),
    ],
)
def test_cells_are_never_formulas(words_: str, cell: str) -> None:
    assert inert(words_) == cell


def test_cells_of_figures_stay_figures() -> None:
    row = (None, True, 3, 0.25, -0.5, 1.0, datetime.date(2026, 1, 5), "a,b")

    assert table(("h",), [row]) == b'h\r\n,true,3,0.25,-0.5,1,2026-01-05,"a,b"\r\n'


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("two words", "/r#:~:text=two%20words"),
        ("", "/r"),
        ("well-known, & more", "/r#:~:text=well%2Dknown%2C%20%26%20more"),
        ("a b c d e f g h i", "/r#:~:text=a%20b%20c%20d,f%20g%20h%20i"),
        ("\ud800", "/r#:~:text=%3F"),
    ],
)
def test_an_address_leads_to_the_words(text: str, address: str) -> None:
    assert at_words("/r", text) == address
