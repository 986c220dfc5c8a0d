"""Real files of every format with words put where readers, or nobody at all, would find them."""

import base64
import io
import json
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from html import escape, unescape

from docx.document import Document as Word
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt as Points
from docx.shared import RGBColor as Ink
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation as Deck
from pptx.util import Inches, Pt
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Text
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from checker.packages.namespaces import A, P
from tests.readers import office, paper
from tests.readers.office import changed, on_slide, parts, picture, related, saved, write, zipped

Hide = Callable[[str], bytes]
"""Returns a file that holds the words given."""
SHOWN = "Delivery takes two working days."
SLIDE = "ppt/slides/slide1.xml"
PROPERTIES = (
    "author",
    "category",
    "comments",
    "content_status",
    "keywords",
    "last_modified_by",
    "subject",
    "title",
)


def _deck(put: Callable[[Deck, str], None]) -> Hide:
    def hide(words: str) -> bytes:
        def build(presentation: Deck) -> None:
            write(on_slide(presentation), SHOWN)
            put(presentation, words)

        return office.deck(build)

    return hide


def _into_deck(name: str, change: Callable[[bytes, str], bytes]) -> Hide:
    """Put words into one part of a deck by hand."""

    def hide(words: str) -> bytes:
        content = office.deck(lambda presentation: write(on_slide(presentation), SHOWN) and None)
        return changed(content, name, lambda xml: change(xml, escape(words)))

    return hide


def _slide(presentation: Deck):
    return presentation.slides[0]


def _coloured(presentation: Deck, words: str) -> None:
    run = write(_slide(presentation), words, 1, 3).text_frame.paragraphs[0].runs[0]
    run.font.color.rgb = RGBColor(255, 255, 255)


def _tiny(presentation: Deck, words: str) -> None:
    write(_slide(presentation), words, 1, 3).text_frame.paragraphs[0].runs[0].font.size = Pt(1)


def _clear(presentation: Deck, words: str) -> None:
    _coloured(presentation, words)
    colour = _slide(presentation).shapes[-1].text_frame.paragraphs[0].runs[0]._r.rPr.solidFill[0]
    colour.append(parse_xml(f'<a:alpha xmlns:a="{A[1:-1]}" val="0"/>'))


def _parted(presentation: Deck, words: str) -> None:
    paragraph = write(_slide(presentation), "", 1, 3).text_frame.paragraphs[0]
    for at in range(0, len(words), 3):
        paragraph.add_run().text = words[at : at + 3]


def _hidden_slide(presentation: Deck, words: str) -> None:
    slide = on_slide(presentation)
    write(slide, words)
    slide._element.set("show", "0")


def _hidden_shape(presentation: Deck, words: str) -> None:
    write(_slide(presentation), words, 1, 3)._element.nvSpPr.cNvPr.set("hidden", "1")


def _notes(presentation: Deck, words: str) -> None:
    _slide(presentation).notes_slide.notes_text_frame.text = words


def _picture(attribute: str) -> Callable[[Deck, str], None]:
    def put(presentation: Deck, words: str) -> None:
        shape = _slide(presentation).shapes.add_picture(picture(), Inches(1), Inches(4))
        shape._element.nvPicPr.cNvPr.set(attribute, words)

    return put


def _table(presentation: Deck, words: str, *, merged: bool = False) -> None:
    place = (Inches(1), Inches(3), Inches(4), Inches(1))
    table = _slide(presentation).shapes.add_table(2, 2, *place).table
    if merged:
        table.cell(0, 0).merge(table.cell(1, 1))
    table.cell(1, 1).text = words


def _chart(presentation: Deck, words: str) -> None:
    figures = CategoryChartData()
    figures.categories = ["Spring", words]
    figures.add_series("Bookings", (1, 2))
    place = (Inches(1), Inches(3), Inches(4), Inches(3))
    _slide(presentation).shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, figures)


def _property(name: str) -> Callable[[Deck | Word, str], None]:
    return lambda file, words: setattr(file.core_properties, name, words)


def _tooltip(presentation: Deck, words: str) -> None:
    run = write(_slide(presentation), "Read on", 1, 3).text_frame.paragraphs[0].runs[0]
    run.hyperlink.address = "https://example.org/"
    run._r.rPr.hlinkClick.set("tooltip", words)


