"""The judge: ask about each window, keep what can be shown, say what was not judged."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from checker.asking import Model, Question, Usage
from checker.domain import HOUSE, BrandKit, Finding, Guideline, Passage
from checker.dossier import Dossier, Vectors
from checker.errors import ModelFailed, OverBudget
from checker.judgement import Judgement
from checker.judges import questions
from checker.judges.answers import Answer
from checker.judges.discretion import kept_in
from checker.judges.evidence import Evidence, examine
from checker.judges.hearing import Heard, judgement, unchanged
from checker.judges.stakes import is_at_stake
from checker.judges.windows import Window, windows
from checker.settings import JudgeSettings

Retrieve = Callable[[BrandKit, Vectors, Sequence[str]], tuple[Guideline, ...]]
"""Returns those of a kit's guidelines that passages may break, by their vectors and words."""
KIT_SHARE = 0.6
"""Part of a call that the guidelines may take before they are retrieved for each window."""
DOCUMENT_LEVEL = {"missing-element", "planted-instruction"}
"""Checks whose findings are not put to the judge one by one."""


@dataclass(frozen=True)
class ModelJudge:
    """A judge that asks a language model."""

    open: Callable[[], Model]
    """Returns the model, with the allowance of one document."""
    settings: JudgeSettings
    retrieve: Retrieve
    clock: Callable[[], float] = time.monotonic
    tell: Callable[[int, int], None] = lambda done, of: None  # noqa: ARG005 - whoever is told gets both
    """Takes how many of a document's passages were looked at, and how many there are, window by window."""

    def judge(self, dossier: Dossier, findings: tuple[Finding, ...]) -> Judgement:
        """Return what to make of the dossier's document, in which the checks found *findings*."""
        dossier = _judged(dossier)
        reason = kept_in(dossier.document, self.settings)
        if reason or not dossier.passages:
            return Judgement(unchanged(findings), engine={"judge": f"none: {reason or 'nothing to judge'}"})
        model = self.open()
        engine = {
            "judge": model.name,
            "judge_mode": self.settings.mode,
            "judge_samples": str(self.settings.samples),
            f"prompt:{questions.NAME}": questions.digest(),
        }
        heard = tuple(self._heard(model, dossier, findings))
        return judgement(dossier, findings, heard, engine=engine)

    def _heard(self, model: Model, dossier: Dossier, findings: tuple[Finding, ...]) -> Iterator[Heard]:
        """Yield what became of each window, until the budget or the time is spent."""
        end, spent = self.clock() + self.settings.seconds, ""
        late = f"there was no time left of {self.settings.seconds:g} seconds"
        for window in windows(dossier.passages, self._size(dossier)):
            self.tell(window.rows[0], len(dossier.passages))
            suspected = _suspected(_of(dossier.kit, findings), dossier.passages, window)
            if self.settings.mode == "auto" and not is_at_stake(dossier, window, suspected):
                yield Heard(window, suspected=suspected, is_skipped=True)
            elif spent:
                yield Heard(window, suspected=suspected, failure=spent)
            elif self.clock() > end:
                yield Heard(window, suspected=suspected, failure=late, is_passing=True)
            else:
                heard = self._hear(model, dossier, window, suspected)
                spent = heard.failure if heard.is_last else ""
                yield heard

    def _hear(
        self, model: Model, dossier: Dossier, window: Window, suspected: Mapping[str, Finding]
    ) -> Heard:
        """Return what the model says of *window*, as often as it is to be asked."""
        sent = self._guidelines(dossier, window, suspected)
        passages = [dossier.passages[row] for row in window.rows]

        def weigh(answer: Answer) -> Evidence:
            return examine(answer, passages=passages, guidelines=sent, asked=tuple(suspected))

        question = questions.question(
            dossier.document,
            dossier.passages,
            window,
            brand=dossier.kit.brand,
            guidelines=sent,
            suspected=suspected,
        )
        question = replace(question, accept=lambda answer: weigh(answer).fault)
        heard = Heard(window, sent=sent, suspected=suspected)
        for sample in range(self.settings.samples):
            heard = _with(heard, model, replace(question, sample=sample), weigh)
            if heard.is_last:
                break
        return heard if len(heard.answers) * 2 >= self.settings.samples else replace(heard, answers=())

    def _size(self, dossier: Dossier) -> int:
        """Return how many tokens of the draft go into one call."""
        room = self.settings.window - questions.OVERHEAD
        return room - min(questions.weight(dossier.kit.guidelines), int(KIT_SHARE * room))

    def fits(self, kit: BrandKit) -> bool:
        """Return whether *kit* can be sent whole with every window."""
        return questions.weight(kit.guidelines) <= KIT_SHARE * (self.settings.window - questions.OVERHEAD)

    def _guidelines(
        self, dossier: Dossier, window: Window, suspected: Mapping[str, Finding]
    ) -> tuple[Guideline, ...]:
        """Return what *window* is held against: all of a kit that fits, else what it may break."""
        if self.fits(dossier.kit):
            return dossier.kit.guidelines
        texts = [dossier.passages[row].plain for row in window.rows]
        found = self.retrieve(dossier.kit, dossier.vectors[list(window.rows)], texts)
        named = {g.id for g in found} | {finding.guideline for finding in suspected.values()}
        return tuple(g for g in dossier.kit.guidelines if g.id in named)


def _judged(dossier: Dossier) -> Dossier:
    """Return *dossier* with the guidelines that a judge has a say in."""
    kit = dossier.kit.judged
    return dossier if kit is dossier.kit else replace(dossier, kit=kit)


def _of(kit: BrandKit, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return those of *findings* that are breaches of a guideline of *kit*, or of the house's own."""
    known = {HOUSE.id, *(guideline.id for guideline in kit.guidelines)}
    return tuple(finding for finding in findings if finding.guideline in known)


def _with(
    heard: Heard, model: Model, question: Question[Answer], weigh: Callable[[Answer], Evidence]
) -> Heard:
    """Return *heard* with one more answer, or with the reason why there is none."""
    try:
        reply = model.ask(question)
    except ModelFailed as error:
        spent = getattr(error, "usage", None) or Usage()
        return replace(
            heard,
            failure=str(error),
            is_passing=heard.is_passing or error.is_passing,
            usage=heard.usage + spent,
            is_last=isinstance(error, OverBudget),
        )
    evidence = weigh(reply.answer)
    used = heard.usage + reply.usage
    if evidence.fault:
        return replace(heard, failure=evidence.fault, usage=used)
    return replace(heard, answers=(*heard.answers, evidence), usage=used)


def _suspected(
    findings: Sequence[Finding], passages: Sequence[Passage], window: Window
) -> dict[str, Finding]:
    """Return the findings that begin in *window*, by the ids that the answer uses."""
    spans = [(passages[row].start, passages[row].end) for row in window.rows]
    inside = (
        finding
        for finding in findings
        if finding.check not in DOCUMENT_LEVEL
        and any(start <= finding.location.start < end for start, end in spans)
    )
    return {f"s{number}": finding for number, finding in enumerate(inside, start=1)}
