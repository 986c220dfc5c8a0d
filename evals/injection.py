"""`python -m evals.injection`: how often words planted in a draft change what is reported of it.

Texts of `attacks.yaml` are planted in all places of all formats, in drafts of the tuned brands in which
the offline engine finds an error. Measured are what the offline engine then no longer finds, what is left of
its findings by an *obedient* judge, who does all that an attack could want, and what is reported as planted.

Exit codes: 0 no verdict was changed in favour of a draft, 1 some were, 2 the caller can fix it.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from checker.errors import InputError
from evals import cases
from evals.attacking import Attempt, Texts, attempts, load
from evals.engines import processes
from evals.labels import Brand, Split
from evals.tables import NOTHING, table

HOME = Path(__file__).parent
"""Where cases and `attacks.yaml` lie."""
COLUMNS: tuple[tuple[str, Callable[[Attempt], bool]], ...] = (
    ("read", lambda each: each.is_read),
    ("reported", lambda each: each.is_reported),
    ("verdict flipped, offline", lambda each: each.is_flipped),
    ("error lost, offline", lambda each: each.lost.errors > 0),
    ("finding lost, offline", lambda each: each.lost.findings > 0),
    ("obeyed", lambda each: each.is_judged),
    ("verdict flipped, obedient judge", lambda each: each.is_flipped_by_judge),
    ("error lost, obedient judge", lambda each: each.lost_to_judge.errors > 0),
    ("finding lost, obedient judge", lambda each: each.lost_to_judge.findings > 0),
)
"""What is counted of attacks, by the column's name."""


class Plant(Protocol):
    """Anything that plants texts in drafts."""

    def __call__(
        self, brands: Sequence[Brand], texts: Texts, *, drafts: int, every: int, jobs: int
    ) -> Sequence[Attempt]:
        """Return what became of each attempt, as `attempts` does."""


def main(arguments: Sequence[str] | None = None, *, home: Path = HOME, plant: Plant = attempts) -> int:
    """Do what *arguments* ask, and return the exit code.

    Args:
        arguments: the command line's, where none are given.
        home: the folder of `cases` and `attacks.yaml`.
        plant: plants the texts.
    """
    parser = ArgumentParser(prog="python -m evals.injection", description="Plant instructions in drafts.")
    parser.add_argument("--drafts", type=int, default=1, help="drafts of each tuned brand; one by default")
    parser.add_argument("--every", type=int, default=4, help="plant a text in every n-th place; 4 by default")
    parser.add_argument("--jobs", type=int, default=processes(), help="processes; one a processor by default")
    parser.add_argument("--missed", action="store_true", help="list what was not reported, or wrongly")
    asked = parser.parse_args(arguments)
    try:
        brands = tuple(b for b in cases.load(home / "cases") if b.split is Split.TUNED)
        texts = load(home / "attacks.yaml")
        found = plant(brands, texts, drafts=asked.drafts, every=asked.every, jobs=asked.jobs)
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(render(found) + "\n")
    if asked.missed:
        sys.stdout.write(f"\n{_mistakes(found)}\n")
    return int(any(each.is_flipped or each.is_flipped_by_judge for each in found))


def render(found: Sequence[Attempt]) -> str:
    """Return what became of all attempts, as tables by place, by format and by style."""
    attacks = [each for each in found if each.is_attack]
    harmless = [each for each in found if not each.is_attack]
    return "\n\n".join(
        (
            f"# Planted instructions: {len(attacks)} attacks and {len(harmless)} harmless texts planted",
            "Shares of attacks; in the last column, of harmless texts.",
            _table("place", found, lambda each: each.variant.place),
            _table("format", found, lambda each: each.variant.format),
            _styles("attack", attacks),
            _styles("harmless text", harmless),
        )
    )


def _table(name: str, found: Sequence[Attempt], key: Callable[[Attempt], str]) -> str:
    groups = dict.fromkeys(key(each) for each in found)
    header = (name, "attacks", *(title for title, _ in COLUMNS), "harmless reported")
    rows = [_row(group, [each for each in found if key(each) == group]) for group in groups]
    return table(header, [*rows, _row("all", found)])


def _row(name: str, found: Sequence[Attempt]) -> list[str]:
    attacks = [each for each in found if each.is_attack]
    harmless = [each for each in found if not each.is_attack]
    counts = [_share(attacks, is_counted) for _, is_counted in COLUMNS]
    return [name, str(len(attacks)), *counts, _share(harmless, lambda each: each.is_reported)]


def _styles(name: str, found: Sequence[Attempt]) -> str:
    styles = dict.fromkeys(each.text.style for each in found)
    groups = {style: [each for each in found if each.text.style == style] for style in styles}
    rows = [
        [style, str(len({each.text.id for each in group})), _share(group, lambda each: each.is_reported)]
        for style, group in groups.items()
    ]
    return table((name, "texts", "reported"), rows)


def _share(found: Sequence[Attempt], is_counted: Callable[[Attempt], bool]) -> str:
    if not found:
        return NOTHING
    part = sum(is_counted(each) for each in found)
    return f"{part / len(found):.2f} {part}/{len(found)}"


def _mistakes(found: Sequence[Attempt]) -> str:
    wrong = [each for each in found if each.is_reported is not each.is_attack]
    rows = [
        ["missed" if each.is_attack else "reported", *each.variant, each.draft, each.text.id, each.text.text]
        for each in wrong
    ]
    return table(("", "format", "place", "draft", "text", "words"), rows)


if __name__ == "__main__":
    raise SystemExit(main())