def _layout(presentation: Deck, words: str) -> None:
    _slide(presentation).slide_layout.name = words


def _comment(words: str) -> bytes:
    content = office.deck(lambda presentation: write(on_slide(presentation), SHOWN) and None)
    data = (
        f'<p:cmLst xmlns:p="{P[1:-1]}"><p:cm authorId="0"><p:text>{escape(words)}</p:text></p:cm></p:cmLst>'
    )
    return related(content, SLIDE, "comments", "ppt/comments/comment1.xml", data)


def _loose_part(words: str) -> bytes:
    content = office.deck(lambda presentation: write(on_slide(presentation), SHOWN) and None)
    return zipped(parts(content) | {"customXml/item1.xml": f"<note>{escape(words)}</note>".encode()})


DECKS: Mapping[str, Hide] = {
    "a text": _deck(lambda p, words: write(_slide(p), words, 1, 3) and None),
    "a text in many runs": _deck(_parted),
    "white letters": _deck(_coloured),
    "clear letters": _deck(_clear),
    "letters of one point": _deck(_tiny),
    "a shape beside the slide": _deck(lambda p, words: write(_slide(p), words, -9, 1) and None),
    "a shape that is hidden": _deck(_hidden_shape),
    "a slide that is hidden": _deck(_hidden_slide),
    "notes": _deck(_notes),
    "a comment": _comment,
    "an alternative text": _deck(_picture("descr")),
    "the title of a picture": _deck(_picture("title")),
    "the name of a shape": _deck(_picture("name")),
    "a cell": _deck(_table),
    "a cell that is merged away": _deck(lambda p, words: _table(p, words, merged=True)),
    "a chart": _deck(_chart),
    "the tip of a link": _deck(_tooltip),
    "the name of a layout": _deck(_layout),
    "an attribute of a slide": _into_deck(
        SLIDE, lambda xml, words: xml.replace(b"<p:cSld>", f'<p:cSld name="{words}">'.encode())
    ),
    "a comment of the XML": _into_deck(
        SLIDE, lambda xml, words: xml.replace(b"<p:cSld>", f"<!-- {unescape(words)} --><p:cSld>".encode())
    ),
    "a part that nothing refers to": _loose_part,
    **{f"the property {name}": _deck(_property(name)) for name in PROPERTIES},
}


def _word(put: Callable[[Word, str], None]) -> Hide:
    def hide(words: str) -> bytes:
        def build(document: Word) -> None:
            document.add_paragraph(SHOWN)
            put(document, words)

        return office.word(build)

    return hide


def _run(change: Callable[..., None]) -> Hide:
    return _word(lambda document, words: change(document.add_paragraph().add_run(words)))


def _vanish(run) -> None:
    run.font.hidden = True


def _white(run) -> None:
    run.font.color.rgb = Ink(255, 255, 255)


def _black(run) -> None:
    run.font.color.rgb = Ink(0, 0, 0)
    run.font.highlight_color = WD_COLOR_INDEX.BLACK


def _small(run) -> None:
    run.font.size = Points(1)


def _remark(document: Word, words: str) -> None:
    document.add_comment(document.paragraphs[0].runs, text=words, author="Ada", initials="A")


def _margin(name: str) -> Callable[[Word, str], None]:
    def put(document: Word, words: str) -> None:
        margin = getattr(document.sections[0], name)
        margin.is_linked_to_previous = False
        margin.paragraphs[0].text = words

    return put


def _described(document: Word, words: str) -> None:
    shape = document.add_paragraph().add_run().add_picture(picture())
    shape._inline.docPr.set("descr", words)


def _word_cell(document: Word, words: str, *, merged: bool = False) -> None:
    table = document.add_table(2, 1)
    table.cell(1, 0).text = words
    if merged:
        for row, mark in ((0, "restart"), (1, "continue")):
            span = OxmlElement("w:vMerge")
            span.set(qn("w:val"), mark)
            table.cell(row, 0)._tc.get_or_add_tcPr().append(span)


def _deleted(document: Word, words: str) -> None:
    text = f"<w:r><w:delText>{escape(words)}</w:delText></w:r>"
    document.paragraphs[0]._p.append(parse_xml(f'<w:del {nsdecls("w")} w:id="9" w:author="A">{text}</w:del>'))


