"""What can go wrong, as one tree.

```
CheckerError
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
