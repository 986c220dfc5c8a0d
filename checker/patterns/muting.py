"""Comments in a document that switch rules off: `<!-- vale Style.Rule = NO -->`, `<!-- vale off -->`."""

import json
import re

from checker.patterns.stretch import Traced

RULE = re.compile(r"vale (.+\..+|[^.]+) = (YES|NO|on|off)")
MATCHES = re.compile(r"vale (.+\..+)(\[.+\]) = (YES|NO)")
STYLES = re.compile(r"vale styles? = (.*)")
ALL = "off"


class Switches:
    """What is switched off where reading stands, and was anywhere."""

    def __init__(self, styles: frozenset[str]) -> None:
        """Begin with nothing switched off; *styles* are those that a comment may choose from."""
        self._styles = styles
        self.muted: frozenset[str] = frozenset()
        self.changes: list[tuple[int, frozenset[str]]] = []
        """From which offset on what is switched off."""

    @property
    def is_off(self) -> bool:
        """Return whether everything is switched off."""
        return ALL in self.muted

    def hear(self, comment: str, traced: Traced) -> None:
        """Do what a *comment* says, if it speaks to us."""
        before = self.muted
        self.muted = self._after(comment.strip())
        if self.muted != before:
            self.changes.append((max(traced.origins, default=0), self.muted))

    def at(self, offset: int) -> frozenset[str]:
        """Return what is switched off at *offset* of the document."""
        return next((muted for start, muted in reversed(self.changes) if start <= offset), frozenset())

    def _after(self, comment: str) -> frozenset[str]:
        if comment in {"vale off", "vale on"}:
            return self.muted | {ALL} if comment == "vale off" else self.muted - {ALL}
        if found := MATCHES.fullmatch(comment):
            names = frozenset(f"{found[1]}[{word}]" for word in _words(found[2]))
            return self.muted | names if found[3] == "NO" else self.muted - names
        if found := RULE.fullmatch(comment):
            return self.muted | {found[1]} if found[2] in {"NO", "off"} else self.muted - {found[1]}
        if found := STYLES.fullmatch(comment):
            return (self.muted | self._styles) - frozenset(found[1].split(", "))
        return self.muted


def is_muted(muted: frozenset[str], rule: str, match: str) -> bool:
    """Return whether *muted* has the *rule*, its style, or this *match* of it."""
    style = rule.split(".", 1)[0]
    return not muted.isdisjoint({ALL, style, rule, f"{rule}[{match}]"})


def _words(text: str) -> list[str]:
    try:
        words = json.loads(text)
    except ValueError:
        return []
    return [word for word in words if isinstance(word, str)] if isinstance(words, list) else []