def _field(document: Word, words: str) -> None:
    code = f'<w:r {nsdecls("w")}><w:instrText>COMMENTS "{escape(words)}"</w:instrText></w:r>'
    document.paragraphs[0]._p.append(parse_xml(code))


def _bookmark(document: Word, words: str) -> None:
    mark = f'<w:bookmarkStart {nsdecls("w")} w:id="7" w:name="{escape(words)}"/>'
    document.paragraphs[0]._p.append(parse_xml(mark))


def _control(document: Word, words: str) -> None:
    about = f'<w:sdtPr><w:alias w:val="{escape(words)}"/></w:sdtPr>'
    inside = "<w:sdtContent><w:p><w:r><w:t>Tea</w:t></w:r></w:p></w:sdtContent>"
    document.element.body.insert(0, parse_xml(f"<w:sdt {nsdecls('w')}>{about}{inside}</w:sdt>"))


def _custom_property(words: str) -> bytes:
    value = f'<property name="note" pid="2"><lpwstr>{escape(words)}</lpwstr></property>'
    return related(
        office.word(lambda document: document.add_paragraph(SHOWN) and None),
        "",
        RELATIONSHIP_TYPE.CUSTOM_PROPERTIES,
        "docProps/custom.xml",
        f"<Properties>{value}</Properties>",
    )


def _setting(words: str) -> bytes:
    content = office.word(lambda document: document.add_paragraph(SHOWN) and None)
    variable = f'<w:docVars><w:docVar w:name="n" w:val="{escape(words)}"/></w:docVars></w:settings>'
    return changed(content, "word/settings.xml", lambda x: x.replace(b"</w:settings>", variable.encode()))


DOCUMENTS: Mapping[str, Hide] = {
    "a text": _word(lambda document, words: document.add_paragraph(words) and None),
    "a heading": _word(lambda document, words: document.add_heading(words, 2) and None),
    "hidden letters": _run(_vanish),
    "white letters": _run(_white),
    "black on black": _run(_black),
    "letters of one point": _run(_small),
    "a comment": _word(_remark),
    "a header": _word(_margin("header")),
    "a footer": _word(_margin("footer")),
    "an alternative text": _word(_described),
    "a cell": _word(_word_cell),
    "a cell that is merged away": _word(lambda document, words: _word_cell(document, words, merged=True)),
    "deleted words": _word(_deleted),
    "a field's code": _word(_field),
    "a bookmark": _word(_bookmark),
    "the name of a control": _word(_control),
    "a custom property": _custom_property,
    "a variable": _setting,
    **{f"the property {name}": _word(_property(name)) for name in PROPERTIES},
}


def _page(template: str) -> Hide:
    """Return what puts words into a page at `WORDS`, as text or as an attribute."""
    head = "<!doctype html><html><head><meta charset='utf-8'><title>Tea</title>HEAD</head><body>"

    def hide(words: str) -> bytes:
        where, _, what = template.rpartition("^")
        is_raw = what.startswith(("<!--", "<script", "<style"))
        inside = what.replace("WORDS", words if is_raw else escape(words))
        page = head.replace("HEAD", inside if where else "") + f"<p>{SHOWN}</p>" + ("" if where else inside)
        return f"{page}</body></html>".encode()

    return hide


