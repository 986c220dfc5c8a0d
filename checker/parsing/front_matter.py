"""The lines between `---` at the head of a file, in which a draft says what it is."""

import re
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from checker.composition import Facts

FENCED = re.compile(r"---[ \t]*\n(?P<yaml>(?:[^\n]*\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
KEY = re.compile(r"[ \t]*(?:[\w-]+[ \t]*:|-[ \t]|#)|[ \t]*$")
"""What a line of front matter starts with, broken or not."""

LONGEST = 20_000
"""Characters of YAML that are looked at; what is longer is no front matter."""

KNOWN = ("title", "team", "channel", "format", "audience")
"""Fields that are facts of their own; every other one is a label."""
MOST_LABELS = 50
"""Labels that are kept."""

MOST_BRACKETS = 200
"""Lists and groups opened; the parser takes seconds over a thousand inside one another."""


class FrontMatter(NamedTuple):
    """What a draft says of itself."""

    length: int
    """Characters that it takes up, its fences included; 0 where there is none."""
    facts: Facts
    problem: str = ""
    """Why it could not be read."""


def read_front_matter(text: str) -> FrontMatter:
    """Return the front matter of *text*.

    What is fenced like front matter but isn't a mapping is plain content; what looks like one and
    isn't valid YAML is reported as a problem and its words are not taken for the draft's.
    """
    fenced = FENCED.match(text)
    if not fenced or len(fenced["yaml"]) > LONGEST:
        return FrontMatter(0, {})
    try:
        fields = _load(fenced["yaml"])
    except (YAMLError, ValueError, RecursionError) as error:
        if not all(map(KEY.match, fenced["yaml"].split("\n"))):
            return FrontMatter(0, {})
        return FrontMatter(fenced.end(), {}, f"not valid YAML: {_first_line(error)}")
    return FrontMatter(fenced.end(), _facts(fields)) if isinstance(fields, dict) else FrontMatter(0, {})


def _load(yaml: str) -> object:
    if yaml.count("[") + yaml.count("{") > MOST_BRACKETS:
        raise ValueError("too many brackets")
    return YAML(typ="base", pure=True).load(yaml)


def _facts(fields: dict[object, object]) -> Facts:
    words = {str(key).strip().lower(): _words(value) for key, value in fields.items()}
    labels = {key: said for key, said in words.items() if said and key not in KNOWN}
    return Facts(
        title=words.get("title", ""),
        team=words.get("team", "").lower(),
        channel=(words.get("channel") or words.get("format", "")).lower(),
        audience=words.get("audience", ""),
        labels=dict(list(labels.items())[:MOST_LABELS]),
    )


def _words(value: object) -> str:
    """Return a scalar or a list of scalars as words; anything deeper says nothing of the draft."""
    parts = value if isinstance(value, list) else [value]
    return ", ".join(" ".join(part.split()) for part in parts if isinstance(part, str))


def _first_line(error: Exception) -> str:
    problem = getattr(error, "problem", None) or str(error)
    return str(problem).split("\n")[0]
