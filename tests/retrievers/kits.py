"""Kits of any size, and an encoder that counts what it is asked."""

from collections.abc import Sequence

from checker.domain import BrandKit, Guideline, Kind, Role
from checker.dossier import Vectors
from tests.fakes import encode

THINGS = "kettle lamp bench ladder saucepan blanket violin compass teapot saddle".split()
DEEDS = "polish repair deliver engrave insure lend paint weigh sharpen restore".split()
PLACES = "Harbour Meadow Quarry Orchard Viaduct".split()


class Counting:
    """The fake encoder, and the texts that it was asked for."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return encode(texts)


def fact(name: str, text: str, **more: object) -> Guideline:
    return Guideline.model_validate({"id": name, "kind": Kind.FACT, "text": text, **more})


def message(name: str, role: Role | None) -> Guideline:
    return Guideline(id=name, kind=Kind.MESSAGE, text="Lead with calm.", role=role)


def kit(*guidelines: Guideline, digest: str = "d") -> BrandKit:
    return BrandKit(brand="Kettlewick", guidelines=guidelines, digest=digest)


def facts(count: int) -> tuple[Guideline, ...]:
    """Return *count* facts, of which no two say the same; there are 500 at most."""
    said = [(deed, thing, place) for place in PLACES for deed in DEEDS for thing in THINGS]
    return tuple(
        fact(f"f{number}", f"We {deed} every {thing} within {number} weeks. Ask our {place} workshop.")
        for number, (deed, thing, place) in enumerate(said[:count])
    )


def ids(guidelines: Sequence[Guideline]) -> list[str]:
    return [guideline.id for guideline in guidelines]
