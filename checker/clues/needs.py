"""What a draft must hold, by the patterns that were compiled for it."""

from collections.abc import Callable, Iterator, Mapping

from checker.clues.compiled import LAST, is_meant, patterns
from checker.clues.detectors import customers_words, is_signed, our_blocks, says_what_is_next
from checker.domain import Guideline, Need
from checker.dossier import Dossier
from checker.english.patterns import pattern

DETECTORS: Mapping[str, Callable[[Dossier], bool]] = {
    "@signature": is_signed,
    "@next-step": says_what_is_next,
}
"""What a need may name instead of a pattern, with what finds it."""


def unmet(dossier: Dossier, guideline: Guideline) -> Iterator[Need]:
    """Yield the compiled needs of *guideline* that the document has and does not meet."""
    for need in guideline.compiled.needs if guideline.compiled else ():
        if (need.only and not dossier.document.names) or not is_meant(dossier, need.only, need.not_for):
            continue
        if _is_asked(dossier, need) and not any(_holds(dossier, text, need) for text in need.any_of):
            yield need


def _is_asked(dossier: Dossier, need: Need) -> bool:
    texts = [*customers_words(dossier), *(passage.plain for _, passage in dossier.ours)]
    return not need.when or any(known.find(text) for known in patterns(need.when) for text in texts)


def _holds(dossier: Dossier, text: str, need: Need) -> bool:
    if text in DETECTORS:
        return DETECTORS[text](dossier)
    known = pattern(text)
    blocks = list(our_blocks(dossier))
    if need.at == "end":
        blocks = blocks[-LAST:]
    if len(known.sides) == 1:
        return known.find("\n".join(blocks)) is not None
    pairs = ("\n".join(blocks[row : row + 2]) for row in range(len(blocks)))
    return any(known.find(pair) for pair in pairs)
