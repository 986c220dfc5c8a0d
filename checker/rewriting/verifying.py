"""What is proposed, held against the draft: an edit that is not exactly there, or invents, is refused."""

import re
from collections.abc import Mapping, Sequence

from checker.domain import BlockKind, BrandKit, Document, Finding, Passage
from checker.kits.source.scope import UNSHOWABLE, shown
from checker.rewriting.answers import SaidEdit
from checker.rewriting.edits import Edit
from checker.rewriting.ground import Ground
from checker.splitter import split

GROWTH = 2
"""How many times as long as the old words the new ones may be, with `MORE` characters on top."""
MORE = 160
LONGEST_ADDITION = 600
"""Characters of the longest added paragraph."""
UNTOUCHED = frozenset({BlockKind.QUOTED, BlockKind.CODE, BlockKind.COMMENT})
"""Kinds of block whose words are not changed."""
WHOLE = 5
"""Words from which a required text can stand as a paragraph of its own."""

ARTICLE = re.compile(r"\b(a)n?(\s+)$", re.IGNORECASE)
"""An indefinite article before the words that change."""
LIKE_CONSONANT = re.compile(r"(?:u(?:ni|s[aeiu]|ti)|eu|one)", re.IGNORECASE)
LIKE_VOWEL = re.compile(r"[aeiou]|h(?:our|onest|eir|onou?r)", re.IGNORECASE)
"""How words start that are spoken with a consonant or a vowel first."""


