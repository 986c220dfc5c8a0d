"""Publish gates: may this go out?

Answered within a deadline; where the checker is not done by then, a stated policy says what follows.
"""

from service.gates.gates import Gates

__all__ = ["Gates"]
