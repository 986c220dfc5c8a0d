"""What went wrong, in words for an assistant: what happened, and what to do."""

from pydantic import ValidationError

from checker.errors import CheckerError
from service.assistants.desk import Unanswered
from service.client import Refused
from service.nouns import Scope
from service.problems import Fault, Problem

ANTICIPATED = (Unanswered, CheckerError, Problem, Refused)
"""What a desk may raise; whatever else is a mistake of ours."""
SHOWN = 10
"""Faults that are told at most."""
OURS = (
    "Brandcheck has made a mistake. Nothing that was acknowledged is lost. Ask once more; if it happens "
    "again, tell whoever runs it."
)


def in_words(error: Exception) -> str:
    """Return what an anticipated *error* says."""
    if isinstance(error, Problem):
        return _with(error.detail, error.faults)
    if isinstance(error, Refused):
        return _with(error.problem.detail, error.problem.faults)
    return str(error)


def not_the_form(error: ValidationError) -> str:
    """Return what is wrong with what a tool was given; what was given is not repeated."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    lines = (f"{'.'.join(map(str, one['loc'])) or 'arguments'}: {one['msg']}." for one in faults[:SHOWN])
    return "\n".join(("The arguments have not the form that this tool takes. Put these right:", *lines))


def not_allowed(tool: str, scope: Scope) -> str:
    """Return that the caller may not use *tool*."""
    return (
        f"This key may not use {tool}: it needs the right “{scope}”. Ask an administrator for a key with it."
    )


def _with(detail: str, faults: tuple[Fault, ...]) -> str:
    lines = (f"{fault.at}: {fault.says}" for fault in faults[:SHOWN])
    return "\n".join((detail, *lines))
