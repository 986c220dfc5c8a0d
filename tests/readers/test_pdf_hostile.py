import io
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.psexceptions import PSException
from pypdf import PdfReader, PdfWriter, errors

from checker.domain import Document, Limits
from checker.errors import UnreadableDocument
from checker.pages.damage import DAMAGE
from checker.readers.pdf import read
from tests.readers.office import WOUNDS, damaged
from tests.readers.paper import FREE, column, pdf, stream, words
from tests.readers.reading import assert_sound, find

LEFT = ("Alpha starts the left column,", "goes on for some more lines", "and ends it here.")
TEXT = ("paragraph", " ".join(LEFT))


def of(content: bytes, limits: Limits | None = None) -> Document:
    [document] = read(content, "draft.pdf", limits or Limits())
    assert_sound(document)
    return document


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(words("Canary")))))
    writer.encrypt(password, "owner", algorithm="AES-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_files_that_only_their_owner_may_change_are_read():
    assert find(of(encrypted("")), "Canary")


def kids(*numbers: int) -> bytes:
    return b"<< /Type /Pages /Count 1 /Kids [%s] >>" % b" ".join(b"%d 0 R" % number for number in numbers)


GOOD = pdf(words("Canary"))
DEEP = {2: kids(200)} | {200 + i: kids(201 + i) for i in range(3000)}
REFUSED = {
    "nothing": (b"", "cut short"),
    "no PDF": (b"%PDF-1.7 is all it has in common", "cut short"),
    "half a file": (GOOD[: len(GOOD) // 2], "cut short"),
    "a password": (encrypted("secret"), "password"),
    "a page tree that goes round": (pdf(b"", objects={2: kids(2, 10)}), "cut short"),
    "a page tree without end": (pdf(b"", objects=DEEP), "cut short"),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_opened_is_refused_with_a_remedy(content, reason):
    with pytest.raises(UnreadableDocument) as caught:
        of(content)

    assert reason in caught.value.reason
    assert caught.value.remedy.endswith(".")


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(max_pages=1), "longer than 1 pages"),
        (Limits(max_file_bytes=100), "larger than 100 bytes"),
        (Limits(max_characters=3), "longer than 3 characters"),
    ],
)
def test_limits_are_kept(limits, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        of(pdf(words("Canary"), words("Canary")), limits)


def form(calls: bytes, number: int) -> bytes:
    entries = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % number
    )
    return stream(calls, entries)


CALL = b"/XObject << /X 100 0 R >>"
PACKED = b"/Filter /FlateDecode"
HUGE = b"<0000> <FFFFFFFF> <0041>\n<00000000> <FFFFFFFF> <0041>"
WIDE = b"/Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) >>"
HOSTILE = {
    "a form that draws itself": {"resources": CALL, "objects": {100: form(b"/X Do", 100)}, "drawn": b"/X Do"},
    "forms that draw forms that draw forms": {
        "resources": CALL,
        "objects": {100 + i: form(b"/X Do " * 60, 101 + i) for i in range(15)}
        | {115: form(b"q Q " * 99, 115)},
        "drawn": b"/X Do",
    },
    "a bomb for a form": {
        "resources": CALL,
        "objects": {100: stream(zlib.compress(bytes(90_000_000)), b"/Subtype /Form " + PACKED)},
        "drawn": b"/X Do",
    },
    "a font that maps four billion codes": {
        "objects": {
            100: b"<< /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 101 0 R >>",
            101: stream(b"begincmap 2 beginbfrange\n%s\nendbfrange endcmap" % HUGE),
        },
        "drawn": words("A", font="F3"),
    },
    "a font with four billion widths": {
        "objects": {
            100: b"<< /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [101 0 R] >>",
            101: b"<< %s /W [0 4294967295 500] >>" % WIDE,
        },
        "drawn": words("AB", font="F3"),
    },
    "a font whose map is damaged": {
        "objects": {
            100: b"<< /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 101 0 R >>",
            101: stream(zlib.compress(bytes(90_000_000)), PACKED),
        },
        "drawn": words("A", font="F3"),
    },
    "a font that holds itself": {
        "objects": {100: b"<< /Subtype /Type0 /DescendantFonts [100 0 R] /Encoding 100 0 R /W 100 0 R >>"},
        "drawn": words("AB", font="F3"),
    },
    "states without end": {"drawn": b"q " * 200_000},
    "numbers without end": {"drawn": b"0 " * 200_000 + b"w " * 1000},
    "strings without end": {"drawn": b"(" * 200_000},
    "a string of escapes": {"drawn": b"(" + b"\\(" * 200_000},
    "brackets without end": {"drawn": b"[<" * 100_000},
    "a picture without end": {"drawn": b"BI ID " + b" EI\xff" * 50_000},
    "numbers beyond all measure": {"drawn": b"9" * 10_000 + b" 0 0 -1e9 1e400 .. Tm (x) Tj"},
    "words all over the page": {
        "drawn": b"".join(words("x", 7 * i % 590, 11 * i % 840) for i in range(3000))
    },
    "words on one spot": {"drawn": words("x", 300, 300) * 3000},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_soon_and_keep_their_other_words(name):
    parts = dict(HOSTILE[name])
    commands = words("Canary", top=30) + parts.pop("drawn", b"")

    document = of(pdf(commands, words("Second page"), **parts))

    assert "Second page" in document.text
    assert "Canary" in document.text or document.not_read


def test_every_error_of_the_vendors_is_translated():
    theirs = [
        error for error in vars(errors).values() if isinstance(error, type) and issubclass(error, Exception)
    ]
    spared = (Warning, errors.DeprecationError)  # what only programmers meet

    assert all(issubclass(error, DAMAGE) for error in theirs if not issubclass(error, spared))
    assert issubclass(PSException, DAMAGE)


FULL = pdf(
    words("Calm days", size=24) + column(LEFT, top=120) + column(LEFT, left=320, top=120) + b"/X Do",
    column(LEFT),
    resources=b"/XObject << /X 100 0 R >>",
    objects={FREE: stream(words("In a form"), b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")},
)


@given(wounds=WOUNDS)
def test_damage_anywhere_ends_in_a_document_or_in_our_error(wounds):
    with suppress(UnreadableDocument):
        of(damaged(FULL, wounds))


@given(data=st.binary(max_size=300))
def test_any_commands_end(data):
    document = of(pdf(words("Canary") + data))

    assert find(document, "Canary").place.page == 1
