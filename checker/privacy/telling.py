"""What the words before a number tell: that it is a phone number, or that it is something else."""

import re
from typing import Literal

Told = Literal["phone", "phone nearby", "thing", "number of a thing", "nothing"]
"""A word for a phone stands directly before a number or somewhere near it; a word for something else that has
numbers does, or is said to be numbered (`order no.`); or neither."""
REACH = 48
"""Characters before a number whose words are read."""
PHONES = frozenset(
    "tel tél tlf telephone phone phones ph fon fono telefon telefono teléfono téléphone telefone "
    "telefoon telepono telefonnummer telefonnumarası rufnummer mobilnummer handynummer call calls ring "
    "dial text txt sms whatsapp signal mobile mobil mob cell cellphone cellular handy móvil movil "
    "celular cellulare portable gsm cep fax hotline helpline landline freephone tollfree switchboard "
    "reception reach contact fixe callto 電話 电话 手机 携帯 전화 ☎ ☏ 📞 📱 ✆".split()
)
LETTERS = frozenset("T M P F".split())
"""Words for a phone in letterheads, if a colon or a full stop follows."""
CODES = frozenset("sku isbn issn ean gtin upc barcode asin hs vat serial patent commit".split())
"""Words that say by themselves that a number is one of a thing."""
THINGS = CODES | frozenset(
    "order orders invoice ref reference ticket case tracking parcel shipment consignment product item "
    "part model version booking policy po article artikel bestellung rechnung batch lot job quote "
    "contract company charity registration registered code build release chapter".split()
)
"""What else has numbers, which a reader must see."""
FILLERS = frozenset(
    "is was on at us me him her them no number numbers nr nummer num n line or and to your now free "
    "toll today team en der die the a an one any time day direct directly office desk sales support "
    "service here anytime international us uk usa".split()
)
"""Words that may stand between such a word and the number."""
OWNERS = frozenset("my our his her their your".split())
NUMBERS = frozenset("number numbers no nr num nummer one #".split())
"""With an owner before them a phone is meant: `my number is`; with a thing before them, the thing."""
_TOKEN = re.compile(r"[^\W\d_]+|\d|[^\w\s]")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LINK = re.compile(r"wa\.me/\+?\Z|api\.whatsapp\.com/send\?phone=\Z", re.IGNORECASE)


def told(before: str) -> Told:
    """Return what *before*, the text up to a number, tells about it; only its last line is read."""
    line = before[-REACH:].rpartition("\n")[2]
    if line[-1:].isascii() and line[-1:].isalpha():
        return "nothing"
    tokens = _TOKEN.findall(line)
    said = "phone" if _LINK.search(line) else _directly(tokens)
    if said != "nothing":
        return said
    near = {token.lower() for token in tokens}
    return "phone nearby" if near & PHONES and not near & THINGS else "nothing"


def _directly(tokens: list[str]) -> Told:
    is_numbered, after = False, ""
    for token in reversed(tokens):
        word = token.lower()
        if word in PHONES or (token in LETTERS and after in {":", "."}) or (word in OWNERS and is_numbered):
            return "phone"
        if word in THINGS:
            return "number of a thing" if is_numbered or word in CODES else "thing"
        if token.isalnum() and word not in FILLERS and not _COUNTRY.fullmatch(token):
            break
        is_numbered, after = is_numbered or word in NUMBERS, token
    return "nothing"
