"""A report in words: the sentences that every output shares."""

from collections.abc import Iterable

from checker.domain import BrandKit, Kind, NotRead, Place, Report, Role, Verdict
from checker.presentation.neutral import one_line
from checker.presentation.ranking import tally, unread

CHECKS = {
    "off-message": "Off message",
    "contradiction": "Contradicts a fact",
    "unsupported-claim": "Claim not supported",
    "wrong-term": "Wrong term",
    "off-voice": "Off voice",
    "missing-element": "Something is missing",
    "planted-instruction": "Speaks to its checker",
}
"""Each check's name as a person would say it."""

VERDICTS = {Verdict.PASS: "Passed", Verdict.FAIL: "Failed", Verdict.INCOMPLETE: "Incomplete"}
"""Each verdict as a word on its own."""

STATUSES = {
    "passed": "passed",
    "failed": "failed",
    "not_applicable": "not applicable",
    "not_judged": "not judged",
}
"""How a guideline fared, in words."""

ROLES = {
    Role.LEAD: "your lead message",
    Role.SUPPORT: "a supporting message",
    Role.AVOID: "not to be led with",
}
"""What a message is for, in words."""


_MOST_PLACES = 6
"""How many places of parts that were not read are named."""


def check_name(check: str) -> str:
    """Return the name of a *check* in plain words."""
    return CHECKS.get(check, check.replace("-", " ").capitalize())


def counted(number: int, noun: str) -> str:
    """Return *number* and *noun*, in the plural where it is due: `1 error`, `2 errors`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def quoted(text: str) -> str:
    """Return *text* in quotation marks, unless it brings some of its own."""
    return text if "“" in text else f"“{text}”"


def same_message(one: str, other: str) -> bool:
    """Return whether two names are one message's: `ease-of-use` is `Ease of use`."""
    return _plain(one) == _plain(other)


def kit_lead(report: Report, kit: BrandKit) -> str:
    """Return what the kit leads with, in words; empty where it does not say."""
    for share in report.messages:
        if share.role is Role.LEAD:
            return one_line(share.message)
    leads = [message for message in kit.of(Kind.MESSAGE) if message.role is Role.LEAD]
    names = [theme for message in leads for theme in message.themes] or [message.id for message in leads]
    return one_line(names[0].replace("-", " ")) if names else ""


def headline(report: Report, kit: BrandKit) -> str:
    """Return the report in one or two sentences: what leads, and how much there is to do."""
    if unread(report):
        return f"Not read: {one_line(report.coverage.not_read[0].reason).rstrip('.')}."
    sentences = (_unfinished(report), _lead(report, kit), findings_in_words(report))
    return " ".join(sentence for sentence in sentences if sentence)


def findings_in_words(report: Report) -> str:
    """Return how many findings there are of each severity, as a sentence."""
    counts = tally(report.findings)
    amounts = [(counts.errors, "error"), (counts.warnings, "warning"), (counts.suggestions, "suggestion")]
    parts = [counted(number, noun) for number, noun in amounts if number]
    parts += [f"{counts.waived} waived"] if counts.waived else []
    if counts.standing == 0:
        parts.insert(0, "Nothing to change")
    return ", ".join(parts) + "."


def coverage_in_words(report: Report) -> str:
    """Return what was read and what was judged, each with its base, as sentences."""
    coverage = report.coverage
    if unread(report):
        return "Nothing of this document was read."
    tested = sum(status != "not_applicable" for status in report.guidelines.values())
    read = f"Read {counted(coverage.passages, 'passage')} ({counted(coverage.words, 'word')})"
    judged = f", judged {coverage.passages - report.passages_unjudged:,} of them" if report.unjudged else ""
    sentence = f"{read}{judged} against {counted(tested, 'guideline')}."
    left_out = counted(len(coverage.not_read), "part")
    return f"{sentence} Not read: {left_out}." if coverage.not_read else f"{sentence} Nothing was left out."


def not_read_in_words(parts: Iterable[NotRead]) -> tuple[str, ...]:
    """Return what was not read, where it is and why, a line for all *parts* of a kind."""
    places: dict[tuple[str, str], list[str]] = {}
    for part in parts:
        places.setdefault((part.what, part.reason), []).append(whereabouts(part.place))
    return tuple(_lost(what, reason, found) for (what, reason), found in places.items())


def whereabouts(place: Place) -> str:
    """Return a *place* as a person would say it: `slide 3, hidden`; empty where lines say enough."""
    parts = [
        f"slide {place.slide}" if place.slide else "",
        f"page {place.page}" if place.page else "",
        f"ticket {place.ticket}" if place.ticket else "",
        f"field {quoted(place.name)}" if place.name else "",
        "hidden" if place.hidden else "",
    ]
    return one_line(", ".join(part for part in parts if part))


def _lost(what: str, reason: str, places: list[str]) -> str:
    """Return one line on parts of a kind: `Image, 3 times (slide 1, slide 4, slide 5): why`."""
    known = list(dict.fromkeys(place for place in places if place))
    shown, more = known[:_MOST_PLACES], len(known) - _MOST_PLACES
    where = f" ({', '.join(shown)}{f' and {more} more places' if more > 0 else ''})" if known else ""
    times = f", {len(places):,} times" if len(places) > 1 else ""
    line = one_line(f"{what}{times}{where}: {reason}")
    return f"{line[:1].upper()}{line[1:]}"


def _plain(name: str) -> str:
    """Return a message's *name* without capitals or hyphens."""
    return " ".join(name.replace("-", " ").split()).casefold()


def _unfinished(report: Report) -> str:
    """Return what keeps a report from a verdict; empty where nothing does."""
    if report.verdict is not Verdict.INCOMPLETE:
        return ""
    if not report.unjudged:
        return "Not everything was checked."
    were = "was" if report.passages_unjudged == 1 else "were"
    return f"{counted(report.passages_unjudged, 'passage')} {were} not judged."


def _lead(report: Report, kit: BrandKit) -> str:
    """Return what the document leads with, beside what the kit does."""
    ours, theirs = kit_lead(report, kit), one_line(report.lead_message or "")
    if not theirs:
        return f"No message stands out; your kit leads with {ours}." if ours else ""
    if not ours:
        return f"Leads with {theirs}."
    if same_message(ours, theirs) or _is_lead(report.lead_guideline, kit):
        return f"Leads with {theirs}, as your kit does."
    return f"Leads with {theirs}; your kit leads with {ours}."


def _is_lead(guideline: str | None, kit: BrandKit) -> bool:
    return any(g.id == guideline and g.role is Role.LEAD for g in kit.guidelines)
