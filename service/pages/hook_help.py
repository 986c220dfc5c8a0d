"""The help pages of publish hooks: what to do in each system, from the Markdown beside the connectors."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from service.exchange.hooks import LONGEST, PATTERN
from service.nouns import Identity, Scope
from service.nouns.hooks import System
from service.pages.hook_systems import ABOUT
from service.pages.rendering import page
from service.pages.settings import TABS
from service.parts import PartsOf
from service.problems import not_found
from service.security import allowed

ROUTER = APIRouter(prefix="/settings/hooks", include_in_schema=False)
FOLDER = Path(__file__).parents[1] / "hooks" / "help"
ADDRESS = "https://brandcheck.example.com"
"""What the service's address is called in the texts."""
HOOK = re.compile(r"(?<=/hooks/)website\b|(?<=Name it `)website(?=`)")
"""What the hook is called in them."""
OTHER = re.compile(r"\]\(([a-z]+)\.md\)")
"""A link to the help on another system."""

Admin = Annotated[Identity, allowed(Scope.ADMIN)]
Named = Annotated[str, Query(pattern=f"{PATTERN}|^$", max_length=LONGEST)]


@ROUTER.get("/help/{system}")
def help_page(request: Request, who: Admin, parts: PartsOf, system: System, hook: Named = "") -> HTMLResponse:
    """Show what to do in a *system*, with the address of *hook* where one is named."""
    return page(
        request,
        "hooks/help.html.jinja",
        who=who,
        here="settings",
        tabs=TABS,
        tab="hooks",
        about=ABOUT[system],
        system=system,
        systems=ABOUT,
        hook=hook,
        text=Markup(help_html(system, parts.service.address, hook)),  # noqa: S704 - the renderer escapes
    )


def help_html(system: System, address: str, hook: str = "") -> str:
    """Return the help on *system* as HTML, with the service's own *address* and the *hook*'s name in it.

    Raises:
        Problem: 404 if there is none.
    """
    own = FOLDER / f"{system.value}.md"
    if not own.is_file():
        raise not_found("help", system.value)
    text = "\n".join(path.read_text(encoding="utf-8") for path in (own, FOLDER / "deliveries.md"))
    ours = OTHER.sub(r"](/settings/hooks/help/\1)", text.replace(ADDRESS, address))
    return str(_parser().render(HOOK.sub(hook, ours) if hook else ours))


@cache
def _parser() -> MarkdownIt:
    """Return what makes HTML of our Markdown: no HTML inside it, and tables and code that can be scrolled."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    for kind, rule in (("table_open", _table), ("table_close", _tables_end), ("fence", _code)):
        parser.add_render_rule(kind, rule)
    for kind in ("th_open", "th_close"):
        parser.add_render_rule(kind, _head)
    parser.add_render_rule("heading_open", _heading)
    return parser


def _heading(
    renderer: RendererHTML, tokens: Sequence[Token], number: int, options: OptionsDict, _env: EnvType
) -> str:
    """Return the tag of a heading with a name for links to it."""
    words = tokens[number + 1].content.lower()
    tokens[number].attrSet("id", re.sub(r"[^a-z0-9]+", "-", words).strip("-"))
    return renderer.renderToken(tokens, number, options, _env)


def _table(_renderer: RendererHTML, tokens: Sequence[Token], number: int, *_: object) -> str:
    shown = _region(tokens, number, "Table")
    return f'<div class="scroll" {shown}>\n<table>\n'


def _region(tokens: Sequence[Token], number: int, word: str) -> str:
    """Return the attributes of something that can be scrolled, with a number of its own in its name."""
    before = sum(token.type == tokens[number].type for token in tokens[:number])
    return f'tabindex="0" role="region" aria-label="{word} {before + 1}"'


def _head(
    renderer: RendererHTML, tokens: Sequence[Token], number: int, options: OptionsDict, _env: EnvType
) -> str:
    """Return the beginning or the end of a column's head; of one without words it is an empty cell."""
    token = tokens[number]
    if not tokens[number + token.nesting].content:
        token.tag = "td"
    return renderer.renderToken(tokens, number, options, _env)


def _tables_end(_renderer: RendererHTML, *_: object) -> str:
    return "</table>\n</div>\n"


def _code(_renderer: RendererHTML, tokens: Sequence[Token], number: int, *_: object) -> str:
    code = Markup.escape(tokens[number].content)
    copy = Markup('<button class="scripted-only" type="button" data-copy="{}">Copy</button>').format(code)
    shown = f"<pre {_region(tokens, number, 'Code')}><code>{code}</code></pre>"
    return f'<div class="code">{shown}{copy}</div>\n'
