"""Waivers: findings accepted by a named person, for a reason, until a date."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from checker.domain import Finding, Noun
from checker.errors import InputError
from checker.kits.source import fields as read
from checker.kits.source.fields import Reader
from checker.kits.source.files import read_tree
from checker.kits.source.scope import Complaint, Scope, told
from checker.kits.source.tree import Entries, Field, Items, Node

WAIVER_FIELDS: Mapping[str, Reader] = {
    "finding": read.words,
    "guideline": read.words,
    "quote": read.words,
    "owner": read.words,
    "reason": read.words,
    "expires": read.date,
}
"""Every field of a waiver, with what reads it."""
REQUIRED = ("owner", "reason", "expires")


class Waiver(Noun):
    """One finding that somebody answers for."""

    finding: str = ""
    """The finding's id, for one finding in one document."""
    guideline: str = ""
    """With *quote*: the guideline that may be broken, in any document."""
    quote: str = ""
    """The exact words that may break it."""
    owner: str
    """Who accepted it."""
    reason: str
    """Why."""
    expires: str
    """The last day on which it holds, ISO 8601."""

    def covers(self, finding: Finding) -> bool:
        """Return whether *finding* is what was accepted."""
        if self.finding:
            return self.finding == finding.id
        return self.guideline == finding.guideline and _folded(self.quote) == _folded(finding.quote)

    def holds(self, today: datetime.date) -> bool:
        """Return whether its last day is not before *today*."""
        return today <= datetime.date.fromisoformat(self.expires)


class Waived(NamedTuple):
    """Findings after waivers."""

    findings: tuple[Finding, ...]
    """All of them; those that somebody accepted say who, until when and why."""
    expired: tuple[Waiver, ...]
    """Waivers that would have covered one of them, and no longer hold."""


def load_waivers(path: Path) -> tuple[Waiver, ...]:
    """Return the waivers in *path*, a YAML or JSON list.

    Raises:
        InputError: anything is wrong; its text has every problem, a line each.
    """
    complaints: list[Complaint] = []
    scope = Scope(str(path), complaints)
    tree = read_tree(path, scope)
    waivers = tuple(_waivers(tree, scope)) if tree is not None else ()
    if complaints:
        raise InputError("\n".join(told(complaints)))
    return waivers


def waive(findings: Iterable[Finding], waivers: Iterable[Waiver], today: datetime.date) -> Waived:
    """Return *findings* marked with the *waivers* that cover them and hold *today*."""
    known = tuple(waivers)
    holding = tuple(waiver for waiver in known if waiver.holds(today))
    seen = tuple(findings)
    lapsed = (waiver for waiver in known if waiver not in holding)
    expired = tuple(waiver for waiver in lapsed if any(map(waiver.covers, seen)))
    return Waived(tuple(_marked(finding, holding) for finding in seen), expired)


def _waivers(tree: Node, scope: Scope) -> Iterator[Waiver]:
    for number, node in enumerate(_listed(tree, scope), start=1):
        place = scope.about(f"waiver {number}")
        before = len(scope.complaints)
        values = read.read_record(node, WAIVER_FIELDS, place, required=REQUIRED)
        if len(scope.complaints) == before and not (
            values.keys() >= {"guideline", "quote"} or "finding" in values
        ):
            place.complain(node.line, 'say what is waived: "finding", or "guideline" and "quote"')
        if len(scope.complaints) == before:
            yield Waiver.model_validate(values)


def _listed(tree: Node, scope: Scope) -> tuple[Node, ...]:
    """Return the items of a list, which may stand under `waivers:`."""
    if isinstance(tree, Entries):
        given = read.named(tree, {"waivers": None}, scope)
        tree = given.get("waivers", Field(tree.line, "waivers", Items(tree.line, ()))).value
    if isinstance(tree, Items):
        return tree.nodes
    if not read.is_blank(tree):
        scope.complain(
            tree.line, f'a list of waivers was expected, not {read.kind_of(tree)}; begin each with "-"'
        )
    return ()


def _marked(finding: Finding, waivers: tuple[Waiver, ...]) -> Finding:
    for waiver in waivers:
        if waiver.covers(finding):
            mark = f"{waiver.owner} until {waiver.expires}: {waiver.reason}"
            return finding.model_copy(update={"waived_by": mark})
    return finding


def _folded(quote: str) -> str:
    return " ".join(quote.split()).casefold()
