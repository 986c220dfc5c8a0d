"""How people label the parts of a draft: subject lines, slides, speaker notes."""

import re

EMPHASIS = r"[*_]{0,3}"
"""Markdown around a label: `**Subject:** …`."""

HEADER = re.compile(
    rf"[ \t]{{0,3}}{EMPHASIS}"
    r"(?P<name>Subject|Subject line|Preview|Preview text|Pre-?header|From|To|Cc|Bcc|Reply-To|Date)"
    rf"{EMPHASIS}[ \t]*:{EMPHASIS}(?=[ \t\n]|$)[ \t]*{EMPHASIS}(?=\S|$)",
    re.IGNORECASE,
)
"""A line at the head of an e-mail as people write it down, up to its words."""

SLIDE = re.compile(
    rf"[ \t]*{EMPHASIS}slide[ \t]+(?P<number>\d{{1,4}})\b{EMPHASIS}[ \t]*(?:[:.–—-]+|$){EMPHASIS}[ \t]*",
    re.IGNORECASE,
)
"""The label of a slide in a deck that is written out, up to its title."""

NOTES = re.compile(
    rf"[ \t]*{EMPHASIS}(?:(?:speaker|presenter)(?:[’']s)?[ \t]+)?notes?{EMPHASIS}[ \t]*:{EMPHASIS}"
    r"(?=[ \t\n]|$)[ \t]*",
    re.IGNORECASE,
)
"""The label of a speaker's notes, up to their words."""


def is_subject(name: str) -> bool:
    """Return whether a header's *name* announces the subject."""
    return name.lower().startswith("subject")
