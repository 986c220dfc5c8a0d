"""The local model for the service's own process: loaded when something has to be indexed, not before."""

from collections.abc import Sequence
from threading import Lock

from checker.bootstrap import encoder, lexicon
from checker.dossier import Encode, Vectors
from checker.settings import Settings


class LazyEncoder:
    """Turns texts into vectors; several threads may share it."""

    def __init__(self, settings: Settings) -> None:
        """Name the model; it is loaded at the first text."""
        self._settings = settings
        self._lock = Lock()
        self._encode: Encode | None = None

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of *texts*.

        Raises:
            ModelUnavailable: if the model can't be had.
        """
        with self._lock:
            encode = self._encode = self._encode or encoder(self._settings, lexicon())
        return encode(texts)
