"""Reports as one HTML file that needs nothing else: no server, no network, no script to be read.

The draft is shown whole, with the words of each finding underlined and its card beside it. A batch
starts with two tables: the documents, the worst first, and what each team leads with. Sections are
kept in a temporary file until the tables are known, so a batch needs the memory of one document.

Everything from a draft or a kit is escaped, and a content security policy that names the page's own
style and script by their hashes leaves nothing else to run.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checker import __version__
from checker.domain import BrandKit, Checked
from checker.presentation.display import display
from checker.presentation.neutral import label, one_line
from checker.presentation.overview import Summary, batch_in_words, by_team, summarise
from checker.presentation.wording import CHECKS, ROLES, VERDICTS, counted

FORMAT = "html"
SUFFIX = ".html"

_SHADES = 4
"""How many shades the table of teams has."""


class _Row(NamedTuple):
    """A document's line in the table, and where its section lies in the temporary file."""

    id: str
    title: str
    summary: Summary
    start: int
    size: int


def render(checked: Iterable[Checked], *, kit: BrandKit) -> Iterator[str]:
    """Yield the page: its head and tables, then each document, the worst first."""
    pages = _environment()
    with TemporaryFile() as kept:
        rows = sorted(_keep(checked, kit, kept=kept, pages=pages), key=_order)
        yield pages.get_template("top.html.jinja").render(_top(rows, kit, pages))
        for row in rows:
            kept.seek(row.start)
            yield kept.read(row.size).decode()
    yield pages.get_template("bottom.html.jinja").render(
        origin=f"Checked with Brandcheck {__version__} against {_kit_name(kit)}.",
        script=_asset(pages, "script.js"),
    )


def _environment() -> Environment:
    """Return the templates, with everything that is put into them escaped."""
    loader = PackageLoader("checker.reporters", "page")
    pages = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    pages.filters["shown"] = label
    return pages


def _keep(
    checked: Iterable[Checked], kit: BrandKit, *, kept: IO[bytes], pages: Environment
) -> Iterator[_Row]:
    """Write each document's section to *kept*, and yield where it lies."""
    template = pages.get_template("document.html.jinja")
    for i, (document, report) in enumerate(checked, start=1):
        shown = display(Checked(document, report), kit, name=f"d{i}")
        section = template.render(d=shown).encode("utf-8", "replace")
        start = kept.tell()
        yield _Row(f"d{i}", shown.about.title, summarise(report), start, kept.write(section))


def _order(row: _Row) -> tuple[tuple[int, int, int, int], str]:
    """Return a key that sorts the document to look at first, first."""
    return row.summary.urgency, row.summary.source


def _top(rows: list[_Row], kit: BrandKit, pages: Environment) -> dict[str, object]:
    """Return what the head of the page and its tables show."""
    summaries = [row.summary for row in rows]
    what = "A draft" if len(rows) == 1 else counted(len(rows), "draft")
    style, script = _asset(pages, "style.css"), _asset(pages, "script.js")
    return {
        "title": f"{what} checked against {one_line(kit.brand)}’s kit",
        "policy": _policy(style=style, script=script),
        "style": style,
        "rows": rows,
        "sentence": batch_in_words(summaries),
        "teams": by_team(summaries),
        "checks": CHECKS.items(),
        "verdicts": VERDICTS,
        "roles": ROLES,
        "heat": _heat,
    }


def _kit_name(kit: BrandKit) -> str:
    """Return the kit's name, version and digest."""
    digest = f" ({kit.digest[:12]})" if kit.digest else ""
    return one_line(f"{kit.brand}’s kit, version {kit.version}{digest}")


def _policy(*, style: str, script: str) -> str:
    """Return the content security policy: the page's own style and script, and nothing else."""
    style_hash, script_hash = (b64encode(sha256(text.encode()).digest()).decode() for text in (style, script))
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _asset(pages: Environment, name: str) -> Markup:
    """Return one of the page's own files, to be put into it as it is."""
    loader = pages.loader
    source = loader.get_source(pages, name)[0] if loader else ""
    return Markup(source)  # noqa: S704 - a file of this package


def _heat(count: int, of: int) -> int:
    """Return the shade of a cell: none for none, else by quarters of *of*."""
    return 0 if count == 0 else min(_SHADES, 1 + (count * _SHADES - 1) // max(of, 1))
