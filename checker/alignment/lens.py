"""What a kit says of messages: how each is called, what it is for, and to which documents it applies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from checker.domain import BrandKit, Guideline, Kind, Role, Said
from checker.lexicon.gazetteer import CORPUS
from checker.lexicon.themes import load_themes
from checker.presentation.neutral import one_line

ORDER = (Role.AVOID, Role.LEAD, Role.SUPPORT)
"""Which role a message has to which the kit gives several, as in a document's mix."""
SAID = frozenset({Role.LEAD, Role.SUPPORT})
"""Roles of messages that are to be said."""
MOST_KEPT = 10_000
"""Kinds of documents and names of messages that are looked up once only."""


@lru_cache(maxsize=MOST_KEPT)
def plain(name: str) -> str:
    """Return a message's *name* as names are compared: `ease-of-use` is `Ease of use`."""
    return one_line(name.replace("-", " ")).casefold()


@dataclass(frozen=True)
class Applicable:
    """The messages of a kit that apply to a kind of document."""

    roles: Mapping[str, Role | None]
    """The role of each, by its id."""
    audience: frozenset[str]
    """Those that are to be said and name the document's audience."""
    _said: dict[frozenset[str], bool] = field(default_factory=dict)
    """What was asked before."""

    @cached_property
    def has_lead(self) -> bool:
        """Return whether one of them is to lead."""
        return Role.LEAD in self.roles.values()

    @cached_property
    def is_to_sell(self) -> bool:
        """Return whether one of them is to be said at all."""
        return not SAID.isdisjoint(self.roles.values())

    def leads(self, guidelines: Iterable[str]) -> bool:
        """Return whether one of *guidelines* is a message to lead with."""
        return any(self.roles.get(id_) is Role.LEAD for id_ in guidelines)

    def is_said(self, guidelines: frozenset[str]) -> bool:
        """Return whether the message for which *guidelines* stand is one to be said."""
        known = self._said.get(guidelines)
        if known is None:
            known = self._said[guidelines] = _role(self.roles.get(id_) for id_ in guidelines) in SAID
        return known


class Lens:
    """A kit's messages, under the names that documents' mixes have for them."""

    def __init__(self, kit: BrandKit) -> None:
        """Read the messages of *kit*, whose prose is to have been read (`bootstrap.load_kit`)."""
        self._messages = kit.of(Kind.MESSAGE)
        self._roles = {message.id: message.role for message in self._messages}
        self._addressed = {name for message in self._messages for name in message.applies_to}
        self._applicable: dict[tuple[bool, frozenset[str], str], Applicable] = {}
        self._named: dict[str, frozenset[str]] = {}
        self.names: dict[str, str] = {}
        """Each message's name for people, by its plain one."""
        self.aliases: dict[str, str] = {}
        """The plain name of each message, by its id made plain."""
        self._stands: dict[tuple[str, tuple[str, ...]], frozenset[str]] = {}
        for message in self._messages:
            for name in _names(message):
                self.names.setdefault(plain(name), name)
                self.aliases.setdefault(plain(message.id), plain(name))
                self._named[plain(name)] = self._named.get(plain(name), frozenset()) | {message.id}

    def guidelines(self, name: str, given: tuple[str, ...] = ()) -> frozenset[str]:
        """Return the kit's messages that go by the plain *name*, and those of *given* that are its own."""
        key = (name, given)
        if key not in self._stands:
            own = frozenset(id_ for id_ in given if id_ in self._roles)
            self._stands[key] = self._named.get(name, frozenset()) | own
        return self._stands[key]

    def role(self, guidelines: Iterable[str]) -> Role | None:
        """Return the role of a message for which *guidelines* stand, for whomever they are."""
        return _role(self._roles.get(id_) for id_ in guidelines)

    def applicable(self, said: Said) -> Applicable:
        """Return the messages that apply to what was *said*."""
        audience = said.audience.lower()
        names = frozenset({said.team, said.channel, audience} & self._addressed)
        key = (bool(said.team or said.channel), names, audience if audience in names else "")
        if key not in self._applicable:
            self._applicable[key] = self._applying(said)
        return self._applicable[key]

    def _applying(self, said: Said) -> Applicable:
        team, channel, audience = said.team, said.channel, said.audience
        applying = [g for g in self._messages if g.applies(team=team, channel=channel, audience=audience)]
        named = (g.id for g in applying if g.role in SAID and audience.lower() in g.applies_to)
        return Applicable({g.id: g.role for g in applying}, frozenset(named))


def _role(given: Iterable[Role | None]) -> Role | None:
    roles = set(given)
    return next((role for role in ORDER if role in roles), None)


def _names(message: Guideline) -> tuple[str, ...]:
    """Return the names that mixes have for *message*: its themes', or its own line where it leads without."""
    library = load_themes(CORPUS / "themes")
    themes = tuple(library[theme].name for theme in message.themes if theme in library)
    if themes or message.role is not Role.LEAD:
        return themes
    lines = [f"“{line.rstrip('.')}”" for line in message.allows[:1]]
    return tuple(lines) or ("the kit's lead message",)
