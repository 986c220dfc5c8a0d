"""The words of drafts that a message may hold, looked up when it is sent.

Messages are kept without them, so that erasing a document and a team's retention reach all of its words. They
are added for a target that is set to have quotes, while the draft is kept, and never of a draft that no
language model may see either, by its team, its channel or a mark near its top: it stays in the house. What is
private in them (addresses, numbers, keys, listed names) is masked as it is for a language model.
"""

from pydantic import JsonValue

from checker.domain import Document, Finding
from checker.judges.discretion import kept_in
from checker.privacy import mask
from checker.settings import JudgeSettings
from service.jobs.terms import closed
from service.nouns import Check
from service.nouns.telling import Wants
from service.records import Records

Data = dict[str, JsonValue]


class Quoting:
    """Adds to what happened the words that somebody may have."""

    def __init__(self, records: Records, judge: JudgeSettings) -> None:
        """Look words up in *records*; *judge* says whose stay in the house, and which names are masked."""
        self._records, self._judge = records, judge

    def worded(self, data: Data, wants: Wants) -> Data:
        """Return *data* with the guidelines' words and, where they are *wanted*, those of the drafts."""
        worst = data.get("worst")
        if not isinstance(worst, list):
            return data
        return data | {"worst": [self._pointed(one, wants) for one in worst if isinstance(one, dict)]}

    def _pointed(self, pointer: Data, wants: Wants) -> Data:
        check = self._records.checks.get(str(pointer.get("check", "")))
        report = self._records.checks.report(check.id) if check else None
        found = (one for one in report.findings if one.id == pointer.get("finding")) if report else iter(())
        finding = next(found, None)
        if check is None or finding is None:
            return pointer
        told = pointer | {"rule": finding.guideline_quote}
        return told | self._words(check, finding) if wants.quotes else told

    def _words(self, check: Check, finding: Finding) -> Data:
        checked = self._records.checks.checked(check.id) if check.is_kept else None
        names = {check.team.casefold(), check.channel.casefold()}
        is_closed = bool(names & closed(self._records, self._judge))
        if checked is None or is_closed or kept_in(checked.document, self._judge):
            return {}
        texts = {"title": check.title, "quote": finding.quote, "says": finding.explanation}
        return {name: self._masked(text, checked.document) for name, text in texts.items()}

    def _masked(self, text: str, document: Document) -> str:
        """Return *text* without what is private in it, or is so by what stands around it in *document*."""
        hidden = mask(document.text, names=self._judge.names).hide(text)
        return mask(hidden, names=self._judge.names).text
