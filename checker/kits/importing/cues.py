"""Words by which a guide shows what it means: in headings, in tables, in sentences."""

import re
from typing import NamedTuple

from checker.domain import Kind, Role
from checker.english.quantities import find_quantities


class Topic(NamedTuple):
    """What a heading says of what stands below it."""

    kind: Kind
    role: Role | None = None


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


HEADED: tuple[tuple[Topic, re.Pattern[str]], ...] = (
    (Topic(Kind.REQUIRED), _any(
        "(?:has|have|needs?) to (?:be (?:there|in|on)|have|include)",
        "must (?:be there|include|have|hold)", "always include",
        "mandatory", "required?", "requirements?", "disclaimers?", "sign-?offs?", "boilerplate",
        "small print", "legal (?:lines?|texts?|notices?|wording|copy)",
    )),
    (Topic(Kind.MESSAGE, Role.AVOID), _any(
        "(?:don't|do not|never|not) (?:lead|open|sell|talk about|about)", "what we(?:'re| are) not",
        "messages? to avoid", "stay away from", "off message",
    )),
    (Topic(Kind.MESSAGE, Role.SUPPORT), _any(
        "(?:holds?|backs?|props?) (?:it|this|that|us) up", "supporting", "supports",
        "pillars?", "proof points?", "reasons? to believe",
    )),
    (Topic(Kind.MESSAGE, Role.LEAD), _any(
        "lead with", "we lead", "(?:core|key|main|lead|one|primary) message", "headline", "positioning",
        "tagline", "value proposition", "in one (?:line|sentence)", "what we stand for",
    )),
    (Topic(Kind.CLAIM), _any(
        "claims?", "figures", "promises?", "statistics", "stats", "evidence", "results",
        "what we (?:may|can) say",
    )),
    (Topic(Kind.MESSAGE), _any(
        "who (?:we are|it is|it's|we're) for", "audiences?", "messag(?:es?|ing)", "story",
    )),
    (Topic(Kind.FACT), _any(
        "facts?", "true", "what (?:it|we) (?:do|does|don't|doesn't)", "prices?", "pricing", "plans",
        "about us", "the product", "the company", "hours",
    )),
    (Topic(Kind.TERM), _any(
        "words?", "terms?", "terminology", "vocabulary", "names?", "naming", "spellings?", "word ?list",
        "trademark(?:s|ed)?", "glossary", "abbreviations?", "acronyms?",
    )),
    (Topic(Kind.VOICE), _any(
        "sounds?", "voice", "tone", "styles?", "personality", "writ(?:e|ing)", "talk", "speak", "language",
        "punctuation", "grammar", "capitali[sz]ation",
    )),
)  # fmt: skip
"""What headings announce, and by which words; the first that matches counts."""

SAY = re.compile(
    r"(?:we |please |do |always |you can )?(?:say|use|write|prefer|choose)(?: this| these| it| instead)?"
    r"|dos?|yes|good|right|better|best|correct|preferred(?: \w+)?|approved(?: \w+)?|on[- ]brand|like this"
    r"|this|instead|replacement|alternative|our words?|✓|✔|✅|👍"
)
"""What heads a column or list of what is wanted."""
NOT_SAY = re.compile(
    r"(?:we |please )?(?:don'?ts?|do not|never|not|avoid|stop)(?: (?:say|use|write|do|like|using|saying))?"
    r"(?: this| these| it)?(?: words?)?|no|bad|wrong|worse|incorrect|instead of|rather than|off[- ]brand"
    r"|banned|retired|forbidden|old(?: \w+)?|✗|✘|❌|👎|words? to avoid|terms? to avoid"
)
"""What heads a column or list of what is unwanted."""
KEEP = re.compile(
    r"(?:it |you )?(?:must |always )?(?:keep|carry|include)s?|conditions?|qualifiers?|caveats?|provided|with"
)
"""What heads a column of words that a claim may not lose."""
SUBJECT = re.compile(
    r"what|topic|subject|claims?|facts?|item|area|thing|name|when|where|who|case|situation|type|message"
)
"""What heads a column of labels."""
REMARK = re.compile(
    r"why|notes?|comments?|reasons?|because|examples?|explanation|rationale|source|proof|evidence|details?"
)
"""What heads a column of remarks."""
REFERENCES = re.compile(
    r"(?:additional|further|more|other|related|useful) (?:resources?|reading|links?|references?|sources?)"
    r"|resources|references|bibliography|see also|acknowledge?ments?|credits",
    re.IGNORECASE,
)
"""What heads a list of other people's pages, in which nothing is an instruction."""

