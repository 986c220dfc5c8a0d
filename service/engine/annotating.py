"""Annotated copies: drafts given back with marks in them, made in a worker process."""

import functools
from typing import NamedTuple

from checker.annotators import annotated
from checker.annotators.original import Original
from checker.bootstrap import read_content
from checker.domain import BrandKit, Checked
from checker.kits.loading import load_text
from service.engine.worker import Desk


class Marked(NamedTuple):
    """What a copy is made of; it must be picklable."""

    name: str
    content: bytes
    """The draft as it came."""
    checked: Checked
    kit: str
    """The kit's YAML; empty where the kit is gone."""
    brand: str
    """What to call a kit that is gone."""


def annotate(desk: Desk, marked: Marked) -> bytes:
    """Return the draft with what was found in it, as comments, notes or columns.

    Raises:
        InputError: if its format can't hold notes, or it can't be copied without loss.
    """
    settings = desk.settings
    kit = load_text(marked.kit) if marked.kit else BrandKit(brand=marked.brand, guidelines=())
    original = Original(marked.content, marked.name, settings.limits, settings.tickets)
    return annotated(original, [marked.checked], kit, functools.partial(read_content, settings=settings))
