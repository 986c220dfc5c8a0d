"""Archives of every kind: each entry is a document or says why not, and none costs more than it may."""

import io
import struct
import tracemalloc
import zipfile
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.jobs.archives import Archive, Entry, Limits, Unreadable, shown_path
from tests.service.zips import zipped

LIMITS = Limits(entry=1_000, whole=5_000, entries=50)


def entries(content: bytes, limits: Limits = LIMITS, first: int = 0) -> list[Entry]:
    return list(Archive(io.BytesIO(content), limits).entries(first))


def flagged(content: bytes, flag: int) -> bytes:
    """Return an archive whose entries bear *flag*."""
    changed = bytearray(content)
    for head, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(head)
        while place >= 0:
            changed[place + offset] |= flag
            place = changed.find(head, place + 1)
    return bytes(changed)


def named(name: bytes) -> bytes:
    """Return an archive with one entry whose name is in those bytes, whatever they are."""
    content = zipped({"x" * len(name): "text"})
    return content.replace(b"x" * len(name), name)


class Case(NamedTuple):
    content: bytes
    expected: list[tuple[str, str]]
    """Names, and words of the problem."""


CASES = {
    "bomb": Case(zipped({"a.md": "x" * 100_000}), [("a.md", "larger than 1,000 bytes")]),
    "many small bombs": Case(
        zipped({f"{n}.md": "x" * 900 for n in range(7)}),
        [*((f"{n}.md", "") for n in range(5)), *((f"{n}.md", "more than 5,000") for n in (5, 6))],
    ),
    "traversal": Case(
        zipped({"../../etc/a.md": "text", "/srv/b.md": "text", "C:\\Users\\c.md": "text"}),
        [("etc/a.md", ""), ("srv/b.md", ""), ("Users/c.md", "")],
    ),
    "nested": Case(
        zipped({"in.zip": zipped({"a.md": "text"}), "b.tar.gz": "x"}),
        [("in.zip", "within"), ("b.tar.gz", "within")],
    ),
    "encrypted": Case(flagged(zipped({"a.md": "text"}), 1), [("a.md", "encrypted")]),
    "empty": Case(zipped({"a.md": "", "folder/": ""}), [("a.md", "empty")]),
    "utf-8 without saying so": Case(named("ärger.md".encode()), [("ärger.md", "")]),
    "another code page": Case(named(b"\x81rger.md"), [("ürger.md", "")]),
    "controls in a name": Case(named(b"a\x1b[2Jb.md"), [("a[2Jb.md", "")]),
    "litter": Case(zipped({"__MACOSX/._a.md": "x", ".DS_Store": "x", "a.md": "text"}), [("a.md", "")]),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_entry_is_a_document_or_says_why_not(case: Case) -> None:
    found = entries(case.content)

    assert [entry.name for entry in found] == [name for name, _ in case.expected]
    for entry, (_, words) in zip(found, case.expected, strict=True):
        assert words in entry.problem
        assert bool(entry.problem) is bool(words)


def test_entries_of_the_same_name_are_documents_of_their_own() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.md", "one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.md", "two")

    assert [entry.content for entry in entries(content.getvalue())] == [b"one", b"two"]


def test_what_is_left_out_is_counted() -> None:
    archive = Archive(io.BytesIO(CASES["litter"].content), LIMITS)

    assert (archive.count, archive.litter) == (1, 2)


def test_going_on_yields_what_is_left() -> None:
    content = zipped({f"{n}.md": str(n) for n in range(9)})

    assert [entry.name for entry in entries(content, first=7)] == ["7.md", "8.md"]


def test_one_damaged_entry_costs_only_itself() -> None:
    content = bytearray(zipped({"a.md": "text " * 50, "b.md": "other " * 50}))
    content[40] ^= 0xFF

    found = entries(bytes(content))

    assert [bool(entry.problem) for entry in found] == [True, False]


REFUSED = {
    "no archive": b"PK but no archive",
    "nothing": b"",
    "too many": zipped({f"{n}.md": "x" for n in range(51)}),
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_an_archive_that_can_not_be_opened_says_so(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"Pack it anew|Send it in parts"):
        entries(content)


def test_a_directory_that_is_too_large_is_not_read() -> None:
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65_535, 65_535, 40_000_000, 0, 0)
    file = io.BytesIO(b"PK\x01\x02" * 12_500_000 + end)
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable, match="Send it in parts"):
            Archive(file, LIMITS)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 5_000_000


@given(place=st.integers(0, 400), bits=st.integers(1, 255), cut=st.integers(0, 200))
def test_whatever_is_wrong_with_an_archive_it_is_told(place: int, bits: int, cut: int) -> None:
    content = bytearray(zipped({"a.md": "text " * 20, "b/c.md": "more " * 20}))
    content[place % len(content)] ^= bits
    try:
        found = entries(bytes(content[: len(content) - cut]))
    except Unreadable:
        return

    assert all(entry.name and (entry.content.strip() or entry.problem) for entry in found)


@given(st.text(max_size=700))
def test_a_name_can_always_be_shown_and_leads_nowhere(given_: str) -> None:
    shown = shown_path(given_, otherwise="entry")

    assert shown
    assert not shown.startswith("/")
    assert not {"", "..", "."} & set(shown.split("/"))
    assert shown_path(shown, otherwise="entry") == shown