IMPERATIVE = re.compile(
    r"(?:please )?(?:use|say|write|call|spell|keep|lead|start|open|end|put|give|name|mention|sign|include|"
    r"capitali[sz]e|lowercase|choose|prefer|refer|add|leave|be|check|focus|follow|present|craft|break|remove|"
    r"hyphenate|link|tell|talk|show|set|make|take|treat|try|promise|cover|round|claim|offer|count|compare|"
    r"describe|quote|repeat|sell|speak|replace|limit|place|verify|explain|define|state|begin|close|answer|"
    r"ask|address|apply|help|think|avoid|do|don't|never|always|only|no)\b",
    re.IGNORECASE,
)
"""How an instruction starts."""
RULE = _any(
    "never", "always", "must(?:n't)?", "don't", "do not", "avoid", "should(?:n't)?", "may not",
    "recommend against", "steer clear of",
    "instead of", "rather than", "prefer(?:red)?", "make sure", "ensure", "no longer", "has to",
    "needs? to", "stays?", "nobody (?:may|can|says)",
    "we (?:only|say|use|call|write|spell|lead|put|sound|sign|end|give|abbreviate|capitali[sz]e)",
)  # fmt: skip
"""Words that make a sentence a rule."""
ABOUT_GUIDE = re.compile(
    r"(?:below|here|this (?:page|guide|section|document)|in this (?:section|guide)|the following|see|let's|"
    r"ask yourself)\b",
    re.IGNORECASE,
)
"""How a sentence starts that speaks of the guide itself."""
LEADING = _any(
    r"lead(?:s|ing)?(?! to\b)", "headlines?", "subject lines?", "first slide", "message", "opening",
)  # fmt: skip
"""Words about what a draft puts first."""
EXISTENCE = _any("exists?", "there (?:is|are)(?: also)? (?:no|nothing|one|only)")
"""Words that state what there is, rather than what to say."""
HYPOTHETICAL = re.compile(r"^(?:if|when|suppose|imagine)\b|\b(?:might|could|would)\b", re.IGNORECASE)
"""Words of a sentence that supposes something."""
PIECES = (
    r"pieces?|copy|posts?|ads?|adverts?|drafts?|emails?|e-mails?|mails?|decks?|presentations?|slides|"
    r"releases?|pages?|replies|reply|answers?|tickets?|materials?|collateral|proposals?|one-pagers?|teams?|"
    r"staff|agents?|people|reps?|documents?|letters?"
)
"""Kinds of draft, and those who write them."""
HOLDS = re.compile(
    rf"^(?:(?:all|every|each|any|our) )?(?:[\w-]+,? (?:and |or )?){{0,4}}(?:{PIECES})\b[^.]{{0,40}}?\b"
    r"(?:ends?|carry|carries|includes?|gives?|says?|are signed|is signed|sign|shows?|has|have|holds?|must|"
    r"needs?|closes?|starts?|begins?|links?|names?)\b",
    re.IGNORECASE,
)
"""A sentence on what a kind of draft must hold."""
TEAM = re.compile(
    rf"\b(?P<named>campaigns?|marketing|sales|support|service|press|pr|hr|product)(?: and [\w-]+)? "
    rf"(?:{PIECES})\b|^(?:in|for) (?P<among>campaigns?|marketing|sales|support|press)\b",
    re.IGNORECASE,
)
"""A team, named by what it writes."""


def topic_of(heading: str) -> Topic | None:
    """Return what *heading* announces, if anything."""
    plain = heading.replace("’", "'")
    return next((topic for topic, pattern in HEADED if pattern.search(plain)), None)


def is_instruction(heading: str) -> bool:
    """Return whether *heading* tells somebody what to do: `Use contractions`."""
    return len(heading.split()) > 1 and bool(IMPERATIVE.match(heading.replace("’", "'")))


def is_rule(sentence: str) -> bool:
    """Return whether *sentence* tells somebody what to do or not to do."""
    plain = sentence.replace("’", "'")
    if plain.endswith("?") or ABOUT_GUIDE.match(plain):
        return False
    return bool(RULE.search(plain) or IMPERATIVE.match(plain.lstrip("“\"'(*")))


def states_fact(sentence: str) -> bool:
    """Return whether *sentence* states what there is, or a figure."""
    if HYPOTHETICAL.search(sentence):
        return False
    return bool(EXISTENCE.search(sentence.replace("’", "'")) or find_quantities(sentence))


def teams_in(text: str) -> tuple[str, ...]:
    """Return the teams that *text* says it is for."""
    found = (match["named"] or match["among"] for match in TEAM.finditer(text))
    return tuple(dict.fromkeys("campaign" if team.lower() == "campaigns" else team.lower() for team in found))