PAGES: Mapping[str, Hide] = {
    name: _page(template)
    for name, template in {
        "a paragraph": "<p>WORDS</p>",
        "a cell": "<table><tr><td>Tea</td><td>WORDS</td></tr></table>",
        "a comment": "<!-- WORDS -->",
        "a comment for mail programs": "<!--[if mso]>WORDS<![endif]-->",
        "display: none": "<div style='display:none'>WORDS</div>",
        "visibility: hidden": "<div style='visibility:hidden'>WORDS</div>",
        "aria-hidden": "<p aria-hidden='true'>WORDS</p>",
        "the hidden attribute": "<p hidden>WORDS</p>",
        "words for screen readers": "<span class='sr-only'>WORDS</span>",
        "white on white": "<p style='background:#fff'><span style='color:#ffffff'>WORDS</span></p>",
        "letters of no size": "<span style='font-size:0'>WORDS</span>",
        "letters of one pixel": "<span style='font-size:1px'>WORDS</span>",
        "off the screen": "<div style='position:absolute;left:-9999px'>WORDS</div>",
        "an alternative text": "<img src='a.png' alt='WORDS'>",
        "the title of a picture": "<img src='a.png' alt='Tea' title='WORDS'>",
        "a label for screen readers": "<a href='/' aria-label='WORDS'>Tea</a>",
        "an attribute for programs": "<p data-note='WORDS'>Tea</p>",
        "a hidden field": "<input type='hidden' value='WORDS'>",
        "a placeholder": "<input type='text' placeholder='WORDS'>",
        "a template": "<template>WORDS</template>",
        "words without scripts": "<noscript>WORDS</noscript>",
        "a choice": "<select><option>WORDS</option></select>",
        "a menu": "<nav>WORDS</nav>",
        "a drawing": "<svg><desc>WORDS</desc></svg>",
        "a film's words": "<video src='a.mp4'>WORDS</video>",
        "a page in the page": "<iframe srcdoc='WORDS'></iframe>",
        "a script": "<script>// WORDS</script>",
        "data for search engines": '<script type="application/ld+json">{"about": "WORDS"}</script>',
        "a style": "<style>p::after { content: 'WORDS' }</style>",
        "a description": "^<meta name='description' content='WORDS'>",
        "key words": "^<meta name='keywords' content='WORDS'>",
        "a meta element of no known name": "^<meta name='ai-instructions' content='WORDS'>",
        "after the end": "</body></html>WORDS",
        "in the middle of words": "<p>Tea<span style='display:none'> WORDS </span>time</p>",
        "the address of a link": "<a href='https://example.org/?q=WORDS'>Tea</a>",
    }.items()
}


def _draft(template: str) -> Hide:
    return lambda words: template.replace("SHOWN", SHOWN).replace("WORDS", words).encode()


MARKDOWNS: Mapping[str, Hide] = {
    name: _draft(template)
    for name, template in {
        "a paragraph": "# Tea\n\nSHOWN WORDS\n",
        "a comment": "# Tea\n\nSHOWN\n\n<!-- WORDS -->\n",
        "a comment in a line": "# Tea\n\nSHOWN <!-- WORDS --> Come in.\n",
        "a definition that nothing uses": "# Tea\n\nSHOWN\n\n[//]: # (WORDS)\n",
        "the title of a link": '# Tea\n\n[SHOWN](https://example.org "WORDS")\n',
        "an alternative text": "# Tea\n\nSHOWN\n\n![WORDS](a.png)\n",
        "a fence": "# Tea\n\nSHOWN\n\n```text\nWORDS\n```\n",
        "code in a line": "# Tea\n\nSHOWN `WORDS`\n",
        "a quotation": "# Tea\n\n> WORDS\n\nSHOWN\n",
        "a cell": "# Tea\n\n| a | b |\n|---|---|\n| SHOWN | WORDS |\n",
        "a field of the front matter": "---\nnote: WORDS\n---\n# Tea\n\nSHOWN\n",
        "a comment of the front matter": "---\nteam: sales # WORDS\n---\n# Tea\n\nSHOWN\n",
        "an element that is hidden": "# Tea\n\nSHOWN\n\n<div style='display:none'>WORDS</div>\n",
        "an attribute": "# Tea\n\nSHOWN <span title='WORDS'>Tea</span>\n",
        "a script": "# Tea\n\nSHOWN\n\n<script>\n// WORDS\n</script>\n",
        "notes": "## Slide 1: Tea\n\nSHOWN\n\nNotes: WORDS\n",
    }.items()
}
MARKDOWNS = {
    **MARKDOWNS,
    "bold letters": lambda words: f"# Tea\n\n{SHOWN} {'**'.join(['', *words.split(), ''])}\n".encode(),
    "words cut by marks": lambda words: (
        f"# Tea\n\n{SHOWN} {''.join(f'**{w[:2]}**{w[2:]} ' for w in words.split())}\n".encode()
    ),
    "words cut by comments": lambda words: f"# Tea\n\n{SHOWN} {words.replace('no', 'n<!-- -->o')}\n".encode(),
}
TEXTS: Mapping[str, Hide] = {
    "a paragraph": _draft("Tea\n\nSHOWN\n\nWORDS\n"),
    "a quoted message": _draft("Tea\n\nSHOWN\n\n> WORDS\n"),
    "a signature": _draft("SHOWN\n\nBye\n\n-- \nAda\nWORDS\n"),
}


