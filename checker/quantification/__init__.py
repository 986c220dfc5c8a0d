"""Quantification: how much of many documents goes to each message.

Counting what a classifier says is biased where it errs: what is said most is counted too low, and everything
else too high (Forman, 2008: "Quantifying counts and costs via classification"). So the mixes of documents are
fitted to what their group sells.
"""

from checker.quantification.mixing import Mixes, mixes

__all__ = ["Mixes", "mixes"]
