import pytest
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from checker.domain import Document, Limits
from checker.packages.namespaces import DGM, MC, A, M, P
from checker.readers.pptx import read
from tests.readers.office import RELATION, changed, deck, on_slide, picture, related, write
from tests.readers.reading import assert_sound, find, plain, seen

SLIDE = "ppt/slides/slide1.xml"
NAMESPACES = f'xmlns:p="{P[1:-1]}" xmlns:a="{A[1:-1]}" xmlns:r="{RELATION}"'


def of(content: bytes) -> Document:
    [document] = read(content, "deck.pptx", Limits())
    assert_sound(document)
    return document


def made(build) -> Document:
    return of(deck(build))


def test_charts_give_their_title_series_and_categories():
    def build(presentation):
        figures = CategoryChartData()
        figures.categories = ["Spring", "Summer"]
        figures.add_series("Bookings", (1, 2))
        place = (Inches(1), Inches(1), Inches(4), Inches(3))
        chart = on_slide(presentation).shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, figures).chart
        chart.has_title = True
        chart.chart_title.text_frame.text = "Taps a day"

    document = made(build)

    assert seen(document) == [("chart", w) for w in ("Taps a day", "Bookings", "Spring", "Summer")]


def smart_art(points: str, links: str) -> bytes:
    """Return a deck with a SmartArt of the given data."""
    content = deck(lambda presentation: write(on_slide(presentation), "PLACE"))
    data = f'<dgm:dataModel xmlns:dgm="{DGM[1:-1]}" {NAMESPACES}>{points}{links}</dgm:dataModel>'
    content = related(content, SLIDE, "diagramData", "ppt/diagrams/data1.xml", data)
    art = f'<dgm:relIds xmlns:dgm="{DGM[1:-1]}" r:dm="rIdNew"/>'
    graphic = f'<a:graphic><a:graphicData uri="{DGM[1:-1]}">{art}</a:graphicData></a:graphic>'
    frame = f"<p:graphicFrame {NAMESPACES}>{graphic}</p:graphicFrame></p:spTree>"
    return changed(content, SLIDE, lambda xml: xml.replace(b"</p:spTree>", frame.encode()))


def point(name: str, words: str, kind: str = "node") -> str:
    text = f"<dgm:t><a:p><a:r><a:t>{words}</a:t></a:r></a:p></dgm:t>"
    return f'<dgm:pt modelId="{name}" type="{kind}">{text}</dgm:pt>'


def link(above: str, below: str, order: int) -> str:
    return f'<dgm:cxn srcId="{above}" destId="{below}" srcOrd="{order}"/>'


def test_smart_art_is_read_in_the_order_of_its_outline():
    points = (
        point("0", "", "doc") + point("2", "second") + point("1", "first") + point("3", "below the first")
    )
    document = of(
        smart_art(points + point("4", "loose"), link("0", "2", 1) + link("0", "1", 0) + link("1", "3", 0))
    )

    bullets = [(block.level, plain(document, block)) for block in document.blocks if block.kind == "bullet"]
    assert bullets == [(1, "first"), (2, "below the first"), (1, "second"), (1, "loose")]


def test_smart_art_that_goes_round_in_circles_ends():
    document = of(smart_art(point("1", "one") + point("2", "two"), link("1", "2", 0) + link("2", "1", 0)))

    assert [words for kind, words in seen(document) if kind == "bullet"] == ["one", "two"]


def test_comments_old_and_new_are_read():
    content = deck(on_slide)
    old = f'<p:cmLst {NAMESPACES}><p:cm authorId="0"><p:text>Is this true?</p:text></p:cm></p:cmLst>'
    reply = "<n:txBody><a:p><a:r><a:t>Yes, it is</a:t></a:r></a:p></n:txBody>"
    new = f'<n:cmLst xmlns:n="urn:new" {NAMESPACES}><n:cm><n:reply>{reply}</n:reply></n:cm></n:cmLst>'

    for data, words in ((old, "Is this true?"), (new, "Yes, it is")):
        comment = find(of(related(content, SLIDE, "comments", "ppt/comments/comment1.xml", data)), words)
        assert (comment.kind, comment.place.slide) == ("comment", 1)


def test_alternative_texts_are_read_and_pictures_are_not():
    def build(presentation):
        shape = on_slide(presentation).shapes.add_picture(picture(), Inches(1), Inches(1))
        shape._element.nvPicPr.cNvPr.set("descr", "A calm pool")

    document = made(build)

    assert seen(document) == [("alt-text", "A calm pool")]
    assert [(gap.what, gap.place.slide) for gap in document.not_read] == [("image", 1)]


