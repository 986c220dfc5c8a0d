"""A small writer of PDF files, for tests that must say where every word stands.

It writes what the tests need and nothing else, so that a test can also put something wrong into it.
"""

from collections.abc import Mapping, Sequence

HEIGHT = 842
"""Points of a page, which is 595 wide."""

FONT, BOLD, FREE = 3, 4, 100
"""Numbers of objects: two fonts, and the first that tests may use."""


def words(text: str, left: float = 72, top: float = 72, size: float = 10, font: str = "F1") -> bytes:
    """Return the commands that write *text*, its base so far from the page's top."""
    code = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (font.encode(), size, left, HEIGHT - top, code)


def column(
    lines: Sequence[str], left: float = 72, top: float = 72, size: float = 10, leading: float = 12
) -> bytes:
    """Return the commands that write *lines* below each other."""
    return b"".join(words(line, left, top + index * leading, size) for index, line in enumerate(lines))


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return an object that holds *data*."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def pdf(
    *pages: bytes,
    page: bytes = b"",
    resources: bytes = b"",
    objects: Mapping[int, bytes] | None = None,
    root: bytes = b"",
) -> bytes:
    """Return a file.

    Args:
        pages: the commands of each page.
        page: entries of every page.
        resources: resources of every page beside its fonts.
        objects: further objects by their numbers, or others in place of the file's own.
        root: entries of the catalogue.
    """
    first = 10
    kids = b" ".join(b"%d 0 R" % (first + 2 * index) for index in range(len(pages)))
    simple = b"<< /Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding /BaseFont /Helvetica%s >>"
    found = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % root,
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        FONT: simple % b"",
        BOLD: simple % b"-Bold",
    }
    for index, commands in enumerate(pages):
        number = first + 2 * index
        found[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R %s "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 100 0 R >> %s >> >>"
            % (number + 1, page, resources)
        )
        found[number + 1] = stream(commands)
    return _file(found | dict(objects or {}))


def _file(objects: Mapping[int, bytes]) -> bytes:
    data = b"%PDF-1.7\n"
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, count = len(data), max(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n" % count
    for number in range(1, count):
        data += b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f")
    return data + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
