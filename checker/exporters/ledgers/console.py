"""The ledger for a terminal: conflicts first, then what expires, then what is not approved, then the rest.

Without a terminal the text is plain and 100 columns wide, whoever asks.
"""

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from checker.domain import Claim, Conflict, CounterEvidence, Ledger, Standing, Stood, Value
from checker.exporters import figures
from checker.exporters.ledgers import words
from checker.exporters.terminal import Screen
from checker.presentation.wording import counted

FORMAT = "console"
SUFFIX = ".txt"
MEDIA_TYPE = "text/plain"

_MOST_PLACES = 2
"""Places of a value that are quoted."""
_MOST_CLAIMS = 50
"""Claims of a standing that are listed."""
_STYLES = {
    Standing.EXPIRED: "bold red",
    Standing.ALTERED: "red",
    Standing.UNAPPROVED: "yellow",
    Standing.APPROVED: "green",
}


def render(ledger: Ledger, /, *, terminal: Console | None = None) -> bytes:
    """Return *ledger* as text, in the colours and the width of *terminal* if one is given."""
    screen = Screen(terminal)
    screen.paragraph((words.sentence(ledger), "bold"))
    if ledger.claims:
        screen.paragraph(words.base_sentence(ledger))
        _write_conflicts(screen, ledger)
        _write_expiring(screen, ledger)
        for standing in words.ORDER:
            _write_claims(screen, ledger, standing)
    _write_evidence(screen, ledger.counter_evidence)
    return screen.written()


def _write_conflicts(screen: Screen, ledger: Ledger) -> None:
    """Write each conflict with its values side by side and where they stand."""
    for conflict in ledger.conflicts:
        screen.gap()
        screen.paragraph(("Conflict. ", "bold red"), (words.conflict_sentence(conflict), "bold"))
        screen.table(_values(conflict))


def _values(conflict: Conflict) -> Table:
    table = Table(box=SIMPLE_HEAD, expand=True)
    table.add_column("Value", overflow="fold", max_width=20)
    table.add_column("Where", overflow="fold", ratio=1)
    table.add_column("As it is put", overflow="fold", ratio=2)
    for value in conflict.values:
        measure = Text(figures.name(value.measure.text), style="green" if value.is_approved else "")
        table.add_row(measure, Text(words.value_note(value)), _quotes(value))
    return table


def _quotes(value: Value) -> Text:
    return Text("\n").join(_quote(stood) for stood in value.places[:_MOST_PLACES])


def _quote(stood: Stood) -> Text:
    """Return a passage with the document that it stands in."""
    source = figures.name(stood.title or stood.source)
    return Text.assemble(f"“{figures.name(stood.statement.text)}”\n", (source, "dim"))


def _write_expiring(screen: Screen, ledger: Ledger) -> None:
    if ledger.expiring:
        screen.heading("Approved claims that end")
    for one in ledger.expiring:
        owner = f", ask {figures.name(one.owner)}" if one.owner else ""
        found = f"{counted(one.documents, 'document')} {'says' if one.documents == 1 else 'say'} it{owner}"
        state = figures.capital(words.expiry(one))
        style = "bold red" if one.days < 0 else "yellow"
        screen.paragraph((f"{state}: ", style), f"“{figures.name(one.approved)}”; {found}.")


def _write_claims(screen: Screen, ledger: Ledger, standing: Standing) -> None:
    """Write the claims of one standing."""
    found = [claim for claim in ledger.claims if claim.standing is standing]
    if not found:
        return
    screen.heading(f"{words.STANDINGS[standing]}, {counted(len(found), 'claim')}: {words.MEANINGS[standing]}")
    screen.table(_claims(found[:_MOST_CLAIMS], standing))
    more = len(found) - _MOST_CLAIMS
    if more > 0:
        screen.paragraph((f"{more:,} more are in the other formats.", "dim"))


def _claims(claims: Sequence[Claim], standing: Standing) -> Table:
    table = Table(box=SIMPLE_HEAD, expand=True)
    table.add_column("Claim", overflow="fold", ratio=3)
    table.add_column("Made in", overflow="fold", ratio=1)
    table.add_column("The kit", overflow="fold", ratio=2)
    for claim in claims:
        wording = Text(f"“{figures.name(words.telling(claim).text)}”", style=_STYLES[standing])
        table.add_row(wording, Text(words.claim_note(claim)), _approved(claim))
    return table


def _approved(claim: Claim) -> Text:
    """Return what the kit says of a claim."""
    if not claim.guideline:
        return Text("nothing", style="dim")
    return Text.assemble((f"{figures.name(claim.guideline)}: ", "bold"), f"“{figures.name(claim.approved)}”")


def _write_evidence(screen: Screen, found: Sequence[CounterEvidence]) -> None:
    if found:
        screen.heading("What customers complain about")
    for evidence in found:
        screen.paragraph(words.evidence_sentence(evidence))
        for complained in evidence.complained[:_MOST_PLACES]:
            screen.paragraph(("    “", "dim"), f"{figures.name(complained.complaint.text)}”")
