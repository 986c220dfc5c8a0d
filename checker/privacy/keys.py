"""Keys, tokens and passwords: by the form that their issuer gives them, or next to a telling word."""

import math
import re
from collections import Counter
from collections.abc import Iterator

from checker.privacy.sighting import Sighting

ISSUED = {
    "OpenAI, Anthropic, OpenRouter": r"sk-(?:(?:proj|ant|or|svcacct|admin)-)?(?=[\w-]{0,64}\d)[\w-]{16,4096}",
    "GitHub": r"gh[oprsu]_[A-Za-z0-9]{20,4096}|github_pat_\w{20,4096}",
    "GitLab": r"gl(?:pat|ptt|dt|rt|soat|cbt|ft)-[\w-]{16,4096}",
    "Amazon": r"(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])",
    "Google": r"AIza[\w-]{30,4096}|ya29\.[\w-]{16,4096}|GOCSPX-[\w-]{20,4096}",
    "Slack": r"xox[abceoprs]-[A-Za-z0-9-]{10,4096}|xapp-[A-Za-z0-9-]{16,4096}",
    "Stripe": r"(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{10,4096}|whsec_[A-Za-z0-9+/]{16,4096}",
    "SendGrid": r"SG\.[\w-]{16,4096}\.[\w-]{16,4096}",
    "Brevo, Mailgun": r"xkeysib-[A-Za-z0-9-]{32,4096}|key-[0-9a-f]{32}",
    "Twilio": r"(?:SK|AC)[0-9a-f]{32}(?![A-Za-z0-9])",
    "Telegram": r"\d{8,10}:AA[\w-]{33}",
    "npm, Hugging Face, Groq, Replicate": r"(?:npm|hf|gsk|r8)_[A-Za-z0-9]{30,4096}",
    "PyPI": r"pypi-[\w-]{32,4096}",
    "DigitalOcean": r"do[opr]_v1_[0-9a-f]{32,4096}",
    "Shopify, Square": r"shp(?:at|ss|ca|pa)_[0-9a-fA-F]{32}|sq0(?:atp|csp)-[\w-]{20,4096}",
    "Grafana, Linear, Docker": r"(?:glsa_|lin_api_|dckr_pat_)[\w-]{20,4096}",
    "age": r"AGE-SECRET-KEY-1[A-Z0-9]{50,4096}",
    "JSON web tokens (RFC 7519)": r"eyJ[\w-]{5,4096}\.[\w-]{5,4096}(?:\.[\w-]{0,4096}){1,3}",
}
"""What the keys of each issuer look like, after its documentation; bounded, so that no run is read often."""
LONG_ENOUGH = 16
"""Characters from which on a key can be told from a word by how random it is."""
MIXED = 8
"""Characters that must stand in parts of both letters and digits: a slug or a time has fewer."""
BITS = 3.0
"""Shannon entropy a character: hexadecimal keys of this length come to about 3.3, those in base 64 to 3.8."""
LONGEST_PEM = 20_000
"""Characters of a key in PEM (RFC 7468) at most."""
_ISSUED = re.compile(rf"(?<!\w)(?:{'|'.join(ISSUED.values())})", re.ASCII)
_HOOK = re.compile(r"(?:(?<=hooks\.slack\.com/services/)|(?<=discord\.com/api/webhooks/))[\w/-]{20,256}")
_HEADER = re.compile(r"\bauthorization[\"']?: ?[\"']?(?:\w+ )?(?P<value>[^\s\"'<>,;]{8,4096})", re.IGNORECASE)
_BEARER = re.compile(r"\b(?:bearer|basic|token) (?P<value>[A-Za-z0-9._~+/-]{16,4096}=*)", re.IGNORECASE)
_PEM = re.compile(r"-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----")
_PEM_END = "-----END"
_PEM_BODY = re.compile(r"(?:\s{1,4}[A-Za-z0-9+/=\\]{16,})*")
_WORD = (
    "api|app|access|auth|client|secret|private|encryption|signing|shared|account|consumer|license|webhook|bot|"
    "service|storage|security|refresh|session|deploy|deployment"
)
_KEYED = re.compile(
    rf"(?<![A-Za-z])(?:(?:{_WORD})[ _-]?){{0,3}}(?:key|token|secret|credentials?)(?![A-Za-z])[\"'`]?"
    rf" ?(?:is|was|:|=>|=) ?[\"'`]?(?P<value>[^\s\"'`<>,;&]{{{LONG_ENOUGH},4096}})",
    re.IGNORECASE,
)
_PASSWORD = re.compile(
    r"(?<![A-Za-z])"
    r"(?:pass(?:word|phrase|code|wd)|pwd|passwort|kennwort|mot de passe|contraseña|senha|wachtwoord)"
    r"(?![A-Za-z])[\"'`]?(?P<link> ?(?:is|was|=>|[:=]) ?)[\"'`]?(?P<value>[^\s\"'`<>]{4,128})",
    re.IGNORECASE,
)
_MIXTURE = re.compile(r"(?=[\W\d_]*[A-Za-z])(?=[\W_A-Za-z]*\d)")
_STRANGE = re.compile(r"\d|[^\w\s/'-](?=\w)")
_MEASURE = re.compile(r"\d+[-+]?[a-z-]*", re.IGNORECASE)
"""A rule about passwords (`8-character`), not one."""
_CALL = re.compile(r"[\w.]+[(\[]")
"""Code that fetches a password."""
_AFTER = ".,;:!?)]}"


