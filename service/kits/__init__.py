"""Kits: written, looked over, tried out, published, taken back; imported from guides.

What a kit says is untrusted: it is read in a worker process, within limits, and what is wrong with it is told
by line. `Kits` is what routes and pages call; the rest are its parts.
"""

from service.kits.errands import Errand
from service.kits.fields import Fields
from service.kits.kits import Kits

__all__ = ["Errand", "Fields", "Kits"]