class Verifier:
    """Turns what is proposed for a draft into edits."""

    def __init__(
        self, document: Document, findings: Mapping[str, Finding], kit: BrandKit, ground: Ground
    ) -> None:
        """Start with nothing refused.

        Args:
            document: the draft; the model counts its passages from 1.
            findings: those that are open, by the name that the model uses.
            kit: the guidelines.
            ground: what the draft may say.
        """
        self._text = document.text
        self._passages = split(document)
        self._findings = findings
        self._guidelines = {guideline.id: guideline for guideline in kit.guidelines}
        self._ground = ground
        self.refused: list[str] = []
        """What was not taken over, and why, a sentence each."""

    def of_model(self, said: SaidEdit) -> Edit | None:
        """Return the edit that a model *said*, or nothing where it is refused."""
        try:
            return self._said(said)
        except _Refusal as refusal:
            self.refused.append(str(refusal))
            return None

    def of_kit(self, finding: Finding) -> Edit | None:
        """Return the edit that the finding's own suggestion or required text makes, if there is one."""
        try:
            return self._suggested(finding) if finding.quote else self._required(finding)
        except _Refusal as refusal:
            self.refused.append(str(refusal))
            return None

    def _said(self, said: SaidEdit) -> Edit:
        findings = [self._findings[name] for name in said.findings if name in self._findings]
        if not 1 <= said.passage <= len(self._passages):
            raise _Refusal(said.new, f"there is no passage {said.passage}")
        passage = self._passages[said.passage - 1]
        if not said.old.strip():
            return self._addition(passage, said.new, [f for f in findings if not f.quote], said.reason)
        inside = [f for f in findings if f.quote and _lies_in(f, passage)]
        if not inside:
            raise _Refusal(said.old, "no open finding lies in that passage")
        places = [match.span() for match in _pattern(said.old).finditer(passage.text)]
        if len(places) != 1:
            raise _Refusal(said.old, f"it stands {len(places)} times in passage {said.passage}")
        start, end = (passage.start + offset for offset in places[0])
        new = self._checked(passage, start, end, said.new)
        start, end = (start, end) if new else self._with_space(passage, start, end)
        return Edit(start, end, new, tuple(finding.id for finding in inside), _flat(said.reason))

    def _suggested(self, finding: Finding) -> Edit | None:
        start, end = finding.location.start, finding.location.end
        passage = next((p for p in self._passages if p.start <= start and end <= p.end), None)
        if passage is None or finding.suggestion is None:
            return None
        new = self._fitted(finding, passage)
        article = ARTICLE.search(passage.text[: start - passage.start])
        if article and _wants_an(finding.quote) is not _wants_an(new):
            start -= len(article[0])
            new = f"{article[1]}{'n' if _wants_an(new) else ''}{article[2]}{new}"
        return Edit(start, end, self._checked(passage, start, end, new), (finding.id,), finding.explanation)

    def _fitted(self, finding: Finding, passage: Passage) -> str:
        """Return the suggestion with the plural and the capital of the words that it replaces."""
        new, old = finding.suggestion or "", finding.quote
        guideline = self._guidelines.get(finding.guideline)
        terms = [term for term in guideline.terms if term.prefer == new] if guideline else []
        if any(f"{term.avoid}s".casefold() == old.casefold() for term in terms):
            new = f"{new}s"
        before = passage.plain[: finding.location.start - passage.start]
        return new[:1].upper() + new[1:] if old[:1].isupper() and not before.strip(" \"'“‘") else new

    def _required(self, finding: Finding) -> Edit | None:
        """Return the edit that adds what is lacking, where that is one text and a whole sentence."""
        guideline = self._guidelines.get(finding.guideline)
        elements = guideline.elements if guideline else ()
        lacking = [element for element in elements if finding.explanation == f"Missing: {element.name}."]
        text = lacking[0].any_of[0] if len(lacking) == 1 else ""
        ours = [passage for passage in self._passages if _is_ours(passage)]
        if not ours or len(text.split()) < WHOLE or text.startswith("@"):
            return None
        return self._addition(ours[-1], text, [finding], finding.explanation)

    def _checked(self, passage: Passage, start: int, end: int, new: str) -> str:
        """Return *new* on one line, if it changes our own words, not too much, and invents nothing."""
        first, last = start - passage.start, end - passage.start
        old, new = passage.text[first:last], _flat(new)
        if not _is_ours(passage):
            raise _Refusal(old, "these are not our own words")
        if new == _flat(old):
            raise _Refusal(old, "nothing changes")
        if len(new) > GROWTH * len(old) + MORE:
            raise _Refusal(old, "the new words are far longer")
        self._refuse_inventions(new, passage.text[:first] + new + passage.text[last:])
        return new

    def _with_space(self, passage: Passage, start: int, end: int) -> tuple[int, int]:
        """Return the stretch with one of the spaces around it, so that a cut leaves none too many."""
        block = passage.block
        before = self._text[start - 1] if start > block.start else ""
        after = self._text[end] if end < block.end else ""
        if after == " " and (not before or before.isspace()):
            return start, end + 1
        return (start - 1, end) if before == " " and not after.isalnum() else (start, end)

    def _addition(self, passage: Passage, new: str, findings: Sequence[Finding], reason: str) -> Edit:
        """Return the edit that adds *new* below *passage*, if something is missing and it invents nothing."""
        new = _flat(new)
        if not findings:
            raise _Refusal(new, "nothing is missing that it would answer")
        if not new or len(new) > LONGEST_ADDITION:
            raise _Refusal(new, "it is empty or too long")
        self._refuse_inventions(new, new)
        end = passage.block.end
        return Edit(end, end, new, tuple(finding.id for finding in findings), _flat(reason))

    def _refuse_inventions(self, new: str, whole: str) -> None:
        if invented := self._ground.invented(whole):
            raise _Refusal(new, f"{shown(invented)} stands in neither the draft nor the kit")


class _Refusal(Exception):
    """An edit that may not be made."""

    def __init__(self, words: str, why: str) -> None:
        super().__init__(f"{shown(words)}: {why}")


def _is_ours(passage: Passage) -> bool:
    return passage.block.speaker == "us" and passage.block.kind not in UNTOUCHED


def _lies_in(finding: Finding, passage: Passage) -> bool:
    """Return whether words of *finding* are in *passage*."""
    return finding.location.start < passage.end and passage.start < finding.location.end


def _wants_an(words: str) -> bool:
    return bool(LIKE_VOWEL.match(words)) and not LIKE_CONSONANT.match(words)


def _pattern(old: str) -> re.Pattern[str]:
    """Return a pattern for *old* in which any white space stands for any other."""
    return re.compile(r"\s+".join(map(re.escape, old.split())))


def _flat(text: str) -> str:
    return " ".join(UNSHOWABLE.sub(" ", text).split())
