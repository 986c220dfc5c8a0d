"""The tools: what each is called, takes and gives, what its caller must be allowed, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from checker.domain import Kind, Ledger, Noun
from checker.presentation.wording import counted
from service.assistants import answers, asked, choosing, telling
from service.assistants.desk import Call, Desk, Step
from service.nouns import LedgerQuery, Scope

Asked = TypeVar("Asked", bound=Noun)


@dataclass(frozen=True)
class Tool(Generic[Asked]):
    """One tool."""

    name: str
    title: str
    says: str
    """What it does and when to use it, for the assistant."""
    takes: type[Asked]
    gives: type[Noun]
    scope: Scope
    run: Callable[[Desk, Asked, Call], Noun]
    keeps: bool = False
    """Whether anything is kept of what it is given; nothing is ever changed or deleted."""
    is_open: bool = False
    """Whether what it does may go beyond the kit and its documents: to a language model, where one is set."""


def check_draft(desk: Desk, wanted: asked.CheckDraft, call: Call) -> answers.CheckedDraft:
    """Hold a draft against a kit."""
    held = choosing.held(desk, wanted.kit)
    made = desk.check(wanted, held.id, call)
    return telling.checked_draft(made, held, wanted.limit)


def explain_guideline(desk: Desk, wanted: asked.ExplainGuideline, call: Call) -> answers.Explained:  # noqa: ARG001 - a tool's form
    """Explain a guideline."""
    held = choosing.held(desk, wanted.kit)
    return telling.explained(choosing.guideline(held, wanted.guideline), held.id)


def rewrite(desk: Desk, wanted: asked.Rewrite, call: Call) -> answers.RewrittenDraft:
    """Edit a draft until it passes."""
    held = choosing.held(desk, wanted.kit)
    return telling.rewritten_draft(desk.rewrite(wanted, held.id, call), held.kit)


def list_guidelines(desk: Desk, wanted: asked.ListGuidelines, call: Call) -> answers.Guidelines:  # noqa: ARG001 - a tool's form
    """List a kit's guidelines."""
    held = choosing.held(desk, wanted.kit)
    found = tuple(map(telling.guideline_facts, choosing.wanted(held, wanted)))
    return answers.Guidelines(
        kit=held.id,
        brand=held.kit.brand,
        version=held.kit.version,
        guidelines=found[: wanted.limit],
        more=max(0, len(found) - wanted.limit),
        kits=desk.kits(),
    )


def search_claims(desk: Desk, wanted: asked.SearchClaims, call: Call) -> answers.Claims:
    """Look for claims, in the kit and in documents."""
    held = choosing.held(desk, wanted.kit)
    call.tell(Step(0, None, "Looking through what documents claim"))
    ledger = desk.ledger(LedgerQuery(kit=held.id, standing=wanted.standing, text=wanted.text.strip()), call)
    found = tuple(map(telling.claim_facts, ledger.claims))
    of_kit = (g for g in held.kit.guidelines if g.kind in {Kind.CLAIM, Kind.FACT})
    approved = tuple(telling.guideline_facts(g) for g in of_kit if choosing.holds_words(g, wanted.text))
    return answers.Claims(
        kit=held.id,
        says=_looked_through(ledger),
        approved=approved[: wanted.limit],
        claims=found[: wanted.limit],
        more=max(0, len(found) - wanted.limit),
    )


def _looked_through(ledger: Ledger) -> str:
    if not ledger.documents:
        return "Looked through the kit alone: there are no documents."
    documents, statements = counted(ledger.documents, "document"), counted(ledger.statements, "statement")
    return f"Looked through {documents}, with {statements}."


TOOLS: tuple[Tool, ...] = (  # type: ignore[type-arg]  # each takes its own noun
    Tool(
        "check_draft",
        "Check a draft",
        "Check a draft (a page, an e-mail, a slide text, a reply) against the brand's guidelines. Returns "
        "the verdict and each breach at the draft's exact words, with the guideline and what to write "
        "instead. Use it before handing over any copy that is written for the brand, and again after "
        "changing it.",
        asked.CheckDraft,
        answers.CheckedDraft,
        Scope.CHECK,
        check_draft,
        keeps=True,
        is_open=True,
    ),
    Tool(
        "explain_guideline",
        "Explain a guideline",
        "Explain one guideline: its text, examples that keep it and break it, words to avoid and what to "
        "write instead, conditions that a claim may not lose, who answers for it.",
        asked.ExplainGuideline,
        answers.Explained,
        Scope.READ,
        explain_guideline,
    ),
    Tool(
        "rewrite",
        "Rewrite a draft",
        "Return a draft with the fewest edits after which its findings are gone. Every edit is verified: it "
        "brings no figure, name or claim that is in neither the draft nor the kit. What needs a person is "
        "said.",
        asked.Rewrite,
        answers.RewrittenDraft,
        Scope.CHECK,
        rewrite,
        is_open=True,
    ),
    Tool(
        "list_guidelines",
        "List guidelines",
        "List what the brand has written down, by kind (message, fact, claim, term, voice, required), by "
        "team, channel or audience, or by words. Use it before writing for the brand.",
        asked.ListGuidelines,
        answers.Guidelines,
        Scope.READ,
        list_guidelines,
    ),
    Tool(
        "search_claims",
        "Search claims",
        "Find what may be claimed (the kit's approved claims and facts, with their conditions and proof) and "
        "what documents claim already, each with how it stands: approved, altered, unapproved or expired. "
        "Use it before stating a figure, a date, a comparison or a promise.",
        asked.SearchClaims,
        answers.Claims,
        Scope.READ,
        search_claims,
    ),
)
"""All tools, in the order in which they are listed."""
