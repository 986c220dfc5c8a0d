import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.domain import Document, Limits
from checker.errors import UnreadableDocument
from checker.parsing.columns import TicketColumns
from checker.readers.tickets import FORMAT, read, read_with
from tests.readers.reading import HOSTILE, assert_sound, put_together, seen, table

TABLEISH = put_together("tickets").map(str.encode)
CASES = table("tickets")
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["agent", "user", "note", "word", "<p>word", "\ud800", ""]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "tickets",
                    "id",
                    "subject",
                    "reply",
                    "comments",
                    "conversation_parts",
                    "body",
                    "author",
                    "type",
                    "private",
                    "public",
                    "source",
                    "users",
                    "role",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


def read_text(text: str, source: str = "t.csv") -> tuple[Document, ...]:
    documents = read(text.encode(), source, Limits())
    for document in documents:
        assert_sound(document)
    return documents


def read_json(value: object) -> tuple[Document, ...]:
    return read_text(json.dumps(value), "t.json")


def said(documents: tuple[Document, ...]) -> list[tuple[str, list[str]]]:
    """Return for each document its name and its words, the customer's in brackets."""
    return [
        (
            document.source,
            [
                words if block.speaker == "us" else f"({words})"
                for block, (_, words) in zip(document.blocks, seen(document), strict=True)
            ],
        )
        for document in documents
    ]


@pytest.mark.parametrize("case", CASES["json"].values(), ids=CASES["json"])
def test_json(case):
    assert said(read_json(case["value"])) == [
        pair for document in case["documents"] for pair in document.items()
    ]


@pytest.mark.parametrize("case", CASES["tables"].values(), ids=CASES["tables"])
def test_tables(case):
    assert said(read_text(case["text"])) == [
        pair for document in case["documents"] for pair in document.items()
    ]


def test_json_lines_know_their_lines_and_a_damaged_one_costs_only_itself():
    documents = read_text('{"id": 1, "reply": "A"}\n\nnot json\n{"id": 2, "reply": "B"}\n', "t.jsonl")

    assert [(document.source, document.blocks[0].place.line) for document in documents] == [
        ("t.jsonl#1", 1),
        ("t.jsonl#2", 4),
    ]
    assert [(part.what, part.reason) for part in documents[0].not_read] == [("ticket", "damaged (1)")]


def test_places_name_ticket_column_and_row():
    [first, second] = read_text('id,question,Agent Reply\n1,"Q\nq",A\n2,,B\n')

    assert [(block.place.ticket, block.place.field, block.place.line) for block in first.blocks] == [
        ("1", "question", 2),
        ("1", "agent reply", 2),
    ]
    assert second.blocks[0].place.line == 4


def test_customers_are_quoted_and_agents_are_us():
    [document] = read_text("id,question,reply\n1,- Q,- A\n")

    assert [(block.kind.value, block.speaker) for block in document.blocks] == [
        ("quoted", "customer"),
        ("bullet", "us"),
    ]


def test_a_reply_is_support_unless_a_column_says_otherwise():
    [first, second] = read_text("id,subject,reply,channel,audience\n1,S,A,,\n2,T,B,Chat,owners\n")

    assert (first.team, first.channel, first.title, first.format) == ("support", "reply", "S", FORMAT)
    assert (second.channel, second.audience) == ("chat", "owners")


def test_private_notes_are_counted_and_not_read():
    first, second = read_json(CASES["json"]["Freshdesk"]["value"])

    assert [(part.what, part.reason) for part in first.not_read] == [
        ("private note", "written to colleagues, so not checked (1)")
    ]
    assert "canary" not in first.text + second.text


def test_tickets_without_a_reply_are_counted():
    [document] = read_text("id,question,reply\n1,Q,A\n2,R,\n3,S,\n")

    assert [(part.what, part.reason) for part in document.not_read] == [("ticket", "has no reply (2)")]


def test_messages_of_unknown_authors_are_counted_and_not_taken_for_ours():
    [document] = read_json([{"id": 1, "comments": [{"body": "canary"}, {"role": "agent", "body": "A"}]}])

    assert said((document,)) == [("t.json#1", ["A"])]
    assert [part.what for part in document.not_read] == ["message without a known author"]


@pytest.mark.parametrize("text", ["id,reply\n", "id,reply\n1,\n", "[]", '{"tickets": []}', ""])
def test_a_file_without_replies_is_a_document_without_text(text):
    [document] = read_text(text)

    assert (document.source, document.text, document.blocks) == ("t.csv", "", ())


COLUMNS = TicketColumns(ticket="Fall-Nr.", customer=("Frage",), reply="Antwort", team="Abteilung")


def test_columns_may_be_called_otherwise():
    documents = read_with(b"fall nr,frage,ANTWORT,abteilung\n1,Q,A,Sales\n", "t.csv", Limits(), COLUMNS)

    assert said(documents) == [("t.csv#1", ["(Q)", "A"])]
    assert documents[0].team == "sales"


REFUSED = {
    "no column of replies": ("id,price\n1,2\n", "no column holds replies (columns: id, price)"),
    "no column of replies, no rows": ("id,price\n", "no column holds replies (columns: id, price)"),
    "no field of replies": ('[{"id": 1, "price": 2}]', "no column holds replies (columns: id, price)"),
    "no author anywhere": (
        '[{"id": 1, "comments": [{"body": "a"}]}]',
        "no message says who wrote it (columns: id, comments)",
    ),
    "broken JSON": (
        '{"id": 1,',
        "not valid JSON (Expecting property name enclosed in double quotes: line 1 column 10 (char 9))",
    ),
    "deep JSON": ("[" * 300 + "]" * 300, "nested more than 200 deep"),
    "very deep JSON": ("[" * 100_000, "nested too deeply"),
    "a quotation mark never closed": (
        'id,reply\n1,A\n2,"' + "b" * 200_000,
        "damaged in the row on line 3 (field larger than field limit (131072))",
    ),
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.values(), ids=REFUSED)
def test_bad_exports_are_refused_with_a_remedy(text, reason):
    with pytest.raises(UnreadableDocument) as caught:
        read_text(text)

    assert caught.value.reason == reason
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(max_file_bytes=5), "larger than 5 bytes"),
        (Limits(max_documents=1), "holds more than 1 tickets"),
    ],
)
def test_beyond_a_limit_it_is_refused(limits, reason):
    with pytest.raises(UnreadableDocument) as caught:
        read(b"id,reply\n1,A\n2,B\n", "t.csv", limits)

    assert caught.value.reason == reason


def test_a_reply_beyond_a_limit_costs_only_itself():
    documents = read(b"id,reply\n1,A long reply\n2,B\n", "t.csv", Limits(max_characters=5))

    assert said(documents) == [("t.csv#2", ["B"])]
    assert [part.what for part in documents[0].not_read] == ["reply"]


@pytest.mark.parametrize("content", HOSTILE)
def test_hostile_drafts_are_only_text(content):
    documents = read_json([{"id": 1, "reply": content.decode()}])

    assert [words for document in documents for _, words in seen(document)] == (
        [content.decode()] if content.strip() else []
    )


@given(TABLEISH | st.binary())
def test_any_table_is_read_or_refused(content):
    with suppress(UnreadableDocument):
        documents = read(content, "t.csv", Limits())

        assert documents
        for document in documents:
            assert_sound(document)


@given(VALUES)
def test_any_json_is_read_or_refused(value):
    with suppress(UnreadableDocument):
        documents = read_json(value)

        assert documents
