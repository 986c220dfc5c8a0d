"""A kit and its guidelines: what a brand has written down."""

from enum import StrEnum

from checker.domain.compiled import Compiled
from checker.domain.document import Document
from checker.domain.noun import Noun
from checker.domain.pattern import Pattern


class Kind(StrEnum):
    """What a guideline governs."""

    MESSAGE = "message"
    FACT = "fact"
    CLAIM = "claim"
    TERM = "term"
    VOICE = "voice"
    REQUIRED = "required"


class Severity(StrEnum):
    """How much a finding matters, as writers know it from Vale and LanguageTool."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"

    @property
    def rank(self) -> int:
        """Return 0 for an error, 1 for a warning, 2 for a suggestion."""
        return list(Severity).index(self)


class Role(StrEnum):
    """What a key message is for."""

    LEAD = "lead"
    SUPPORT = "support"
    AVOID = "avoid"


class Term(Noun):
    """A word or name that is not to be used."""

    avoid: str
    """The unwanted form; a trailing `*` stands for any ending."""
    prefer: str = ""
    """What to write instead; empty where nothing takes its place."""
    exceptions: tuple[str, ...] = ()
    """Phrases that contain the unwanted form and are fine."""
    case_sensitive: bool = False
    """Whether only this exact capitalisation is unwanted."""


class Figure(Noun):
    """A quantity that the kit states, with what it is about."""

    quote: str
    """The figure as the guideline writes it: `99.6%`, `two business days`, `8 in 10`."""
    value: float
    """Its value in the unit's base (percent, count, minutes, currency units)."""
    upper: float
    """The end of the range; equals *value* where there is no range."""
    unit: str
    """`percent`, `count`, `minute`, `year`, `currency` or a counted noun in the singular."""
    about: tuple[str, ...] = ()
    """Words, in lower case, that say what the figure measures."""


class Condition(Noun):
    """Words that an approved claim may not lose."""

    claim: str
    """The approved wording, whole."""
    anchors: tuple[str, ...]
    """Words, in lower case, that show that a passage makes this claim."""
    keep: tuple[str, ...]
    """Alternatives, any of which keeps the condition, in lower case."""


class Element(Noun):
    """Something that a draft must hold."""

    name: str
    """What it is, in a few words, for the finding."""
    any_of: tuple[str, ...]
    """Texts, any of which satisfies it; `@next-step`, `@signature` and `@date` are detectors."""
    channels: tuple[str, ...] = ()
    """Channels or teams that must hold it; empty for all the guideline applies to."""
    except_channels: tuple[str, ...] = ()
    """Channels that need not."""
    when: tuple[str, ...] = ()
    """Words, any of which must be in the draft or its context for this to be needed."""


class Examples(Noun):
    """Sentences that show a guideline, run as tests by `brandcheck kit test`."""

    on_brand: tuple[str, ...] = ()
    """Sentences that keep the guideline."""
    off_brand: tuple[str, ...] = ()
    """Sentences that break it."""


class Guideline(Noun):
    """One instruction of a kit; `id`, `kind` and `text` are enough."""

    id: str
    """A short name, unique in the kit."""
    kind: Kind
    """What it governs."""
    text: str
    """The instruction in the brand's own words."""
    applies_to: tuple[str, ...] = ()
    """Teams, channels or audiences, in lower case; empty for all."""
    severity: Severity | None = None
    """How much a breach matters; the kind's default where none is given."""
    role: Role | None = None
    """For a message: lead, support or avoid."""
    themes: tuple[str, ...] = ()
    """For a message: the general values that it sells or avoids, ids of `corpus/themes`."""
    forbids: tuple[str, ...] = ()
    """Ids of `corpus/concepts` that no draft may assert."""
    phrases: tuple[str, ...] = ()
    """Phrases that no draft may use as its own words."""
    allows: tuple[str, ...] = ()
    """Phrases that are always fine, such as an approved claim."""
    terms: tuple[Term, ...] = ()
    """Unwanted words and what to write instead."""
    figures: tuple[Figure, ...] = ()
    """Quantities that drafts may not alter."""
    conditions: tuple[Condition, ...] = ()
    """Approved claims and the words that they may not lose."""
    elements: tuple[Element, ...] = ()
    """What a draft must hold."""
    examples: Examples = Examples()
    """On-brand and off-brand sentences."""
    compiled: Compiled | None = None
    """What a language model wrote for it, for the offline engine to run."""
    pattern: Pattern | None = None
    """For a term or the voice: a rule of a style package, checked as it stands."""
    owner: str = ""
    """Who answers for it."""
    expires: str = ""
    """The ISO 8601 date after which it no longer holds."""
    proof: str = ""
    """Where a claim's evidence lies."""

    def applies(self, *, team: str, channel: str, audience: str) -> bool:
        """Return whether it applies to a draft of that *team* and *channel* for that *audience*.

        It does where it names none, or one of the three, or where neither team nor channel is known.
        """
        named = {team, channel, audience.lower()} - {""}
        return not (self.applies_to and (team or channel)) or not named.isdisjoint(self.applies_to)

    @property
    def is_testable(self) -> bool:
        """Return whether anything in it can be checked without a judge."""
        return any(
            (
                self.themes,
                self.forbids,
                self.phrases,
                self.terms,
                self.figures,
                self.conditions,
                self.elements,
                self.compiled,
                self.pattern,
            )
        )


HOUSE = Guideline(
    id="planted-instruction",
    kind=Kind.REQUIRED,
    text="A draft is checked as it stands: it holds no words to the one who checks it.",
    severity=Severity.ERROR,
)
"""The house's own guideline, which holds whatever the kit says; no kit may use its id."""


class BrandKit(Noun):
    """All that a brand has written down, one version of it."""

    brand: str
    """The brand's name."""
    version: str = "draft"
    """The version's name."""
    guidelines: tuple[Guideline, ...]
    """In the order of the file."""
    accepted: tuple[str, ...] = ()
    """Words, each as an expression, that patterns let pass."""
    digest: str = ""
    """SHA-256 of the kit's canonical JSON."""

    def for_document(self, document: Document) -> "BrandKit":
        """Return the kit with the guidelines that apply to *document*."""
        team, channel, audience = document.team, document.channel, document.audience
        kept = (g for g in self.guidelines if g.applies(team=team, channel=channel, audience=audience))
        return self.model_copy(update={"guidelines": tuple(kept)})

    @property
    def judged(self) -> "BrandKit":
        """Return the kit with the guidelines that a judge has a say in: all but those with a pattern."""
        if all(guideline.pattern is None for guideline in self.guidelines):
            return self
        return self.model_copy(update={"guidelines": tuple(g for g in self.guidelines if g.pattern is None)})

    def of(self, kind: Kind) -> tuple[Guideline, ...]:
        """Return the guidelines of one *kind*."""
        return tuple(g for g in self.guidelines if g.kind is kind)
