"""Pages that need nothing else: no server, no network, no script.

Everything that comes from a draft or a kit is escaped, and a content security policy that names the page's
own style by its hash leaves nothing else to load or run. Other pages may use the same parts: they are the
templates `exporters/alignment.html.jinja` and `exporters/ledger.html.jinja`, found by `LOADER`, with the
style `style()`.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources

from jinja2 import Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from checker import __version__
from checker.exporters.charts.ink import style_sheet

LOADER = PrefixLoader({"exporters": PackageLoader("checker.exporters", "page")})
"""Where the templates are, all under `exporters/`."""


@cache
def style() -> str:
    """Return the style of the parts, for a page that has typefaces and colours of its own."""
    return _file("insight.css") + style_sheet()


def page(kind: str, view: object) -> bytes:
    """Return the page of a *kind* (`alignment` or `ledger`) that shows *view*."""
    styled = _file("base.css") + style()
    digest = b64encode(sha256(styled.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    written = _environment().get_template("exporters/page.html.jinja")
    css = Markup(styled)  # noqa: S704 - files of this package
    text = written.render(kind=kind, v=view, policy=policy, style=css, version=__version__)
    return text.lstrip().encode("utf-8", "replace")


def _file(name: str) -> str:
    return resources.files("checker.exporters").joinpath("page", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    """Return the templates, with everything that is put into them escaped."""
    return Environment(
        loader=LOADER, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