def test_a_picture_that_claims_to_be_huge_costs_nothing():
    content = deck(lambda p: on_slide(p).shapes.add_picture(picture(), Inches(1), Inches(1)))
    document = of(changed(content, "ppt/media/image1.png", lambda _: picture(100_000).getvalue()))

    assert [gap.what for gap in document.not_read] == ["image"]


def element(xml: str) -> bytes:
    """Return a deck with *xml* among the shapes of its slide."""
    content = deck(lambda presentation: write(on_slide(presentation), "Canary"))
    return changed(content, SLIDE, lambda x: x.replace(b"</p:spTree>", xml.encode() + b"</p:spTree>"))


def frame(uri: str) -> str:
    return f'<p:graphicFrame><a:graphic><a:graphicData uri="{uri}"/></a:graphic></p:graphicFrame>'


def film(kind: str) -> str:
    return f"<p:pic><p:nvPicPr><p:cNvPr id='8' name='Film'/><p:nvPr><a:{kind}/></p:nvPr></p:nvPicPr></p:pic>"


INK = f"""<mc:AlternateContent xmlns:mc="{MC[1:-1]}"><mc:Choice><p:contentPart/></mc:Choice>
    <mc:Fallback><p:pic/></mc:Fallback></mc:AlternateContent>"""
NOT_READ = {
    "embedded object": frame("http://schemas.openxmlformats.org/presentationml/2006/ole"),
    "graphic": frame("http://schemas.microsoft.com/office/drawing/2017/model3d"),
    "chart": frame("http://schemas.openxmlformats.org/drawingml/2006/chart"),
    "SmartArt": frame("http://schemas.openxmlformats.org/drawingml/2006/diagram"),
    "video": film("videoFile"),
    "audio": film("audioFile"),
    "ink": INK,
    "equation": f'<p:sp><p:txBody><a:p><m:oMath xmlns:m="{M[1:-1]}"/></a:p></p:txBody></p:sp>',
    "image": "<p:sp><p:spPr><a:blipFill/></p:spPr></p:sp>",
}


@pytest.mark.parametrize("what", NOT_READ)
def test_what_is_not_read_is_recorded(what):
    document = of(element(NOT_READ[what]))

    assert [(gap.what, gap.place.slide) for gap in document.not_read] == [(what, 1)]
    assert all(gap.reason for gap in document.not_read)
    assert seen(document) == [("paragraph", "Canary")]


def far_off(box):
    box.left = Inches(40)


def switched_off(box):
    box._element.nvSpPr.cNvPr.set("hidden", "1")


def tiny(box):
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(2)


def white_on_white(box):
    fill = f'<a:solidFill xmlns:a="{A[1:-1]}"><a:srgbClr val="FFFFFF"/></a:solidFill>'
    insert(box.text_frame.paragraphs[0].runs[0]._r.get_or_add_rPr(), fill)


def same_as_its_box(box):
    fill = f'<a:solidFill xmlns:a="{A[1:-1]}"><a:srgbClr val="123456"/></a:solidFill>'
    insert(box._element.spPr, fill)
    box._element.spPr.remove(box._element.spPr.find(f"{A}noFill"))
    insert(box.text_frame.paragraphs[0].runs[0]._r.get_or_add_rPr(), fill)


def clear(box):
    colour = '<a:srgbClr val="123456"><a:alpha val="0"/></a:srgbClr>'
    fill = f'<a:solidFill xmlns:a="{A[1:-1]}">{colour}</a:solidFill>'
    insert(box.text_frame.paragraphs[0].runs[0]._r.get_or_add_rPr(), fill)


def insert(parent, xml: str) -> None:
    parent.append(etree.fromstring(xml))


@pytest.mark.parametrize("hide", [far_off, switched_off, tiny, white_on_white, same_as_its_box, clear])
def test_words_that_nobody_sees_are_marked(hide):
    def build(presentation):
        slide = on_slide(presentation)
        hide(write(slide, "unseen", 1, 1))
        write(slide, "seen", 1, 4)

    document = made(build)

    assert find(document, "unseen").place.hidden
    assert [plain(document, block) for block in document.blocks if not block.place.hidden] == ["seen"]


def test_white_words_over_something_else_are_seen():
    def build(presentation):
        slide = on_slide(presentation)
        slide.shapes.add_shape(1, Inches(0), Inches(0), Inches(9), Inches(3))
        white_on_white(write(slide, "seen", 1, 1))

    assert not find(made(build), "seen").place.hidden
