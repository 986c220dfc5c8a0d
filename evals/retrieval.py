"""`python -m evals.retrieval`: is the guideline that a fault breaks among those that the judge gets to see?

Prints `RETRIEVAL.md`. Nothing is asked but the local model. It takes some ten minutes.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from checker.bootstrap import encoder, lexicon, load_kit
from checker.dossier import Encode, Lexicon
from checker.retrievers import Retriever
from checker.retrievers.chroma import PER_PASSAGE, ChromaRetriever
from checker.settings import Settings
from evals import cases
from evals.labels import Brand, FaultKind, Split
from evals.larger_kits import grown
from evals.retrieving import WINDOW, NearestToDraft, NearestToPassages, Sent, read, send
from evals.tables import NOTHING, table

OWN = 0
"""The size of a brand's own kit, whatever it is."""
SIZES = (OWN, 50, 100, 200, 500)
"""Guidelines in a kit."""
PER_PASSAGES = (1, 2, 3, 4, 5, 6, 8)
"""Guidelines for each passage that are compared."""
IN_FULL = (PER_PASSAGE - 1, PER_PASSAGE, PER_PASSAGE + 1)
"""Guidelines for each passage of a full window that are compared."""
PER_DRAFT = (12, 50, 100, 150)
"""Guidelines for a draft as a whole that are compared."""
INTRODUCTION = f"""\
# What retrieval leaves out

Printed by `python -m evals.retrieval`.

A kit that is too large for one question is not sent whole: the judge gets, for each window of {WINDOW}
passages, those guidelines that `checker/retrievers/chroma.py` chooses. A fault whose guideline is not among
them can't be found. *Recall* is the share of labelled faults whose guideline is sent with a passage that
holds the fault. What is missing in a draft is in no passage, and counts as found because required elements
are always sent; the next column leaves it out. *Sent* is the part of the guidelines that apply to the
draft's team, and its length at four characters a token.

The labelled brands have 14 or 22 guidelines, so larger kits are made (`evals/larger_kits.py`): to the
brand's own come those of the other brands, with this brand's name in them, as facts. Where all of them are
not enough, they are parted between sentences. **Mind what that means**: the other brands sell other things,
so their guidelines are easier to tell apart from the brand's own than those of one large company would be.
The first row of each split, the brands' own kits, is free of that and says how little can be left out of a
small kit.

The number of guidelines for each passage was chosen on the brands *tuned on*. Those *held back* were only
measured.
"""


WAYS = """\
*Nearest … a draft*: each guideline is one vector, its text's; sent are the nearest to the mean of the
draft's passages. *Nearest … a passage*: the same, for each passage. *Ours, n a passage*: n by vectors, each
guideline standing in the index with all its sentences, terms and examples; n by telling words; those that a
passage names; and what is always sent.
"""
FULL = f"""\
The drafts are short: most have about 20 passages. Here every window is filled up to {WINDOW} passages from
other drafts of the same brand, as it is in the middle of a long document.
"""
AS_THEY_ARE = """\
Where the other brands' guidelines keep their kind, the kit has the lead messages, the voice and the
required elements of 18 brands, and a third of it is always sent. No brand has such a kit; it shows what
that part costs.
"""


class Way(NamedTuple):
    """What is measured."""

    name: str
    size: int
    is_full: bool = False
    """Whether windows are filled up."""
    as_facts: bool = True
    """Whether other brands' guidelines come as facts."""


Results = Mapping[tuple[Way, Split], Sequence[Sent]]
"""Every draft's, by what was measured and the split of its brand."""
Build = Callable[[Encode], Retriever]
OURS = "ours, {} a passage"
BUILDS: Mapping[str, Build] = {
    **{f"nearest {n} a draft": partial(NearestToDraft, count=n) for n in PER_DRAFT},
    **{f"nearest {n} a passage": partial(NearestToPassages, count=n) for n in PER_PASSAGES},
    **{OURS.format(n): partial(ChromaRetriever, per_passage=n) for n in PER_PASSAGES},
}
"""What is compared, by name."""
CHOSEN = OURS.format(PER_PASSAGE)


def main(*, home: Path = cases.FOLDER, encode: Encode | None = None, sizes: Sequence[int] = SIZES) -> int:
    """Print the page, and return the exit code.

    Args:
        home: the folder of the labelled brands.
        encode: another model than the local one.
        sizes: guidelines in a kit; the ways are compared with the last.
    """
    words = lexicon()
    found = measure(cases.load(home), encode or encoder(Settings(), words), words, sizes)
    sys.stdout.write(render(found, sizes))
    return 0


