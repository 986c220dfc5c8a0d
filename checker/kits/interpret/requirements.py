"""What each kind of draft must hold, read from prose."""

import re
from collections.abc import Iterator

from checker.domain import Element, Guideline, Kind
from checker.english.speech import quotations
from checker.kits.interpret.prose import quoted, sentences

ADDRESS = re.compile(
    r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w-]+(?:\.[\w-]+)*\.(?:example|com|org|net|co\.uk|io|test)(?:/[\w/-]*)?|(?<!\w)\+?\d[\d ()-]{5,}\d(?!\w)"
)
SUBJECTS = {
    "press": r"press releases?|news releases?|releases", "social": r"social(?: media)? posts?|posts|social", "ad": r"\bads?\b|adverts?|advertisements?",
    "one-pager": r"one-pagers?|leaflets?|fact ?sheets?", "deck": r"\bdecks?\b|presentations?|slides", "landing": r"landing pages?|web ?pages?|pages",
    "email": r"(?<!proposal )e-?mails?|newsletters?", "reply": r"\breplies\b|\breply\b|answers to (?:customers|tickets)", "campaign": r"campaigns?(?: pieces?| copy| drafts?| material)?|marketing",
    "sales": r"\bsales(?: pieces?| material| drafts?)?\b|seller\w*", "sales email": r"proposal e-?mails?|proposals?", "support": r"support(?: replies| answers| messages)?|service replies",
}  # fmt: skip
EXEMPT = re.compile(r"\b(?:never|don[’']t|not need|needn[’']t|no need)\b", re.IGNORECASE)
SIGNED = re.compile(
    r"\bsign(?:ed|s|ing)?\b(?:[- ]off)?\b[^.;]*?\b(?:name|named)\b|\bname at the (?:end|foot)|\bclose with (?:a|your) (?:first )?name|\bfirst name\b",
    re.IGNORECASE,
)
NEXT_STEP = re.compile(
    r"\bwhat(?:[’']s| is| will)? ?happens? next\b|\bnext step\b|\bwhat (?:we|you)(?:[’']ll| will)? do next\b|\b(?:and|say) (?:by )?when\b|\bby when\b|\bwhat (?:comes|is) next\b",
    re.IGNORECASE,
)
PASSIVE = re.compile(
    r"\b(?:if|when|whenever|where|wherever) (?:an? |the |any )?(?P<what>[^,;:]+?) (?:is|are) (?:given|mentioned|named|quoted|used|shown|stated|discussed)\b",
    re.IGNORECASE,
)
CIRCUMSTANCE = re.compile(
    r"^\W*(?:if|when|whenever|where|wherever) (?P<what>[^,;:]+?)(?:,| comes? up| arises?| (?:say|carry|add|give|hold|they|the reply)\b)",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"^\W*[\w -]*\b(?:replies|answers|pieces|drafts|posts|messages)\b[\w ]*\b(?:about|on|concerning) (?P<what>[\w ,]+?) (?:carry|say|hold|end|give|add|include)\b",
    re.IGNORECASE,
)
WHEN = re.compile(
    r"\b(?:if|when(?:ever)?|where(?:ver)?|that|which|who) (?:the |a |an |they |it |you |we )?(?P<about>[^,;:]*?)\b(?:mentions?|touch(?:es)?|names?|talks? (?:about|of)|speaks? of|refers? to|quotes?|states?|gives?|discuss(?:es)?|say|uses?|cover)s? (?P<what>[^,;:]*)",
    re.IGNORECASE,
)


def elements_of(guideline: Guideline) -> tuple[Element, ...]:
    """Return what a `required` guideline asks drafts to hold."""
    if guideline.kind is not Kind.REQUIRED:
        return ()
    found: list[Element] = []
    subject: tuple[str, ...] = ()
    for sentence in sentences(guideline.text):
        for clause in re.split(r";\s*|,? and (?=if|when|where)", sentence):
            subject = _subject(clause) or subject
            found.extend(_required(clause, subject))
    return tuple(_without_others(element, found) for element in found)


def _subject(clause: str) -> tuple[str, ...]:
    """Return the teams and channels that *clause* speaks of before its verb."""
    head = re.split(
        r"\b(?:ends?|gives?|carr(?:y|ies)|says?|hold|include|includes|show|shows|close|closes|has|have|must|need|needs|name|names|mention|mentions|state|finish(?:es)?|are signed|is signed|sign|always)\b",
        _bare(clause),
    )[0]
    return tuple(
        name for name, pattern in SUBJECTS.items() if re.search(rf"\b(?:{pattern})", head, re.IGNORECASE)
    )


def _bare(text: str) -> str:
    for span in reversed(quotations(text)):
        text = text[: span.start] + " " + text[span.end :]
    return text


def _required(clause: str, subject: tuple[str, ...]) -> Iterator[Element]:
    bare = _bare(clause)
    if EXEMPT.search(bare):
        return
    when = _when(clause)
    texts = [q.text.rstrip(".") for q in quoted(clause) if not q.banned]
    addresses = [m.group().strip() for m in ADDRESS.finditer(clause) if m.group() not in " ".join(texts)]
    wanted = [(f"“{text}”", text) for text in texts] + [(address, address) for address in addresses]
    if NEXT_STEP.search(bare):
        wanted.append(("what happens next and when", "@next-step"))
    if SIGNED.search(bare):
        wanted.append(("a signature with a name", "@signature"))
    for name, text in wanted:
        yield Element(name=name, any_of=(text,), channels=subject, when=when)


def _when(clause: str) -> tuple[str, ...]:
    about = ABOUT.search(_bare(clause))
    if about:
        return _alternatives(about["what"])
    passive = PASSIVE.search(_bare(clause))
    if passive:
        return _alternatives(passive["what"])
    match = WHEN.search(_bare(clause))
    if not match and (circumstance := CIRCUMSTANCE.match(_bare(clause))):
        return (circumstance["what"],)
    if not match or not re.search(r"\b(?:if|when|whenever|wherever|that|which)\b", match.group()):
        return ()
    what = re.split(r"\b(?:carr|must|also|it|they|the reply|say|add|hold|give)", match["what"])[0]
    return _alternatives(what)


def _alternatives(words: str) -> tuple[str, ...]:
    parts = re.split(r",| or | and ", words)
    return tuple(part.strip(" .,") for part in parts if part.strip(" .,"))


def _without_others(element: Element, found: list[Element]) -> Element:
    """Return *element* with the channels that have an ending of their own taken out."""
    teams = {"campaign", "sales", "support"}
    if not element.channels or not set(element.channels) & teams:
        return element
    own = {c for other in found for c in other.channels if c not in teams and not set(other.channels) & teams}
    return element.model_copy(update={"except_channels": tuple(sorted(own - set(element.channels)))})
