"""Quantification: how unsure shares of messages are, given how often the classifier mixes them up.

Counting what a classifier says is biased where it errs: what is said most is counted too low, and everything
else too high (Forman, 2008: "Quantifying counts and costs via classification"). The mix of each document
allows for that (`checker.clues.mix.in_context`). What the known confusion would still move, by expectation
and maximisation (as unfolding: D'Agostini, 1995), widens a share's interval.
"""

from checker.quantification.unfolding import Confusion, Corrected, confusion

__all__ = ["Confusion", "Corrected", "confusion"]
