"""What the tests of Office readers build their files with: real files, and parts put into them by hand."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from docx import Document as WordDocument
from docx.document import Document as Word
from hypothesis import strategies as st
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.util import Inches

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml"


def picture(side: int = 1) -> io.BytesIO:
    """Return a PNG that claims to be so many pixels wide and high."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\0")),
        (b"IEND", b""),
    )
    body = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(body))


def deck(build: Callable[[Deck], None] = lambda _: None) -> bytes:
    """Return a presentation as *build* makes it."""
    presentation = Presentation()
    build(presentation)
    return saved(presentation)


def word(build: Callable[[Word], None] = lambda _: None) -> bytes:
    """Return a Word document as *build* makes it."""
    document = WordDocument()
    build(document)
    return saved(document)


def saved(file: Deck | Word) -> bytes:
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the file with one part changed."""
    members = parts(content)
    return zipped(members | {name: change(members[name])})


def without(content: bytes, name: str) -> bytes:
    """Return the file without one part."""
    return zipped({part: data for part, data in parts(content).items() if part != name})


def related(content: bytes, owner: str, kind: str, target: str, data: str) -> bytes:
    """Return the file with another part, to which *owner* relates as *kind* under the id `rIdNew`."""
    folder, slash, file = owner.rpartition("/")
    links = f"{folder}{slash}_rels/{file}.rels"
    kind = kind if "://" in kind else f"{RELATION}/{kind}"
    link = f'<Relationship Id="rIdNew" Type="{kind}" Target="/{target}"/></Relationships>'
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    members = parts(content)
    rels = members.get(links, empty).replace(b"</Relationships>", link.encode())
    return zipped(members | {links: rels, target: data.encode()})


def strict(content: bytes) -> bytes:
    """Return the file in the strict dialect of its format."""
    transitional = b"http://schemas.openxmlformats.org/"
    members = parts(content)
    for name, data in members.items():
        if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
            for family in (b"officeDocument", b"presentationml", b"wordprocessingml", b"drawingml"):
                data = data.replace(transitional + family + b"/2006/", STRICT.encode() + b"/" + family + b"/")
            members[name] = data
    return zipped(members)


def on_slide(presentation: Deck, layout: int = 6) -> Slide:
    """Return a new slide, an empty one if no other *layout* is wanted."""
    return presentation.slides.add_slide(presentation.slide_layouts[layout])


def write(slide: Slide, words: str, left: float = 1, top: float = 1) -> Shape:
    """Return a new text box, its place in inches."""
    box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(0.5))
    box.text_frame.text = words
    return box


WOUNDS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["flip", "cut", "double", "end"]), st.integers(1, 100)),
    min_size=1,
    max_size=30,
)
"""Ways to damage a file: where, how, and how much."""


def damaged(content: bytes, wounds: list[tuple[float, str, int]]) -> bytes:
    """Return *content* with bits turned over, stretches cut out or doubled, the end cut off."""
    for share, kind, size in wounds:
        place = int(share * len(content))
        here = content[place : place + 1]
        inside = {
            "flip": bytes([here[0] ^ 1 << size % 8]) + content[place + 1 :] if here else b"",
            "cut": content[place + size :],
            "double": content[max(0, place - size) :],
            "end": b"" if size == 1 else content[place:],
        }
        content = content[:place] + inside[kind]
    return content
