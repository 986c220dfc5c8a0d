"""One section of a guide on its way into guidelines."""

import re
from collections.abc import Callable

from checker.domain import BlockKind, Kind, Role
from checker.english.words import sentence_spans
from checker.kits.importing.claims import completed
from checker.kits.importing.cues import REFERENCES, is_instruction, is_rule
from checker.kits.importing.draft import Draft
from checker.kits.importing.forms import Spelling
from checker.kits.importing.kinds import kind_of
from checker.kits.importing.notes import Notes
from checker.kits.importing.outline import ASIDE, Section, Unit
from checker.kits.importing.tables import Column, column_of
from checker.kits.importing.tabulated import TableReading
from checker.kits.importing.terms import Pair, is_conditional, pairs_in_item, pairs_in_sentence
from checker.kits.importing.wording import examples_in, is_quotation, lower_first, unquoted

SIDE = re.compile(r"(?P<name>[^:“”\"]{1,24}):\s*(?P<rest>.*)", re.DOTALL)
"""An example with what it is an example of: `Don't: “Act now!”`."""
SHORT = 14
"""Words of the longest remark that joins the table or list above it."""
FEW = 5
"""Words of the longest item that joins the items above it."""
MERGED = 900
"""Characters up to which all that is said on one message is one guideline."""
UNWANTED = re.compile(
    r"\b(?:avoid|don't|do not|never|banned|not to (?:say|use)|instead of|retired|discourage)\b", re.IGNORECASE
)
"""Words that make a list one of unwanted things."""
ON_WORDS = re.compile(
    r"\b(?:words?|terms?|phrases?|say|saying|write|writing|jargon|language|names?)\b", re.IGNORECASE
)
"""Words that make a list of unwanted things one of words."""
BRACKETED = re.compile(r"(?P<word>[^(]{1,60}?) (?P<remark>\([^)]+\))\.?")
"""An unwanted word with a remark."""
FOR_EXAMPLE = re.compile(r"(?:for (?:example|instance)|such as|examples?)\W*", re.IGNORECASE)
EXPLAINED = re.compile(r"(?:rationale|why|reasons?|background|because):\s", re.IGNORECASE)
"""How a remark starts that says why, not what."""
GIVEN = re.compile(r"\b(?:alternatives?|alternative terms|replacements?|instead)\b", re.IGNORECASE)
"""Words in a heading that say what stands in brackets."""
EXEMPLARY = {None, Kind.VOICE, Kind.TERM}
"""Kinds of section whose quotations are examples."""


