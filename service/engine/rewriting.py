"""Rewriting in a worker that asks the language model: the fewest edits that take a draft's findings away."""

from dataclasses import replace

from checker.bootstrap import allowance, read_content
from checker.commands.rewriting import applied
from checker.domain import Document
from checker.errors import InputError, ModelUnavailable
from checker.guessing import guess
from checker.judges.discretion import kept_in
from checker.rewriting import Rewriter, Rewritten, Terms
from checker.rewriting.ground import ordinary_words
from service.engine.task import Task
from service.engine.worker import Desk


def rewrite(desk: Desk, task: Task, closed: frozenset[str], rounds: int) -> Rewritten:
    """Return the task's draft, rewritten as far as the language model gets.

    Args:
        desk: a worker's own.
        task: the draft, its kit and on what terms it is checked.
        closed: teams and channels, in lower case, whose drafts are not shown to a language model.
        rounds: how often it is asked at most.

    Raises:
        ModelUnavailable: if it may not see this draft, or none is set.
        InputError: if the draft or the kit can't be read, or holds more than one draft.
    """
    document = _only(desk, task)
    _require_open(desk, task, document, closed)
    if desk.model is None:
        raise ModelUnavailable("No language model is set. Set BRANDCHECK_JUDGE__MODEL and its key.")
    settings = desk.settings
    checker = replace(desk.checker(task.kit, task.policy.today), policy=task.policy)
    rewriter = Rewriter(
        check=checker.check,
        kit=checker.kit,
        ordinary=ordinary_words(checker.lexicon.themes),
        model=allowance(desk.model, settings),
        apply=lambda whole, edits: applied(whole, edits, settings),
        terms=Terms(rounds=rounds, window=settings.judge.window),
    )
    return rewriter.rewrite(document)


def _only(desk: Desk, task: Task) -> Document:
    documents = read_content(task.content, task.name, desk.settings)
    if len(documents) > 1:
        raise InputError(f"{task.name} holds {len(documents):,} drafts; one is rewritten at a time.")
    return documents[0]


def _require_open(desk: Desk, task: Task, document: Document, closed: frozenset[str]) -> None:
    policy = task.policy
    known = guess(document, team=policy.team, channel=policy.channel, audience=policy.audience)
    name = next((name for name in (known.team, known.channel) if name.casefold() in closed), "")
    reason = f"drafts of {name} are not shown to one" if name else kept_in(known, desk.settings.judge)
    if reason:
        raise ModelUnavailable(f"No language model may see this draft: {reason}.")
