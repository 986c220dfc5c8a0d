"""What a made-up delivery holds, for trying a hook out."""

import uuid

TITLE = "A test from Brandcheck"
PROSE = "This text was made up to try a hook out. Nobody has published it, and nobody will."
NAME = "brandcheck-test"
"""What a made-up document is called."""


def new_id() -> str:
    """Return an id that no delivery had before."""
    return uuid.uuid4().hex
