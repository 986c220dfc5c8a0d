"""The words in what systems send: rich text of five makes, found and turned into fields with JSON pointers.

`gathered` finds all prose under a place, `chosen` what the rules of a hook name. Contentful's rich text,
Portable Text, Storyblok's rich text and Strapi's blocks become HTML of headings, paragraphs, lists,
quotations, tables and code, which the checker's reader of HTML understands; what is embedded in them and
has words of its own becomes fields of its own. References to other documents are not followed, so nothing
can go round in circles: another document's words are checked with that document. Nesting, values, fields
and characters are bounded.
"""

from service.hooks.prose.gathering import Habits, chosen, gathered, title_of, titled
from service.hooks.prose.paths import Found, find, first, parts, pointer, step
from service.hooks.prose.rich import html

__all__ = [
    "Found",
    "Habits",
    "chosen",
    "find",
    "first",
    "gathered",
    "html",
    "parts",
    "pointer",
    "step",
    "title_of",
    "titled",
]
