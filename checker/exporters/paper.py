"""A PDF in the making: headings, paragraphs, tables and charts on A4 paper. The one door to fpdf2.

Text is text: it can be searched, copied and read aloud; charts are vectors with a description. Characters
that the embedded fonts don't have are shown as � and counted on the last page, never left out in silence.
The same content gives the same bytes: dates and ids are fixed.

Right-to-left words are put into the order in which they are read (Unicode Standard Annex #9). Letters are not
joined as Arabic wants, because that takes a shaping engine.
"""

import datetime
import io
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fpdf import FPDF, FontFace
from fpdf.bidi import BidiParagraph, auto_detect_base_direction
from fpdf.enums import Align, MethodReturnValue, TableBordersLayout, TextEmphasis, XPos, YPos
from fpdf.prefs import ViewerPreferences

from checker.exporters.charts.canvas import Drawing, Words, bare
from checker.exporters.charts.ink import scheme
from checker.presentation.wording import counted

if TYPE_CHECKING:
    from fpdf.table import Table

EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""The date of every file, so that the same content gives the same bytes."""
_FONT = "DejaVu"
_FACES = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf", "I": "DejaVuSans-Oblique.ttf"}
_PIXEL = 25.4 / 96
"""Millimetres."""
_POINT = 25.4 / 72
"""Millimetres."""
_AFTER = 36
"""Millimetres that a heading and a few lines after it take."""
_SECTION = 58
"""The same after a section's heading, which may have another one beneath it."""
_UNKNOWN = "�"
_TURNED = frozenset({"R", "AL", "RLE", "RLO", "RLI", "AN"})
"""Bidirectional classes of characters that are read from the right."""


class Column(NamedTuple):
    """A column of a table."""

    heading: str
    width: float
    """Its part of all widths."""
    is_figure: bool = False


