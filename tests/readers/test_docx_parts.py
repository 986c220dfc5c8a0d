from contextlib import suppress
from functools import partial

import pytest
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from checker.domain import Document, Limits
from checker.errors import UnreadableDocument
from checker.packages.namespaces import DGM, MC, A, C, M, R, W
from checker.readers.docx import FORMAT, read
from tests.readers.office import WOUNDS, changed, damaged, parts, picture, related, strict, without, word
from tests.readers.reading import assert_sound, find, seen

BODY = "word/document.xml"
NAMESPACES = " ".join(
    f'xmlns:{n}="{u[1:-1]}"' for n, u in (("w", W), ("mc", MC), ("a", A), ("r", R), ("m", M))
)
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
SHAPES = f'xmlns:wps="{SHAPE}" xmlns:v="urn:schemas-microsoft-com:vml"'


def of(content: bytes) -> Document:
    [document] = read(content, "draft.docx", Limits())
    assert_sound(document)
    return document


def made(build) -> Document:
    return of(word(build))


def raw(*paragraphs: str) -> Document:
    """Return a document of paragraphs whose XML is given."""

    def build(document):
        for paragraph in paragraphs:
            xml = paragraph.replace(">", f" {NAMESPACES} {SHAPES}>", 1)
            document.element.body.insert(0, parse_xml(xml))

    return made(build)