def find_keys(text: str) -> Iterator[Sighting]:
    """Find keys, tokens and passwords in *text*, a levelled one."""
    for pattern in (_ISSUED, _HOOK):
        for match in pattern.finditer(text):
            yield Sighting(match.start(), match.end(), "key")
    yield from _pem(text)
    yield from _told(text)


def is_random(text: str) -> bool:
    """Return whether *text* is long and varied enough to be a key, not a word, a slug, a time or a number."""
    mixed = sum(len(part) for part in re.split(r"[\W_]", text) if _MIXTURE.match(part))
    return len(text) >= LONG_ENOUGH and mixed >= MIXED and "://" not in text and _bits(text) >= BITS


def _bits(text: str) -> float:
    """Return the Shannon entropy of *text* in bits a character."""
    shares = [count / len(text) for count in Counter(text).values()]
    return -sum(share * math.log2(share) for share in shares)


def _pem(text: str) -> Iterator[Sighting]:
    done = 0
    for match in _PEM.finditer(text):
        if match.start() >= done:
            done = _pem_end(text, match.end())
            yield Sighting(match.start(), done, "key")


def _pem_end(text: str, start: int) -> int:
    end = text.find(_PEM_END, start, start + LONGEST_PEM)
    if end < 0:
        body = _PEM_BODY.match(text, start)
        return body.end() if body else start
    closing = text.find("-----", end + len(_PEM_END), end + 80)
    return closing + 5 if closing >= 0 else end + len(_PEM_END)


def _told(text: str) -> Iterator[Sighting]:
    for match in _HEADER.finditer(text):
        yield Sighting(*match.span("value"), "key")
    keyed = (match for pattern in (_BEARER, _KEYED) for match in pattern.finditer(text))
    yield from (_value(match) for match in keyed if is_random(match["value"].rstrip(_AFTER)))
    for match in _PASSWORD.finditer(text):
        if _is_password(match["value"].rstrip(_AFTER), match["link"]):
            yield _value(match)


def _value(match: re.Match[str]) -> Sighting:
    start = match.start("value")
    return Sighting(start, start + len(match["value"].rstrip(_AFTER)), "key")


def _is_password(value: str, link: str) -> bool:
    if len(value) < 4 or (_MEASURE.fullmatch(value) and not value.isdigit()):  # noqa: PLR2004 - too short for any
        return False
    if _CALL.match(value):
        return False
    if link == "=":
        return True
    return _MIXTURE.match(value) is not None if link.strip().isalpha() else _STRANGE.search(value) is not None
