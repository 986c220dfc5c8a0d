import struct

import pytest

from checker.domain import Limits
from checker.errors import UnreadableDocument
from checker.packages.archive import Archive
from checker.packages.namespaces import W
from checker.packages.package import Package
from checker.readers import docx, pptx
from tests.readers.office import changed, parts, related, strict, without, word, zipped

GOOD = word(lambda document: document.add_paragraph("Canary"))
BODY = "word/document.xml"
ENTITY = b'<!DOCTYPE w [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'


def text_of(content: bytes, limits: Limits | None = None) -> str:
    [document] = docx.read(content, "draft.docx", limits or Limits())
    return document.text


def refusal(content: bytes, limits: Limits | None = None) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        docx.read(content, "draft.docx", limits or Limits())
    return caught.value


def with_entity(xml: bytes) -> bytes:
    return xml.replace(b"<w:document", ENTITY + b"<w:document", 1).replace(b"Canary", b"&secret;")


def nested(xml: bytes, depth: int) -> bytes:
    inside = b"<w:sdt><w:sdtContent>" * (depth // 2), b"</w:sdtContent></w:sdt>" * (depth // 2)
    return xml.replace(b"<w:p>", inside[0] + b"<w:p>", 1).replace(b"</w:p>", b"</w:p>" + inside[1], 1)


def twice(content: bytes) -> bytes:
    """Return the archive with its body a second time under a name that differs in case."""
    return zipped(parts(content) | {"WORD/document.xml": b"<other/>"})


def encrypted(content: bytes) -> bytes:
    """Return the archive with the flag of an encrypted member, in both of its headers."""
    data = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(signature) + offset
        struct.pack_into("<H", data, place, struct.unpack_from("<H", data, place)[0] | 1)
    return bytes(data)


def old(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le")


REFUSED = {
    "nothing": (b"", "cut short"),
    "no archive": (b"PK is all it has in common", "cut short"),
    "half an archive": (GOOD[: len(GOOD) // 2], "cut short"),
    "an encrypted Office file": (old("EncryptedPackage"), "password"),
    "an Office file of before 2007": (old("WordDocument"), "before 2007"),
    "an encrypted member": (encrypted(GOOD), "password"),
    "a bomb": (zipped(parts(GOOD) | {BODY: bytes(60_000_000)}), "zip bomb"),
    "two parts of one name": (twice(GOOD), "same name"),
    "an absolute name": (zipped(parts(GOOD) | {"/etc/passwd": b""}), "leads out"),
    "a name that leads out": (zipped(parts(GOOD) | {"word/../../x": b""}), "leads out"),
    "a drive": (zipped(parts(GOOD) | {"C:/x": b""}), "leads out"),
    "entities": (changed(GOOD, BODY, with_entity), "declares entities"),
    "deep nesting": (changed(GOOD, BODY, lambda xml: nested(xml, 230)), "nested too deeply"),
    "nesting beyond the parser": (changed(GOOD, BODY, lambda xml: nested(xml, 5000)), "not a Word document"),
    "no relationships": (without(GOOD, "_rels/.rels"), "not a Word document"),
    "no body": (without(GOOD, BODY), "not a Word document"),
    "a body that is no XML": (changed(GOOD, BODY, lambda xml: xml[:-9]), "not a Word document"),
    "another sort of file": (changed(GOOD, BODY, lambda _: b"<workbook/>"), "not a Word document"),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_opened_is_refused_with_a_remedy(content, reason):
    error = refusal(content)

    assert reason in error.reason
    assert error.source == "draft.docx"
    assert error.remedy.endswith(".")
    assert str(error) == f"draft.docx: {error.reason}. {error.remedy}"


LIMITS = {
    "bytes of the file": (Limits(max_file_bytes=1000), "larger than 1,000 bytes"),
    "bytes unpacked": (Limits(max_unpacked_bytes=10_000), "unpacks to more than 10,000 bytes"),
    "members": (Limits(max_members=5), "more than 5 parts"),
    "depth": (Limits(max_depth=3), "nested too deeply"),
    "characters": (Limits(max_characters=3), "longer than 3 characters"),
}


@pytest.mark.parametrize(("limits", "reason"), LIMITS.values(), ids=LIMITS)
def test_limits_are_kept(limits, reason):
    assert reason in refusal(GOOD, limits).reason


def test_a_part_that_is_referred_to_again_and_again_counts_each_time():
    header = f'<w:hdr xmlns:w="{W[1:-1]}"><w:p><w:r><w:t>{"x" * 300_000}</w:t></w:r></w:p></w:hdr>'
    content = related(GOOD, BODY, "header", "word/new.xml", header)
    link = b'Target="/word/new.xml"/>'
    again = changed(content, "word/_rels/document.xml.rels", lambda x: x.replace(link, link + repeated(40)))

    assert "refers to its parts so often" in refusal(again, Limits(max_unpacked_bytes=6_000_000)).reason


def repeated(times: int) -> bytes:
    link = '<Relationship Id="x{}" Type="http://example.org/header" Target="/word/new.xml"/>'
    return "".join(link.format(i) for i in range(times)).encode()


def test_depth_within_the_limit_is_read():
    assert text_of(changed(GOOD, BODY, lambda xml: nested(xml, 180))) == "Canary"


def test_wrong_checksums_and_lying_sizes_are_damage():
    data = bytearray(GOOD)
    body = data.index(b"word/document.xml") + len("word/document.xml")
    data[body + 5] ^= 0xFF

    assert "not a Word document" in refusal(bytes(data)).reason


def test_names_are_found_whatever_their_case_and_slashes():
    members = {name.replace("word/", "Word\\"): data for name, data in parts(GOOD).items()}

    assert text_of(zipped(members)) == "Canary"


def test_links_to_the_outside_are_never_followed():
    outside = (
        b'<Relationship Id="rOut" Type="http://x/header" Target="http://127.0.0.1:9/" TargetMode="External"/>'
    )
    end = b"</Relationships>"
    content = changed(GOOD, "word/_rels/document.xml.rels", lambda xml: xml.replace(end, outside + end))

    assert text_of(content) == "Canary"


def test_strict_files_have_the_same_words():
    assert text_of(strict(GOOD)) == "Canary"


def test_content_types_do_not_matter():
    for name in ("template.main", "template.macroEnabledTemplate.main", "document.macroEnabled.main"):
        kind = f"application/vnd.ms-word.{name}+xml".encode()
        content = changed(
            GOOD,
            "[Content_Types].xml",
            lambda xml, kind=kind: xml.replace(
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", kind
            ),
        )

        assert text_of(content) == "Canary"


def test_each_reader_refuses_the_files_of_the_other():
    with pytest.raises(UnreadableDocument, match="not a PowerPoint presentation"):
        pptx.read(GOOD, "draft.pptx", Limits())


def test_members_over_a_size_are_missing():
    archive = Archive(zipped({"a.xml": bytes(100)}), "x", Limits())

    assert archive.read("A.XML", at_most=100) == bytes(100)
    assert archive.read("a.xml", at_most=99) is None
    assert archive.read("b.xml", at_most=99) is None


def test_a_part_knows_what_it_relates_to():
    main = Package(GOOD, "draft.docx", Limits()).main(f"{W}document", "a Word document")

    assert main.name == BODY
    assert list(main.targets("styles")) == ["word/styles.xml"]


def test_compression_that_nobody_knows_is_damage():
    data = bytearray(GOOD)
    entry = data.rindex(b"word/document.xml") - 46
    struct.pack_into("<H", data, entry + 10, 77)

    assert "not a Word document" in refusal(bytes(data)).reason
