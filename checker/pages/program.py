"""The commands of a PDF page, run as far as they place text."""

import copy
from collections.abc import Callable, Sequence
from typing import Protocol

from pypdf.generic import DictionaryObject, StreamObject

from checker.pages.commands import Command, Operand
from checker.pages.entries import dictionary_of, resolved
from checker.pages.fonts import Font
from checker.pages.matrices import IDENTITY, Matrix, product
from checker.pages.pen import Ink, Pen, State

DEEPEST_STATE = 500
"""How many states a page may put aside; the format's own limit is 28."""


class Surface(Protocol):
    """What a program draws on."""

    size: tuple[float, float]
    """Width and height."""
    images: int
    """Pictures drawn so far."""

    def write(self, words: list[Ink], *, space_after: bool) -> None:
        """Take *words* of one string."""

    def font(self, dictionary: DictionaryObject) -> Font:
        """Return the font that *dictionary* describes."""

    def stamp(self, form: StreamObject, resources: DictionaryObject, state: State) -> None:
        """Draw a *form*; *resources* are those around it."""


class Program:
    """The commands of one stream while they run.

    Args:
        surface: the page.
        resources: what the commands call by name.
        state: how text is written at first.
    """

    def __init__(self, surface: Surface, resources: DictionaryObject, state: State) -> None:
        self._surface = surface
        self._resources = resources
        self._fonts = dictionary_of(resources.get("/Font"))
        self._drawings = dictionary_of(resources.get("/XObject"))
        self._state = state
        self._aside: list[State] = []
        self._place = self._line = IDENTITY

    def step(self, command: Command) -> None:
        """Run *command*; with operands of another kind than it needs it changes nothing."""
        numbers = [operand for operand in command.operands if isinstance(operand, float)]
        if command.operator in SETTINGS and numbers:
            setattr(self._state, SETTINGS[command.operator], numbers[-1])
        elif command.operator in ACTS:
            ACTS[command.operator](self, command.operands)

    def put_aside(self, _operands: list[Operand]) -> None:
        """Keep the state."""
        if len(self._aside) < DEEPEST_STATE:
            self._aside.append(copy.copy(self._state))

    def bring_back(self, _operands: list[Operand]) -> None:
        """Return to the state kept last."""
        if self._aside:
            self._state = self._aside.pop()

    def begin(self, _operands: list[Operand]) -> None:
        """Start a text at the page's corner."""
        self._place = self._line = IDENTITY

    def transform(self, operands: list[Operand]) -> None:
        """Change what places mean."""
        self._state.matrix = product(matrix_of(operands) or IDENTITY, self._state.matrix)

    def set_place(self, operands: list[Operand]) -> None:
        """Write from somewhere else, in another size or direction."""
        self._place = self._line = matrix_of(operands) or self._line

    def next_line(self, operands: list[Operand]) -> None:
        """Go a step from the start of the line."""
        step = matrix_of([1.0, 0.0, 0.0, 1.0, *operands])
        self._place = self._line = product(step, self._line) if step else self._line

    def next_line_and_leading(self, operands: list[Operand]) -> None:
        """Go a step from the start of the line, and as far down for every line from now on."""
        self._state.leading = -next((o for o in operands[1:] if isinstance(o, float)), -self._state.leading)
        self.next_line(operands)

    def new_line(self, _operands: list[Operand]) -> None:
        """Go to the next line."""
        self.next_line([0.0, -self._state.leading])

    def set_font(self, operands: list[Operand]) -> None:
        """Take another font and size."""
        match operands:
            case [str(name), float(size)]:
                found = dictionary_of(self._fonts.get(f"/{name}"))
                self._state.font = self._surface.font(found) if found else None
                self._state.size = size

    def show(self, operands: list[Operand]) -> None:
        """Write texts, with the gaps between them."""
        if self._state.font is None or not operands:
            return
        pen = Pen(self._state, self._state.font, product(self._place, self._state.matrix), self._surface.size)
        for part in operands[-1] if isinstance(operands[-1], list) else operands[-1:]:
            if isinstance(part, float):
                pen.move(-part * 0.001)
            elif isinstance(part, bytes):
                pen.write(part)
        self._surface.write(pen.lift(), space_after=pen.spaced)
        self._place = product((1.0, 0.0, 0.0, 1.0, pen.x, 0.0), self._place)

    def show_on_new_line(self, operands: list[Operand]) -> None:
        """Write a text on the next line."""
        self.new_line(operands)
        self.show(operands)

    def draw(self, operands: list[Operand]) -> None:
        """Draw a picture or a form."""
        name = operands[-1] if operands else None
        drawing = resolved(self._drawings.get(f"/{name}")) if isinstance(name, str) else None
        kind = drawing.get("/Subtype") if isinstance(drawing, StreamObject) else None
        if kind == "/Image":
            self._surface.images += 1
        elif kind == "/Form" and isinstance(drawing, StreamObject):
            self._surface.stamp(drawing, self._resources, self._state)

    def draw_inline(self, _operands: list[Operand]) -> None:
        """Draw a picture that lies between the commands."""
        self._surface.images += 1


SETTINGS = {
    b"Tc": "letter_gap",
    b"Tw": "word_gap",
    b"Tz": "percent",
    b"TL": "leading",
    b"Ts": "rise",
    b"Tr": "mode",
}
"""Commands that set one number of the state."""

ACTS: dict[bytes, Callable[[Program, list[Operand]], None]] = {
    b"q": Program.put_aside,
    b"Q": Program.bring_back,
    b"cm": Program.transform,
    b"BT": Program.begin,
    b"Tm": Program.set_place,
    b"Td": Program.next_line,
    b"TD": Program.next_line_and_leading,
    b"T*": Program.new_line,
    b"Tf": Program.set_font,
    b"Tj": Program.show,
    b"TJ": Program.show,
    b"'": Program.show_on_new_line,
    b'"': Program.show_on_new_line,
    b"Do": Program.draw,
    b"EI": Program.draw_inline,
}
"""The other commands that matter."""


def matrix_of(operands: Sequence[object]) -> Matrix | None:
    """Return *operands* as a matrix, or None where they are something else."""
    match [float(operand) for operand in operands if isinstance(operand, int | float)]:
        case [a, b, c, d, e, f]:
            return (a, b, c, d, e, f)
    return None
