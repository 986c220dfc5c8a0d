"""Quantification: how much is said of each message, given how often the classifier mixes them up.

Counting what a classifier says is biased where it errs: what is said most is counted too low, and everything
else too high (Forman, 2008: "Quantifying counts and costs via classification"). `Confusion.corrected` finds
the shares that most probably lead to what was counted, by expectation and maximisation over the known
confusion (Saerens, Latinne and Decaestecker, 2002; as unfolding: D'Agostini, 1995). They come to 1, and
none is below 0.
"""

from checker.quantification.unfolding import Confusion, Corrected, confusion

__all__ = ["Confusion", "Corrected", "confusion"]
