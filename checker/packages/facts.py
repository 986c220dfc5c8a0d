"""What an Office file says of itself in its properties."""

import re
from collections.abc import Iterator

from checker.composition import Facts
from checker.domain import BlockKind, Document
from checker.packages.package import Package

DEFAULT_TITLES = re.compile(
    r"(powerpoint presentation|presentation\d*|document\d*|slide \d+|word document|untitled)?"
)
"""Titles that programs give of their own accord."""

PAIR = re.compile(r"\b(team|channel|audience)\s*[:=]\s*([^;,\n]+)", re.IGNORECASE)
"""A fact among the keywords or in the category: `team: sales`."""


def facts(package: Package) -> Facts:
    """Return title, team, channel and audience as the file's properties have them.

    Team, channel and audience are custom properties of these names, or pairs such as `team: sales` among the
    keywords or in the category.
    """
    core = dict(_core(package))
    pairs = PAIR.findall(f"{core.get('keywords', '')}\n{core.get('category', '')}")
    known = {name.lower(): value.strip() for name, value in (*pairs, *_custom(package))}
    title = core.get("title", "")
    return Facts(
        title="" if DEFAULT_TITLES.fullmatch(title.lower()) else title,
        team=known.get("team", ""),
        channel=known.get("channel", ""),
        audience=known.get("audience", ""),
    )


def titled(document: Document) -> Document:
    """Return *document* with the words of its title block as its title, if it has no other."""
    titles = (document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.TITLE)
    return document if document.title else document.model_copy(update={"title": next(titles, "")})


def _core(package: Package) -> Iterator[tuple[str, str]]:
    for part in package.about("core-properties"):
        for element in part.root:
            yield element.tag.rpartition("}")[2], " ".join((element.text or "").split())


def _custom(package: Package) -> Iterator[tuple[str, str]]:
    for part in package.about("custom-properties", "customProperties"):
        for element in part.root:
            yield element.get("name", ""), " ".join("".join(map(str, element.itertext())).split())
