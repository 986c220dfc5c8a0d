from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.domain import Document, Limits
from checker.errors import UnreadableDocument
from checker.readers.email import FORMAT, read
from tests.readers.reading import HOSTILE, assert_sound, block_cases, find, put_together, seen

MAILISH = put_together("email").map(str.encode)


def of(content: bytes) -> Document:
    [document] = read(content, "a.eml", Limits())
    assert_sound(document)
    return document


def message(
    body: str, *, sender: str = "Ann <ann@acme.example>", subject: str = "Calm days", subtype: str = "plain"
) -> EmailMessage:
    built = EmailMessage()
    built["From"] = sender
    built["To"] = "bo@else.example"
    built["Subject"] = subject
    built.set_content(body, subtype=subtype)
    return built


@pytest.mark.parametrize(("body", "expected"), block_cases("email", "plain"))
def test_bodies(body, expected):
    assert seen(of(message(body).as_bytes())) == [("subject", "Calm days"), *expected]


@pytest.mark.parametrize(("body", "expected"), block_cases("email", "rich"))
def test_bodies_in_html(body, expected):
    assert seen(of(message(body, subtype="html").as_bytes())) == [("subject", "Calm days"), *expected]


def test_plain_text_is_read_rather_than_the_same_in_html():
    both = message("Plain words")
    both.add_alternative("<p>Rich words</p>", subtype="html")

    assert seen(of(both.as_bytes())) == [("subject", "Calm days"), ("paragraph", "Plain words")]


def test_html_is_read_where_the_plain_text_is_blank():
    both = message(" \n")
    both.add_alternative("<p>Rich words</p>", subtype="html")

    assert seen(of(both.as_bytes())) == [("subject", "Calm days"), ("paragraph", "Rich words")]


def test_attachments_are_reported_by_name():
    built = message("Words")
    built.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plän.pdf")
    built.add_attachment("canary", filename="notes.txt")
    built.add_attachment(message("canary"))

    document = of(built.as_bytes())

    assert [(part.what, part.reason) for part in document.not_read] == [
        ("attachment", "plän.pdf"),
        ("attachment", "notes.txt"),
        ("attachment", "message/rfc822"),
    ]
    assert "canary" not in document.text


SPEAKERS = [
    ("Acme Support <hi@acme.example>", ["us", "customer", "us", "other"]),
    ("support@acme.example", ["us", "customer", "us", "other"]),
    ("Ann <ann@acme.example>", ["us", "other", "us", "other"]),
]


@pytest.mark.parametrize(("sender", "expected"), SPEAKERS)
def test_a_customer_is_quoted_first_in_a_support_reply(sender, expected):
    document = of(message("> Theirs\n\nOurs\n\n> More", sender=sender).as_bytes())

    assert [block.speaker for block in document.blocks] == expected


SUBJECTS = {
    "plain": (b"Subject: Calm days", "Calm days"),
    "folded": (b"Subject: Calm\r\n days", "Calm days"),
    "base64": (b"Subject: =?utf-8?B?Q2Fmw6k=?= days", "Café days"),
    "quoted-printable": (b"Subject: =?iso-8859-1?Q?Caf=E9_days?=", "Café days"),
    "in two words": (b"Subject: =?utf-8?Q?Caf=C3?= =?utf-8?Q?=A9?=", "Café"),
    "raw UTF-8": ("Subject: Café".encode(), "Café"),
    "raw Windows": ("Subject: Café".encode("cp1252"), "Café"),
    "an unknown encoding": (b"Subject: =?martian?Q?Calm?=", "Calm"),
    "broken base64": (b"Subject: =?utf-8?B?!?=", "=?utf-8?B?!?="),
    "none": (b"X-Other: 1", ""),
}


@pytest.mark.parametrize(("header", "expected"), SUBJECTS.values(), ids=SUBJECTS)
def test_subjects(header, expected):
    document = of(b"From: a@b.example\r\n" + header + b"\r\n\r\nWords")

    assert document.title == expected
    assert [words for kind, words in seen(document) if kind == "subject"] == [expected] * bool(expected)


