"""The base of every noun."""

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """A frozen value that refuses fields that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
