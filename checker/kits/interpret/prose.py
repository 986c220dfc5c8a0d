"""A guideline's prose taken apart: sentences, clauses, quotations, lists."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.english.speech import quotations
from checker.english.words import sentence_spans

PROHIBITION = re.compile(
    r"\b(?:no|not|never|don[’']t|doesn[’']t|do not|does not|isn[’']t|aren[’']t|is not|are not|without|nothing|nobody|neither|nor|avoid\w*|"
    r"refuse|ban(?:s|ned)?|cannot|can[’']t|won[’']t|may not|must not|mustn[’']t|shouldn[’']t|instead of|rather than|stay away from|steer clear of|"
    r"leave out|drop|retired|replaced|forbidden|off[- ]limits|only (?:the |an? )?[\w ]{2,30}? (?:can|may|decides?)|stays? out of|keep\w* out of|out of bounds|wrong)\b",
    re.IGNORECASE,
)
"""Words that make a clause forbid or deny."""
BANNING = re.compile(
    r"\b(?:no|not|never|nothing like|don[’']ts?|do not|doesn[’']t|avoid\w*|without|isn[’']t|aren[’']t|instead of|rather than|"
    r"stay away from|ban(?:s|ned)?|drop|retired|nor|skip|leave out|wrong|off|(?<!spell )(?<!spelled )(?<!write )out)\b[^.;:]*$"
    r"|\b(?:don[’']t|avoid|not this|wrong|no|never|off[- ]brand|bad)\s*:\s*[^.]*$",
    re.IGNORECASE,
)
"""What stands before a quotation that is banned, up to the quotation."""
EXAMPLE = re.compile(
    r"\b(?P<sign>do|don[’']t|yes|no|good|bad|right|wrong|like|such as|not like|not this|not that|avoid|never|say|on[- ]brand|off[- ]brand)\s*:\s*$",
    re.IGNORECASE,
)

ALLOWED = re.compile(
    r"\bat (?:the|your|an?) (?:[\w'’]+ )?discretion"
    r"|\b(?:is|are|it[’']s) (?:also |always )?(?:ok|okay|fine|acceptable)\b"
    r"|\bfeel free\b",
    re.IGNORECASE,
)
"""Words that leave the choice to the writer."""
FORBIDS = re.compile(r"\b(?:never|don[’']t|do not|avoid)\b", re.IGNORECASE)
"""Words that take it away again."""


class Quoted(NamedTuple):
    """A quotation in a guideline."""

    text: str
    banned: bool
    """Whether the words around it forbid it."""
    example: bool
    """Whether it stands after *Do:* or *Don't:*."""
    sentence: str
    """The sentence that holds it."""


def is_left_to_writer(text: str) -> bool:
    """Return whether *text* only says what may be written, so that nothing it names is unwanted."""
    return bool(ALLOWED.search(text)) and not FORBIDS.search(text)


def sentences(text: str) -> list[str]:
    """Return the sentences of a guideline, quotations with inner full stops kept whole."""
    spans = quotations(text)
    merged: list[list[int]] = []
    for start, end in sentence_spans(text):
        if merged and any(span.start < start < span.end for span in spans):
            merged[-1][1] = end
        else:
            merged.append([start, end])
    return [text[start:end] for start, end in merged]


def clauses(sentence: str) -> Iterator[str]:
    """Yield the parts of *sentence* between semicolons and colons, and before "but" or "except"."""
    for part in re.split(r";|:(?=\s)|\bbut\b|\bexcept\b|\bunless\b", sentence):
        if part.strip():
            yield part.strip()


def quoted(text: str) -> Iterator[Quoted]:
    """Yield the quotations of a guideline in order, with what is said of them."""
    for sentence in sentences(text):
        earlier = ""
        for span in quotations(sentence):
            before = sentence[: span.start]
            words = sentence[span.start + 1 : span.end - 1].strip()
            example = EXAMPLE.search(before)
            tail = re.split(r"[;:.]\s", before)[-1]
            banned = _is_banned(before, tail, example, earlier)
            earlier = "banned" if banned else "approved"
            yield Quoted(words, banned, example is not None, sentence)


def _is_banned(before: str, tail: str, example: re.Match[str] | None, earlier: str) -> bool:
    if example:
        sign = example["sign"].lower()
        return sign.startswith(("don", "no", "bad", "wrong", "off", "avoid", "never"))
    inside = re.search(r"\((?P<words>[^()]*\b(?:use|say|write)\b[^()]*)$", tail)
    tail = inside["words"] if inside else tail
    if re.search(
        r"\b(?:keep|say|use|write|carry|call it|always|with)\b[^;.]*$", tail, re.IGNORECASE
    ) and not PROHIBITION.search(tail):
        return False
    if earlier == "banned" and re.fullmatch(
        r".*[’'”\"]\s*(?:,|or|and|nor|,\s*or|,\s*and|/)\s*(?:the |a |any )?", before[-14:], re.DOTALL
    ):
        return True
    return bool(BANNING.search(without_quotes(tail)))


def without_quotes(text: str) -> str:
    """Return *text* with its quotations blanked out, of the same length."""
    for span in reversed(quotations(text)):
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def items(listing: str) -> list[str]:
    """Return the members of a list in prose: "a, b (retired 2023), c or d"."""
    bare = re.sub(r"\([^)]*\)", "", listing)
    parts = re.split(
        r",\s*(?:and |or |nor )?(?:not |no )?|\s+(?:or|nor|and no|or any|and)\s+|;|/(?=\s)", bare
    )
    return [part.strip(" .’'‘“”\"*_!?") for part in parts if part.strip(" .’'‘“”\"*_!?")]
