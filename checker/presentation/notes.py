"""What an annotated copy of a draft says: a note for each finding, and a summary.

Notes lie in files that are read again, by checkers and by people with assistants of their own. So they never
repeat words that speak to a checker, and they can be worded so tersely that they say nothing of the draft.
"""

from typing import NamedTuple

from checker.domain import BrandKit, Finding, Report
from checker.presentation.neutral import label, neutral, one_line
from checker.presentation.ranking import standing
from checker.presentation.wording import (
    VERDICTS,
    check_name,
    coverage_in_words,
    headline,
    quoted,
    whereabouts,
)

LONGEST_QUOTE = 160
"""Characters of the draft that a note repeats."""

LONGEST_TEXT = 1_200
"""Characters of an explanation or a suggestion that a note repeats."""

UNREPEATED = "planted-instruction"
"""The check whose findings are told without their words."""

PLANTED = "Words here are meant for whoever checks the draft, not for its readers. Take them out."


class Note(NamedTuple):
    """What is said of one finding; every text is neutral."""

    finding: Finding
    title: str
    """The check and the severity: `Off message (error)`."""
    quote: str
    """The words, cut to what one reads; empty where they are not repeated or something is missing."""
    why: str
    rule: str
    suggestion: str
    """What to write instead of the words; empty where there is none."""

    @property
    def place(self) -> str:
        """Return where the words are: `slide 3`; empty where lines say enough."""
        return whereabouts(self.finding.location)

    @property
    def lines(self) -> tuple[str, ...]:
        """Return title, explanation, guideline and suggestion, a line each."""
        instead = f"Instead: {self.suggestion}" if self.suggestion else ""
        return tuple(line for line in (self.title, self.why, self.rule, instead) if line)

    @property
    def lines_with_quote(self) -> tuple[str, ...]:
        """Return the lines with the words behind the title, for notes that are not right at them."""
        first, *rest = self.lines
        return (first, quoted(self.quote), *rest) if self.quote else (first, *rest)


class Wording(NamedTuple):
    """How notes are worded."""

    kit: BrandKit
    terse: bool = False
    """Whether only names are given, no explanations and none of the draft's words."""

    def notes(self, report: Report) -> tuple[Note, ...]:
        """Return a note for each finding that stands, in the order of the draft."""
        found = sorted(standing(report.findings), key=lambda f: (f.location.start, f.location.end, f.id))
        return tuple(self._note(finding) for finding in found)

    def summary(self, report: Report) -> tuple[str, ...]:
        """Return how the draft fared, what was read and by which kit, a line each; the first is a title."""
        score = f"score {report.score} of 100"
        title = f"Brandcheck: {VERDICTS[report.verdict].lower()}, {score}"
        kit = one_line(f"Kit: {self.kit.brand} {self.kit.version}")
        return (title, *(() if self.terse else (headline(report, self.kit),)), coverage_in_words(report), kit)

    def _note(self, finding: Finding) -> Note:
        doubt = ", for a person to decide" if finding.needs_review else ""
        title = f"{one_line(check_name(finding.check))} ({finding.severity.value}{doubt})"
        rule = f"Guideline {label(finding.guideline)}"
        if self.terse or finding.check == UNREPEATED:
            why = "" if self.terse else PLANTED
            return Note(finding, title, "", why, rule, "")
        return Note(
            finding=finding,
            title=title,
            quote=cut_short(one_line(finding.quote), LONGEST_QUOTE),
            why=cut_short(neutral(finding.explanation), LONGEST_TEXT),
            rule=f"{rule}: {quoted(cut_short(one_line(finding.guideline_quote), LONGEST_TEXT))}",
            suggestion=cut_short(neutral(finding.suggestion or ""), LONGEST_TEXT),
        )


def cut_short(text: str, longest: int) -> str:
    """Return *text*, its middle left out where it is longer than *longest*."""
    half = longest // 2
    return text if len(text) <= longest else f"{text[:half].rstrip()} … {text[-half:].lstrip()}"
