"""Reports in other forms than JSON: which one a caller wants, and how it is handed over.

What comes from a draft never acts as a page of ours: every rendering is an attachment, in a sandbox
(Content Security Policy Level 3, section 6.3.1), with no scripts.
"""

from enum import StrEnum
from http import HTTPStatus
from pathlib import PurePath
from urllib.parse import quote

from fastapi import Request, Response

from checker.domain import BrandKit, Checked
from checker.kits.loading import load_text
from checker.reporters import load as load_reporter
from service.api.answers import tagged
from service.exchange.texts import file_name
from service.nouns import Check
from service.parts import Parts
from service.problems import Problem, not_found


class Format(StrEnum):
    """The forms that a report can have."""

    JSON = "json"
    """The check with its report."""
    HTML = "html"
    CSV = "csv"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    VALE = "vale"
    RDJSON = "rdjson"
    RDJSONL = "rdjsonl"
    GITLAB = "gitlab"
    MARKDOWN = "markdown"
    CONSOLE = "console"


TYPES = {
    Format.JSON: "application/json",
    Format.HTML: "text/html",
    Format.CSV: "text/csv",
    Format.SARIF: "application/sarif+json",
    Format.JUNIT: "application/xml",
    Format.CONSOLE: "text/plain",
    Format.GITHUB: "text/plain",
    Format.VALE: "application/vnd.vale+json",
    Format.RDJSON: "application/vnd.reviewdog.rdjson+json",
    Format.RDJSONL: "application/vnd.reviewdog.rdjsonl",
    Format.GITLAB: "application/vnd.gitlab.code-quality+json",
    Format.MARKDOWN: "text/markdown",
}
"""The media type of each form; where two have the same, `Accept` means the first."""
ALONE = "sandbox; default-src 'none'"
"""What a rendering may do where a browser shows it all the same."""


def wanted(request: Request, named: Format | None) -> Format:
    """Return the form that *request* wants: the one it has *named*, else the best that it accepts.

    Raises:
        Problem: 406 if it accepts none.
    """
    if named is not None:
        return named
    accepted = request.headers.get("accept", "").strip() or "*/*"
    ranked = sorted(_ranges(accepted), key=lambda found: (-found[1], "*" in found[0]))
    for media_range, quality in ranked:
        if quality > 0 and (found := _first(media_range)) is not None:
            return found
    raise Problem(
        HTTPStatus.NOT_ACCEPTABLE,
        "not-acceptable",
        f"A report can be had as {', '.join(dict.fromkeys(TYPES.values()))}, or with ?format= "
        f"as {', '.join(Format)}.",
    )


def rendering(request: Request, parts: Parts, check: Check, form: Format) -> Response:
    """Return the report of *check* in another *form* than JSON, as an attachment.

    Raises:
        Problem: 409 while there is none, 410 where the draft is past its retention.
    """
    checked = parts.records.checks.checked(check.id)
    if checked is None:
        raise _not_there(check)
    reporter = load_reporter(form.value)
    pieces = reporter.render([checked], kit=_kit(parts, check))
    content = "".join(pieces).encode("utf-8", "replace")
    return tagged(
        request,
        content,
        f"{TYPES[form]}; charset=utf-8",
        Content_Disposition=_attachment(checked, reporter.SUFFIX),
        Content_Security_Policy=ALONE,
        X_Content_Type_Options="nosniff",
    )


def _ranges(accepted: str) -> list[tuple[str, float]]:
    """Return the media ranges of an `Accept` header with their weights (RFC 9110, section 12.5.1)."""
    found = []
    for part in accepted.split(","):
        media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weights = [text.removeprefix("q=") for text in parameters if text.startswith("q=")]
        found.append((media_range, _weight(weights[0]) if weights else 1.0))
    return found


def _weight(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _first(media_range: str) -> Format | None:
    """Return the first form that *media_range* covers."""
    kind, _, rest = media_range.partition("/")
    for form, media_type in TYPES.items():
        if media_range in {"*/*", media_type} or (rest == "*" and media_type.startswith(f"{kind}/")):
            return form
    return None


def _kit(parts: Parts, check: Check) -> BrandKit:
    version = parts.records.kits.version(check.kit, check.kit_version)
    if version is None:
        raise not_found("kit", f"{check.kit}/{check.kit_version}")
    return load_text(version.source)


def _not_there(check: Check) -> Problem:
    if check.finished is None or check.problem:
        detail = check.problem or "The draft is still being checked. Ask again when its state is “done”."
        return Problem(HTTPStatus.CONFLICT, "no-report", detail)
    return Problem(
        HTTPStatus.GONE,
        "draft-gone",
        "The draft is past its team's retention, so only its figures are left. Ask for them as JSON.",
    )


def _attachment(checked: Checked, suffix: str) -> str:
    """Return the header that has a rendering saved under the document's name (RFC 6266, RFC 8187)."""
    name = PurePath(file_name(checked.report.document.source, otherwise="draft")).stem + f".report{suffix}"
    return f"attachment; filename=\"report{suffix}\"; filename*=UTF-8''{quote(name, safe='')}"