class Paper(FPDF):
    """A PDF, page by page."""

    def __init__(self, title: str) -> None:
        """Take a stack of paper for a document with that *title*."""
        super().__init__(orientation="portrait", unit="mm", format="A4")
        self._missing: dict[str, int] = {}
        self._load_fonts()
        self._name = self._shown(title)
        self.set_title(self._name)
        self.set_lang("en")
        self.set_creation_date(EPOCH)
        self.set_producer("Brandcheck")
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.set_margins(15, 16, 15)
        self.c_margin = 0
        self.set_auto_page_break(auto=True, margin=18)
        self.alias_nb_pages()
        self.add_page()

    def footer(self) -> None:
        """Write the title and the page's number at the foot of a page."""
        self.set_y(-13)
        self._ink("quiet", 8)
        self.cell(self.epw / 2, 5, self._turned(self._fitted(self._name, self.epw * 0.75)))
        self.set_x(self.l_margin)
        self.cell(self.epw, 5, f"{self.page_no()} of {{nb}}", align=Align.R)

    def heading(self, text: str, *, level: int = 1, before: Drawing | None = None) -> None:
        """Write a heading that stands in the outline, on the page of the chart or the lines that follow."""
        self.ln(3 if level > 1 else 6)
        room = _AFTER + before.height * self._scale(before) if before else _AFTER if level > 1 else _SECTION
        if self.get_y() + room > self.page_break_trigger:
            self.add_page()
        shown = self._shown(text)
        self.start_section(shown, level=level - 1, strict=False)
        self._ink("ink", 11 if level > 1 else 14, "B")
        self._lines(shown, 5.5 if level > 1 else 7)
        self.ln(1)

    def paragraph(self, text: str, *, size: float = 10, colour: str = "ink", style: str = "") -> None:
        """Write a paragraph in a size given in points."""
        self._ink(colour, size, style)
        self._lines(self._shown(text), size * _POINT * 1.4)
        self.ln(1)

    def chart(self, drawing: Drawing) -> None:
        """Put a chart on the page, as large as it is or as fits."""
        scale = self._scale(drawing)
        if self.get_y() + drawing.height * scale > self.page_break_trigger:
            self.add_page()
        left, top = self.l_margin, self.get_y()
        alt = self._shown(f"{drawing.title}. {drawing.description}")
        size = (drawing.width * scale, drawing.height * scale)
        self.image(io.BytesIO(bare(drawing).encode()), left, top, *size, alt_text=alt)
        for words in drawing.words:
            self._write(words, left, top, scale)
        self.set_xy(left, top + size[1])
        self.ln(3)

    def rows(self, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, size: float = 8) -> None:
        """Write a table whose head is repeated on every page."""
        if not rows:
            return
        self._ink("ink", size)
        self.set_draw_color(scheme("light").colours["line"])
        head = FontFace(emphasis=TextEmphasis.B, color=scheme("light").colours["quiet"])
        with self.table(
            col_widths=tuple(column.width for column in columns),
            text_align=tuple(Align.R if column.is_figure else Align.L for column in columns),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=head,
            line_height=size * _POINT * 1.4,
            padding=1,
            v_align="TOP",
        ) as table:
            self._row(table, [column.heading for column in columns])
            for row in rows:
                self._row(table, row)
        self.ln(3)

    def finish(self) -> bytes:
        """Return the file."""
        if self._missing:
            self.heading("Characters that are missing here")
            found = ", ".join(f"U+{ord(character):04X}" for character in sorted(self._missing)[:30])
            times = counted(sum(self._missing.values()), "character")
            self.paragraph(
                f"{times} that this file’s fonts don’t have are shown as {_UNKNOWN}: {found}. "
                "The page and the table that can be saved have them.",
                size=8,
                colour="quiet",
            )
        return bytes(self.output())

    def _scale(self, drawing: Drawing) -> float:
        """Return how many millimetres a pixel of *drawing* takes."""
        return min(_PIXEL, self.epw / drawing.width, (self.eph - _AFTER) / drawing.height)

    def _load_fonts(self) -> None:
        """Embed the fonts that matplotlib brings: Latin, Greek, Cyrillic, Hebrew, Arabic and more."""
        import matplotlib as mpl

        folder = Path(mpl.get_data_path(), "fonts", "ttf")
        for style, name in _FACES.items():
            self.add_font(_FONT, style, folder / name)
        font = self.fonts[_FONT.lower()]
        self._known = set(getattr(font, "cmap", {}))

    def _row(self, table: "Table", cells: Sequence[str]) -> None:
        row = table.row()
        for cell in cells:
            row.cell(self._turned(self._shown(cell)))

    def _write(self, words: Words, left: float, top: float, scale: float) -> None:
        """Write words of a chart where they belong."""
        self._ink(words.colour, words.size * scale / _POINT, "B" if words.bold else "")
        text = self._turned(self._shown(words.text))
        wide = self.get_string_width(text)
        start = {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
        y = top + (words.y + words.size * 0.36) * scale
        self.text(left + words.x * scale - start, y, text)

    def _lines(self, text: str, height: float) -> None:
        """Write *text*, broken into lines; each line in the order in which it is read."""
        if not _is_turned(text):
            self.multi_cell(0, height, text, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            return
        found = self.multi_cell(0, height, text, align=Align.L, dry_run=True, output=MethodReturnValue.LINES)
        for line in found if isinstance(found, list) else []:
            self.cell(0, height, self._turned(str(line)), new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _ink(self, colour: str, size: float, style: str = "") -> None:
        self.set_font(_FONT, style, size)
        self.set_text_color(scheme("light").colours[colour])

    def _shown(self, text: str) -> str:
        """Return *text* with what the fonts don't have shown as such, and counted."""
        for character in text:
            if ord(character) not in self._known and character != "\n":
                self._missing[character] = self._missing.get(character, 0) + 1
        return "".join(
            character if ord(character) in self._known or character == "\n" else _UNKNOWN
            for character in text
        )

    def _turned(self, text: str) -> str:
        """Return a line in the order in which it is put on paper."""
        if not _is_turned(text):
            return text
        return BidiParagraph(
            text=text, base_direction=auto_detect_base_direction(text)
        ).get_reordered_string()

    def _fitted(self, text: str, wide: float) -> str:
        while text and self.get_string_width(text) > wide:
            text = text[:-1]
        return text


def _is_turned(text: str) -> bool:
    """Return whether anything of *text* is read from the right."""
    return any(unicodedata.bidirectional(character) in _TURNED for character in text)
