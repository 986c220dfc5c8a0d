"""Put placeholders in the place of what is private, and the originals back into what a model answers."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from checker.privacy.addresses import find_addresses
from checker.privacy.identities import find_identities
from checker.privacy.keys import find_keys
from checker.privacy.labelled import find_labelled
from checker.privacy.levelled import level
from checker.privacy.links import find_links
from checker.privacy.names import find_names
from checker.privacy.network import find_network
from checker.privacy.payments import find_payments
from checker.privacy.phones import find_phones
from checker.privacy.public import Public, essence, published
from checker.privacy.sighting import KINDS, Find, Kind, Sighting, joined
from checker.privacy.wallets import find_wallets
from checker.privacy.words import find_words, listed

FINDERS: tuple[Find, ...] = (
    find_addresses,
    find_keys,
    find_links,
    find_payments,
    find_identities,
    find_labelled,
    find_phones,
    find_network,
    find_wallets,
)
"""All that looks for something private, listed names aside."""
LONG_ENOUGH = 6
"""Letters and digits of a value that is masked wherever it stands, once it is known."""
PLACEHOLDER = re.compile(
    rf"[⟨〈〈<\[{{] ?(?P<kind>{'|'.join(KINDS)})[-‐‑–]"
    r"(?P<number>[0-9]{1,9}(?:\.[0-9]{1,9})?) ?[⟩〉〉>\]}]",
    re.IGNORECASE,
)
"""A placeholder as we write it (`⟨email-1⟩`, `⟨name-2.3⟩`) or as a model may copy it."""


@dataclass(frozen=True)
class Masked:
    """A text with placeholders in the place of what is private, and the way back."""

    text: str
    """With a placeholder such as `⟨email-1⟩` for everything private."""
    found: tuple[Sighting, ...]
    """What is masked, where it stands in the original."""
    originals: Mapping[str, str] = field(repr=False)
    """What each placeholder stands for, by the placeholder without its brackets."""

    def restore(self, text: str) -> str:
        """Return *text* with the originals in the place of all placeholders of ours.

        For any stretch of the masked text that cuts no placeholder, this is the very stretch of the original.
        Placeholders that a model made up stay.
        """
        return PLACEHOLDER.sub(self._original, text)

    def hide(self, text: str) -> str:
        """Return *text*, which quotes the original, with placeholders for what is masked in it."""
        if not self.originals:
            return text
        places = {original: f"⟨{place}⟩" for place, original in self.originals.items()}
        longest_first = sorted(places, key=len, reverse=True)
        return re.sub("|".join(map(re.escape, longest_first)), lambda match: places[match[0]], text)

    def _original(self, match: re.Match[str]) -> str:
        return self.originals.get(f"{match['kind'].lower()}-{match['number']}", match[0])


def mask(text: str, *, names: tuple[str, ...] = (), public: str = "") -> Masked:
    """Return *text* with placeholders for what is private, numbered by kind in order of first appearance.

    The same value has the same placeholder everywhere; another spelling of it (`Ada@…`, `ada@…`) has the
    same number and one after a full stop (`⟨email-1.2⟩`). What looks like a placeholder in *text* is masked
    too, so that every text can be restored.

    Args:
        text: anything, also empty or hostile; the work grows with its length.
        names: people and firms to mask, found as whole words whatever their case and spacing.
        public: trusted and published text; what stands in it stays.
    """
    found = find(text, names=names, public=public)
    spoken = _Numbers()
    parts, end = [], 0
    for start, stop, kind in found:
        parts += [text[end:start], f"⟨{spoken.of(kind, text[start:stop])}⟩"]
        end = stop
    return Masked("".join([*parts, text[end:]]), found, spoken.originals)


def find(text: str, *, names: tuple[str, ...] = (), public: str = "") -> tuple[Sighting, ...]:
    """Return what is private in *text*, in order and without overlaps; the arguments are those of `mask`."""
    levelled = level(text)
    known = _public(public)
    private = [
        sighting for sighting in _all(levelled.text, names) if not _is_public(levelled.text, sighting, known)
    ]
    private += _again(levelled.text, private)
    mapped = [Sighting(*levelled.stretch(start, end), kind) for start, end, kind in private]
    marks = [Sighting(*match.span(), "mark") for match in PLACEHOLDER.finditer(text)]
    return joined([*mapped, *marks])


class _Numbers:
    """Hands out placeholders."""

    def __init__(self) -> None:
        self.originals: dict[str, str] = {}
        self._spellings: dict[tuple[Kind, str], dict[str, str]] = {}
        self._counts: Counter[Kind] = Counter()

    def of(self, kind: Kind, original: str) -> str:
        """Return the placeholder of *original*, without brackets."""
        spellings = self._spellings.setdefault((kind, essence(original, kind)), {})
        if not spellings:
            self._counts[kind] += 1
            spellings[original] = f"{kind}-{self._counts[kind]}"
        elif original not in spellings:
            spellings[original] = f"{next(iter(spellings.values()))}.{len(spellings) + 1}"
        self.originals[spellings[original]] = original
        return spellings[original]


def _all(text: str, names: tuple[str, ...]) -> Iterator[Sighting]:
    for finder in FINDERS:
        yield from finder(text)
    yield from find_names(text, names)


def _again(text: str, sightings: list[Sighting]) -> Iterator[Sighting]:
    """Find what *sightings* found once wherever else it stands, also where nothing tells of it."""
    known = ((text[start:end], kind) for start, end, kind in sightings if kind != "name")
    long = (pair for pair in known if sum(map(str.isalnum, pair[0])) >= LONG_ENOUGH)
    yield from find_words(text, listed(long))


def _is_public(text: str, sighting: Sighting, known: Public | None) -> bool:
    return known is not None and known.holds(text[sighting.start : sighting.end], sighting.kind)


@lru_cache(maxsize=4)
def _public(text: str) -> Public | None:
    """Return *text*, which many drafts share, ready to be looked up in, or none if it is blank."""
    levelled = level(text).text
    return published(levelled, joined(list(_all(levelled, ())))) if levelled.strip() else None
