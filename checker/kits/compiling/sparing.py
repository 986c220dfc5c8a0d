"""Rules held against sentences that are fine: the alternatives by which they flag them are taken out."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from checker.clues.compiled import is_own, misgiven, patterns, told
from checker.domain import Amount, CleanDraft, Rule, Where, Within
from checker.english.pruning import Pruned, commonness, pruned
from checker.english.words import sentence_spans
from checker.kits.importing.wording import flat
from checker.kits.sharpened import fault_of
from checker.lexicon.neutral import neutral_headings, neutral_sentences

TOO_MANY = 2
"""Neutral sentences from which a pattern that flags them knows too much."""
ROUNDS = 20
"""Alternatives that a pattern may lose before it is given up."""
LONGEST = 300
"""Characters of a sentence or pattern that a remark repeats."""


class Heard(NamedTuple):
    """A sentence that is fine where it stands."""

    text: str
    is_lead: bool = False
    """Whether a draft may open with it."""
    near: tuple[str, ...] = ()
    """The sentences before and after."""
    draft: tuple[str, ...] = ()
    """All sentences of its draft."""
    places: frozenset[str] = frozenset()
    """The team that wrote it and the kind of its draft; none where it may stand anywhere."""


Flags = Callable[[str, Heard], bool]
"""Whether a pattern, in its rule or amount, flags a sentence."""


class Spared(NamedTuple):
    """What is left of a pattern, and what was taken out and why."""

    text: str
    """Empty where nothing is left."""
    remarks: tuple[str, ...]


def heard_in(draft: CleanDraft) -> tuple[Heard, ...]:
    """Return the sentences of *draft*, its opening first."""
    lines = [flat(draft.opening)] if draft.opening.strip() else []
    sentences = lines + [s for line in draft.lines for s in _sentences(flat(line))]
    places = frozenset({draft.team.strip().lower(), draft.kind.strip().lower()})
    return tuple(
        Heard(
            text,
            is_lead=number == 0 and bool(lines),
            near=tuple(sentences[max(0, number - 1) : number + 2]),
            draft=tuple(sentences),
            places=places,
        )
        for number, text in enumerate(sentences)
    )


def _sentences(line: str) -> list[str]:
    return [line[start:end] for start, end in sentence_spans(line)]


def neutral() -> tuple[Heard, ...]:
    """Return the sentences that are fine whatever the brand."""
    headings = set(neutral_headings())
    return tuple(Heard(text, is_lead=text in headings) for text in neutral_sentences())


def breaks(rule: Rule, heard: Heard) -> bool:
    """Return whether *rule* flags the sentence where it stands."""
    if (rule.where is Where.LEAD and not heard.is_lead) or not _is_for(rule.only, heard):
        return False
    found = told(rule, heard.text)
    if found is None or not is_own(heard.text, *found.spans):
        return False
    around = {Within.NEAR: heard.near, Within.DRAFT: heard.draft}.get(rule.within, ())
    return not any(exception.find(text) for exception in patterns(rule.unless) for text in around)


def misgives(amount: Amount, heard: Heard) -> bool:
    """Return whether *amount* flags the sentence."""
    wrong = (span for span in misgiven(amount, heard.text) if is_own(heard.text, span))
    return _is_for(amount.only, heard) and next(wrong, None) is not None


def _is_for(only: Sequence[str], heard: Heard) -> bool:
    return not only or not heard.places or bool(heard.places & set(only))


class Sparing:
    """Takes the alternatives out of patterns by which they flag what is fine."""

    def __init__(self, fine: Iterable[Heard], bad: Sequence[str]) -> None:
        """Hold patterns against *fine* sentences; the *bad* ones they had better go on flagging."""
        self._fine = tuple(fine)
        self._bad = tuple(Heard(flat(text), is_lead=True) for text in bad)
        self._neutral = neutral()

    def spared(self, text: str, flags: Flags) -> Spared:
        """Return the pattern *text* without the alternatives by which it flags what is fine."""
        remarks: list[str] = []
        kept = text
        for _ in range(ROUNDS):
            flagged = self._flagged(kept, flags)
            if not flagged:
                return Spared(kept, tuple(remarks))
            better = self._better(kept, flags, flagged)
            told = " and ".join(f"“{heard.text[:LONGEST]}”" for heard in flagged)
            what = f"took “{better.lost}” out of" if better else "left out"
            remarks.append(f"{what} “{kept[:LONGEST]}”, which flags {told}")
            if better is None:
                break
            kept = better.text
        return Spared("", tuple(remarks))

    def _flagged(self, text: str, flags: Flags) -> tuple[Heard, ...]:
        """Return a fine sentence that *text* flags, or several neutral ones."""
        fine = next((heard for heard in self._fine if flags(text, heard)), None)
        if fine is not None:
            return (fine,)
        known = tuple(heard for heard in self._neutral if flags(text, heard))
        return known[:TOO_MANY] if len(known) >= TOO_MANY else ()

    def _better(self, text: str, flags: Flags, flagged: tuple[Heard, ...]) -> Pruned | None:
        """Return *text* without the alternative that does most harm and least good, if that helps."""
        sentences = tuple(heard.text for heard in (*self._fine, *self._neutral))

        def worth(each: Pruned) -> tuple[int, int]:
            return sum(flags(each.text, heard) for heard in self._bad), commonness(each.lost, sentences)

        helpful = (each for each in pruned(text) if not fault_of(each.text, telling=True))
        helping = [each for each in helpful if not all(flags(each.text, heard) for heard in flagged)]
        return max(helping, key=worth, default=None)
