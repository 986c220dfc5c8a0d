"""What is private in a text (addresses, numbers, keys, listed names), masked before it leaves the house.

`mask` replaces it by placeholders, and the `Masked` text restores whatever a model answers. Names that nobody
listed, postal addresses and dates stay: no rule tells them from what a judge must read.
"""

from checker.privacy.masking import Masked, find, mask
from checker.privacy.sighting import KINDS, Kind, Sighting

__all__ = ["KINDS", "Kind", "Masked", "Sighting", "find", "mask"]