def measure(brands: Sequence[Brand], encode: Encode, words: Lexicon, sizes: Sequence[int]) -> Results:
    """Return what is sent for every draft of *brands* from kits of all *sizes*."""
    kits = {brand.name: load_kit(brand.cases[0].kit, words) for brand in brands}
    found: dict[tuple[Way, Split], list[Sent]] = {}
    for brand in brands:
        _tell(brand.name)
        drafts = [read(case, encode) for case in brand.cases]
        others = [kits[name] for name in sorted(kits) if name != brand.name]
        enlarge = cache(partial(grown, kits[brand.name], others, lexicon=words))
        for way, retriever in _built(ways(sizes), encode):
            kit = enlarge(way.size, as_facts=way.as_facts)
            sent = send(drafts, kit, retriever, is_full=way.is_full)
            found.setdefault((way, brand.split), []).extend(sent)
    return found


def ways(sizes: Sequence[int]) -> tuple[Way, ...]:
    """Return all that is measured."""
    largest = sizes[-1]
    return (
        *(Way(CHOSEN, size) for size in sizes[:-1]),
        *(Way(name, largest) for name in BUILDS),
        *(Way(OURS.format(count), largest, is_full=True) for count in IN_FULL),
        Way(CHOSEN, largest, as_facts=False),
    )


def _built(chosen: Sequence[Way], encode: Encode) -> Iterator[tuple[Way, Retriever]]:
    """Yield *chosen*, each with its retriever, which is closed afterwards."""
    for name, build in BUILDS.items():
        with ExitStack() as stack:
            retriever = build(encode)
            if isinstance(retriever, ChromaRetriever):
                stack.callback(retriever.close)
            for way in chosen:
                if way.name == name:
                    yield way, retriever


def _tell(name: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{name}")
        sys.stderr.flush()


def render(found: Results, sizes: Sequence[int]) -> str:
    """Return the page of what was *found* with kits of these *sizes*, as Markdown."""
    largest = sizes[-1]
    compared = [Way(name, largest) for name in BUILDS]
    full = [Way(OURS.format(count), largest, is_full=True) for count in IN_FULL]
    sections = (
        INTRODUCTION,
        f"## By the size of the kit\n\nOurs, {PER_PASSAGE} a passage.",
        _by_size(found, sizes),
        f"## By what is wrong, with {largest} guidelines",
        _by_kind(found, Way(CHOSEN, largest)),
        f"## Ways of choosing, with {largest} guidelines\n\n{WAYS}",
        _by_way(found, compared),
        f"## In full windows\n\n{FULL}",
        _by_way(found, full),
        f"## With other brands' guidelines as they are\n\n{AS_THEY_ARE}",
        _by_way(found, [Way(CHOSEN, largest, as_facts=False)]),
    )
    return "\n\n".join(section.strip() for section in sections) + "\n"


def _by_size(found: Results, sizes: Sequence[int]) -> str:
    rows = [
        (split, str(size or "own"), *_size(found[Way(CHOSEN, size), split]))
        for split in _splits(found)
        for size in sizes
    ]
    header = ("brands", "kit", "apply", "recall", "without missing", "sent", "tokens", "of")
    return table(header, rows)


def _size(sent: Sequence[Sent]) -> tuple[str, ...]:
    means = [
        f"{fmean(each):,.0f}" for each in zip(*((s.applying, s.tokens, s.whole) for s in sent), strict=True)
    ]
    return (means[0], *_figures(sent), *means[1:])


def _by_kind(found: Results, way: Way) -> str:
    splits = _splits(found)
    rows = [(str(kind), *(_recall(found[way, split], {kind}) for split in splits)) for kind in FaultKind]
    return table(("fault", *splits), rows)


def _by_way(found: Results, chosen: Sequence[Way]) -> str:
    splits = _splits(found)
    rows = [(way.name, *(cell for split in splits for cell in _figures(found[way, split]))) for way in chosen]
    header = [f"{split}: {what}" for split in splits for what in ("recall", "without missing", "sent")]
    return table(("way", *header), rows)


def _splits(found: Results) -> tuple[Split, ...]:
    return tuple(split for split in (Split.TUNED, Split.HELD_BACK) if any(split is s for _, s in found))


def _figures(sent: Sequence[Sent]) -> tuple[str, str, str]:
    present = frozenset(FaultKind) - {FaultKind.MISSING}
    share = fmean(each.share for each in sent)
    return _recall(sent, frozenset(FaultKind)), _recall(sent, present), f"{share:.0%}"


def _recall(sent: Iterable[Sent], kinds: AbstractSet[FaultKind]) -> str:
    found = [is_found for each in sent for kind, is_found in each.found if kind in kinds]
    return f"{fmean(found):.3f} ({sum(found)}/{len(found)})" if found else NOTHING


if __name__ == "__main__":
    raise SystemExit(main())