def mime(*headers: bytes, body: bytes) -> bytes:
    return b"\n".join([b"From: a@b.example", b"MIME-Version: 1.0", *headers, b"", body])


TRANSFERS = {
    "quoted-printable": (
        mime(
            b"Content-Type: text/plain; charset=utf-8",
            b"Content-Transfer-Encoding: quoted-printable",
            body=b"Caf=C3=A9 =\ndays",
        ),
        "Café days",
    ),
    "base64": (
        mime(
            b"Content-Type: text/plain; charset=utf-8",
            b"Content-Transfer-Encoding: base64",
            body=b"Q2Fmw6kgZGF5cw==",
        ),
        "Café days",
    ),
    "an unknown encoding": (
        mime(b"Content-Type: text/plain; charset=martian", body="Café days".encode()),
        "Café days",
    ),
    "a wrong encoding": (
        mime(b"Content-Type: text/plain; charset=us-ascii", body="Café days".encode("cp1252")),
        "Café days",
    ),
    "a seven-bit encoding": (
        mime(b"Content-Type: text/plain; charset=iso-2022-jp", body="静かな日".encode("iso-2022-jp")),
        "静かな日",
    ),
    "no header": (b"\nWords alone", "Words alone"),
}


@pytest.mark.parametrize(("content", "expected"), TRANSFERS.values(), ids=TRANSFERS)
def test_encodings_of_the_body(content, expected):
    assert seen(of(content)) == [("paragraph", expected)]


def mailbox(*messages: bytes) -> bytes:
    return b"\n".join(
        b"From a@b.example Mon Mar  3 10:12:13 2025\n" + content + b"\n" for content in messages
    )


def test_a_mailbox_is_a_document_for_each_message():
    content = mailbox(
        message("One\n\nFrom me").as_bytes().replace(b"\nFrom me", b"\n>From me"), message("Two").as_bytes()
    )

    documents = read(content, "box.mbox", Limits())

    assert [document.source for document in documents] == ["box.mbox#1", "box.mbox#2"]
    assert [seen(document)[1:] for document in documents] == [
        [("paragraph", "One"), ("paragraph", "From me")],
        [("paragraph", "Two")],
    ]
    assert len({document.digest for document in documents}) == 2


def test_a_damaged_message_does_not_take_the_mailbox_with_it():
    bomb = b"Subject: x\nContent-Type: text/html\n\n" + b"<div>" * 300 + b"canary"

    first, second = read(mailbox(bomb, message("Two").as_bytes()), "box.mbox", Limits())

    assert [part.what for part in first.not_read] == ["message"]
    assert find(second, "Two")


def test_title_and_format_are_told():
    document = of(message("Words").as_bytes())

    assert (document.title, document.format, document.team, document.channel) == ("Calm days", FORMAT, "", "")


NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))


@pytest.mark.parametrize(
    ("content", "limits", "reason"),
    [
        (b"Subject: x\n\nSome words", Limits(max_file_bytes=5), "larger than 5 bytes"),
        (b"Subject: x\n\nSome words", Limits(max_characters=5), "longer than 5 characters"),
        (mailbox(b"a", b"b", b"c"), Limits(max_documents=2), "holds more than 2 messages"),
        (NESTED, Limits(), "holds more than 200 groups of parts"),
        (NESTED, Limits(max_depth=5000), "damaged, so its parts can't be told apart"),
        (b"Content-Type: text/html\n\n" + b"<div>" * 300, Limits(), "nested more than 200 deep"),
    ],
)
def test_beyond_a_limit_it_is_refused(content, limits, reason):
    with pytest.raises(UnreadableDocument) as caught:
        read(content, "a.eml", limits)

    assert caught.value.reason == reason


@pytest.mark.parametrize("content", HOSTILE)
def test_hostile_drafts_are_only_text(content):
    document = of(b"Subject: x\n\n" + content)

    assert " ".join(words for kind, words in seen(document) if kind != "subject") == content.decode().strip()


@given(MAILISH | st.binary())
def test_any_bytes_are_read(content):
    for document in read(content, "a.eml", Limits()):
        assert_sound(document)
