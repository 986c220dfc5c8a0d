"""What may widen the intervals of shares by what the classifier is known to mix up."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from checker.quantification import Corrected

__all__ = ["Corrected", "Correction"]


class Correction(Protocol):
    """Says how far mean shares can be trusted, by what the classifier is known to mix up."""

    def corrected(self, messages: Sequence[str], means: NDArray[np.float64], count: int) -> Corrected:
        """Return the *means* of *count* documents, with how far each can be trusted.

        Args:
            messages: the messages' names, as in the mix; some may not be known to it.
            means: the mean share of each as it was counted; they come to 1 or, of no document, to 0.
            count: documents that they are means over.
        """
        ...
