"""Read a guideline's prose into the fields that the offline checks work with.

A kit of nothing but `id`, `kind`, `text` and `applies_to` must be useful. So each guideline is read
as a careful colleague would: quoted words are approved or banned by the words around them, "not X, Y
or Z" names unwanted words, figures are quantities, "keep the year" is a condition, "no discounts"
names a concept. Fields that the kit's author filled are left alone.
"""

from checker.kits.interpret.reading import interpret

__all__ = ["interpret"]
