"""What a report contributes."""

import datetime

import pytest

from checker.alignment import said_of
from checker.alignment.said import day_of, readers_of
from checker.domain import Report, Role, Share
from checker.reporting import unread
from tests.alignment.alignment_builders import EASE, KIT

EMPTY = unread("decks/pitch.pptx", "damaged", kit=KIT, engine={}).report
MIX = (Share(message=EASE, guidelines=("lead-ease",), role=Role.LEAD, share=1.0, passages=1),)


def report(**changes: object) -> Report:
    return EMPTY.model_copy(update=changes)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-31", datetime.date(2026, 3, 31)),
        ("2026-03-31T23:30:00+02:00", datetime.date(2026, 3, 31)),
        ("20260331", datetime.date(2026, 3, 31)),
        ("31 March 2026", datetime.date(2026, 3, 31)),
        ("3  Mar 2026", datetime.date(2026, 3, 3)),
        ("March 3, 2026", datetime.date(2026, 3, 3)),
        ("03/04/2026", None),
        ("soon", None),
        ("2026-02-30", None),
        ("", None),
    ],
)
def test_a_day_is_read_where_nobody_can_mistake_it(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "readers"),
    [
        ("250", 250),
        ("12,000", 12_000),
        ("12.000", 12_000),
        ("12 000", 12_000),
        ("1.5k", 1500),
        ("2 million", 2_000_000),
        ("40 readers", 40),
        ("0", 0),
        ("9" * 400, 1e10),
        ("many", 1),
        ("-5", 1),
        ("nan", 1),
        ("1,2,3", 1),
        ("", 1),
    ],
)
def test_readers_are_a_number_or_one(text, readers):
    assert readers_of({"readers": text}) == readers


def test_a_report_says_who_when_and_for_how_many():
    facts = EMPTY.document.model_copy(
        update={"team": "sales", "labels": {"date": "2026-03-31", "readers": "40", "region": "north"}}
    )

    said = said_of(report(document=facts), document="check-1")

    assert (said.document, said.source, said.team) == ("check-1", "decks/pitch.pptx", "sales")
    assert (said.day, said.readers) == (datetime.date(2026, 3, 31), 40)
    assert said.labels["region"] == "north"


def test_a_given_day_goes_before_the_label():
    facts = EMPTY.document.model_copy(update={"labels": {"date": "2026-03-31"}})

    said = said_of(report(document=facts), document="d", day=datetime.date(2025, 1, 1))

    assert said.day == datetime.date(2025, 1, 1)


@pytest.mark.parametrize(
    ("changes", "lead"),
    [
        ({"lead_message": EASE, "messages": MIX}, EASE),
        ({"lead_message": None}, None),
        ({"lead_message": "How calm it is", "lead_guideline": "lead-ease", "messages": MIX}, EASE),
        ({"lead_message": "How calm it is", "lead_guideline": "lead-ease"}, "lead-ease"),
        ({"lead_message": "How calm it is", "messages": MIX}, "How calm it is"),
    ],
)
def test_what_a_judge_calls_the_lead_goes_by_the_mixs_name(changes, lead):
    assert said_of(report(**changes), document="d").lead == lead