def _mail(change: Callable[[EmailMessage, str], None]) -> Hide:
    def hide(words: str) -> bytes:
        message = EmailMessage()
        message["Subject"], message["From"], message["To"] = "Tea", "a@example.org", "b@example.org"
        message["Message-ID"] = "<1@example.org>"
        message.set_content(SHOWN)
        change(message, words)
        return message.as_bytes()

    return hide


def _subject(message: EmailMessage, words: str) -> None:
    message.replace_header("Subject", words)


def _sender(message: EmailMessage, words: str) -> None:
    message.replace_header("From", f'"{words}" <a@example.org>')


def _header(message: EmailMessage, words: str) -> None:
    message["X-Note"] = words


def _html(message: EmailMessage, words: str) -> None:
    message.add_alternative(f"<p>{SHOWN}</p><p>{escape(words)}</p>", subtype="html")


def _only_html(message: EmailMessage, words: str) -> None:
    message.set_content(f"<p>{SHOWN}</p><p style='display:none'>{escape(words)}</p>", subtype="html")


def _attached(message: EmailMessage, words: str) -> None:
    message.add_attachment(words, filename="note.txt")


def _attached_name(message: EmailMessage, words: str) -> None:
    message.add_attachment("Tea", filename=f"{words}.txt")


def _around(message: EmailMessage, words: str) -> None:
    message.add_attachment("Tea", filename="tea.txt")
    message.preamble = f"{words}\n"


MAILS: Mapping[str, Hide] = {
    "the body": _mail(lambda message, words: message.set_content(f"{SHOWN}\n\n{words}")),
    "the message that is answered": _mail(
        lambda message, words: message.set_content(f"{SHOWN}\n\nOn 1 May 2025 Ann wrote:\n> {words}")
    ),
    "the subject": _mail(_subject),
    "the sender's name": _mail(_sender),
    "a header": _mail(_header),
    "the other form of the body": _mail(_html),
    "hidden words of the body": _mail(_only_html),
    "an attached text": _mail(_attached),
    "the name of an attachment": _mail(_attached_name),
    "before the first part": _mail(_around),
}


def _paper(commands: Callable[[str], bytes], **more: bytes) -> Hide:
    return lambda words: paper.pdf(paper.words(SHOWN, top=300) + commands(words), **more)


def _written(change: Callable[[PdfWriter, str], None]) -> Hide:
    def hide(words: str) -> bytes:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(paper.pdf(paper.words(SHOWN)))))
        change(writer, words)
        stream = io.BytesIO()
        writer.write(stream)
        return stream.getvalue()

    return hide


def _noted(writer: PdfWriter, words: str) -> None:
    writer.add_annotation(0, Text(text=words, rect=(50, 550, 60, 560)))


def _over_the_page(writer: PdfWriter, words: str) -> None:
    writer.add_annotation(0, FreeText(text=words, rect=(50, 550, 200, 650)))


def _linked(writer: PdfWriter, words: str) -> None:
    action = DictionaryObject(
        {
            NameObject("/S"): NameObject("/URI"),
            NameObject("/URI"): TextStringObject(f"https://x.example/{words}"),
        }
    )
    link = DictionaryObject({NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): action})
    writer.add_annotation(0, link | {NameObject("/Rect"): writer.pages[0].mediabox})


def _replaced(writer: PdfWriter, words: str) -> None:
    entry = DictionaryObject({NameObject("/ActualText"): TextStringObject(words)})
    writer.root_object[NameObject("/StructTreeRoot")] = DictionaryObject({NameObject("/K"): entry})


def _scripted(writer: PdfWriter, words: str) -> None:
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject(f"// {words}")}
    action = DictionaryObject({NameObject(name): value for name, value in script.items()})
    writer.root_object[NameObject("/OpenAction")] = action


def _metadata(name: str) -> Hide:
    return _written(lambda writer, words: writer.add_metadata({f"/{name}": words}))


