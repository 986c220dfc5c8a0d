"""All patterns of a kit over one document."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from time import thread_time

from checker.domain import Document, Extends, Pattern, Remedy
from checker.patterns.alerts import Alert, Hit, Memory, Rule
from checker.patterns.capitals import Capitalization
from checker.patterns.counting import Occurrence, Repetition
from checker.patterns.dialect import InvalidExpression, TooSlow
from checker.patterns.muting import is_muted
from checker.patterns.relating import Conditional, Consistency
from checker.patterns.searching import Existence, Substitution
from checker.patterns.selectors import asks_for, reads
from checker.patterns.stretch import Stretch
from checker.patterns.views import View
from checker.patterns.wording import one_line

FAMILIES = ("sentence", "paragraph")
PATIENCE = 10.0
"""Seconds of work that one pattern may take on a document, all its stretches together."""
PROBES = ("a" * 40, "a b " * 300, "word. " * 200, "1" * 200 + "x", ("-" * 40 + " ") * 20, "\n" * 200)
"""Texts on which an expression that takes exponential time shows it."""


RULES: Mapping[Extends, Callable[[Pattern, Sequence[str]], Rule]] = {
    Extends.EXISTENCE: Existence,
    Extends.SUBSTITUTION: Substitution,
    Extends.OCCURRENCE: Occurrence,
    Extends.CAPITALIZATION: Capitalization,
    Extends.CONDITIONAL: Conditional,
    Extends.REPETITION: Repetition,
}
"""What makes a pattern ready; consistency needs its name too."""


@lru_cache(maxsize=4096)
def prepared(pattern: Pattern, accepted: tuple[str, ...], name: str) -> Rule:
    """Return *pattern*, called *name*, made ready.

    Raises:
        InvalidExpression: something in it is no expression.
    """
    if pattern.extends is Extends.CONSISTENCY:
        return Consistency(pattern, accepted, name)
    return RULES[pattern.extends](pattern, accepted)


def fault_of(pattern: Pattern, accepted: Sequence[str] = (), *, probe: bool = False) -> str:
    """Return why *pattern* can't be used, in a few words; empty where it can.

    Args:
        pattern: the pattern.
        accepted: words that the kit accepts.
        probe: whether to look as well for expressions that take too long.
    """
    try:
        rule = prepared(pattern, tuple(accepted), "")
        for text in PROBES if probe else ():
            for _ in rule.find(text, Memory()):
                pass
    except InvalidExpression as error:
        return f"invalid pattern: {error}"
    except TooSlow:
        return "too slow: an expression of it takes seconds on a short text"
    return ""


def remedy_of(pattern: Pattern, words: str, fix: str | None) -> Remedy:
    """Return the action that Vale tells editors for a match of *pattern*.

    Args:
        pattern: the rule.
        words: what it found.
        fix: what takes their place, where there is one answer; else the rule's alternatives count.
    """
    action = pattern.action
    if action.name != "replace" or action.params:
        return action
    try:
        found = (hit.fixes for hit in prepared(pattern, (), "").find(words, Memory()))
        fixes = (fix,) if fix is not None else next(found, ())
    except (InvalidExpression, TooSlow):
        fixes = ()
    return action.model_copy(update={"params": fixes})


def alerts_in(
    document: Document, patterns: Mapping[str, Pattern], accepted: Sequence[str] = ()
) -> tuple[Alert, ...]:
    """Return what *patterns*, by their names, say of *document*, in order of place.

    Args:
        document: what is read.
        patterns: rules by name; a name has its style before the first dot.
        accepted: words that the kit accepts.

    A pattern that takes too long on a stretch yields one alert without words that says so.
    """
    return tuple(sorted(_Run(document, patterns, tuple(accepted)).alerts(), key=lambda a: (a.start, a.end)))


class _Run:
    """One document under all patterns."""

    def __init__(
        self, document: Document, patterns: Mapping[str, Pattern], accepted: tuple[str, ...]
    ) -> None:
        self._text = document.text
        self._patterns = dict(patterns)
        self._rules = {name: prepared(pattern, accepted, name) for name, pattern in patterns.items()}
        self._memory = Memory()
        self._counts: Counter[str] = Counter()
        self._known: set[tuple[str, int]] = set()
        self._spent: defaultdict[str, float] = defaultdict(float)
        families = {f for f in FAMILIES if any(asks_for(p.scope, f) for p in patterns.values())}
        styles = frozenset(name.split(".", 1)[0] for name in patterns)
        self._view = View(document, styles=styles, families=frozenset(families))

    def alerts(self) -> Iterator[Alert]:
        for stretch in self._view.stretches():
            for name in list(self._rules):
                if reads(self._patterns[name].scope, stretch.scope, stretch.block):
                    yield from self._found(name, stretch)

    def _found(self, name: str, stretch: Stretch) -> Iterator[Alert]:
        if is_muted(stretch.muted, name, ""):
            return
        begun = thread_time()
        try:
            for found in self._rules[name].find(stretch.text, self._memory):
                yield from self._placed(name, found, stretch)
            self._spend(name, thread_time() - begun)
        except TooSlow:
            del self._rules[name]
            yield Alert(name, 0, 0, f"{name} was not checked: its pattern takes too long on this text.", ())

    def _spend(self, name: str, seconds: float) -> None:
        """Note that *name* took *seconds*.

        Raises:
            TooSlow: it has taken more than its share of this document.
        """
        self._spent[name] += seconds
        if self._spent[name] > PATIENCE:
            raise TooSlow(name)

    def _placed(self, name: str, found: Hit, stretch: Stretch) -> Iterator[Alert]:
        """Yield *found* at its place, unless it is known, switched off or one too many."""
        span = self._nowhere if found.is_nowhere else stretch.place(found.start, found.end)
        if span is None or (name, span[0]) in self._known:
            return
        muted = stretch.muted | self._view.switches.at(span[0])
        if is_muted(muted, name, stretch.text[found.start : found.end]):
            return
        limit = self._patterns[name].limit
        if limit and self._counts[name] >= limit:
            return
        self._counts[name] += 1
        self._known.add((name, span[0]))
        yield Alert(name, *span, one_line(found.message), found.fixes)

    @property
    def _nowhere(self) -> tuple[int, int]:
        """Return the place of what is missing: the first line that holds anything."""
        start = len(self._text) - len(self._text.lstrip("\n"))
        return (start, start) if start < len(self._text) else (0, 0)
