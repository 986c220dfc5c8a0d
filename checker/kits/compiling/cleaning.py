"""What a model wrote for a guideline, looked over by code before anybody relies on it."""

from collections.abc import Iterable
from typing import NamedTuple

from checker.clues.compiled import known_by
from checker.domain import Amount, Compiled, Need, Rule, Sharpened, Sharpening
from checker.kits.compiling.sparing import LONGEST, Flags, Heard, Sparing, breaks, misgives
from checker.kits.importing.wording import flat
from checker.kits.sharpened import DETECTORS, fault_of


class Cleaned(NamedTuple):
    """A compiled part that holds together, and what was taken out of it or is doubtful."""

    part: Sharpening
    remarks: tuple[str, ...]


def cleaned(written: Sharpened, fine: Iterable[Heard], places: Iterable[str]) -> Cleaned:
    """Return what holds of *written*.

    A pattern is left out when it is none. One that makes a rule flag a sentence of *fine*, or several
    neutral ones, loses the alternatives by which it does; if none are left, it is left out too. A rule,
    amount or need without patterns goes with them.

    Args:
        written: the model's answer for one guideline.
        fine: what nothing may flag.
        places: teams and kinds of draft that rules may name.
    """
    cleaner = _Cleaner(Sparing(fine, written.off_brand), frozenset(name.lower() for name in places))
    part = Sharpening(
        off_brand=_texts(written.off_brand),
        rules=tuple(filter(None, map(cleaner.rule, written.rules))),
        amounts=tuple(filter(None, map(cleaner.amount, written.amounts))),
        opening=cleaner.valid(written.opening),
        needs=tuple(filter(None, map(cleaner.need, written.needs))),
        on_brand=_texts(written.on_brand),
    )
    return Cleaned(part, (*cleaner.remarks, *_unknown(part)))


def as_compiled(part: Sharpening, *, by: str, prompt: str, of: str) -> Compiled:
    """Return *part* with its origin."""
    return Compiled(**{**part.model_dump(), "by": by, "prompt": prompt, "of": of})


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in map(flat, texts) if text))


def _unknown(part: Sharpening) -> Iterable[str]:
    """Yield a remark on each off-brand sentence that no rule knows; of headlines, the opening decides."""
    for sentence in part.off_brand if part.rules or part.amounts else ():
        if not part.opening and not known_by(part, sentence):
            yield f"no rule knows its off-brand sentence “{sentence}”"


class _Cleaner:
    """Takes out what does not hold, and keeps a remark on it."""

    def __init__(self, sparing: Sparing, places: frozenset[str]) -> None:
        self.remarks: list[str] = []
        self._sparing = sparing
        self._places = places

    def rule(self, rule: Rule) -> Rule | None:
        """Return *rule* with the patterns that hold, or none."""
        valid = {"why": flat(rule.why), "unless": self.valid(rule.unless), "only": self._known(rule.only)}
        rule = rule.model_copy(update=valid)

        def flags(text: str, heard: Heard) -> bool:
            return breaks(rule.model_copy(update={"say": (text,)}), heard)

        say = tuple(self._spared(text, flags) for text in self.valid(rule.say, telling=True))
        return rule.model_copy(update={"say": _texts(say)}) if any(say) else None

    def amount(self, amount: Amount) -> Amount | None:
        """Return *amount* with the patterns that hold, or none."""
        valid = {
            "why": flat(amount.why),
            "counted": self.valid(amount.counted),
            "right": _texts(amount.right),
            "only": self._known(amount.only),
        }
        amount = amount.model_copy(update=valid)

        def flags(text: str, heard: Heard) -> bool:
            return misgives(amount.model_copy(update={"about": (text,)}), heard)

        about = tuple(self._spared(text, flags) for text in self.valid(amount.about, telling=True))
        return amount.model_copy(update={"about": _texts(about)}) if any(about) else None

    def need(self, need: Need) -> Need | None:
        """Return *need* with the patterns that hold, or none."""
        any_of = self.valid(need.any_of, detectors=DETECTORS)
        update = {
            "name": flat(need.name),
            "any_of": any_of,
            "when": self.valid(need.when),
            "only": self._known(need.only),
            "not_for": self._known(need.not_for),
        }
        return need.model_copy(update=update) if any_of else None

    def valid(
        self, texts: Iterable[str], *, detectors: frozenset[str] = frozenset(), telling: bool = False
    ) -> tuple[str, ...]:
        """Return those of *texts* that are patterns or *detectors*."""
        given = _texts(texts)
        faults = {text: "" if text in detectors else fault_of(text, telling=telling) for text in given}
        self.remarks.extend(
            f"left out “{text[:LONGEST]}”, which is no pattern: {fault}"
            for text, fault in faults.items()
            if fault
        )
        return tuple(text for text in given if not faults[text])

    def _spared(self, text: str, flags: Flags) -> str:
        spared = self._sparing.spared(text, flags)
        self.remarks.extend(spared.remarks)
        return spared.text

    def _known(self, names: Iterable[str]) -> tuple[str, ...]:
        lowered = tuple(dict.fromkeys(name.strip().lower() for name in names))
        unknown = (name for name in lowered if name not in self._places)
        self.remarks.extend(
            f"“{name[:LONGEST]}” is no team or kind of draft that the kit names" for name in unknown
        )
        return lowered
