"""Write drafts in which it is known what is planted where; the same seed writes the same drafts."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import NamedTuple

from evals.planted_truth.plans import NEUTRAL, Brand, Plan, Planting, Team

SECTIONS = (2, 4)
"""Fewest and most sections of a draft."""
SENTENCES = (2, 4)
"""Fewest and most sentences of a paragraph, and bullets of a list."""
FILLER = 0.3
"""How often a sentence sells nothing."""
FILLER_TITLE = 0.2
"""How often a heading does; the draft's title never."""
COPIES = 2
"""Drafts of a team that state each of its values."""


class Unit(NamedTuple):
    """A sentence that was planted."""

    text: str
    message: str | None
    """What it sells; none where that is nothing."""


class Draft(NamedTuple):
    """A draft and what was planted in it."""

    name: str
    team: str
    text: str
    """Markdown with front matter."""
    units: tuple[Unit, ...]
    """In reading order; the first is the title."""


class Told(NamedTuple):
    """A value stated in a draft."""

    draft: str
    team: str
    text: str
    """The sentence."""
    topic: str
    value: int
    """The place of the value in its planting's `same`."""


def drafts(brand: Brand, seed: int) -> Iterator[Draft]:
    """Yield the drafts of all the *brand*'s teams."""
    for name, team in brand.plan.teams.items():
        chance = Random(f"{seed} {brand.name} {name}")  # noqa: S311 - reproducible, keeps no secret
        for number in range(team.documents):
            yield _draft(brand, name, team, f"{name}-{number:02}.md", chance)


def statements(brand: Brand, seed: int) -> tuple[tuple[Draft, ...], tuple[Told, ...]]:
    """Return drafts that state the *brand*'s claims, and what is stated where."""
    chance = Random(f"{seed} {brand.name} claims")  # noqa: S311 - reproducible, keeps no secret
    written, told = [], []
    for team in brand.plan.teams:
        for number in range(COPIES):
            draft, stated = _stating(brand, team, f"{team}-claims-{number}.md", chance)
            written.append(draft)
            told.extend(stated)
    return tuple(written), tuple(told)


def _draft(brand: Brand, name: str, team: Team, source: str, chance: Random) -> Draft:
    lead = _drawn(team.leads, chance)
    units = [Unit(_said(brand, lead, "titles", chance), lead)]
    blocks = [f"# {units[0].text}"]
    for _ in range(chance.randint(*SECTIONS)):
        heading = _unit(brand, team, "titles", FILLER_TITLE, chance)
        body, bullets = (
            [_unit(brand, team, "lines", FILLER, chance) for _ in range(chance.randint(*SENTENCES))]
            for _ in range(2)
        )
        units += [heading, *body, *bullets]
        blocks += [f"## {heading.text}", " ".join(unit.text for unit in body)]
        blocks.append("\n".join(f"- {unit.text}" for unit in bullets))
    text = "\n\n".join((f"---\nteam: {name}\nchannel: {team.channel}\n---", *blocks))
    return Draft(source, name, f"{text}\n", tuple(units))


def _unit(brand: Brand, team: Team, where: str, filler: float, chance: Random) -> Unit:
    message = None if chance.random() < filler else _drawn(team.mix, chance)
    return Unit(_said(brand, message or NEUTRAL, where, chance), message)


def _drawn(shares: Mapping[str, float], chance: Random) -> str:
    return chance.choices(list(shares), list(shares.values()))[0]


def _said(brand: Brand, message: str, where: str, chance: Random) -> str:
    wordings = brand.bank[message]
    frames = wordings.titles if where == "titles" else wordings.lines
    return filled(chance.choice(frames), brand.plan, chance)


def filled(frame: str, plan: Plan, chance: Random) -> str:
    """Return the sentence that *frame* becomes in the brand's words, drawn by *chance*."""
    slots: dict[str, Sequence[str]] = {
        "product": plan.product,
        "user": plan.user,
        "users": plan.users,
        "task": plan.task,
        "place": plan.place,
    }
    text = frame.format_map({name: chance.choice(words) for name, words in slots.items()})
    return text[0].upper() + text[1:]


def _stating(brand: Brand, team: str, source: str, chance: Random) -> tuple[Draft, list[Told]]:
    told, blocks = [], []
    for topic, planting in brand.plan.claims.items():
        if team in planting.values:
            sentence, value = _stated(planting, team, chance)
            told.append(Told(source, team, sentence, topic, value))
            filler = _said(brand, NEUTRAL, "lines", chance)
            blocks.append(f"{sentence} {filler}")
    chance.shuffle(blocks)
    title = _said(brand, NEUTRAL, "titles", chance)
    channel = brand.plan.teams[team].channel
    text = "\n\n".join((f"---\nteam: {team}\nchannel: {channel}\n---", f"# {title}", *blocks))
    return Draft(source, team, f"{text}\n", ()), told


def _stated(planting: Planting, team: str, chance: Random) -> tuple[str, int]:
    wording = chance.choice(planting.values[team])
    value = next(place for place, same in enumerate(planting.same) if wording in same)
    sentence = f"{chance.choice(planting.of).format(wording)}."
    return sentence[0].upper() + sentence[1:], value
