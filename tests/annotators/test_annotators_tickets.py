"""Ticket exports given back with columns added."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.annotators import annotated
from checker.annotators.original import Original
from checker.annotators.tickets import COLUMNS
from checker.errors import InputError
from tests.annotators.marking import HOSTILE, found, read, same, whole_copy_of
from tests.reporters.report_builders import KIT

TABLE = "Id,Customer message,Agent reply,Tags\r\n7,Hello?,We are cheap.,a\r\n8,Well?,We are open.,b\r\n"
LINES = '{"id": 7, "description": "Hello?", "reply": "We are cheap."}\n{"id": 8, "reply": "We are open."}\n'
LIST = '{ "tickets" : [ {"id": 7, "reply": "We are cheap.", "n": 1.50}, {"id": 8}, 3 ], "count": 2 }'


def _copy(content: bytes | str, name: str = "tickets.csv", quote: str = "cheap", **traits: object) -> bytes:
    """Return the copy in which *quote* is found in every reply that says it."""
    data = content.encode() if isinstance(content, str) else content
    checked = [
        found(d, *([quote] if quote in d.text else []), suggestion="=1+1", **traits) for d in read(data, name)
    ]
    return annotated(Original(data, name), checked, KIT, read)


def _rows(content: bytes, encoding: str = "utf-8") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(encoding))))


def test_each_reply_gets_its_verdict_findings_words_and_suggestions() -> None:
    header, first, second = _rows(_copy(TABLE))

    assert tuple(header[-4:]) == COLUMNS
    assert first[-4:] == ["Failed", "1. Off message (error): It sells the price.", "1. cheap", "1. =1+1"]
    assert second[-4:] == ["Passed", "", "", ""]


def test_all_that_was_there_stays_byte_for_byte() -> None:
    lines = _copy(TABLE).decode().splitlines(keepends=True)

    for line, before in zip(lines, TABLE.splitlines(keepends=True), strict=True):
        assert line.startswith(before.rstrip())
        assert line.endswith("\r\n")


TABLES = {
    "semicolons": "Id;Agent reply\n7;We are cheap.\n",
    "tabs": "Id\tAgent reply\n7\tWe are cheap.\n",
    "an announced delimiter": "sep=;\nId;Agent reply\n7;We are cheap.\n",
    "no end of line": "Id,Agent reply\n7,We are cheap.",
    "line ends of old": "Id,Agent reply\r7,We are cheap.\r8,So.\r",
    "blank lines": "\nId,Agent reply\n\n7,We are cheap.\n\n\n8,So.\n",
    "short rows": "Id,Agent reply,Tags,More\n7,We are cheap.\n8,So.,x\n",
    "long rows": "Id,Agent reply\n7,We are cheap, and more, and more.\n8,So.\n",
    "quoted cells": 'Id,"Agent reply"\n7,"We are ""cheap"",\nand dear."\n8,"So."\n',
    "a last cell in quotation marks": 'Id,Agent reply,Note\n7,We are cheap.,"a ""b"", c"\n',
    "a row for each message": (
        "Ticket,Role,Body\n7,customer,Hello?\n7,agent,We are cheap.\n7,agent,So cheap.\n8,agent,So.\n"
    ),
    "a ticket of the same name again": "Id,Agent reply\n7,We are cheap.\n7,Still cheap.\n",
    "rows without a reply": "Id,Agent reply\n6,\n7,We are cheap.\n",
    "control characters": "Id,Agent reply\n7,We\x0b are\x00 cheap.\n8,So.\n",
}


@pytest.mark.parametrize("case", TABLES)
def test_tables_of_any_make_read_as_before_and_are_marked_once(case: str) -> None:
    content = TABLES[case].encode()

    once = _copy(content)

    assert same(read(once, "tickets.csv"), read(content, "tickets.csv"))
    assert _copy(once) == once
    assert once.count(b"Off message") == content.count(b"cheap")
    assert once.count(b"Brandcheck verdict") == 1


def test_a_copy_saved_by_a_spreadsheet_is_marked_once_too() -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows(_rows(_copy(TABLE)))

    again = _copy(stream.getvalue())

    assert [len(row) for row in _rows(again)] == [8, 8, 8]
    assert again == _copy(TABLE)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_encoding_stays(encoding: str) -> None:
    content = "Id,Agent reply\n7,We are “cheap” – très.\n".encode(encoding)

    copy = _copy(content, why="“Dear” – 🏊.")

    assert same(read(copy, "tickets.csv"), read(content, "tickets.csv"))
    told = '"Dear" - ?.' if encoding == "cp1252" else "“Dear” – 🏊."
    assert _rows(copy, encoding)[1][-3] == f"1. Off message (error): {told}"


def test_hostile_words_stay_in_their_cell() -> None:
    copy = _copy(TABLE, why=HOSTILE)

    assert [len(row) for row in _rows(copy)] == [8, 8, 8]
    assert not set(copy.decode()) & set("\x00\x1b\u202e\ud800")


def test_json_lines_get_a_field_and_keep_their_own() -> None:
    copy = _copy(LINES, "tickets.jsonl").decode()

    first, second = copy.splitlines()
    assert first.startswith(LINES.splitlines()[0][:-1])
    assert json.loads(first)["brandcheck"] == [
        {
            "verdict": "fail",
            "findings": [
                {
                    "check": "off-message",
                    "severity": "error",
                    "guideline": "easy-first",
                    "quote": "cheap",
                    "explanation": "It sells the price.",
                    "suggestion": "=1+1",
                }
            ],
        }
    ]
    assert json.loads(second)["brandcheck"] == [{"verdict": "pass", "findings": []}]


def test_a_list_of_tickets_keeps_its_spaces_and_figures() -> None:
    copy = _copy(LIST, "tickets.json").decode()

    assert copy.startswith('{ "tickets" : [ {"id": 7, "reply": "We are cheap.", "n": 1.50, "brandcheck": [')
    assert copy.endswith('}]}, {"id": 8}, 3 ], "count": 2 }')


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (LINES, "tickets.jsonl"),
        (LIST, "tickets.json"),
        ('[{"id": 7, "reply": "We are cheap."}]', "tickets.json"),
        ('{"id": 7, "reply": "We are cheap."}', "tickets.json"),
        ('{"id": 7, "brandcheck": 1, "reply": "We are cheap."}', "tickets.json"),
        ('{"brandcheck": 1, "id": 7, "reply": "We are cheap."}', "tickets.json"),
        ('{"id": 7, "reply": "We are \x01 cheap."}', "tickets.json"),
        ('{"id": 7, "reply": "We are cheap."}\r\nnonsense\r\n\r\n{"id": 8, "reply": "So."}', "tickets.jsonl"),
    ],
)
def test_json_reads_as_before_and_is_marked_once(content: str, name: str) -> None:
    once = _copy(content, name)

    assert same(read(once, name), read(content.encode(), name))
    assert _copy(once, name) == once
    assert once.count(b'"brandcheck"') == len(read(content.encode(), name))


CELLS = st.text(st.sampled_from('ab ,;"\n\r\té🏊='), max_size=8)


@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=6))
def test_any_table_is_marked_and_reads_as_before_or_is_refused(rows: list[list[str]]) -> None:
    content = "Id,Agent reply,Tags\n" + "\n".join(",".join(row) for row in rows)
    try:
        before = read(content.encode(), "tickets.csv")
        copy = whole_copy_of(content.encode(), "tickets.csv")
    except InputError:
        return

    assert same(read(copy, "tickets.csv"), before)
