"""Characters as a reader sees them: look-alikes, accents, styles and widths brought back to plain letters.

Compatibility forms are those of Unicode's NFKD (UAX #15); what else looks like a Latin letter is a small part
of the confusables of UTS #39; styled letters without a decomposition are known by their names.
"""

import re
import unicodedata

LOOK_ALIKES = {
    **dict(zip("авсԁеһіјкмнопрԛгѕтуѵԝхӏьє", "abcdehijkmhonpqrstyvwxlbe", strict=True)),
    **dict(zip("АВСЕЅНІЈКМОРԚТУХԜ", "abceshijkmopqtyxw", strict=True)),
    **dict(zip("αβγεικνορςτυχωη", "abyeiknvoptuxwn", strict=False)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abezhikmnoptyx", strict=True)),
    **dict(zip("ոսօհցքզյւ", "nuohgpqji", strict=True)),
    **dict(zip("ᎪᏴᏟᎠᎬᏀᎻᏆᎫᏦᏞᎷᎾᏢᏒᏚᎢᏙᎳ", "abcdeghijklmoprstvw", strict=True)),
    **dict(zip("ıȷɑɡɩɪʟɴʀʏøłđħŧƚǀ∣", "ijagiilnryoldhtlll", strict=True)),
    "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "ð": "d",
    "‘": "'", "’": "'", "‛": "'", "′": "'", "`": "'", "´": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"', "「": '"', "」": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    "\u2800": " ", "\u2028": "\n", "\u2029": "\n", "\x85": "\n",
}  # fmt: skip
"""What a character looks like."""
BLANK = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters that show nothing."""
UNSEEN = frozenset({"Cf", "Mn", "Me", "Cc", "Co", "Cs", "Cn"})
"""Unicode's categories of characters that show nothing of their own, accents among them."""
STYLED = re.compile(r"\bLETTER (?:SMALL CAPITAL |SCRIPT |TURNED )?([A-Z])(?: WITH .*)?$")
SPACE = frozenset({"Zs", "Zl", "Zp"})


def plain(character: str) -> str:
    """Return what *character* looks like in lower case: a plain letter, several, or nothing."""
    if character in LOOK_ALIKES:
        return LOOK_ALIKES[character]
    if character in BLANK:
        return ""
    if "가" <= character <= "힣":
        return character
    if unicodedata.category(character) in SPACE:
        return " "
    parts = (c for c in unicodedata.normalize("NFKD", character) if unicodedata.category(c) not in UNSEEN)
    return "".join(_bare(part) for part in parts)


def _bare(character: str) -> str:
    """Return a character without accents as a plain letter, where it is one in some style."""
    if character in LOOK_ALIKES or character.isascii():
        return LOOK_ALIKES.get(character, character.lower())
    name = unicodedata.name(character, "")
    styled = STYLED.search(name) if "LATIN" in name or "REGIONAL" in name else None
    lower = character.casefold()
    return styled[1].lower() if styled else LOOK_ALIKES.get(lower, lower)
