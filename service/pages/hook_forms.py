"""The forms of the pages of publish hooks: what was typed, the hook that it makes, what is wrong with it."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from checker.domain import Noun
from service.exchange.hooks import NewHook, SecretText, TokenText
from service.nouns.hooks import FieldKind, FieldRule, Hook, System
from service.pages.hook_systems import ABOUT

OPTION = "option-"
"""How the names of fields begin that are for what only one system knows."""
SPARE = 3
"""Empty rows below the fields that are there."""
MOST_ROWS = 40
"""Rows of fields on the page; programs may name more."""
WORDS = {
    "name": "the name",
    "kit": "the kit",
    "team": "the team",
    "channel": "the channel",
    "audience": "the audience",
    "locales": "the languages",
    "events": "the events",
    "options": "the system’s own settings",
    "secret": "the signing secret",
    "token": "the token",
    "fields": "the fields",
}
"""What the form calls what it holds."""


class HookForm(BaseModel):
    """What somebody typed about a hook."""

    model_config = ConfigDict(extra="allow")

    name: str = ""
    system: System = System.GENERIC
    kit: str = ""
    team: str = ""
    channel: str = ""
    audience: str = ""
    locales: str = ""
    events: str = ""
    writes_back: bool = False
    judged: bool = False
    secret: str = ""
    token: str = ""

    @property
    def options(self) -> dict[str, str]:
        """Return what only its system knows, as far as that has a field on the page."""
        extra = self.model_extra or {}
        typed = {
            one.name: str(extra.get(f"{OPTION}{one.name}", "")).strip() for one in ABOUT[self.system].options
        }
        return {name: value for name, value in typed.items() if value}

    def hook(self, before: Hook | None = None) -> NewHook:
        """Return the hook that it makes; what the page has no field for stays as it was *before*.

        Raises:
            ValidationError: if something in it can't be.
        """
        shown = {one.name for one in ABOUT[self.system].options}
        kept = {
            name: value for name, value in (before.options if before else {}).items() if name not in shown
        }
        said: dict[str, Any] = {
            "system": self.system,
            "kit": self.kit,
            "team": self.team.strip(),
            "channel": self.channel.strip(),
            "audience": self.audience.strip(),
            "locales": _several(self.locales),
            "events": _several(self.events),
            "options": kept | self.options,
            "writes_back": self.writes_back,
            "judged": self.judged,
            "secret": self.secret.strip() or None,
            "token": self.token.strip() or None,
        }
        return _from(before).model_copy(update=NewHook.model_validate(said).model_dump(include=set(said)))


class RowsForm(BaseModel):
    """The rows of fields, and what is to be done with them."""

    path: list[str] = []
    called: list[str] = []
    kind: list[FieldKind] = []
    titles: list[int] = []
    act: str = "save"

    @property
    def rules(self) -> tuple[FieldRule, ...]:
        """Return the rows that have a path."""
        rows = zip(self.path, self.called, self.kind, strict=False)
        return tuple(
            FieldRule(path=path.strip(), name=called.strip(), kind=kind, is_title=number in self.titles)
            for number, (path, called, kind) in enumerate(rows)
            if path.strip()
        )


class Pasted(Noun):
    """What is secret, as somebody pasted it."""

    secret: SecretText | None = None
    token: TokenText | None = None


class SecretsForm(BaseModel):
    """A secret or a token that somebody pastes."""

    secret: str = ""
    token: str = ""
    removes_token: bool = False

    @property
    def pasted(self) -> Pasted:
        """Return what it holds.

        Raises:
            ValidationError: if it can't be a secret or a token.
        """
        token = "" if self.removes_token else self.token.strip() or None
        return Pasted(secret=self.secret.strip() or None, token=token)


class Switch(BaseModel):
    """Whether deliveries are taken from now on."""

    on: bool = Field(default=False)


def form_of(hook: Hook) -> HookForm:
    """Return the form that says of *hook* what holds."""
    options = {f"{OPTION}{name}": value for name, value in hook.options.items()}
    return HookForm(
        name=hook.name,
        system=hook.system,
        kit=hook.kit,
        team=hook.team,
        channel=hook.channel,
        audience=hook.audience,
        locales=", ".join(hook.locales),
        events=", ".join(hook.events),
        writes_back=hook.writes_back,
        judged=hook.judged,
        **options,
    )


def rows_of(rules: tuple[FieldRule, ...], spare: int = SPARE) -> tuple[FieldRule, ...]:
    """Return *rules* and empty rows below them."""
    return (*rules, *(FieldRule(path="") for _ in range(min(spare, max(0, MOST_ROWS - len(rules))))))


def with_fields(hook: Hook, rules: tuple[FieldRule, ...]) -> Hook:
    """Return *hook* with other fields.

    Raises:
        ValidationError: if one of them can't be.
    """
    said = [rule.model_dump() for rule in rules]
    return NewHook.model_validate(_from(hook).model_dump() | {"fields": said}).hook(hook.name)


def faults(error: ValidationError) -> tuple[str, ...]:
    """Return what is wrong, a sentence for each field; what was typed is not repeated."""
    told: dict[str, str] = {}
    for one in error.errors(include_url=False, include_input=False, include_context=False):
        where = _where(one["loc"])
        told.setdefault(where, f"{where[:1].upper()}{where[1:]}: {_says(one['type'], one['msg'])}.")
    return tuple(told.values())


def _from(before: Hook | None) -> NewHook:
    """Return what holds for a hook *before* it is changed; what holds for a new one where there is none."""
    if before is None:
        return NewHook(system=System.GENERIC, kit="-")
    return NewHook.model_validate(
        before.model_dump(include=NewHook.model_fields.keys() - {"secret", "token"})
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _where(at: tuple[int | str, ...]) -> str:
    first, *rest = at or ("",)
    word = WORDS.get(str(first), str(first))
    number = rest[0] if rest and isinstance(rest[0], int) else None
    return f"{word}, number {number + 1}" if number is not None else word


def _says(kind: str, message: str) -> str:
    if kind == "string_too_short":
        return "it may not be empty"
    return message.removeprefix("Value error, ").replace("String should", "it should").rstrip(".")
