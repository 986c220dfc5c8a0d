"""The base of every noun."""

from typing import Self

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """A frozen value that refuses fields that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    @classmethod
    def of_valid(cls, **values: object) -> Self:
        """Return the noun of *values*: all its fields, in their order, known to be valid and not looked at.

        What `model_construct` makes, in half the time, for nouns of which there are tens of thousands.
        """
        noun, put = cls.__new__(cls), object.__setattr__
        put(noun, "__dict__", values)
        put(noun, "__pydantic_fields_set__", set(values))
        put(noun, "__pydantic_extra__", None)
        put(noun, "__pydantic_private__", None)
        return noun
