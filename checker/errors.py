"""What can go wrong, as one tree.

```
CheckerError
├── ModelFailed              a language model gave no answer that can be used   → unjudged, exit 3
│   ├── TimedOut               none came in time
│   ├── Unreachable            no connection, or the provider has an outage
│   ├── RateLimited            the provider wants fewer calls
│   ├── Denied                 the key, the model's name or the account is not accepted
│   ├── Rejected               the provider does not take the request as it is (too long, unknown option)
│   ├── Refused                the model or a content filter declines
│   ├── Truncated              the answer was cut off
│   ├── Unreadable             the answer is empty or not what was asked for, twice
│   └── OverBudget             the budget of the check, the day or the month is spent
└── InputError               the caller can fix it              exit 2
    ├── UnsupportedFormat      no reader for this content
    ├── UnreadableDocument     damaged, encrypted, over a limit, or it took its worker down
    ├── InvalidBrandKit        all problems at once, with file and line
    └── ModelUnavailable       the local model can't be fetched, verified or run
```

A finding is a value, an error is an exception: they never mix.
"""


class CheckerError(Exception):
    """Anything of ours that went wrong; its text says what, where and what to do."""


class InputError(CheckerError):
    """Something that the caller can put right."""


class UnsupportedFormat(InputError):
    """No reader knows this content."""


class UnreadableDocument(InputError):
    """A document that is damaged, encrypted or over a limit.

    Args:
        source: the document's name as the caller gave it.
        reason: what is wrong, in a few words without a full stop.
        remedy: what the caller can do about it, as a sentence.
    """

    def __init__(self, source: str, reason: str, remedy: str) -> None:
        """Keep the three parts, and join them for display."""
        super().__init__(source, reason, remedy)
        self.source = source
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        """Return one line: where, what, what to do."""
        return f"{self.source}: {self.reason}. {self.remedy}"


class InvalidBrandKit(InputError):
    """A kit with problems, all of them at once.

    Args:
        problems: one line each, with file, line and guideline where known.
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        """Keep the problems, and join them for display."""
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        """Return the problems, a line each."""
        return "\n".join(self.problems)


class ModelUnavailable(InputError):
    """The local model can't be fetched, verified or run."""


class ModelFailed(CheckerError):
    """A language model gave no answer that can be used; its text says why, in a few words."""

    usage: object = None
    """What asking has cost all the same, as `checker.asking.Usage`; none where that is not known."""
    is_passing: bool = False
    """Whether the same question may well be answered some minutes later."""


class TimedOut(ModelFailed):
    """No answer came in time."""

    is_passing = True


class Unreachable(ModelFailed):
    """There is no connection, or the provider has an outage."""

    is_passing = True


class RateLimited(ModelFailed):
    """The provider wants fewer calls."""

    is_passing = True


class Denied(ModelFailed):
    """The key, the model's name or the account is not accepted."""


class Rejected(ModelFailed):
    """The provider does not take the request as it is."""


class Refused(ModelFailed):
    """The model, or a filter before it, declines to answer."""


class Truncated(ModelFailed):
    """The answer was cut off."""


class Unreadable(ModelFailed):
    """The answer is empty or not what was asked for, even when asked once more."""


class OverBudget(ModelFailed):
    """The budget of the check, the day or the month is spent."""
