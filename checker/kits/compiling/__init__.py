"""Compile a kit: a language model writes, once, what the offline engine is to look for.

Each guideline is asked about with the whole kit in view, and once more drafts are asked for that keep
every guideline. What comes back is looked over by code: patterns that are none, and alternatives by which
a rule flags what is fine, are taken out and told. The rest is laid into the kit's own file, beside what
people wrote there, to be reviewed as text.
"""

from checker.kits.compiling.asking import Order
from checker.kits.compiling.compiling import Compiling, compile_kit
from checker.kits.compiling.merging import merged
from checker.kits.compiling.origin import is_stale, origin

__all__ = ["Compiling", "Order", "compile_kit", "is_stale", "merged", "origin"]
