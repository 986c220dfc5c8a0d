"""Draft a kit from a guide that was written for people, without a judge.

Headings say what kind of instruction stands below them; tables and lists of *say* and *don't say*
become terms and examples; every other bullet, paragraph and row becomes a guideline in the guide's
own words, with a comment on where it comes from. What was not understood is listed at the end, so
that nothing of the guide is lost in silence. A person reads the draft, then publishes.
"""

from checker.kits.importing.drafting import draft_kit

__all__ = ["draft_kit"]
