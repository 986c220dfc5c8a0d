import inspect
import io
import subprocess
import sys
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.domain import Limits
from checker.errors import UnreadableDocument, UnsupportedFormat
from checker.readers import READERS, load
from checker.readers.recognition import SUFFIXES, recognise
from tests.readers.reading import BLANK, EMPTY, HOSTILE, assert_sound


def archive(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as built:
        for name, content in parts.items():
            built.writestr(name, content)
    return buffer.getvalue()


def office(main: str) -> bytes:
    types = f'<Types><Override PartName="/x.xml" ContentType="application/{main}"/></Types>'
    return archive(**{"other.xml": "x", "[Content_Types].xml": types})


WORD = "vnd.openxmlformats-officedocument.wordprocessingml"
SLIDES = "vnd.openxmlformats-officedocument.presentationml"
MAIL = b"Received: from x\r\nFrom: a@b.example\r\nSubject: Calm\r\n\r\nWords"
PAGE = b"<!DOCTYPE html><html><p>Words</html>"
TABLE = b"ticket id,subject,reply\n1,a,b\n"
FIELDS = b'{"title": "x", "fields": [{"path": "/a", "name": "A", "text": "Words"}]}'

CASES = {
    "Word": (office(f"{WORD}.document.main+xml"), "a.bin", "docx"),
    "a Word template": (office(f"{WORD}.template.main+xml"), "a", "docx"),
    "Word with macros": (office("vnd.ms-word.document.macroEnabled.main+xml"), "a.pptx", "docx"),
    "a Word template with macros": (
        office("vnd.ms-word.template.macroEnabledTemplate.main+xml"),
        "a",
        "docx",
    ),
    "PowerPoint": (office(f"{SLIDES}.presentation.main+xml"), "a.docx", "pptx"),
    "a show": (office(f"{SLIDES}.slideshow.main+xml"), "a", "pptx"),
    "a template": (office(f"{SLIDES}.template.main+xml"), "a", "pptx"),
    "PowerPoint with macros": (office("vnd.ms-powerpoint.presentation.macroEnabled.main+xml"), "a", "pptx"),
    "an archive that only its name explains": (archive(x="y"), "a.docx", "docx"),
    "PDF": (b"%PDF-1.7\n\x00\x01", "a.txt", "pdf"),
    "PDF after a few bytes": (b"\x00junk\n%PDF-1.4\n", "a.pdf", "pdf"),
    "PDF without its mark": (b"\x00\x01\x02\x03", "a.pdf", "pdf"),
    "talk about PDF": (b"Files start with %PDF-1.7, you know.", "a.txt", "text"),
    "a page": (PAGE, "a.txt", "html"),
    "a page after a comment": (b"<!-- saved --><!-- twice -->\n<html><p>Words</html>", "a", "html"),
    "a page as XML": (b'<?xml version="1.0"?>\n<html xmlns="x"><p>Words</p></html>', "a", "html"),
    "a page in UTF-16": ("<html><p>Words</html>".encode("utf-16"), "a", "html"),
    "a part of a page": (b"<div class=x><p>Words</p></div>", "pasted", "html"),
    "a part of a page in Markdown": (b"<div>\n\nWords\n</div>", "a.md", "markdown"),
    "words named as a page": (b"Words", "a.htm", "html"),
    "mail": (MAIL, "a.txt", "email"),
    "a mailbox": (b"From a@b.example Mon Mar  3 10:12:13 2025\nSubject: x\n\nWords", "a", "email"),
    "words named as mail": (b"Words", "a.eml", "email"),
    "a mail as people write it": (b"From: us\nTo: you\nSubject: Calm\n\nHi", "a.txt", "text"),
    "a subject line": (b"Subject: Calm\nPreview: x\n\nHi", "a.md", "markdown"),
    "a table": (TABLE, "a.csv", "tickets"),
    "a table of tickets without a name": (TABLE, "pasted", "tickets"),
    "a table of tickets named as text": (TABLE, "a.txt", "tickets"),
    "any table": (b"a,b\n1,2\n", "a.csv", "tickets"),
    "any table without a name": (b"a,b\n1,2\n", "a", "text"),
    "a sentence with commas": (b"Question, answer, reply: three words.\nAnd, well, more.", "a.txt", "text"),
    "a list of tickets": (b'[{"id": 1, "reply": "x"}]', "a", "tickets"),
    "lines of tickets": (b'{"id": 1, "comments": []}\n{"id": 2, "comments": []}', "a.txt", "tickets"),
    "a draft in fields": (b'{"fields": []}', "page.FIELDS.json", "fields"),
    "a draft in fields that is broken": (b"{", "a.fields.json", "fields"),
    "nothing named as fields": (EMPTY, "a.fields.json", "fields"),
    "a page named as fields": (PAGE, "a.fields.json", "html"),
    "a draft in fields without its name": (FIELDS, "a.json", "fields"),
    "a draft in fields, pasted": (FIELDS, "", "fields"),
    "a ticket with fields of its own": (
        b'{"id": 1, "reply": "x", "fields": [{"id": 2, "path": "a", "text": "b"}]}',
        "a.json",
        "tickets",
    ),
    "a folder named as fields": (b"Words", "a.fields.json/b.txt", "text"),
    "any JSON": (b'{"a": 1}', "a.json", "tickets"),
    "any JSON without a name": (b'{"a": 1}', "a", "text"),
    "Markdown": (b"Words", "a.MD", "markdown"),
    "text": (b"Words", "a.txt", "text"),
    "front matter": (b"---\nteam: sales\n---\nWords", "a.txt", "markdown"),
    "a deck written out": (b"## Slide 1: Calm\n- One", "a.txt", "markdown"),
    "a heading": (b"# Calm\n\nWords", "pasted", "markdown"),
    "a heading named as text": (b"# Calm\n\nWords", "a.txt", "text"),
    "bold words": (b"Words that are **bold** here", "pasted", "markdown"),
    "a link": (b"See [the page](http://x.example)", "pasted", "markdown"),
    "no signs at all": (b"Words, 2 * 3 and # four", "pasted", "text"),
    "text in UTF-16": ("Words, and some more".encode("utf-16-le"), "a.txt", "text"),
    "text in an old encoding": ("Café".encode("cp1252"), "a", "text"),
    "one stray control character": (
        b"Words and many more words, so that one\x01 does not matter",
        "a",
        "text",
    ),
    "nothing": (EMPTY, "a.docx", "text"),
    "nothing in Markdown": (BLANK, "a.md", "markdown"),
    "text named as Word, whose reader refuses it": (b"Words", "a.docx", "docx"),
    "PDF without its mark, all text": (b"1 0 obj << >> endobj %%EOF", "a.pdf", "pdf"),
    "a page named as PDF": (PAGE, "a.pdf", "html"),
}


@pytest.mark.parametrize(("content", "source", "expected"), CASES.values(), ids=CASES)
def test_recognised(content, source, expected):
    assert recognise(content, source) == expected


def compound(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le")


REFUSED = {
    "protected": (compound("EncryptedPackage"), UnreadableDocument, "Remove the password"),
    "an old document": (compound("WordDocument"), UnsupportedFormat, "Save it as .docx"),
    "an old deck": (compound("PowerPoint Document"), UnsupportedFormat, "Save it as .pptx"),
    "an old spreadsheet": (compound("Workbook"), UnsupportedFormat, "Save its tickets as .csv"),
    "an Outlook message": (compound("__substg1.0_0037001F"), UnsupportedFormat, "Save it as .eml"),
    "some old file": (compound("x"), UnsupportedFormat, "Save it as .docx or .pptx"),
    "a spreadsheet": (
        archive(**{"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "x"}),
        UnsupportedFormat,
        "a spreadsheet",
    ),
    "OpenDocument": (
        archive(mimetype="application/vnd.oasis.opendocument.text"),
        UnsupportedFormat,
        "an OpenDocument file",
    ),
    "Keynote": (
        archive(**{"Index/Document.iwa": "x"}),
        UnsupportedFormat,
        "a Pages, Keynote or Numbers file",
    ),
    "any archive": (archive(x="y"), UnsupportedFormat, "Unpack it"),
    "a damaged archive": (b"PK\x03\x04" + bytes(50), UnreadableDocument, "damaged"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", UnsupportedFormat, "a picture"),
    "a picture named as a deck": (b"\xff\xd8\xff\xe0\0\x10JFIF\0\1", UnsupportedFormat, "a picture"),
    "a drawing": (
        b'<?xml version="1.0"?>\n<svg xmlns="x"><text>a</text></svg>',
        UnsupportedFormat,
        "a picture",
    ),
    "a program": (b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0", UnsupportedFormat, "a program"),
    "compressed": (b"\x1f\x8b\x08\0\0\0\0\0\0\3", UnsupportedFormat, "an archive"),
    "a recording": (b"\0\0\0\x18ftypmp42\0\0\0\0", UnsupportedFormat, "a recording"),
    "rich text": (b"{\\rtf1\\ansi Words}", UnsupportedFormat, "rich text"),
    "XML": (b'<?xml version="1.0"?><feed/>', UnsupportedFormat, "an XML file"),
    "zeros": (b"ab\0\0\0\0cd\1\2", UnsupportedFormat, "a file without text"),
}


@pytest.mark.parametrize(("content", "error", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_a_remedy(content, error, words):
    with pytest.raises(error, match=r"^x\.bin: .*\.$") as caught:
        recognise(content, "x.bin")

    assert words in str(caught.value)


@given(st.binary(), st.sampled_from(["a", "", "a.md", "a.pdf", "a.docx", "x/y.z/a.CSV", "a\0b", "..", "-"]))
def test_any_bytes_are_recognised_or_refused(content, source):
    with suppress(UnreadableDocument, UnsupportedFormat):
        assert recognise(content, source) in READERS


@given(st.text())
def test_any_text_that_is_recognised_is_read(text):
    content = text.encode("utf-8", "replace")

    with suppress(UnreadableDocument, UnsupportedFormat):
        documents = load(recognise(content, "pasted")).read(content, "pasted", Limits())

        assert documents
        for document in documents:
            assert_sound(document)


@pytest.mark.parametrize("name", READERS)
def test_each_reader_fits_the_catalogue(name):
    reader = load(name)

    assert name == reader.FORMAT
    assert list(inspect.signature(reader.read).parameters) == ["content", "source", "limits"]
    assert inspect.getdoc(reader)
    assert name in SUFFIXES.values()


@pytest.mark.parametrize("name", ["markdown", "text", "html", "email"])
@pytest.mark.parametrize("content", HOSTILE)
def test_each_reader_of_text_takes_hostile_drafts(name, content):
    [document] = load(name).read(content, "draft", Limits())

    assert_sound(document)
    assert document.text.split() == content.decode().split()


def test_every_format_that_a_suffix_names_has_a_reader():
    assert set(SUFFIXES.values()) == set(READERS)


def test_the_catalogue_brings_no_reader_along():
    code = "import checker.readers, sys; print([n for n in sys.modules if n.startswith('checker.readers.')])"

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "[]"
