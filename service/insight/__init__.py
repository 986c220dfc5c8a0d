"""What stored checks say together: who says what, and which claims stand where."""

from service.insight.insight import Insight

__all__ = ["Insight"]
