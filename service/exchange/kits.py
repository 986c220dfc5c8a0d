"""What callers send and get about kits."""

from typing import Annotated

from pydantic import ConfigDict, Field

from checker.domain import Guideline, Noun
from checker.kits.lint import Problem
from checker.kits.testing import ExampleResult
from service.exchange.texts import Reason
from service.nouns import Impact, Kit, KitState, KitVersion, Moment


class KitText(Noun):
    """A kit as JSON; the same as its YAML, without comments."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "brand": "Acme",
                    "guidelines": [{"id": "plain-words", "kind": "voice", "text": "Write as people speak."}],
                }
            ]
        }
    )

    brand: Annotated[str, Field(min_length=1)]
    """The brand's name."""
    version: str = ""
    """What the brand calls this version, as `2026.1`."""
    guidelines: Annotated[tuple[Guideline, ...], Field(min_length=1)]
    """What it has written down."""


class VersionFacts(Noun):
    """One version of a kit, without what it says."""

    kit: str
    number: int
    state: KitState
    digest: str
    """SHA-256 of its YAML, in hexadecimal."""
    by: str
    created: Moment
    published: Moment | None = None
    note: str = ""
    """What changed, in the author's words."""

    @classmethod
    def of(cls, version: KitVersion) -> "VersionFacts":
        """Return the facts of *version*."""
        return cls.model_validate(version.model_dump(exclude={"source", "guide"}))


class KitList(Noun):
    """All kits, by id."""

    items: tuple[Kit, ...]


class VersionList(Noun):
    """A kit and its versions, the newest first."""

    kit: Kit
    items: tuple[VersionFacts, ...]


class Linted(Noun):
    """What is wrong with a kit as a whole, worst first."""

    problems: tuple[Problem, ...]


class Tested(Noun):
    """What became of a kit's examples; each is held against the kit without itself."""

    passed: int
    of: int
    failures: tuple[ExampleResult, ...]
    """Examples that are not as they should be."""

    @classmethod
    def of_results(cls, results: tuple[ExampleResult, ...]) -> "Tested":
        """Return what *results* come to."""
        failures = tuple(result for result in results if not result.passed)
        return cls(passed=len(results) - len(failures), of=len(results), failures=failures)


class UnderWay(Noun):
    """How far something is that takes longer than you wanted to wait; ask again."""

    done: int
    """Documents, or guidelines, that are done."""
    of: int
    """Of how many; 0 while that is not known."""


class NewNote(Noun):
    """What to say of a version."""

    note: Reason = ""
    """What changed, for the history."""


__all__ = [
    "Impact",
    "KitList",
    "KitText",
    "Linted",
    "NewNote",
    "Tested",
    "UnderWay",
    "VersionFacts",
    "VersionList",
]
