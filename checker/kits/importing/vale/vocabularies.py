"""The rules that a vocabulary makes by itself: accepted words are spelt so, rejected ones are not used."""

from collections.abc import Iterator

from checker.domain import Extends, Pair, Pattern, Remedy

STYLE = "Vale"


def own_rules(accepted: tuple[str, ...], rejected: tuple[str, ...]) -> Iterator[tuple[str, Pattern]]:
    """Yield the rules of the built-in style, by their names."""
    if accepted:
        swap = tuple(Pair(one=term.lower(), other=term) for term in dict.fromkeys(accepted))
        yield (
            f"{STYLE}.Terms",
            Pattern(
                extends=Extends.SUBSTITUTION,
                message="Use '%s' instead of '%s'.",
                ignorecase=True,
                vocab=False,
                swap=tuple({pair.one: pair for pair in swap}.values()),
            ),
        )
    if rejected:
        yield (
            f"{STYLE}.Avoid",
            Pattern(extends=Extends.EXISTENCE, message="Avoid using '%s'.", tokens=rejected),
        )


REPETITION = Pattern(
    extends=Extends.REPETITION,
    message="'%s' is repeated!",
    ignorecase=True,
    alpha=True,
    action=Remedy(name="edit", params=("truncate", " ")),
    tokens=(r"[^\s.!?]+",),
)
"""The built-in rule about words said twice."""
