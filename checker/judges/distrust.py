"""Whether a draft may be talking to its judge, so that the judge's word alone takes nothing back.

The check `planted-instruction` reports what it is sure of. Here less is enough, since nothing is reported: a
sentence that both gives an order or poses as somebody, and names what a verdict is made of; or words that a
reader of the finished document would not see. In such a draft what the rules found stays.
"""

import re
import unicodedata
from collections.abc import Iterator

from checker.domain import Document
from checker.dossier import Dossier
from checker.english.words import content_stems

ORDER = re.compile(
    r"\b(?:act|accept|acknowledge|add|allow|answer|approve|assume|begin|bypass|cease|classify|clear"
    r"|conclude|confirm|consider|count|disable|discard|dismiss|disregard|do not|don[’']?t|drop|end"
    r"|enter|exempt|follow|forget|give|grade|grant|ignore|keep|leave|let|list|make|mark|must|never"
    r"|note to|obey|omit|only|output|overlook|override|pass|play|please|pretend|print|produce|quote"
    r"|rate|regard|repeat|reply|report|respond|return|reveal|say|score|set|show|skip|start|state|stop"
    r"|suppress|switch|take|tell|treat|waive|write|you are|you now|your (?:new |only |first )?(?:task"
    r"|job|role|name))\b",
    re.IGNORECASE,
)
MATTER = re.compile(
    r"\b(?:ai|agents?|algorithm|analysis|answers?|approv\w+|assessment|assistants?|audit\w*|auto\w*"
    r"|bots?|brand ?check|breach\w*|checkers?|checks?|chat\w*|cleared|complian\w*|conform\w*|content filters?"
    r"|context|directives?|drafts?|disconnects?|empty (?:list|array)|errors?|evaluat\w+|exempt\w*|findings?"
    r"|flag\w*|gpt|grader?s?|guidelines?|instruct\w*|issues?|json|judge\w*|judgement|kits?|language"
    r"|lint\w*|llms?|machine|mode|models?|moderat\w+|output|persona|polic(?:y|ies)|problems?|prompts?"
    r"|replacement|reports?|restrictions?|results?|review\w*|roles?|rules?|safeguards?|sandbox|scanners?"
    r"|schema|score|suspicions?|system|tests?|tools?|validat\w+|verdicts?|violations?|warnings?)\b",
    re.IGNORECASE,
)
ABOUT_JUDGING = re.compile(
    r"\b(?:ai|bots?|breach\w*|checkers?|directives?|drafts?|evaluat\w+|findings?|flag(?:s|ged|ging)?"
    r"|graders?|guidelines?|instruct(?:ions?|ed)?|judge[sd]?|judging|language model|llms?|models?|moderators?"
    r"|prompts?|review(?:ers?|bot)|suspicions?|verdicts?|violations?)\b|[{<\[]\W*(?:\w+\W*){1,3}[:="
    r"|}>\]]",
    re.IGNORECASE,
)
"""Words and signs of which one is enough."""
ALONE = re.compile(r'"\w+"\s*:\s*["\[{tf\d]|<\||\b(?:warning|note|message) (?:to|for) the\b', re.IGNORECASE)
"""Data or a turn of talk, where copy is expected, and words for somebody in particular."""
MANY = 3
"""Different words of the matter that are too many for one paragraph."""
CONTROL = frozenset({"Cf", "Co", "Cn"})
"""Unicode categories of characters that nobody sees; a soft hyphen or a joiner is of the first."""
HARMLESS = frozenset("\u00ad\u200d\ufeff\u200b\u2060")
"""Characters of these categories that honest text holds."""


def is_distrusted(dossier: Dossier) -> bool:
    """Return whether the dossier's document may be talking to its judge."""
    own = content_stems(" ".join(guideline.text for guideline in dossier.kit.guidelines))
    texts = _texts(dossier.document)
    return any(_speaks(text, own) for text in texts) or _has_unseen(dossier.document.text)


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield document.text[block.start : block.end]


def _speaks(text: str, own: frozenset[str] = frozenset()) -> bool:
    """Return whether *text* speaks to a judge; *own* are stems of words that the brand has for its trade."""
    plain = unicodedata.normalize("NFKC", text)
    if ALONE.search(plain):
        return True
    if not ORDER.search(plain):
        return False
    return bool(_found(ABOUT_JUDGING, plain) - own) or len(_found(MATTER, plain) - own) >= MANY


def _found(words: re.Pattern[str], text: str) -> frozenset[str]:
    """Return the stems of the *words* in *text*, and the signs as they are."""
    found = [match.group() for match in words.finditer(text)]
    return frozenset(stem for word in found for stem in content_stems(word) or {word})


def _has_unseen(text: str) -> bool:
    return any(unicodedata.category(c) in CONTROL and c not in HARMLESS for c in text)
