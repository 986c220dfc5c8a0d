"""What a gate says to the editor: one sentence, and what to do."""

from service.gates.deciding import Decision

NAMED = 3
"""Guidelines that are named at most."""


def says(decision: Decision, *, deadline: float, problem: str) -> str:
    """Return *decision* in a sentence.

    Args:
        decision: what it says.
        deadline: seconds that the checker had.
        problem: why the draft could not be checked; empty where that is not known.
    """
    if decision.because == "findings":
        count = len(decision.refusing)
        what = "1 finding breaks" if count == 1 else f"{count} findings break"
        return f"Not published: {what} the guidelines; put the words right and publish again."
    if decision.because == "passed":
        return "Checked: nothing in it stands against publishing."
    why = _why(decision, deadline, problem)
    if not decision.is_refused:
        return f"{why}; it may be published all the same, and what is found later is in the report."
    again = "; try again in a minute" if decision.because == "late" else ""
    return f"Not published: {why[0].lower()}{why[1:]}, and {_closed(decision)} undecided{again}."


def too_large(length: int, deadline: float, per_second: int) -> str:
    """Return why a text of so many characters is not checked within *deadline* seconds."""
    most = int(deadline * per_second)
    return f"too large: {length:,} characters, of which {deadline:g} seconds are enough for {most:,}"


def too_many(most: int) -> str:
    """Return why a long text is not checked while *most* of the same caller are."""
    return f"{most} other long texts of yours are being checked; try again in a minute"


def _why(decision: Decision, deadline: float, problem: str) -> str:
    if decision.because == "late":
        return f"The check was not done within {deadline:g} seconds"
    reason = " ".join(problem.split()).rstrip(".")
    return f"Not all of it could be checked ({reason})" if reason else "Not all of it could be checked"


def _closed(decision: Decision) -> str:
    """Return the guidelines for which it is refused, with the verb that goes with them."""
    names = [f"“{guideline.id}”" for guideline in decision.closed[:NAMED]]
    if more := len(decision.closed) - NAMED:
        names += [f"{more} more guidelines" if more > 1 else "1 more guideline"] if more > 0 else []
    if len(names) == 1:
        return f"{names[0]} is"
    return f"{', '.join(names[:-1])} and {names[-1]} are"
