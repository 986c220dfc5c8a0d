"""What stands around words to a machine: whether they give an order, which letter they mean, who is quoted.

The same words are harmless where they are denied (“never ignore …”), where somebody is said to do so
(“attackers ignore …”), where they speak to a customer about a letter or a box, and where an article about
attacks quotes them.
"""

import re

LEAD = 90
"""Characters before and after an order that are looked at."""
AROUND = 300
"""Characters around a quotation in which its reporter shows what it is about."""
CLAUSE = re.compile(r"[.!?:;\n\"()\[\]{}>|#]|(?<!\w)'|\s-\s")
"""Where a clause begins."""
WORD = re.compile(r"[^\W_]+")
NEGATORS = frozenset(
    "not never don doesn didn cannot can't won shouldn mustn nor without hardly wouldn isn aren t".split()
)
READY = frozenset(
    "please now then just kindly always simply only must should shall also instead and or but so you will "
    "can "
    "may first immediately therefore hereby again next ok okay let lets completely entirely fully "
    "totally "
    "safely simultaneously hence thus could would might bitte ai assistant model chatgpt claude gemini llm "
    "bot reviewer judge checker grader copilot".split()
)
"""Words after which an order may follow."""
OTHERS = frozenset(
    "they we i he she it who which people users customers clients visitors attackers attacker hackers hacker "
    "criminals scammers someone somebody anyone anybody everyone nobody employees staff teams readers models "
    "chatbots bots agents researchers students many some most others competitors drivers parents children "
    "testers auditors guests members companies businesses brands developers engineers players injections "
    "injection tools assistants systems".split()
)
"""Who may be said to do something, where it is no order."""
MACHINES = frozenset(
    "ai model assistant reviewer judge checker llm grader evaluator bot system moderator".split()
)
ASKING = frozenset("ask request instruct require order tell want need urge command direct advise".split())
CASES = frozenset("if when unless whether where".split())
"""Words after which it is only said what happens if somebody does so."""
DUTIES = frozenset(
    "you your task job goal role mission objective purpose instruction instructions duty".split()
)
NEVER_MEANT = re.compile(r"\b(?:prompts?|guidelines?|guardrails?|directives?|programming|system|preprompt)\b")
"""Words that no letter to a customer is about."""
OWN = re.compile(r"\b(?:my|our|his|her|their)\b")
THING = (
    r"\b(?:e-?mails?|mail|letters?|text messages?|sms|voicemail|calls?|box|label|packet|packaging|package|"
    r"pack|"
    r"bottle|tin|jar|bag|wrapper|leaflet|manual|handbook|booklet|card|app|screen|device|machine|invoice|"
    r"receipt|ticket|parcel|display|sticker|tag|recipe|video|sat ?nav|doctor|pharmacist|driver|seller|"
    r"courier|"
    r"us|me|team|colleagues?|office|support|hotline|portal|tracker|queue|inbox|folder|dashboard|calendar|kitchen|press|"
    r"police|media|authorities|nachricht|packung|verpackung|brief|schreiben|lettre|courriel|courrier|emballage|"
    r"correo|carta|caja|envase)\b"
)
MEANT_AFTER = re.compile(
    rf"^[^.!?\n]{{0,12}}\b(?:in|from|on|of|inside|with|at|by|via|to|aus|auf|von|de|du|dans|sur|del|en)\b"
    rf"[^.!?\n]{{0,40}}{THING}"
    r"|^[ ,;(-]{0,3}(?:that |which )?(?:i|we|she|he|they|(?:my|our|the) \w+|[a-z]+)(?: have| had|'ve)? "
    r"(?:sent|gave|given|wrote|posted|e-?mailed|texted|printed|shared|mailed|left)\b"
    r"|^\W{0,2}\?"
    r"|^ for (?:\w+ ){0,3}(?:years?|months?|weeks?|order|orders|booking|hobs?)\b|^ in your\b"
    r"|^[ ,;(-]{0,3}(?:if|unless|once|as soon as|until|wenn|falls|si)\b"
    r"|^[^.!?\n]{0,20}\b(?:my|our) (?:\w+ )?messages?\b"
    r"|^[ ,;(-]{0,3}(?:sent|printed|posted|mailed|e-?mailed|dated|shared|issued|enclosed)\b"
)
"""Words after an order that say which letter, box or case it means, or that make it a question."""
MEANT_BEFORE = re.compile(
    r"\b(?:if|once|unless) (?:you(?:'ve|'d| have| had| already| live| moved| paid| received| use| want|"
    r" would| prefer| need| own| bought| rent| are on| don't| do not)|your|the|they|it)\b[^.!?\n]{0,60}$"
)
QUOTED = re.compile(r"\"[^\"\n]{2,400}\"|(?<!\w)'[^\n]{2,400}?'(?!\w)")
VALUE = re.compile(r"[\"'] ?: ?$")
"""What stands before a text in quotation marks that is a field's value, and no quotation."""
ATTACK = re.compile(
    r"\b(?:prompt.injections?|inject\w*|jailbreak\w*|attack\w*|hacker\w*|malicious\w*|adversar\w+|exploit\w*|"
    r"manipulat\w+|trick\w*|smuggl\w+|hijack\w*|red.team\w*|hidden (?:text|instruction|prompt|command|"
    r"word|line)"
    r"s?|poison\w*|scam\w*|fraud\w*|phish\w*|untrusted)\b"
)
"""Words of who writes about attacks."""


def is_order(text: str, at: int, *, is_capital: bool) -> bool:
    """Return whether the verb *at* in *text*, a reading, gives an order.

    Args:
        text: the reading.
        at: where the verb begins.
        is_capital: whether it is written with a capital after a word that has none.
    """
    lead = text[max(0, at - LEAD) : at]
    begins = max((match.end() for match in CLAUSE.finditer(lead)), default=0)
    words = WORD.findall(lead[begins:])
    if not words or is_capital or lead.rstrip().endswith((",", "-", "/", "=")):
        return True
    return not NEGATORS.intersection(words[-4:]) and _is_wanted(words)


def _is_wanted(words: list[str]) -> bool:
    """Return whether the *words* before a verb leave it an order."""
    if words[-1] == "you" and words[-2:-1] and words[-2] in CASES:
        return False
    known = frozenset(words)
    is_asked = bool(known & MACHINES and known & ASKING)
    if known & OTHERS and "you" not in known and not is_asked:
        return False
    if words[-1] == "to":
        return is_asked or bool(known & DUTIES)
    return words[-1] in READY


def is_meant(text: str, start: int, end: int) -> bool:
    """Return whether the order from *start* to *end* in *text*, a reading, says which letter it means."""
    order = text[start:end]
    if NEVER_MEANT.search(order):
        return False
    before, after = text[max(0, start - LEAD) : start], text[end : end + LEAD]
    return bool(OWN.search(order) or MEANT_AFTER.search(after) or MEANT_BEFORE.search(before))


def is_told(text: str, start: int, end: int) -> bool:
    """Return whether *text*, a reading, only quotes the words from *start* to *end*, and tells of attacks."""
    begin = max(0, start - AROUND)
    around = text[begin : end + AROUND]
    spans = (match.span() for match in QUOTED.finditer(around))
    place = next((span for span in spans if span[0] <= start - begin and end - begin <= span[1]), None)
    if place is None or VALUE.search(around[max(0, place[0] - 4) : place[0]]):
        return False
    return bool(ATTACK.search(around[: place[0]]) or ATTACK.search(around[place[1] :]))
