"""What is written back, in a sentence or a few lines."""

from checker.domain import Severity, Verdict
from checker.presentation.wording import counted
from service.hooks.protocol import Outcome, Remark

MARK = "Brandcheck"
"""How everything that is written back begins, by which it is known again."""


def verdict_of(outcome: Outcome) -> str:
    """Return the verdict in a sentence, the same each time that the same was found."""
    if outcome.verdict is None:
        return f"{MARK}: could not be checked."
    counts = outcome.counts
    found = (
        counted(counts.error, "error"),
        counted(counts.warning, "warning"),
        counted(counts.suggestion, "suggestion"),
    )
    said = {Verdict.PASS: "passed", Verdict.FAIL: "failed", Verdict.INCOMPLETE: "not fully checked"}
    return f"{MARK}: {said[outcome.verdict]} – {', '.join(found)}."


def has_errors(outcome: Outcome) -> bool | None:
    """Return whether errors stand; none where that could not be found out."""
    if outcome.counts.error:
        return True
    return None if outcome.verdict in {None, Verdict.INCOMPLETE} else False


def lines_of(outcome: Outcome, most: int) -> list[str]:
    """Return the worst findings, a line each, *most* of them."""
    return [line_of(remark) for remark in list(outcome.remarks)[:most]]


def line_of(remark: Remark) -> str:
    """Return a finding in a line: the words, and what is wrong with them."""
    where = f"“{remark.quote}”: " if remark.quote else ""
    weight = "" if remark.severity is Severity.ERROR else f"{remark.severity.value}: "
    return f"{weight}{where}{remark.says}".replace("\n", " ")


def cut(text: str, most: int) -> str:
    """Return *text*, of *most* bytes in UTF-8 at most, with an ellipsis where it was cut."""
    encoded = text.encode()
    if len(encoded) <= most:
        return text
    return encoded[: most - 3].decode("utf-8", "ignore").rstrip() + "…"
