"""Which reader a file is for: by what is in it first, by its name second."""

import re
from pathlib import PurePath

from checker.composition import tidy
from checker.domain import Limits
from checker.errors import UnreadableDocument, UnsupportedFormat
from checker.packages.archive import COMPOUND_FILE, Archive
from checker.parsing import looks
from checker.parsing.decoding import decode

SUFFIXES = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".mdx"), "markdown"),
    **dict.fromkeys((".txt", ".text"), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), "docx"),
    **dict.fromkeys((".pptx", ".pptm", ".potx", ".potm", ".ppsx", ".ppsm"), "pptx"),
    ".pdf": "pdf",
    ".fields.json": "fields",
    **dict.fromkeys((".eml", ".mbox"), "email"),
    **dict.fromkeys((".csv", ".tsv", ".json", ".jsonl", ".ndjson"), "tickets"),
}
"""Formats by the suffixes that their files have."""

BINARY = frozenset({"docx", "pptx", "pdf"})
"""Formats that are no text."""

SAMPLE = 65_536
"""Bytes that are looked at."""

CONTROL = re.compile(r"[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
MOST_CONTROLS = 0.03
"""Share of control characters above which a file is no text; of compressed bytes it is a tenth."""

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
PDF_WITHIN = 1024
"""Bytes in which a PDF file has its mark, by its specification."""

LARGEST_LIST = 5_000_000
"""Bytes of the list of an Office file's parts."""

OFFICE = (
    (
        re.compile(rb"(?:wordprocessingml|ms-word)\.(?:document|template)\.[\w.]*main\+xml", re.IGNORECASE),
        "docx",
    ),
    (re.compile(rb"(?:presentationml|ms-powerpoint)\.[\w.]*main\+xml", re.IGNORECASE), "pptx"),
)
"""What Office files call their main part, templates, shows and those with macros included."""

ARCHIVES = (
    ("xl/workbook.xml", "a spreadsheet", "Save its tickets as .csv."),
    ("mimetype", "an OpenDocument file or an e-book", "Save it as .docx, .pptx or .pdf."),
    ("Index/Document.iwa", "a Pages, Keynote or Numbers file", "Export it as .docx, .pptx or .csv."),
)
"""Parts that tell other archives."""

COMPOUNDS = (
    ("WordDocument", "a Word document of before 2007", "Save it as .docx."),
    ("PowerPoint Document", "a PowerPoint deck of before 2007", "Save it as .pptx."),
    ("Workbook", "a spreadsheet of before 2007", "Save its tickets as .csv."),
    ("__substg1.0_", "an Outlook message", "Save it as .eml."),
)
"""Streams that tell what lies in a file of the format that Office had before 2007."""

CONVERT = "Save its words as Markdown, text, HTML, .docx, .pptx or .pdf."
SIGNATURES = (
    (
        re.compile(
            rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|8BPS|\0\0\x01\0|RIFF.{4}WEBP|BM", re.DOTALL
        ),
        "a picture",
    ),
    (re.compile(rb"MZ|\x7fELF|[\xcf\xce]\xfa\xed\xfe|\xca\xfe\xba\xbe"), "a program"),
    (re.compile(rb"\x1f\x8b|BZh|7z\xbc\xaf|Rar!|\xfd7zXZ|.{257}ustar", re.DOTALL), "an archive"),
    (re.compile(rb"ID3|OggS|fLaC|.{4}ftyp|\x1aE\xdf\xa3|RIFF", re.DOTALL), "a recording"),
    (re.compile(rb"SQLite format 3|PAR1"), "a database"),
)
"""How files start that hold no text."""

WRAPPED = (
    (re.compile(r"\{\\rtf"), "rich text", "Save it as .docx."),
    (re.compile(r"%!PS"), "a PostScript file", "Save it as .pdf."),
    (
        re.compile(r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!doctype svg[^<>]*>\s*)?<svg\b", re.IGNORECASE),
        "a picture",
        CONVERT,
    ),
)
"""How texts start that are not meant to be read as such."""


def recognise(content: bytes, source: str) -> str:
    """Return the name of the reader for *content*.

    Args:
        content: the file.
        source: its name, of which only the end counts.

    Raises:
        UnsupportedFormat: no reader knows it.
        UnreadableDocument: it is protected with a password, damaged, or made to mislead.
    """
    named = _named(source)
    sample = content[:SAMPLE]
    if not sample.strip():
        return "text" if named in BINARY else named or "text"
    if content.startswith(ZIP):
        return _archive(content, source, named)
    if content.startswith(COMPOUND_FILE):
        raise _compound(content, source)
    if sample.lstrip().startswith(b"%PDF-") or (named == "pdf" and b"%PDF-" in sample[:PDF_WITHIN]):
        return "pdf"
    text = decode(sample)
    if len(CONTROL.findall(text)) > MOST_CONTROLS * len(text):
        return _binary(sample, source, named)
    return _text(tidy(text), source, named)


def _named(source: str) -> str:
    """Return the format that a file's name promises; nothing where it promises none."""
    suffixes = [suffix.lower() for suffix in PurePath(source).suffixes[-2:]]
    return SUFFIXES.get("".join(suffixes)) or SUFFIXES.get(suffixes[-1] if suffixes else "", "")


def _archive(content: bytes, source: str, named: str) -> str:
    archive = Archive(content, source, Limits())
    parts = archive.read("[Content_Types].xml", at_most=LARGEST_LIST)
    for pattern, name in OFFICE:
        if pattern.search((parts or b"").replace(b"\0", b"")):
            return name
    if parts is None and named in {"docx", "pptx"}:
        return named
    for part, what, remedy in ARCHIVES:
        if archive.read(part, at_most=LARGEST_LIST) is not None:
            raise _unsupported(source, what, remedy)
    raise _unsupported(source, "an archive", "Unpack it and check the files in it.")


def _compound(content: bytes, source: str) -> UnreadableDocument | UnsupportedFormat:
    """Return why a file of the format that Office had before 2007, or of an encrypted one, can't be read."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        remedy = "Remove the password in Word or PowerPoint and check it again."
        return UnreadableDocument(source, "protected with a password", remedy)
    for stream, what, remedy in COMPOUNDS:
        if stream.encode("utf-16-le") in content:
            return _unsupported(source, what, remedy)
    return _unsupported(source, "an Office file of before 2007", "Save it as .docx or .pptx.")


def _binary(sample: bytes, source: str, named: str) -> str:
    """Return what the name promises where the content tells nothing; the reader says what is wrong."""
    what = next((what for pattern, what in SIGNATURES if pattern.match(sample)), "")
    if named in BINARY and not what:
        return named
    raise _unsupported(source, what or "a file without text", CONVERT)


def _text(text: str, source: str, named: str) -> str:
    for pattern, what, remedy in WRAPPED:
        if pattern.match(text):
            raise _unsupported(source, what, remedy)
    if looks.is_page(text):
        return "html"
    if looks.is_xml(text):
        raise _unsupported(source, "an XML file", CONVERT)
    if looks.is_mail(text):
        return "email"
    return _look(text, is_text=named == "text") if named in {"", "text"} else _export(text, named)


def _export(text: str, named: str) -> str:
    """Return what is in a file that is *named* as what programs export, or as anything else."""
    return "fields" if named == "tickets" and looks.is_fields(text) else named


def _look(text: str, *, is_text: bool) -> str:
    """Return what *text* looks like; where its name says that it is plain, only clear signs count."""
    if looks.is_fields(text):
        return "fields"
    if looks.is_tickets(text):
        return "tickets"
    if looks.is_deck(text):
        return "markdown"
    if not is_text and looks.is_fragment(text):
        return "html"
    return "markdown" if not is_text and looks.is_markdown(text) else "text"


def _unsupported(source: str, what: str, remedy: str) -> UnsupportedFormat:
    return UnsupportedFormat(f"{source}: {what} can't be read. {remedy}")
