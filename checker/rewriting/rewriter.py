"""Check, edit, check again: until a draft passes, nothing gets better, or the rounds are over."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from checker.asking import Model, Tell, Usage
from checker.domain import Checked, Document, Finding, Report, Severity, Verdict
from checker.domain.kit import BrandKit
from checker.errors import ModelFailed
from checker.rewriting import questions
from checker.rewriting.answers import Edits
from checker.rewriting.edits import PARAGRAPHS, Apply, Edit, apply, compatible, shifted
from checker.rewriting.ground import Ground
from checker.rewriting.verifying import Verifier
from checker.splitter import split

LEFT_ALONE = frozenset({"planted-instruction"})
"""Checks whose findings a person has to look at."""
ASKED = 60
"""Findings that are asked about at once; the others wait for the next round."""


@dataclass(frozen=True)
class Terms:
    """On what terms a draft is rewritten."""

    fail_on: Severity = Severity.SUGGESTION
    """The mildest severity that has to go; milder findings are left alone."""
    rounds: int = 3
    """How often the model is asked at most."""
    window: int = 12_000
    """Tokens of one question."""


@dataclass(frozen=True)
class Rewritten:
    """What became of a draft."""

    before: Document
    after: Document
    report: Report
    """The report on what the draft is now."""
    edits: int = 0
    """Edits that were made."""
    refused: tuple[str, ...] = ()
    """Edits that were proposed and not made, and why."""
    remaining: tuple[Finding, ...] = ()
    """Findings that are still there and have to go."""
    unsolved: tuple[str, ...] = ()
    """What needs a person, by finding, as the model says."""
    failure: str = ""
    """Why the model gave no answer; empty where it answered or was not asked."""
    usage: Usage = field(default_factory=Usage)

    @property
    def is_complete(self) -> bool:
        """Return whether everything that was to be judged or edited was."""
        return not self.failure and self.report.verdict is not Verdict.INCOMPLETE


@dataclass(frozen=True)
class Rewriter:
    """Everything that rewriting needs, put together by the command."""

    check: Callable[[Document], Checked]
    kit: BrandKit
    ordinary: frozenset[str]
    """Words that may begin a sentence without being a name."""
    model: Model | None = None
    """Who proposes edits; without one, only the suggestions of findings are taken."""
    apply: Apply = apply
    terms: Terms = Terms()
    tell: Tell = lambda _: None

    def rewrite(self, document: Document) -> Rewritten:
        """Return *document* with the fewest edits after which its findings are gone, as far as they go."""
        checked = self.check(document)
        ground = Ground(document, self.kit, self.ordinary)
        state = Rewritten(document, document, checked.report, remaining=self._open(checked.report))
        state = self._with_suggestions(state, checked.document, ground)
        for number in range(1, self.terms.rounds + 1):
            if not state.remaining or self.model is None:
                break
            self.tell(f"Round {number}: {len(state.remaining)} to go, asking {self.model.name}.")
            changed = self._asked(state, checked.document, ground, self.model)
            is_done = changed.after is state.after
            state = changed
            if is_done:
                break
        return state

    def _open(self, report: Report) -> tuple[Finding, ...]:
        """Return the findings that have to go."""
        limit = self.terms.fail_on.rank
        return tuple(f for f in report.findings if f.severity.rank <= limit and not f.waived_by)

    def _with_suggestions(self, state: Rewritten, about: Document, ground: Ground) -> Rewritten:
        """Return *state* with what findings themselves suggest."""
        verifier = Verifier(state.after, {}, self.kit.for_document(about), ground)
        edits = compatible(edit for f in state.remaining if (edit := verifier.of_kit(f)) is not None)
        state = replace(state, refused=(*state.refused, *verifier.refused))
        return self._better(state, edits)

    def _asked(self, state: Rewritten, about: Document, ground: Ground, model: Model) -> Rewritten:
        """Return *state* with what the model proposes."""
        passages, kit = split(state.after), self.kit.for_document(about)
        asked = [finding for finding in state.remaining if finding.check not in LEFT_ALONE][:ASKED]
        named = {f"F{number}": finding for number, finding in enumerate(asked, start=1)}
        if not named:
            return state
        question = questions.question(about, passages, named, kit, window=self.terms.window)
        try:
            reply = model.ask(question)
        except ModelFailed as error:
            return replace(state, failure=str(error))
        verifier = Verifier(state.after, named, kit, ground)
        edits = compatible(e for said in reply.answer.edits if (e := verifier.of_model(said)) is not None)
        state = replace(
            state,
            refused=(*state.refused, *verifier.refused),
            unsolved=tuple(_unsolved(reply.answer, named)),
            usage=state.usage + reply.usage,
        )
        return self._better(state, edits)

    def _better(self, state: Rewritten, edits: Sequence[Edit]) -> Rewritten:
        """Return *state* with those of *edits* made after which less is wrong, if any."""
        tried = self._tried(state, edits) if edits else state
        if tried is state or len(tried.remaining) < len(state.remaining):
            return tried
        harmless = [edit for edit in edits if not _breaks(edit, edits, state, tried)]
        again = self._tried(state, harmless) if 0 < len(harmless) < len(edits) else state
        if len(again.remaining) < len(state.remaining):
            return again
        return replace(state, refused=(*state.refused, "edits that made nothing better were not kept"))

    def _tried(self, state: Rewritten, edits: Sequence[Edit]) -> Rewritten:
        after = self.apply(state.after, edits)
        report = self.check(after).report
        made = state.edits + len(edits)
        return replace(state, after=after, report=report, edits=made, remaining=self._open(report))


def _breaks(edit: Edit, edits: Sequence[Edit], before: Rewritten, after: Rewritten) -> bool:
    """Return whether findings that were not there *before* lie where *edit* was made."""
    known = {finding.id for finding in before.remaining}
    new = [finding for finding in after.remaining if finding.id not in known and finding.quote]
    start = shifted(edit.start, edits)
    end = start + len(edit.new) + (len(PARAGRAPHS) if edit.is_addition else 0)
    return any(f.location.start <= end and start <= f.location.end for f in new)


def _unsolved(answer: Edits, named: dict[str, Finding]) -> Iterator[str]:
    for said in answer.unsolved:
        if said.finding in named:
            yield f"{named[said.finding].guideline}: {' '.join(said.reason.split())}"
