"""What can be read as it is: kits as they are written, and whole reports of checks."""

import re
from typing import NamedTuple
from urllib.parse import quote, unquote

from checker.presentation.neutral import one_line
from service.assistants import choosing
from service.assistants.desk import Desk, Unanswered

SCHEME = "brandcheck"
YAML = "application/yaml"
JSON = "application/json"
TEMPLATES = (
    (f"{SCHEME}://kits/{{kit}}", "kit", "A kit of guidelines, as it is written", YAML),
    (f"{SCHEME}://checks/{{check}}", "check", "The whole report of a check", JSON),
)
"""What the addresses look like, what they are called, and the media type of what is there."""
ADDRESS = re.compile(rf"{SCHEME}://(?P<kind>kits|checks)/(?P<name>[^/?#]{{1,600}})")


class Resource(NamedTuple):
    """What was read."""

    text: str
    mime_type: str


def address_of(kit: str) -> str:
    """Return the address of the kit of that id."""
    return f"{SCHEME}://kits/{quote(kit, safe='')}"


def read(desk: Desk, uri: str) -> Resource:
    """Return what is at *uri*.

    Raises:
        Unanswered: if there is nothing; or as *desk* does.
    """
    found = ADDRESS.fullmatch(uri)
    if found is None:
        shapes = " and ".join(template for template, *_ in TEMPLATES)
        raise Unanswered(f"There is nothing at “{one_line(uri[:200])}”. There are {shapes}.")
    name = unquote(found["name"])
    if found["kind"] == "kits":
        source = choosing.held(desk, name).source
        return Resource(source, JSON if source.lstrip().startswith("{") else YAML)
    return Resource(desk.report(name).model_dump_json(indent=2), JSON)
