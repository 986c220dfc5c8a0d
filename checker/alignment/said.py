"""What one document contributes to the alignment, taken from its report."""

import datetime
import re
from collections.abc import Mapping

from checker.domain import Report, Said

MOST_READERS = 1e10
"""Readers that a document has at most; everybody there is."""
WRITTEN = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y")
"""Dates as people write them, where nobody can mistake the day for the month."""
READERS = re.compile(
    r"(?P<number>\d[\d ,.’'_\u00a0\u202f]*?)\s?(?P<scale>k|m|thousand|million)?(?: readers)?"
)
"""A number of readers: `12,000`, `1.5k`."""
SCALES = {"": 1, "k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6}
"""What follows a number, and what it multiplies it by."""


def said_of(report: Report, *, document: str, day: datetime.date | None = None) -> Said:
    """Return what the *report* contributes, under the name *document*.

    Args:
        report: on one document.
        document: a name that no other document has.
        day: when it was written or checked; where none is given, its label `date` says.
    """
    facts = report.document
    return Said(
        document=document,
        title=facts.title,
        source=facts.source,
        team=facts.team,
        channel=facts.channel,
        audience=facts.audience,
        labels=facts.labels,
        day=day or day_of(facts.labels.get("date", "")),
        readers=readers_of(facts.labels),
        verdict=report.verdict,
        lead=_lead(report),
        messages=report.messages,
        chances=report.chances,
        passages=report.coverage.passages,
    )


def day_of(text: str) -> datetime.date | None:
    """Return the day that *text* names: ISO 8601 with or without a time, `3 March 2026`, `March 3, 2026`."""
    clean = " ".join(text.split())
    try:
        return datetime.datetime.fromisoformat(clean).date()
    except ValueError:
        pass
    for form in WRITTEN:
        try:
            return datetime.datetime.strptime(clean, form).replace(tzinfo=datetime.UTC).date()
        except ValueError:
            continue
    return None


def readers_of(labels: Mapping[str, str]) -> float:
    """Return how many read a document by its label `readers`; 1 where it names no number."""
    found = READERS.fullmatch(labels.get("readers", "").strip().lower())
    number = _number(found["number"]) if found else None
    if found is None or number is None:
        return 1.0
    return min(number * SCALES[found["scale"] or ""], MOST_READERS)


def _number(text: str) -> float | None:
    """Return the number that *text* writes, its thousands set apart in any way; none where it is none."""
    groups = re.split(r"[ ,.’'_\u00a0\u202f]", text.strip(" ,.’'_\u00a0\u202f"))
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]):  # noqa: PLR2004 - digits of a thousand
        return float("".join(groups))
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def _lead(report: Report) -> str | None:
    """Return the name of what leads: the mix's, where a judge names a message of the kit in its own words."""
    named = report.lead_guideline
    if named is None or any(share.message == report.lead_message for share in report.messages):
        return report.lead_message
    return next((share.message for share in report.messages if named in share.guidelines), named)
