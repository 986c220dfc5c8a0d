"""Rules of style packages, with the meaning that Vale gives them: the same alerts at the same places.

A document becomes *stretches* of text, each with the part of the document that it is and with the origin of
each of its characters (`views`); a pattern looks at the stretches of its scope (`running`) and yields alerts.
"""

from checker.patterns.alerts import Alert
from checker.patterns.dialect import InvalidExpression
from checker.patterns.running import alerts_in, fault_of, remedy_of

__all__ = ["Alert", "InvalidExpression", "alerts_in", "fault_of", "remedy_of"]