class Reading:
    """Takes the units of one section in turn, each by the first step that knows what to do with it."""

    def __init__(self, section: Section, notes: Notes) -> None:
        """Start at the top of *section*."""
        self._section = section
        self._notes = notes
        self._current: Draft | None = None
        self._spelling = Spelling(section, notes)
        self._words: Draft | None = None  # the guideline that the section's list of words joins
        self._heading_side = side_of(section.heading)
        self._side: Column | None = None  # what the next quotation is, after "Instead of:" or "Use:"
        self._intro: Unit | None = None  # a paragraph that ends with a colon, until it is known what follows
        self._intro_is_told = False
        self._listing: Draft | None = None  # the guideline that short items join

    def read(self) -> None:
        """Take the heading where it is an instruction itself, then every unit."""
        title = self._section.title
        if is_instruction(title.text):
            self._add(title, title.text)
        elif title.kind is not BlockKind.TITLE and not (self._section.units or self._section.is_parent):
            self._notes.leave(title, title.text)
        for unit in self._section.units:
            self._take(unit)
        self._settle_intro()
        self._spelling.settle()

    def _take(self, unit: Unit) -> None:
        steps: tuple[Callable[[Unit], bool], ...] = (
            self._aside,
            self._table,
            self._example,
            self._quotation,
            self._introduction,
            self._word,
            self._item,
            self._remark,
        )
        if not any(step(unit) for step in steps):
            self._settle_intro()
            self._instruct(unit, self._completed(unit))

    def _aside(self, unit: Unit) -> bool:
        """Leave what holds no instruction."""
        is_remark = bool(EXPLAINED.match(unit.text)) and self._section.kind in EXEMPLARY
        is_elsewhere = bool(REFERENCES.fullmatch(self._section.heading))
        is_aside = unit.kind in ASIDE or unit.is_link or is_remark or is_elsewhere
        if is_aside:
            self._notes.leave(unit, unit.text)
        return is_aside

    def _table(self, unit: Unit) -> bool:
        """Take a table, whose examples join the guideline above it."""
        if unit.table is None:
            return False
        self._settle_intro()
        self._current = TableReading(self._section, self._notes, unit).read(unit.table, self._current)
        return True

    def _example(self, unit: Unit) -> bool:
        """Take an example that says what it is: `Do: “…”`, or `Instead of:` with a quotation below."""
        match = SIDE.fullmatch(unit.text)
        side = side_of(match["name"]) if match else None
        if match is None or side is None:
            return False
        if not match["rest"]:
            self._settle_intro()
            self._side, self._intro, self._intro_is_told = side, unit, True
        elif self._section.kind in EXEMPLARY or is_quotation(match["rest"]):
            self._exemplify(unit, match["rest"], side)
        else:
            return False
        return True

    def _quotation(self, unit: Unit) -> bool:
        """Take a block of quoted words, or a quotation below a heading such as *Don't*."""
        side = self._side or self._heading_side
        if unit.kind is not BlockKind.QUOTED and not (side and is_quotation(unit.text)):
            return False
        self._side = None
        if side is None and self._section.kind in EXEMPLARY and self._current:
            side = (
                Column.NOT_SAY if self._intro and UNWANTED.search(_straight(self._intro.text)) else Column.SAY
            )
        if side:
            self._exemplify(unit, unit.text, side)
        else:
            self._quote(unit)
        return True

    def _quote(self, unit: Unit) -> None:
        words = unquoted(unit.text)
        if self._section.kind is None:
            self._notes.leave(unit, words)
        else:
            self._settle_intro()
            self._instruct(unit, f"{'Our line: ' if self._section.role is Role.LEAD else ''}“{words}”")

    def _exemplify(self, unit: Unit, text: str, side: Column) -> None:
        """Add an example to the guideline above it; where there is none, the heading is one."""
        self._settle_intro()
        if self._current is None:
            heading = self._section.heading or "How we write"
            self._current = self._notes.add(
                self._section, unit, self._section.kind or Kind.VOICE, f"{heading}."
            )
        self._current.exemplify(examples_in(text), is_good=side is Column.SAY)
        self._cite(self._current, unit)

    def _introduction(self, unit: Unit) -> bool:
        """Keep a paragraph's last sentence, which ends with a colon, until it is known what follows."""
        if not unit.text.endswith(":"):
            return False
        self._settle_intro()
        start, _ = sentence_spans(unit.text)[-1]
        if start:
            self._instruct(unit, unit.text[:start].strip())
        self._intro = unit._replace(text=unit.text[start:])
        return True

    def _word(self, unit: Unit) -> bool:
        """Take an item of a list of words."""
        above = _straight(f"{self._section.heading} {self._intro.text if self._intro else ''}")
        is_unwanted = bool(UNWANTED.search(above))
        names_words = is_unwanted and ON_WORDS.search(above) and len(unit.text.split()) <= FEW
        is_list = self._section.kind is Kind.TERM or names_words
        if unit.kind is not BlockKind.BULLET or not is_list:
            return False
        pairs = pairs_in_item(unit.text, is_unwanted=is_unwanted, is_given=bool(GIVEN.search(above)))
        bracketed = (
            BRACKETED.fullmatch(unit.text) if is_unwanted and not any(p.prefer for p in pairs) else None
        )
        if pairs or bracketed:
            remark = f"Don't say “{bracketed['word']}” {bracketed['remark']}." if bracketed else ""
            self._collect(unit, pairs, remark)
        return bool(pairs or bracketed) or (not is_unwanted and self._spelling.take(unit))

    def _collect(self, unit: Unit, pairs: tuple[Pair, ...], remark: str) -> None:
        """Add the terms of an item, and what it says beyond them, to the guideline of its list."""
        if self._words is None:
            self._words = self._notes.add(
                self._section, unit, Kind.TERM, "", label=self._section.heading or "Words"
            )
            self._words.text = self._intro.text.rstrip(":") + "." if self._intro else ""
        self._intro_is_told = True
        self._cite(self._words, unit)
        self._words.list_terms(() if remark else pairs)
        self._words.terms.extend(pairs if remark else ())
        self._words.remarks.extend([remark] if remark else [])
        self._current = self._words

    def _item(self, unit: Unit) -> bool:
        """Take an item of a list that a paragraph with a colon opens."""
        if self._intro is None or unit.kind is not BlockKind.BULLET:
            return False
        intro, is_short = self._intro.text, len(unit.text.split()) <= FEW
        is_question = unit.text.endswith("?")
        is_announced = bool(self._section.kind) and not FOR_EXAMPLE.fullmatch(intro)
        if is_question or not (is_announced or is_rule(intro) or is_rule(unit.text)):
            self._notes.leave(unit, f"{intro} {unit.text}")
        elif is_rule(unit.text) and not UNWANTED.search(_straight(intro)):
            self._add(unit, unit.text)
        elif is_short and self._listing:
            self._listing.append(f"; {unit.text}")
            self._cite(self._listing, unit)
        else:
            self._add(unit, f"{intro} {unit.text}")
            self._listing = self._current if is_short else None
        self._intro_is_told = True
        return True

    def _remark(self, unit: Unit) -> bool:
        """Add a short paragraph below a table or a list of words to it."""
        is_remark = unit.kind is BlockKind.PARAGRAPH and len(unit.text.split()) <= SHORT
        if not (is_remark and self._current and self._current.is_list):
            return False
        self._current.remark(unit.text)
        self._cite(self._current, unit)
        return True

    def _completed(self, unit: Unit) -> str:
        """Return the unit's text, made whole with its heading where it only names what that is about."""
        if self._section.role is Role.AVOID and unit.label:
            rest = unit.text[len(unit.label) :].lstrip(".: ")
            whole = completed(self._section.heading, unit.label)
            return f"{whole}. {rest}" if whole else unit.text
        if self._heading_side is Column.NOT_SAY and not is_rule(unit.text):
            return f"Don't {lower_first(unit.text)}"
        return unit.text

    def _instruct(self, unit: Unit, text: str) -> None:
        """Add what of *text* is a rule."""
        rules = self._notes.rules(unit, text, self._section.kind)
        if rules:
            self._add(unit, rules)

    def _add(self, unit: Unit, text: str) -> None:
        """Add a guideline, or go on with the one on the same message."""
        kind = kind_of(text, self._section.kind, heading=self._section.heading)
        merges = kind is Kind.MESSAGE and self._section.role in {Role.LEAD, Role.SUPPORT}
        if merges and self._current and len(self._current.text) < MERGED:
            self._current.append(text)
            self._cite(self._current, unit)
            return
        self._current = self._notes.add(self._section, unit, kind, text)
        if kind is Kind.TERM:
            self._current.terms.extend(pairs_in_sentence(text))
            self._current.is_conditional = is_conditional(text)

    def _cite(self, draft: Draft, unit: Unit) -> None:
        draft.cite(self._notes.source(self._section, unit))

    def _settle_intro(self) -> None:
        """Take a paragraph that ends with a colon, unless what followed has told it."""
        intro, is_told = self._intro, self._intro_is_told
        self._intro, self._listing, self._intro_is_told = None, None, False
        if intro and not is_told and is_rule(intro.text):
            self._add(intro, intro.text)
        elif intro and not is_told:
            self._notes.leave(intro, intro.text)


def side_of(name: str) -> Column | None:
    """Return whether *name* heads what to say or what not to, if either."""
    column = column_of(name)
    return column if column in {Column.SAY, Column.NOT_SAY} else None


def _straight(text: str) -> str:
    return text.replace("’", "'")
