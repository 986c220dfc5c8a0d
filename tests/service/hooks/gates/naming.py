"""Under which names a hook's checks are kept, to hold them against those by which its gate asks."""

import datetime
import json

from service.hooks import connectors
from service.hooks.protocol import Received
from service.hooks.writing import planned
from service.nouns.hooks import Hook, System


def names(system: System, body: object, **options: str) -> dict[str, list[str]]:
    """Return the paths of what is checked after a delivery's *body*, by the name of its document.

    Args:
        system: what sends it.
        body: as it is sent, before it becomes JSON.
        options: of the hook.
    """
    connector = connectors.load(system)
    hook = Hook(name="website", system=system, kit="acme", options=options)
    at = datetime.datetime.now(datetime.UTC)
    received = Received("POST", "https://check.example/v1/hooks/website", {}, json.dumps(body).encode(), at)
    (event,) = connector.events(received, hook)
    made = connector.versions(event.content, event, hook)
    return {
        planned(each, event, hook).draft.document: sorted(field.path for field in each.fields)
        for each in made
    }
