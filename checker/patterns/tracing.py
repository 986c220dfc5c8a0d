"""Where in a document a piece of it stands that a parser has cut out and cleaned."""

import re
from array import array

from checker.patterns.stretch import NOWHERE, Traced

MARKERS = re.compile(r"[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]+|>)*(?:#{1,6}[ \t]+)?")
"""What may stand before the words of a block's first line."""


class Tracer:
    """Finds pieces of a document in its order."""

    def __init__(self, source: str) -> None:
        """Look in *source*, the document's text."""
        self._source = source
        self._starts = [0, *(match.end() for match in re.finditer("\n", source))]
        self._cursor = 0

    def trace(self, content: str, first: int, last: int) -> Traced:
        """Return *content*, cut from the lines *first* up to *last*, counted from 0, with its origins."""
        begin = self._starts[min(first, len(self._starts) - 1)]
        stop = self._starts[last] if last < len(self._starts) else len(self._source)
        cursor = max(begin, self._cursor)
        if cursor == begin and (markers := MARKERS.match(self._source, begin, stop)):
            cursor = self._after(markers.end(), begin, stop, content)
        origins = array("q")
        for number, line in enumerate(content.split("\n")):
            if number:
                end = self._source.find("\n", cursor, stop)
                origins.append(end)
                cursor = end + 1 if end != NOWHERE else cursor
            cursor = self._line(line, cursor, stop, origins)
        self._cursor = cursor
        return Traced(content, origins)

    def _after(self, marked: int, begin: int, stop: int, content: str) -> int:
        """Return where to look from: behind the markers, unless the content begins with them."""
        line = content.split("\n", 1)[0]
        return marked if self._source.find(line, marked, stop) != NOWHERE else begin

    def _line(self, line: str, cursor: int, stop: int, origins: "array[int]") -> int:
        """Add the origins of *line*, and return where the document goes on."""
        at = self._source.find(line, cursor, stop)
        if at != NOWHERE:
            origins.extend(range(at, at + len(line)))
            return at + len(line)
        for character in line:
            at = self._source.find(character, cursor, stop)
            origins.append(at)
            cursor = at + 1 if at != NOWHERE else cursor
        return cursor
