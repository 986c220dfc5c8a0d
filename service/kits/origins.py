"""Where the guidelines of an imported kit come from: the words of the guide, cited in comments above them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from checker.kits.source.extents import guideline_nodes
from checker.kits.source.fields import canonical
from checker.presentation.neutral import neutral

CITED = re.compile(r"(?P<place>[^:\"]*(?:, under \".*?\")?): (?P<words>.+)")
"""A comment as an import writes it: the place in the guide, and the words there."""
NUMBER = re.compile(r"\bline (\d+)")
COMMENT = re.compile(r"\s*# ?(?P<indent> *)(?P<words>.*\S)?\s*")
MARKS = re.compile(r"[*`]+|\b_+|_+\b")
"""Marks of Markdown inside a line (CommonMark 0.31, sections 6.1 and 6.2)."""
BULLET = "- "
AROUND = 240
"""Characters of the guide that are shown on either side of words."""


class Origin(NamedTuple):
    """A place in a guide, with the words that a guideline comes from and those around them."""

    place: str
    before: str
    words: str
    after: str
    is_found: bool
    """Whether the guide holds the words; otherwise they are as the comment has them."""


class Remark(NamedTuple):
    """What an import says at the end of a kit, such as what was not understood."""

    title: str
    texts: tuple[str, ...]


def origins(source: str, guide: str) -> Mapping[str, tuple[Origin, ...]]:
    """Return, by the guideline's id, where each guideline of the YAML *source* comes from in *guide*."""
    lines = source.splitlines()
    letters, places = _letters(guide)
    found: dict[str, tuple[Origin, ...]] = {}
    for node in guideline_nodes(source):
        names = [str(value.value).strip() for key, value in node.value if canonical(str(key.value)) == "id"]
        comments = _comments(lines, node.start_mark.line)
        if names:
            found[names[0]] = tuple(_origin(text, guide, letters, places) for text in comments)
    return found


def remarks(source: str) -> tuple[Remark, ...]:
    """Return what the comments at the end of the YAML *source* say."""
    lines = source.splitlines()
    end = len(lines)
    while end > 0 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    made: list[tuple[str, list[str]]] = []
    for text in _joined(lines[end:]):
        if not text.startswith(BULLET):
            made.append((text.rstrip(":;"), []))
        elif made:
            made[-1][1].append(text.removeprefix(BULLET))
    return tuple(Remark(title, tuple(texts)) for title, texts in made if texts)


def _comments(lines: Sequence[str], line: int) -> list[str]:
    """Return the comments that stand right above *line*, each joined to one text."""
    start = line
    while start > 0 and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return list(_joined(lines[start:line]))


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Yield the comments on *lines*; a line that stands in goes on with the one above."""
    text = ""
    for line in lines:
        match = COMMENT.fullmatch(line)
        words = (match["words"] or "") if match else ""
        if match and match["indent"] and text:
            text = f"{text} {words}"
            continue
        if text:
            yield text
        text = words
    if text:
        yield text


def _origin(comment: str, guide: str, letters: str, places: Sequence[int]) -> Origin:
    cited = CITED.fullmatch(comment)
    place, words = (cited["place"], cited["words"]) if cited else ("", comment)
    sought = _letters(words)[0]
    starts = [match.start() for match in re.finditer(re.escape(sought), letters)] if sought else []
    if not starts:
        return Origin(place, "", neutral(words), "", is_found=False)
    near = NUMBER.search(place)
    start = (
        min(starts, key=lambda at: abs(guide.count("\n", 0, places[at]) + 1 - int(near[1])))
        if near
        else starts[0]
    )
    first, last = places[start], places[start + len(sought) - 1] + 1
    last = _line_end(guide, last) if words.endswith("…") else _past_punctuation(guide, last)
    before, after = _head(guide, first), _tail(guide, last)
    return Origin(place, _plain(before), _plain(guide[first:last]), _plain(after), is_found=True)


def _past_punctuation(guide: str, last: int) -> int:
    """Return where the punctuation ends that begins at *last*."""
    while last < len(guide) and not guide[last].isalnum() and not guide[last].isspace():
        last += 1
    return last


def _plain(text: str) -> str:
    """Return *text* without marks of Markdown, its blanks squeezed, what acts on a display made visible."""
    bare = MARKS.sub("", text)
    bare = bare if any(letter.isalnum() for letter in bare) else bare.strip("->#|. ")
    return neutral(re.sub(r"\s+", " ", bare))


def _letters(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of *text* in lower case, and where in it each of them stands."""
    kept = [(letter, place) for place, letter in enumerate(text) if letter.isalnum()]
    pairs = [(small, place) for letter, place in kept for small in letter.lower()]
    return "".join(small for small, _ in pairs), [place for _, place in pairs]


def _head(guide: str, first: int) -> str:
    """Return what stands before *first* on its line, its end only where it is long."""
    start = guide.rfind("\n", 0, first) + 1
    return guide[start:first] if first - start <= AROUND else f"…{guide[first - AROUND : first]}"


def _tail(guide: str, last: int) -> str:
    """Return what stands behind *last* on its line, its beginning only where it is long."""
    end = _line_end(guide, last)
    return guide[last:end] if end - last <= AROUND else f"{guide[last : last + AROUND]}…"


def _line_end(guide: str, start: int) -> int:
    end = guide.find("\n", start)
    return len(guide) if end < 0 else end
