"""Rich text of whatever make, as HTML."""

from pydantic import JsonValue

from service.hooks.prose import portable
from service.hooks.prose.contentful import CONTENTFUL
from service.hooks.prose.contentful import is_rich as is_contentful
from service.hooks.prose.pen import Pen
from service.hooks.prose.storyblok import STORYBLOK
from service.hooks.prose.storyblok import is_rich as is_storyblok
from service.hooks.prose.strapi import STRAPI
from service.hooks.prose.strapi import is_rich as is_strapi
from service.hooks.prose.trees import write


def html(value: JsonValue, at: str = "") -> Pen | None:
    """Return *value*, which lies *at* a JSON pointer, as HTML; none if it is no rich text.

    Raises:
        Malformed: if it is over a limit.
    """
    pen = Pen()
    if isinstance(value, list) and portable.is_rich(value):
        portable.write(value, at, pen)
        return pen
    if isinstance(value, list) and is_strapi(value):
        for place, block in enumerate(value):
            write(block, f"{at}/{place}", STRAPI, pen)
        return pen
    for fits, dialect in ((is_contentful, CONTENTFUL), (is_storyblok, STORYBLOK)):
        if fits(value):
            write(value, at, dialect, pen)
            return pen
    return None