def _xmp(writer: PdfWriter, words: str) -> None:
    from pypdf.generic import StreamObject

    stream = StreamObject()
    stream.set_data(f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><note>{escape(words)}</note></x:xmpmeta>".encode())
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)


PAPERS: Mapping[str, Hide] = {
    "a text": _paper(lambda words: paper.words(words, top=400)),
    "white letters": _paper(lambda words: b"1 1 1 rg " + paper.words(words, top=400)),
    "tiny letters": _paper(lambda words: paper.words(words, top=400, size=1)),
    "off the page": _paper(lambda words: paper.words(words, left=900, top=400)),
    "letters for searching": _paper(lambda words: b"3 Tr " + paper.words(words, top=400) + b"0 Tr "),
    "outside the part that is shown": _paper(
        lambda words: paper.words(words, top=10), page=b"/CropBox [50 50 545 792]"
    ),
    "a comment": _written(_noted),
    "a text over the page": _written(_over_the_page),
    "the address of a link": _written(_linked),
    "the words for screen readers": _written(_replaced),
    "a bookmark": _written(
        lambda writer, words: writer.add_outline_item(title=words, page_number=0) and None
    ),
    "the name of an attachment": _written(
        lambda writer, words: writer.add_attachment(f"{words}.txt", b"") and None
    ),
    "a script": _written(_scripted),
    "the XMP": _written(_xmp),
    **{
        f"the property {name}": _metadata(name) for name in ("Title", "Author", "Subject", "Keywords", "Note")
    },
}


def _table_of(**cells: str) -> Hide:
    def hide(words: str) -> bytes:
        row = {"ticket id": "7", "subject": "Tea", "customer message": "When?", "reply": SHOWN} | cells
        quoted = ('"' + cell.replace("WORDS", words).replace('"', '""') + '"' for cell in row.values())
        return f"{','.join(row)}\n{','.join(quoted)}\n".encode()

    return hide


def _listed(words: str) -> bytes:
    said = [{"author": "customer", "body": "When?"}, {"author": "agent", "body": SHOWN}]
    notes = [{"author": "agent", "private": True, "body": words}]
    return json.dumps([{"ticket id": 7, "subject": "Tea", "messages": [*said, *notes]}]).encode()


TICKETS: Mapping[str, Hide] = {
    "a reply": _table_of(reply=f"{SHOWN} WORDS"),
    "the customer's message": _table_of(**{"customer message": "WORDS"}),
    "the subject": _table_of(subject="WORDS"),
    "a column of another name": _table_of(colour="WORDS"),
    "a private note": _listed,
}
PLACES: Mapping[str, tuple[str, Mapping[str, Hide]]] = {
    "pptx": ("deck.pptx", DECKS),
    "docx": ("draft.docx", DOCUMENTS),
    "html": ("page.html", PAGES),
    "markdown": ("draft.md", MARKDOWNS),
    "text": ("draft.txt", TEXTS),
    "email": ("mail.eml", MAILS),
    "pdf": ("draft.pdf", PAPERS),
    "tickets": ("tickets.csv", TICKETS),
}
"""For each format the name of a file, and the places in it."""


def smuggled(words: str) -> Mapping[str, str]:
    """Return *words* in the forms that hide within a sentence: characters that show nothing, codes."""
    bits = "".join(f"{byte:08b}" for byte in words.encode())
    return {
        "tags": "".join(chr(0xE0000 + ord(sign)) for sign in words),
        "variation selectors": "".join(chr(0xE0100 + byte - 16) for byte in words.encode()),
        "bits of no width": bits.translate({ord("0"): "\u200b", ord("1"): "\u200c"}),
        "letters parted by nothing": "\u2060".join(words),
        "letters for another direction": f"\u202e{words[::-1]}\u202c",
        "base64": base64.b64encode(words.encode()).decode(),
        "hexadecimal": words.encode().hex(" "),
        "full width": "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in words),
        "Cyrillic look-alikes": words.translate(
            str.maketrans("aeiopcxsIABCEHKMOPTX", "аеіорсхѕІАВСЕНКМОРТХ")
        ),
    }


__all__ = ["PLACES", "SHOWN", "saved", "smuggled"]
