"""Tables of a guide on their way into guidelines."""

from checker.domain import Kind
from checker.kits.importing.claims import claim_text, label_of_row, row_text
from checker.kits.importing.cues import is_rule
from checker.kits.importing.draft import LISTED, Draft
from checker.kits.importing.kinds import kind_of
from checker.kits.importing.notes import Notes
from checker.kits.importing.outline import Section, Unit
from checker.kits.importing.tables import Column, Row, Table
from checker.kits.importing.terms import Pair, pairs_in_row, words_of
from checker.kits.importing.wording import examples_in

ON_STYLE = {None, Kind.VOICE, Kind.TERM}
"""Kinds of section whose tables often explain rather than instruct."""
WORDS_OF_A_TERM = 4
"""Words that the cells of a table of terms have at most, on average, once their lists are taken apart."""


class TableReading:
    """Takes one table of a section."""

    def __init__(self, section: Section, notes: Notes, unit: Unit) -> None:
        """Start at the top of the table in *unit*."""
        self._section = section
        self._notes = notes
        self._unit = unit

    def read(self, table: Table, above: Draft | None) -> Draft | None:
        """Take *table*; its examples join the guideline *above*. Return the last guideline then."""
        has_both = bool(table.columns(Column.SAY) and table.columns(Column.NOT_SAY))
        if table.columns(Column.KEEP) or (table.columns(Column.SAY) and self._section.kind is Kind.CLAIM):
            return self._rows(table, Kind.CLAIM, above)
        if has_both and _lists_words(table):
            return self._terms(table)
        if has_both:
            return self._examples(table, above)
        return self._rows(table, self._section.kind, above)

    def _terms(self, table: Table) -> Draft:
        heading = self._section.heading or "Words"
        stated = (row for row in table.rows if _pairs(table, row))
        first = next(stated, table.rows[0])
        draft = self._notes.add(self._section, self._unit_of(first), Kind.TERM, "", label=heading)
        for row in table.rows:
            say, unwanted = table.cell(row, Column.SAY), table.cell(row, Column.NOT_SAY)
            pairs = _pairs(table, row)
            if pairs:
                draft.cite(self._notes.source(self._section, self._unit_of(row)))
                draft.list_terms(
                    pairs, told=f"Say {say}, not {unwanted}." if say else f"Don't say {unwanted}."
                )
            if not pairs or len(draft.told) > LISTED or _has_more(table, row):
                self._leave(row)
        return draft

    def _examples(self, table: Table, above: Draft | None) -> Draft:
        heading = self._section.heading or "How we write"
        draft = above or self._notes.add(
            self._section, self._unit_of(table.rows[0]), self._section.kind or Kind.VOICE, f"{heading}."
        )
        for row in table.rows:
            draft.cite(self._notes.source(self._section, self._unit_of(row)))
            draft.exemplify(examples_in(table.cell(row, Column.SAY)), is_good=True)
            draft.exemplify(examples_in(table.cell(row, Column.NOT_SAY)), is_good=False)
            if _has_more(table, row):
                self._leave(row)
        return draft

    def _rows(self, table: Table, kind: Kind | None, above: Draft | None) -> Draft | None:
        last = above
        for row in table.rows:
            is_claim = kind is Kind.CLAIM and bool(table.columns(Column.SAY))
            text = claim_text(table, row) if is_claim else row_text(table, row)
            if kind in ON_STYLE and not is_rule(text):
                self._leave(row)
                continue
            label = label_of_row(table, row)
            last = self._notes.add(self._section, self._unit_of(row), kind_of(text, kind), text, label=label)
        return last

    def _leave(self, row: Row) -> None:
        unit = self._unit_of(row)
        self._notes.leave(unit, unit.text)

    def _unit_of(self, row: Row) -> Unit:
        """Return *row* as a unit of its own."""
        words = " | ".join(cell for _, cell in sorted(row.cells.items()) if cell)
        return self._unit._replace(text=words, place=row.place, table=None)


def _pairs(table: Table, row: Row) -> tuple[Pair, ...]:
    return pairs_in_row(table.cell(row, Column.SAY), table.cell(row, Column.NOT_SAY))


def _has_more(table: Table, row: Row) -> bool:
    """Return whether *row* says more than what to say and what not to."""
    told = {*table.columns(Column.SAY), *table.columns(Column.NOT_SAY)}
    return bool(row.cells.keys() - told)


def _lists_words(table: Table) -> bool:
    """Return whether the cells hold words rather than sentences."""
    cells = [table.cell(row, column) for row in table.rows for column in (Column.SAY, Column.NOT_SAY)]
    pieces = [piece for cell in cells for piece in (words_of(cell) or [cell]) if piece]
    return bool(pieces) and sum(len(piece.split()) for piece in pieces) / len(pieces) <= WORDS_OF_A_TERM
