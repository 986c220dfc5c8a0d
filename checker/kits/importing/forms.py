"""Accepted forms of words, as a guide's word list gives them: how else they are written is unwanted."""

import re
from collections.abc import Iterator

from checker.domain import BlockKind, Kind
from checker.kits.importing.draft import Draft
from checker.kits.importing.notes import Notes
from checker.kits.importing.outline import Section, Unit
from checker.kits.importing.terms import Pair

WORDS = 3
"""Words of the longest form."""
ON_FORM = re.compile(
    r"\b(?:accepted forms?|spell\w*|capitali[sz]\w*|lower-?case|hyphen\w*|how (?:we|to) (?:write|spell)"
    r"|word ?lists?)\b",
    re.IGNORECASE,
)
"""Words above a list, or in an entry of it, that make it one of spellings."""
ODD = re.compile(r"\w*[a-z][A-Z]\w*|\w+-[A-Z]\w*")
"""A name with a capital inside, which drafts misspell: GitHub, Wi-Fi."""
CLOCK = {"a.m.": "am", "p.m.": "pm"}
"""The halves of the day with points, and without."""
PLAIN = re.compile(r"[a-z]+(?:[ -][a-z]+)*")


def forms_of(text: str, bold: tuple[str, ...]) -> tuple[str, ...]:
    """Return the accepted forms that an entry of a word list gives: what it sets bold, or all of it."""
    listed = bold or (re.split(r",\s+(?:or )?", text) if _is_bare(text) else ())
    return tuple(form for word in listed if _is_form(form := word.strip(" ,:;")))


def _is_bare(text: str) -> bool:
    return len(text.split()) <= WORDS and not re.search(r"[(:;“]", text)


def _is_form(word: str) -> bool:
    return 0 < len(word.split()) <= WORDS and bool(re.search(r"[^\W\d]", word))


def variants(form: str, *, is_all: bool) -> Iterator[Pair]:
    """Yield the other ways in which *form* is often written.

    Args:
        form: the accepted form.
        is_all: whether the entry says nothing but the form, so that spaces and hyphens count too; else
            only its capitals do.
    """
    if form.lower() in CLOCK:
        yield Pair(CLOCK[form.lower()], form)
        yield Pair(form.upper(), form)
        return
    if not PLAIN.fullmatch(form):
        return
    yield Pair(f"{form[0].upper()}{form[1:]}", form)
    apart = re.split(r"[ -]", form)
    if len(apart) > 1:
        yield Pair(re.sub(r"[a-z]+", lambda match: match[0].capitalize(), form), form)
    if is_all and len(apart) == 2:  # noqa: PLR2004 - more words are joined in too many ways
        yield from (Pair(other, form) for glue in ("-", "", " ") if (other := glue.join(apart)) != form)


def is_odd(form: str) -> bool:
    """Return whether *form* is a name with a spelling of its own."""
    return bool(ODD.fullmatch(form))


class Spelling:
    """Takes the entries of one section that give accepted forms, all into one guideline."""

    def __init__(self, section: Section, notes: Notes) -> None:
        """Start at the top of *section*."""
        self._section = section
        self._notes = notes
        self._is_on_form = any(map(ON_FORM.search, (*section.path, section.heading, *_paragraphs(section))))
        self._draft: Draft | None = None
        self._forms: list[tuple[str, bool]] = []

    def take(self, unit: Unit) -> bool:
        """Take the forms of an entry; return whether that is all it says."""
        forms = forms_of(unit.text, unit.bold)
        is_all = _letters(" ".join(forms)) == _letters(unit.text)
        if not forms or not (self._is_on_form or (is_all and any(map(is_odd, forms)))):
            return False
        self._forms.extend((form, is_all) for form in forms)
        if is_all:
            self._tell(unit, forms)
        return is_all

    def _tell(self, unit: Unit, forms: tuple[str, ...]) -> None:
        if self._draft is None:
            label = f"{self._section.heading or 'Words'} as written"
            self._draft = self._notes.add(self._section, unit, Kind.TERM, "", label=label)
            self._draft.is_list = True
        self._draft.cite(self._notes.source(self._section, unit))
        told = f"Write {', '.join(forms)}."
        (self._draft.remarks if any(map(is_odd, forms)) else self._draft.told).append(told)

    def settle(self) -> None:
        """Add the unwanted variants of all forms, but none that another accepted form contains."""
        if self._draft is None:
            return
        accepted = [form for form, _ in self._forms]
        found = (pair for form, is_all in self._forms for pair in variants(form, is_all=is_all))
        fit = (pair for pair in found if not any(_holds(form, pair.avoid) for form in accepted))
        self._draft.terms.extend(dict.fromkeys(fit))


def _paragraphs(section: Section) -> Iterator[str]:
    return (unit.text for unit in section.units if unit.kind is BlockKind.PARAGRAPH)


def _holds(form: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", form) is not None


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", re.sub(r"\b(?:or|and)\b", " ", text)).lower()