def run(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r>"


def test_headers_and_footers_are_footers_and_read_once():
    def build(document):
        for section in (document.sections[0], document.add_section(WD_SECTION.NEW_PAGE)):
            section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
            section.header.paragraphs[0].text = "Same header"
            section.footer.paragraphs[0].text = "Same footer"

    document = made(build)

    assert sorted(seen(document)) == [("footer", "Same footer"), ("footer", "Same header")]
    assert find(document, "Same header").place.field == "header"


def story(kind: str, element: str, words: str, extra: str = "") -> Document:
    text = f"<w:p>{run(words)}</w:p>"
    data = f'<w:{kind} {NAMESPACES}><w:{element} w:type="separator">{text}</w:{element}>{extra}'
    data += f'<w:{element} w:id="1">{text}</w:{element}></w:{kind}>'
    return of(related(word(), BODY, kind, f"word/{kind}.xml", data))


@pytest.mark.parametrize(
    ("kind", "element", "expected"),
    [
        ("footnotes", "footnote", "paragraph"),
        ("endnotes", "endnote", "paragraph"),
        ("comments", "comment", "comment"),
    ],
)
def test_notes_and_comments_are_read_without_their_separators(kind, element, expected):
    document = story(kind, element, "Canary")

    assert seen(document) == [(expected, "Canary")]
    assert document.blocks[0].place.field == element


BOX = f"<wps:txbx><w:txbxContent><w:p>{run('Canary')}</w:p></w:txbxContent></wps:txbx>"
DRAWING = f'<w:drawing><a:graphic><a:graphicData uri="{SHAPE}">{BOX}</a:graphicData></a:graphic></w:drawing>'
PICT = f"<w:pict><v:textbox><w:txbxContent><w:p>{run('Canary')}</w:p></w:txbxContent></v:textbox></w:pict>"


@pytest.mark.parametrize(
    "box",
    [
        DRAWING,
        PICT,
        f"<mc:AlternateContent><mc:Choice>{DRAWING}</mc:Choice><mc:Fallback>{PICT}</mc:Fallback></mc:AlternateContent>",
    ],
    ids=["new", "old", "both"],
)
def test_text_boxes_are_read_once_after_their_paragraph(box):
    assert seen(raw(f"<w:p><w:r>{box}</w:r>{run('before')}</w:p>")) == [
        ("paragraph", "before"),
        ("paragraph", "Canary"),
    ]


def graphic(uri: str, inside: str = "") -> str:
    return (
        f'<w:drawing><a:graphic><a:graphicData uri="{uri}">{inside}</a:graphicData></a:graphic></w:drawing>'
    )


NOT_READ = {
    "image": graphic("http://schemas.openxmlformats.org/drawingml/2006/picture"),
    "embedded object": '<w:object><o:OLEObject xmlns:o="urn:office"/></w:object>',
    "equation": None,
    "SmartArt": graphic(DGM[1:-1]),
    "chart": graphic(C[1:-1]),
    "ink": '<w:drawing><w14:contentPart xmlns:w14="urn:ink"/></w:drawing>',
    "graphic": graphic("urn:something/new"),
}


@pytest.mark.parametrize("what", NOT_READ)
def test_what_is_not_read_is_recorded(what):
    inside = (
        f"<w:r>{NOT_READ[what]}</w:r>" if NOT_READ[what] else "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
    )
    document = raw(f"<w:p>{run('Canary')}{inside}</w:p>")

    assert [(gap.what, gap.place.paragraph) for gap in document.not_read] == [(what, 1)]
    assert seen(document) == [("paragraph", "Canary")]


def test_pictures_give_their_alternative_text():
    def build(document):
        shape = document.add_picture(picture())
        shape._inline.docPr.set("descr", "A calm pool")

    document = made(build)

    assert seen(document) == [("alt-text", "A calm pool")]
    assert [gap.what for gap in document.not_read] == ["image"]


def test_charts_and_watermarks_give_their_words():
    chart = f'<c:chart xmlns:c="{C[1:-1]}" r:id="rIdNew"/>'
    content = word(lambda document: document.add_paragraph("PLACE"))
    title = "<c:title><a:p><a:r><a:t>Taps</a:t></a:r></a:p></c:title>"
    data = f'<c:chartSpace xmlns:c="{C[1:-1]}" xmlns:a="{A[1:-1]}">{title}</c:chartSpace>'
    content = related(content, BODY, "chart", "word/charts/chart1.xml", data)
    drawn = f"<w:r {NAMESPACES}>{graphic(C[1:-1], chart)}</w:r>"
    mark = '<w:pict><v:shape alt="Seal"><v:textpath string="Draft"/></v:shape></w:pict>'
    mark = f"<w:r {NAMESPACES} {SHAPES}>{mark}</w:r>"
    document = of(
        changed(content, BODY, lambda xml: xml.replace(b"</w:p>", f"{drawn}{mark}</w:p>".encode(), 1))
    )

    assert seen(document)[1:] == [("chart", "Taps"), ("alt-text", "Seal"), ("paragraph", "Draft")]


def test_tables_of_contents_only_repeat_the_headings():
    def build(document):
        style = document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph("Why us\t4", style=style)

    assert seen(made(build)) == [("footer", "Why us 4")]


def test_properties_say_title_team_channel_and_audience():
    def build(document):
        document.add_paragraph("Shown", style="Title")
        document.core_properties.title = "Untitled"
        document.core_properties.category = "team=support, audience=pools"

    document = made(build)

    assert (document.title, document.team, document.channel, document.audience) == (
        "Shown",
        "support",
        "",
        "pools",
    )
    assert document.format == FORMAT


def test_a_missing_part_is_recorded_and_the_rest_is_read():
    content = related(
        word(lambda document: document.add_paragraph("Canary")), BODY, "comments", "word/comments.xml", ""
    )
    document = of(without(content, "word/comments.xml"))

    assert seen(document) == [("paragraph", "Canary")]
    assert [gap.what for gap in document.not_read] == ["comments"]


def everything(document):
    document.add_paragraph("Calm days", style="Title")
    document.add_table(1, 1).cell(0, 0).text = "cell"
    document.add_picture(picture())
    document.sections[0].header.paragraphs[0].text = "header"


FULL = word(everything)
NAMES = sorted(name for name in parts(FULL) if name.endswith((".xml", ".rels")))


def test_strict_files_read_the_same():
    assert seen(of(strict(FULL))) == seen(of(FULL))


@given(wounds=WOUNDS, name=st.sampled_from(["", *NAMES]))
def test_damage_anywhere_ends_in_a_document_or_in_our_error(wounds, name):
    content = changed(FULL, name, partial(damaged, wounds=wounds)) if name else damaged(FULL, wounds)

    with suppress(UnreadableDocument):
        of(content)
