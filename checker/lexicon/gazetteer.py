"""Word lists of `corpus/lexicons`, and where the corpus lies."""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from ruamel.yaml import YAML

CORPUS = Path(str(files("corpus")))
"""The folder of themes, concepts, lexicons and sample drafts."""


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """Return the country that each place name or adjective points to."""
    listed = YAML(typ="safe").load((CORPUS / "lexicons" / "countries.yaml").read_text(encoding="utf-8"))
    return {name: country for country, names in listed.items() for name in names}
