"""The questions that language models are asked: one Jinja2 template each, with front matter.

A template opens with front matter (`id`, `version`, `purpose`, `answer`) and has three blocks:
`instructions` and `context`, which stay the same over many drafts and come first, so that providers'
prompt caches work, and `data`, which is untrusted and stands between two fences.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from ruamel.yaml import YAML

HOME = Path(__file__).parent
FENCE = "\u27e6fence\u27e7"
"""Stands for the mark around untrusted text; a random one takes its place in each call."""
NEUTRAL = "[fence]"
"""What a text that holds `FENCE` itself gets instead."""
FIELDS = {"id", "version", "purpose", "answer"}


class _Fence(str):
    """The fence that a template puts, which no text of a variable is."""

    __slots__ = ()


class Prompt(NamedTuple):
    """A question in words, in the order in which it is sent."""

    name: str
    version: str
    digest: str
    """SHA-256 of the template's file."""
    purpose: str
    instructions: str
    context: str
    """What is trusted and stays the same for many drafts: the guidelines."""
    data: str
    """What is untrusted: the draft between two `FENCE`s."""


def render(name: str, **variables: Any) -> Prompt:  # noqa: ANN401 - a template takes anything
    """Return the prompt called *name*, filled with *variables*.

    Raises:
        jinja2.TemplateNotFound: if there is no such prompt.
        jinja2.UndefinedError: if the template uses a variable that was not given.
    """
    source = _source(name)
    template = source.environment.get_template(name)
    known = variables | {"fence": _Fence(FENCE)}
    parts = {
        block: "".join(template.blocks[block](template.new_context(known))).strip()
        for block in ("instructions", "context", "data")
    }
    return Prompt(name=name, version=source.version, digest=source.digest, purpose=source.purpose, **parts)


def names() -> tuple[str, ...]:
    """Return the names of all prompts."""
    return tuple(sorted(path.stem for path in HOME.glob("*.j2")))


def digest(name: str) -> str:
    """Return the SHA-256 of the template called *name*."""
    return _source(name).digest


def neutral(text: str) -> str:
    """Return *text* unable to close the fence that it stands in."""
    return text.replace(FENCE, NEUTRAL)


class _Source(NamedTuple):
    environment: SandboxedEnvironment
    version: str
    digest: str
    purpose: str


@cache
def _source(name: str) -> _Source:
    path = HOME / f"{name}.j2"
    content = path.read_text(encoding="utf-8") if name in names() else ""
    matter, body = _parted(content, name)
    environment = SandboxedEnvironment(
        loader=DictLoader({name: body} if content else {}),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        finalize=_final,
    )
    digest = hashlib.sha256(content.encode()).hexdigest()
    return _Source(environment, matter.get("version", ""), digest, matter.get("purpose", ""))


def _final(value: object) -> object:
    return neutral(value) if isinstance(value, str) and not isinstance(value, _Fence) else value


def _parted(content: str, name: str) -> tuple[dict[str, str], str]:
    if not content:
        return {}, ""
    _, matter, body = content.split("---\n", 2)
    fields = {key: str(value) for key, value in YAML(typ="safe").load(matter).items()}
    if set(fields) != FIELDS or fields["id"] != name:
        raise ValueError(f"{name}.j2: front matter needs {sorted(FIELDS)}, with id: {name}")
    return fields, body
