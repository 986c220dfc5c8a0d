"""Characters that show nothing, such as a soft hyphen or a joiner of no width: words are read without them.

They are those with Unicode's property Default_Ignorable_Code_Point (DerivedCoreProperties.txt, version 16).
"""

import re

UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""One such character."""


def seen(text: str) -> str:
    """Return *text* without the characters that show nothing."""
    return text if text.isascii() else UNSEEN.sub("", text)
