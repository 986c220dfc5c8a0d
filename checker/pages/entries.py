"""The entries of a PDF file's objects, whatever stands in them."""

from collections.abc import Sequence

from pypdf.generic import ArrayObject, DictionaryObject, PdfObject


def resolved(value: object) -> object:
    """Return what *value* refers to, or itself."""
    return value.get_object() if isinstance(value, PdfObject) else value


def dictionary_of(value: object) -> DictionaryObject:
    """Return *value* as a dictionary, an empty one where it is something else."""
    found = resolved(value)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def list_of(value: object) -> Sequence[object]:
    """Return *value* as a list, an empty one where it is something else."""
    found = resolved(value)
    return found if isinstance(found, ArrayObject) else ()
