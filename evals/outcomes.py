"""What became of one case: its flags, which labels they answer, which look-alikes they hit."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from pydantic import ConfigDict

from checker.domain import Noun
from evals.flags import Flag
from evals.labels import Case, Fault, Lookalike
from evals.matching import ENOUGH, Answer, match, overlap, span


class Outcome(Noun):
    """One case with the flags that it was given."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    case: Case
    flags: tuple[Flag, ...]
    answers: tuple[Answer, ...]
    """The labels that were found, with the flags that found them."""
    lookalikes: tuple[Lookalike, ...]
    """The look-alikes that were flagged."""
    unplaced: tuple[Flag, ...]
    """The flags whose words are not in the draft."""
    engine: Mapping[str, str] = {}
    """What checked the draft, as the report names it."""
    is_complete: bool = True
    """Whether all of the draft could be judged."""
    cost: Mapping[str, float] = {}
    """What checking it cost, as the report says; with recordings also `recorded`, `stale` and `missing`."""
    others: tuple[tuple[Flag, ...], ...] = ()
    """The flags that further recorded samples give, a tuple for each."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Return what the draft is labelled with."""
        return self.case.labels.findings

    @property
    def is_answered(self) -> bool:
        """Tell whether every question about the draft had an answer: none of its recordings is lacking."""
        return not (self.cost.get("stale", 0) or self.cost.get("missing", 0))

    @property
    def is_verdict_right(self) -> bool:
        """Tell whether the draft was flagged exactly where its labels ask for it."""
        return bool(self.flags) == (self.case.labels.verdict == "flag")

    @cached_property
    def same_kind(self) -> tuple[Answer, ...]:
        """Return the answers whose flag names the label's kind."""
        return tuple(a for a in self.answers if self.faults[a.fault].kind is self.flags[a.flag].kind)

    @cached_property
    def missed(self) -> tuple[Fault, ...]:
        """Return the labels that no flag answers."""
        answered = {answer.fault for answer in self.answers}
        return tuple(fault for i, fault in enumerate(self.faults) if i not in answered)

    @cached_property
    def false_alarms(self) -> tuple[Flag, ...]:
        """Return the flags that answer no label."""
        answering = {answer.flag for answer in self.answers}
        return tuple(flag for j, flag in enumerate(self.flags) if j not in answering)


def grade(case: Case, flags: Sequence[Flag]) -> Outcome:
    """Return what *flags* are worth on *case*."""
    spans = [span(case.body, flag.quote) for flag in flags]
    return Outcome(
        case=case,
        flags=tuple(flags),
        answers=match(case.body, case.labels.findings, flags),
        lookalikes=tuple(
            lookalike
            for lookalike in case.labels.lookalikes
            if any(overlap(span(case.body, lookalike.quote), place) >= ENOUGH for place in spans)
        ),
        unplaced=tuple(
            flag for flag, place in zip(flags, spans, strict=True) if flag.quote and place is None
        ),
    )
