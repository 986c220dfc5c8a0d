"""Office files with some parts changed, and the others as they were."""

import io
import zipfile

import pytest
from lxml import etree

from checker.domain import Limits
from checker.errors import UnreadableDocument
from checker.packages.edition import Edition, cut
from tests.readers import office

TYPE = "application/x.test+xml"
MAIN = "word/document.xml"


def _edition(content: bytes) -> Edition:
    return Edition(content, "plan.docx", Limits())


def test_unchanged_it_is_the_same_file() -> None:
    content = office.word()

    assert office.parts(_edition(content).finish()) == office.parts(content)


def test_members_keep_their_order_dates_and_packing() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in office.parts(office.word()).items():
            info = zipfile.ZipInfo(name, (2026, 2, 3, 4, 5, 6))
            packing = zipfile.ZIP_STORED if name.endswith("styles.xml") else zipfile.ZIP_DEFLATED
            archive.writestr(info, data, packing)

    edition = _edition(stream.getvalue())
    edition.edited(MAIN)

    with zipfile.ZipFile(stream) as before, zipfile.ZipFile(io.BytesIO(edition.finish())) as after:
        kept = [(info.filename, info.date_time, info.compress_type) for info in before.infolist()]
        assert [(info.filename, info.date_time, info.compress_type) for info in after.infolist()] == kept


def test_a_new_part_gets_a_name_that_is_free_and_a_type() -> None:
    edition = _edition(office.word())

    names = [edition.add("word/new.xml", etree.Element("new"), TYPE) for _ in range(2)]

    assert names == ["word/new.xml", "word/new1.xml"]
    parts = office.parts(edition.finish())
    assert set(names) <= set(parts)
    assert parts["[Content_Types].xml"].count(TYPE.encode()) == 2


def test_what_is_dropped_leaves_nothing_behind() -> None:
    content = office.word()
    edition = _edition(content)
    name = edition.add("word/new.xml", etree.Element("new"), TYPE)
    edition.relate(MAIN, "test", name)
    edition.relate(name, "back", MAIN)
    added = _edition(edition.finish())

    added.unrelate(MAIN, name)
    added.drop(name)

    after = office.parts(added.finish())
    assert set(after) == set(office.parts(content))
    assert b"new.xml" not in b"".join(after.values())


def test_relationships_are_relative_and_new() -> None:
    edition = _edition(office.word())

    ids = [edition.relate("word/a/b.xml", "test", "word/c.xml") for _ in range(2)]

    assert len(set(ids)) == 2
    links = etree.fromstring(office.parts(edition.finish())["word/a/_rels/b.xml.rels"])
    assert {link.get("Target") for link in links} == {"../c.xml"}
    assert edition.related("word/a/b.xml", "test") == "word/c.xml"


def test_a_damaged_part_is_not_passed_over() -> None:
    content = bytearray(office.zipped(office.parts(office.word()) | {"word/media/a.bin": b"0123456789" * 9}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        start = archive.getinfo("word/media/a.bin").header_offset + 30 + len("word/media/a.bin")
    content[start] ^= 0xFF

    with pytest.raises(UnreadableDocument, match=r"word/media/a\.bin"):
        _edition(bytes(content)).finish()


def test_a_part_that_can_not_be_parsed_can_not_be_changed() -> None:
    edition = _edition(office.changed(office.word(), "word/styles.xml", lambda xml: xml[:-9]))

    with pytest.raises(UnreadableDocument, match=r"word/styles\.xml"):
        edition.edited("word/styles.xml")


def test_a_part_in_two_dialects_can_not_be_changed() -> None:
    mixed = office.changed(
        office.strict(office.word()),
        MAIN,
        lambda xml: xml.replace(
            b"<w:body>", b'<w:body xmlns:t="http://schemas.openxmlformats.org/drawingml/2006/main">', 1
        ),
    )

    with pytest.raises(UnreadableDocument, match=r"word/document\.xml"):
        _edition(mixed).edited(MAIN)


@pytest.mark.parametrize("xml", ["<a>1<b/>2</a>", "<a><b/>2</a>", "<a><c/>1<b/>2</a>", "<a><b/></a>"])
def test_cutting_leaves_the_text_around(xml: str) -> None:
    root = etree.fromstring(xml)
    element = root.find("b")
    assert element is not None

    cut(element)

    assert etree.tostring(root).decode() == xml.replace("<b/>", "").replace("<a></a>", "<a/>")
