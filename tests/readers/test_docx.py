import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml

from checker.domain import Document, Limits
from checker.packages.namespaces import MC, A, M, R, W
from checker.readers.docx import read
from tests.readers.office import changed, word
from tests.readers.reading import HOSTILE, assert_sound, plain, seen

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


STYLES = {
    "Title": ("title", 0),
    "Subtitle": ("heading", 2),
    "Heading 1": ("heading", 1),
    "Heading 3": ("heading", 3),
    "Heading 9": ("heading", 6),
    "List Bullet": ("bullet", 1),
    "List Number 2": ("bullet", 2),
    "Quote": ("quoted", 0),
    "Intense Quote": ("quoted", 0),
    "macro": ("paragraph", 0),
    "Normal": ("paragraph", 0),
    "Caption": ("paragraph", 0),
}


@pytest.mark.parametrize("style", STYLES)
def test_styles_say_what_a_paragraph_is(style):
    [block] = made(lambda document: document.add_paragraph("Canary", style=style)).blocks

    assert (block.kind, block.level) == STYLES[style]
    assert block.speaker == ("other" if block.kind == "quoted" else "us")


def renamed(content: bytes) -> bytes:
    """Return the file with the ids of its headings as a German Word writes them."""
    for part in (BODY, "word/styles.xml"):
        content = changed(content, part, lambda xml: xml.replace(b'"Heading1"', b'"berschrift1"'))
    return content


def test_headings_are_known_in_every_language_of_word():
    document = of(renamed(word(lambda document: document.add_heading("Canary", 1))))

    assert seen(document) == [("heading", "Canary")]


def test_styles_that_people_made_are_known_by_outline_level_and_base():
    def build(document):
        document.styles.add_style("House", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Heading 2"]
        level = document.styles.add_style("Level", WD_STYLE_TYPE.PARAGRAPH)
        level.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {NAMESPACES} w:val="3"/>'))
        document.add_paragraph("based", style="House")
        document.add_paragraph("levelled", style="Level")

    assert [(block.kind, block.level) for block in made(build).blocks] == [("heading", 2), ("heading", 4)]


def test_styles_that_go_round_in_circles_end():
    def build(document):
        one = document.styles.add_style("One", WD_STYLE_TYPE.PARAGRAPH)
        two = document.styles.add_style("Two", WD_STYLE_TYPE.PARAGRAPH)
        one.base_style, two.base_style = two, one
        document.add_paragraph("Canary", style="One")

    assert seen(made(build)) == [("paragraph", "Canary")]


def test_lists_made_by_hand_are_bullets_with_their_depth():
    number = '<w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="{}"/></w:numPr></w:pPr>'
    document = raw(
        f"<w:p>{number.format(0)}{run('none')}</w:p>", f"<w:p>{number.format(5)}{run('item')}</w:p>"
    )

    assert [(block.kind, block.level) for block in document.blocks] == [("bullet", 3), ("paragraph", 0)]


def test_the_body_comes_in_its_order_and_paragraphs_are_counted():
    def build(document):
        document.add_paragraph("first")
        table = document.add_table(2, 2)
        for index, cell in enumerate(table._cells):
            cell.text = f"cell {index}"
        document.add_paragraph("last")

    document = made(build)

    assert [words for _, words in seen(document)] == ["first", "cell 0", "cell 1", "cell 2", "cell 3", "last"]
    assert [block.place.paragraph for block in document.blocks] == [1, 2, 3, 4, 5, 6]
    assert [block.kind for block in document.blocks] == ["paragraph", *["cell"] * 4, "paragraph"]


def test_cells_merged_away_are_not_read():
    def build(document):
        table = document.add_table(2, 1)
        table.cell(0, 0).text = "tall"
        table.cell(0, 0).merge(table.cell(1, 0))
        table._tbl.tr_lst[1].tc_lst[0].p_lst[0].add_r().text = "stale"

    assert seen(made(build)) == [("cell", "tall")]


def test_tables_in_tables_are_read():
    def build(document):
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "outer"
        cell.add_table(1, 1).cell(0, 0).text = "inner"

    assert seen(made(build)) == [("cell", "outer"), ("cell", "inner")]


def test_tracked_changes_are_read_as_if_accepted():
    gone, new = "<w:del><w:r><w:delText>thirty</w:delText></w:r></w:del>", f"<w:ins>{run('sixty')}</w:ins>"
    moved = f"<w:moveFrom>{run('old place')}</w:moveFrom>"
    document = raw(f"<w:p>{run('within ')}{gone}{new}{run(' days')}{moved}</w:p>")

    assert seen(document) == [("paragraph", "within sixty days")]
    assert [(gap.what, gap.place.paragraph) for gap in document.not_read] == [("tracked change", 1)]


def test_deleted_rows_are_left_out():
    def build(document):
        table = document.add_table(2, 1)
        table.cell(0, 0).text, table.cell(1, 0).text = "kept", "gone"
        table._tbl.tr_lst[1].get_or_add_trPr().append(parse_xml(f"<w:del {NAMESPACES}/>"))

    document = made(build)

    assert seen(document) == [("cell", "kept")]
    assert [gap.what for gap in document.not_read] == ["tracked change"]


def test_hidden_words_are_marked_and_the_others_are_not():
    def build(document):
        style = document.styles.add_style("Secret", WD_STYLE_TYPE.CHARACTER)
        style.font.hidden = True
        paragraph = document.add_paragraph("seen ")
        paragraph.add_run("by run").font.hidden = True
        paragraph.add_run(" by style", style="Secret")
        paragraph.add_run("too", style="Secret").font.hidden = False

    document = made(build)

    assert [(plain(document, b), b.place.hidden) for b in document.blocks] == [
        ("seen too", False),
        ("by run by style", True),
    ]


WRAPPED = {
    "a link": f"<w:hyperlink>{run('Canary')}</w:hyperlink>",
    "a content control": f"<w:sdt><w:sdtContent>{run('Canary')}</w:sdtContent></w:sdt>",
    "a field": f"<w:fldSimple>{run('Canary')}</w:fldSimple>",
    "a smart tag": f"<w:smartTag>{run('Canary')}</w:smartTag>",
    "custom XML": f"<w:customXml>{run('Canary')}</w:customXml>",
    "ruby": f"<w:r><w:ruby><w:rt>{run('x')}</w:rt><w:rubyBase>{run('Canary')}</w:rubyBase></w:ruby></w:r>",
    "a field's result": f"<w:r><w:instrText>PAGE</w:instrText></w:r>{run('Canary')}",
    "signs": f"{run('Can')}<w:r><w:softHyphen/></w:r>{run('ary')}",
}


@pytest.mark.parametrize("wrapped", WRAPPED.values(), ids=WRAPPED)
def test_words_survive_whatever_is_around_them(wrapped):
    assert seen(raw(f"<w:p>{wrapped}</w:p>")) == [("paragraph", "Canary")]


def test_breaks_part_lines_but_not_headings():
    lines = "<w:p>{}<w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>"
    heading = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    document = raw(lines.format(""), lines.format(heading))

    assert [document.text[b.start : b.end] for b in document.blocks] == ["one two\tthree", "one\ntwo\tthree"]


@pytest.mark.parametrize("draft", HOSTILE)
def test_hostile_drafts_travel_unharmed(draft):
    words = draft.decode()
    document = made(lambda document: document.add_paragraph(words))

    assert [text for _, text in seen(document)] == ([" ".join(words.split())] if words.strip() else [])
